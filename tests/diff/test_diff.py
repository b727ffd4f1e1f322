"""What differs between two editions is said part by part; with facts, who comes out otherwise and why."""

import json
import shutil
from datetime import date

import pytest

from engine.cli.running import today
from engine.driver.comparing import compare

AFTER = "after/2022-01-01"
RULEBOOK = f"{AFTER}/rulebook.yaml"
DAY = date(2026, 11, 22)
PILOT = "2022-01-01: {value: 30万元, cite: after-article#T-pilot, quote: 流水金额设置为大于等于30万元}"


@pytest.fixture
def compared(library):
    """Return what differs between the shipped edition and the one in the library."""
    return lambda: compare("after", str(library / AFTER), DAY)


def found(compared):
    return [
        (change.kind, change.how, change.name, [(one.name, one.key) for one in change.differences])
        for change in compared().changes
    ]


def test_an_edition_does_not_differ_from_itself(rules, compared, library):
    assert () == compared().changes
    assert "规则没有变化" in rules("diff", "after", library / AFTER, "--as-of", "2026-11-22").out


def test_comments_order_of_keys_and_other_spellings_are_no_change(compared, rewrite):
    rewrite(RULEBOOK, "value: 30万元", "value: 300000元")
    rewrite(RULEBOOK, "{fact: pass_count, at_least: 1}", "{at_least: 1, fact: pass_count} # 同前")

    assert [] == found(compared)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("value: 30万元", "value: 50万元", ("parameter", "changed", "min_turnover", [("value", "2022-01-01")])),
        (
            PILOT,
            PILOT.replace("2022-01-01", "2022-02-01"),
            ("parameter", "changed", "min_turnover", [("since", "")]),
        ),
        (
            PILOT,
            f"{PILOT}\n      2027-01-01: {{value: 50万元, setting: 试}}",
            ("parameter", "changed", "min_turnover", [("value", "2027-01-01"), ("setting", "2027-01-01")]),
        ),
        (
            "quote: 流水金额设置为大于等于30万元",
            "quote: 大于等于30万元",
            ("parameter", "changed", "min_turnover", [("quote", "2022-01-01")]),
        ),
        (
            "{fact: pass_count, at_least: 1}",
            "{fact: pass_count, more_than: 1}",
            ("rule", "changed", "F1", [("when", "")]),
        ),
        ("        then: tier_2", "        then: tier_1", ("rule", "changed", "T2", [("then", "")])),
        ("cite: [after-article#F]", "cite: [after-article#A]", ("rule", "changed", "F1", [("cites", "")])),
        (
            "        then: tier_2",
            "        then: tier_2\n        prevails: {cite: after-article#T, reason: 试}",
            ("rule", "changed", "T2", [("prevails", "")]),
        ),
        ("    otherwise: excluded", "    otherwise: tier_2", ("decision", "changed", "tier", [("otherwise", "")])),
        ("      tier_2: 二级可疑账户", "      tier_2: 二级", ("decision", "changed", "tier", [("outcome", "tier_2")])),
        ("always: true", "when: {fact: pass_count, is: 0}", ("flag", "changed", "screening_only", [("when", "")])),
        ("    evidence: 移送回执", "    evidence: 回执", ("duty", "changed", "hand_over", [("evidence", "")])),
        (
            "    owner: {setting: 由使用单位设定}",
            "    owner: {role: 检察官助理, cite: after-article#R}",
            ("duty", "changed", "hand_over", [("owner", ""), ("owner_cite", "")]),
        ),
        ("status: released", "status: in_review", ("edition", "changed", "after", [("status", "")])),
    ],
)
def test_each_change_is_named_and_nothing_else(compared, rewrite, old, new, change):
    rewrite(RULEBOOK, old, new)

    assert [change] == found(compared)


def test_the_family_is_compared_too(compared, rewrite):
    rewrite("after/family.yaml", "owner: 由使用单位设定", "owner: 第四检察部")
    rewrite("after/family.yaml", "rank: practice", "rank: minutes")

    assert [("edition", "changed", "after", [("rank", ""), ("responsible", "")])] == found(compared)


def test_words_of_a_source_are_compared_too(compared, rewrite):
    rewrite("sources/after-article.yaml", "账户予以标注", "账户标注")

    assert [("source", "changed", "after-article", [("article_quote", "F")])] == found(compared)


def test_a_new_rule_is_added_and_moves_no_other(compared, rewrite):
    rewrite(
        RULEBOOK,
        "    rules:\n      - id: T1",
        "    rules:\n      - {id: T0, title: 新, when: {fact: pass_count, at_least: 9}, then: tier_1}\n      - id: T1",
    )

    assert [("rule", "added", "T0")] == [change[:3] for change in found(compared)]


def test_rules_that_change_places_are_a_change_of_the_decision(compared, library):
    path = library / RULEBOOK
    text = path.read_text("utf-8")
    start, middle, end = (text.index(mark) for mark in ("      - id: T1", "      - id: T2", "    otherwise: excluded"))
    path.write_text(text[:start] + text[middle:end] + text[start:middle] + text[end:], "utf-8")

    assert [("decision", "changed", "tier", [("order", "")])] == found(compared)


