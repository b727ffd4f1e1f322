"""`rules release`, and what `check` and `eval` make of a released edition that is not what was signed."""

import json
import shutil
from pathlib import Path

import pytest
from cli_accounts import account

ROOT = Path(__file__).parents[2]
RULEBOOK = "after/2022-01-01/rulebook.yaml"
WHO = ("--reviewer", "张三", "--on", "2026-12-01", "--accept", "N705", "--note", "两处写法不同，暂取涉案日当日")


@pytest.fixture
def signed(tmp_path):
    """Return a copy of the shipped library with its lock; 张三 may sign in it."""
    library = Path(shutil.copytree(ROOT / "rulebooks", tmp_path / "rulebooks"))
    family = library / "after" / "family.yaml"
    family.write_text(family.read_text("utf-8").replace("（未经律师签署）]", "（未经律师签署）, 张三]"), "utf-8")
    return library


def changed(library, file, old, new):
    path = library / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def codes(ran):
    return sorted({part.split("[")[1].split()[0] for part in ran.err.splitlines() if ": error[" in part})


def test_the_shipped_library_is_what_was_signed_and_says_by_whom(rules):
    lock = (ROOT / "rulebooks" / "index.lock").read_text("utf-8")

    assert 0 == rules("check").code
    assert lock.count('reviewer: "开发者（未经律师签署）"') == lock.count("  - edition: ")


def test_a_changed_number_voids_the_sign_off_and_is_said_in_words(rules, signed):
    changed(signed, RULEBOOK, "至少一笔流入在规定时间内以相同金额转出", "至少一笔流入以相同金额转出")
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")
    ran = rules("check", signed / "after")

    assert 5 == ran.code
    assert "error[Q701 sign-off-void]" in ran.err
    assert "3 分钟 → 5 分钟" in ran.err
    assert "至少一笔流入以相同金额转出" in ran.err
    assert 5 == rules("check", signed / "after", "--format", "json").code


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sources/after-article.yaml", "该账户涉案日流水在30万元以上", "该账户涉案日流水在30万元之上"),
        ("after/facts.yaml", "同额短时进出配对数", "同额进出配对数"),
    ],
)
def test_a_changed_quote_or_meaning_of_a_fact_voids_it_too(rules, signed, file, old, new):
    changed(signed, file, old, new)
    ran = rules("check", signed / "after")

    assert 5 == ran.code
    assert "Q701" in codes(ran)


def test_layout_and_comments_are_a_remark(rules, signed):
    changed(signed, RULEBOOK, "\ndecisions:\n", "\n# 判断\n\ndecisions:\n")
    ran = rules("check", signed / "after", "--remarks")

    assert 0 == ran.code
    assert "info[Q707 layout-changed]" in ran.err


def test_results_do_not_rest_on_a_void_edition_and_its_path_is_for_work(rules, signed, table):
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")
    facts = table(account())
    refused = rules("eval", "after", facts, "--rulebooks", signed)
    worked = rules("eval", signed / "after", facts, "--format", "jsonl")

    assert (5, "") == (refused.code, refused.out)
    assert "error[Q701 sign-off-void]" in refused.err
    assert (signed / "after").as_posix() in refused.err
    assert 0 == worked.code
    assert "not_released" in worked.results[0]["flags"]


def test_results_of_a_signed_edition_are_not_flagged(rules, signed, table):
    (by_name,) = rules("eval", "after", table(account()), "--rulebooks", signed, "--format", "jsonl").results
    (by_path,) = rules("eval", signed / "after", table(account()), "--format", "jsonl").results

    assert ["screening_only"] == by_name["flags"] == by_path["flags"]


def test_released_without_a_sign_off_is_refused_where_there_is_a_lock_and_warned_of_where_there_is_none(rules, signed):
    changed(signed, "supervision/2019-12-30/rulebook.yaml", "status: in_review", "status: released")
    with_lock = rules("check", signed / "supervision")
    (signed / "index.lock").unlink()
    without = rules("check", signed / "supervision")

    assert (5, ["Q702"]) == (with_lock.code, codes(with_lock))
    assert 0 == without.code
    assert "warning[Q706 library-without-lock]" in without.err


def test_a_signed_edition_neither_disappears_nor_steps_back_unseen(rules, signed):
    changed(signed, RULEBOOK, "status: released", "status: in_review")
    shutil.rmtree(signed / "yangzhou_duties")
    ran = rules("check", signed)

    assert (5, ["Q703", "Q704"]) == (ran.code, codes(ran))


def test_an_altered_lock_stops_everything(rules, signed, table):
    changed(signed, "index.lock", 'reviewer: "开发者（未经律师签署）"', 'reviewer: "李律师"')

    assert 5 == rules("check", signed).code
    assert 5 == rules("eval", "after", table(account()), "--rulebooks", signed).code
    assert 5 == rules("release", "after", "--rulebooks", signed, *WHO).code