def test_changes_the_other_way_round_are_the_same_parts(library, rewrite):
    rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    there, back = (compare(*pair, DAY) for pair in (("after", str(library / AFTER)), (str(library / AFTER), "after")))

    assert [change.name for change in there.changes] == [change.name for change in back.changes]
    assert there.changes[0].differences[0].before == back.changes[0].differences[0].after


def test_an_edition_that_begins_later_is_read_on_its_first_day(library):
    later = library / "after" / "2027-01-01"
    shutil.copytree(library / AFTER, later)
    path = later / "rulebook.yaml"
    path.write_text(path.read_text("utf-8").replace("edition: 2022-01-01", "edition: 2027-01-01"), "utf-8")
    found = compare(str(library / AFTER), str(later), DAY)

    assert (DAY, date(2027, 1, 1)) == (found.before.program.as_of, found.after.program.as_of)
    assert ["edition"] == [change.kind for change in found.changes]


def account(number, turnover, passes=2):
    return {
        "case_id": "C1",
        "account": number,
        "victim_amount": 5_000_000,
        "victim_linked_amount": 5_000_000,
        "day_turnover": turnover,
        "week_turnover": 0,
        "window_turnover": turnover,
        "pass_count": passes,
        "victim_pass_count": 1,
        "in_registry": False,
    }


@pytest.fixture
def facts(tmp_path):
    rows = [account("1", 40_000_000), account("2", 49_999_999), account("3", 50_000_000), account("4", 100)]
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_subjects_are_grouped_by_what_changes_for_them_and_why(rules, library, rewrite, facts):
    rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    said = rules("diff", "after", library / AFTER, "--facts", facts, "--as-of", "2026-11-22").out

    assert "4 个对象中有 2 个的结果改变" in said
    assert "可疑账户分级（Threshold）：一级可疑账户 → 二级可疑账户，2 个" in said
    assert "规则 T1：满足 → 不满足" in said
    assert "现：涉案日前后流水为 400,000.00 元，要求不低于（≥）涉案流水下限（500,000.00 元）：差 100,000.00 元" in said
    assert "对象：C1/1、C1/2\n" in said


def test_json_names_every_subject(rules, library, rewrite, facts):
    rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    ran = rules("diff", "after", library / AFTER, "--facts", facts, "--format", "json")
    found = json.loads(ran.out)

    assert [["1", "2"]] == [[one["account"] for one in group["subjects"]] for group in found["affected"]["groups"]]
    assert (4, 2) == (found["affected"]["subjects"], found["affected"]["changed"])
    assert today().isoformat() == found["after"]["as_of"]


def test_a_fact_that_only_one_edition_knows_may_be_stated(rules, library, rewrite, facts):
    rewrite(
        "after/facts.yaml",
        "  in_registry:",
        "  new_fact: {title: 新事实, unit: count, meaning: 试}\n  in_registry:",
    )
    rewrite(RULEBOOK, "{fact: pass_count, at_least: 1}", "{fact: new_fact, at_least: 1}")
    rows = [json.loads(line) | {"new_fact": 1} for line in facts.read_text("utf-8").splitlines()]
    facts.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    ran = rules("diff", "after", library / AFTER, "--facts", facts)

    assert 0 == ran.code
    assert "4 个对象中有 0 个的结果改变" in ran.out


def test_one_table_cannot_serve_two_kinds_of_subjects(rules, facts):
    ran = rules("diff", "after", "yangzhou_duties", "--facts", facts)

    assert 2 == ran.code
    assert "X701" in ran.err


def test_a_fact_of_another_unit_is_refused(rules, library, rewrite, facts):
    rewrite("after/facts.yaml", "title: 被害人数, unit: count", "title: 被害人数, unit: text")
    ran = rules("diff", "after", library / AFTER, "--facts", facts)

    assert 2 == ran.code
    assert "error[X702 fact-differs]: 事实 `victim_count`" in ran.err


@pytest.mark.parametrize(("language", "unclear"), [("zh", "施行日不明的期间"), ("en", "unclear entry into force")])
def test_the_rank_of_an_edition_and_an_unclear_entry_into_force_are_told(rules, library, language, unclear):
    said = rules("diff", library / "card_crime/2022-03-22", library / "card_crime/2025-07-22", "--lang", language).out

    assert unclear in said
    assert "2025-07-28" in said


def test_the_order_of_severity_and_the_days_of_the_conduct_are_told(rules, library, tmp_path):
    other = shutil.copytree(library, tmp_path / "other")
    family = other / "concealment" / "family.yaml"
    text = family.read_text("utf-8")
    family.write_text(text.replace("[not_met, basic, serious]", "[basic, not_met, serious]"), "utf-8")
    assert text != family.read_text("utf-8")
    said = rules("diff", library / "concealment/2025-08-26", other / "concealment/2025-08-26").out

    assert "由轻到重" in said
    assert "basic、not_met、serious" in said