def test_a_new_dated_value_is_signed_again_and_the_void_sign_off_stays(rules, signed, table):
    value = "      2022-01-01: {value: 30万元, cite: after-article#T-pilot, quote: 流水金额设置为大于等于30万元}\n"
    changed(signed, RULEBOOK, value, f"{value}      2027-01-01: {{value: 50万元, setting: 本院 2027 年第 1 号通知}}\n")
    before = (signed / "index.lock").read_text("utf-8")
    dry = rules("release", "after", "--rulebooks", signed, *WHO, "--dry-run")
    assert 0 == dry.code, dry.err
    assert before == (signed / "index.lock").read_text("utf-8")
    assert "代替 开发者（未经律师签署）" in dry.out
    done = rules("release", "after@2022-01-01", "--rulebooks", signed, *WHO, "--note", "院务会 12 月 1 日审定")

    after = (signed / "index.lock").read_text("utf-8")
    assert 0 == done.code, done.err
    assert after.startswith(before)
    assert "院务会 12 月 1 日审定" in after
    assert 0 == rules("check", signed).code
    assert 0 == rules("eval", "after", table(account()), "--rulebooks", signed, "--as-of", "2027-01-01").code
    again = rules("release", "after@2022-01-01", "--rulebooks", signed, *WHO)
    assert (1, ["Q716"]) == (again.code, codes(again))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "N705"),
        (("--accept", "N705"), "Q722"),
        (("--accept", "N705", "--accept", "N710", "--note", "理由"), "Q723"),
        (("--accept", "Q714", "--note", "理由"), "Q723"),
    ],
)
def test_a_warning_stands_against_a_release_unless_it_is_accepted_with_a_reason(rules, signed, options, code):
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")
    ran = rules("release", "after", "--rulebooks", signed, "--reviewer", "张三", "--on", "2026-12-01", *options)

    assert 1 == ran.code
    assert f"[{code} " in ran.err


def test_an_accepted_warning_is_written_down_and_still_shown(rules, signed):
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")
    done = rules("release", "after", "--rulebooks", signed, *WHO)

    assert (0, True) == (done.code, "接受提示 N705" in done.out)
    assert "accepts: N705" in (signed / "index.lock").read_text("utf-8").rpartition("- edition:")[2]
    assert "[N705 " in rules("check", signed).err
    assert 0 == rules("check", signed).code


def test_a_draft_is_released_with_its_comments_and_withdrawn_again(rules, signed):
    path = signed / RULEBOOK
    rules("release", "after", "--rulebooks", signed, *WHO, "--withdraw")
    text = path.read_text("utf-8")
    assert "status: in_review\n" in text
    assert 0 == rules("check", signed).code
    path.write_text(text.replace("status: in_review", "status: draft  # 还在改"), "utf-8")
    done = rules("release", "after", "--rulebooks", signed, *WHO)

    assert 0 == done.code, done.err
    assert "status: released  # 还在改\n" in path.read_text("utf-8")
    assert 0 == rules("check", signed).code
    assert (1, ["Q717"]) == ((ran := rules("release", "stop_freeze", "--rulebooks", signed, *WHO, "--withdraw")).code, [
        code for code in codes(ran) if code != "Q713"
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ((RULEBOOK, "at_least: min_victim_amount", "more_than: min_victim_amount"), "N704"),
        ((RULEBOOK, "then: tier_2", "then: tier_1"), "Q714"),
        (("after/CHANGELOG.md", "## 2022-01-01", "## 2021-01-01"), "Q711"),
        (("after/CHANGELOG.md", "- **种类**：首次发布。", "- **理由**：请写明。"), "Q712"),
        (("after/family.yaml", ", 张三]", "]"), "Q713"),
        (("sources/after-article.yaml", "grade: S", "grade: D"), "L412"),
    ],
)
def test_nothing_is_signed_while_anything_is_lacking(rules, signed, edit, code):
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")  # else there is nothing to sign
    changed(signed, *edit)
    lock, rulebook = (signed / "index.lock").read_bytes(), (signed / RULEBOOK).read_bytes()
    ran = rules("release", "after", "--rulebooks", signed, *WHO)

    assert ran.code in (1, 3)
    assert f"[{code} " in ran.err
    assert (lock, rulebook) == ((signed / "index.lock").read_bytes(), (signed / RULEBOOK).read_bytes())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("after",), 2, "Q719"),
        (("after", "--reviewer", "张三"), 2, "Q719"),
        (("after", "--reviewer", "张三", "--on", "2026-13-01"), 2, "C905"),
        (("card_crime", *WHO), 2, "Q721"),
        (("aftr", *WHO), 2, "L401"),
        (("after@2023-01-01", *WHO), 2, "L402"),
        (("after", "--reviewer", "张三", "--on", "2020-01-01"), 1, "Q718"),
        (("after", *WHO, "--note", "a\nb"), 1, "Q720"),
        (("after", *WHO, "--note", "a\u202eb"), 1, "Q720"),
    ],
)
def test_a_sign_off_says_who_when_and_which(rules, signed, arguments, code, said):
    ran = rules("release", *arguments, "--rulebooks", signed)

    assert code == ran.code
    assert f"[{said} " in ran.err


def test_what_a_released_text_was_stays_readable(rules, signed):
    (kept,) = (signed / ".released" / "after@2022-01-01").iterdir()

    assert 0 == rules("show", kept / "after", "--as-of", "2023-01-01").code
    changed(signed, RULEBOOK, "value: 3 minutes", "value: 5 minutes")
    ran = rules("diff", kept / "after" / "2022-01-01", signed / "after" / "2022-01-01", "--format", "json")
    assert ["pass_within"] == [found["name"] for found in json.loads(ran.out)["changes"]]
