"""`rules new`: what is made passes check and test as it stands, and nothing is written over."""

import json
from datetime import date

import pytest

from engine.document.from_yaml import from_yaml
from engine.scaffold.edition import next_changelog, next_rulebook
from engine.source.report import Report
from engine.source.text import Source


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def errors(ran):
    return [line for line in ran.err.splitlines() if " error[" in line]


def test_a_new_family_is_complete_and_passes_at_once(rules, empty):
    made = rules("new", "family", "card_crime", "2026-01-01", "--rulebooks", empty)

    assert (0, "") == (made.code, made.err)
    assert [
        "card_crime/2026-01-01/rulebook.yaml",
        "card_crime/2026-01-01/tests.yaml",
        "card_crime/CHANGELOG.md",
        "card_crime/facts.yaml",
        "card_crime/family.yaml",
        "sources/card-crime-source.yaml",
    ] == files_of(empty)
    assert [] == errors(rules("check", empty))
    assert 0 == rules("test", empty).code
    assert 0 == rules("cover", empty, "--fail-under", "100").code
    assert 0 == rules("fmt", "--check", empty).code


def test_a_new_family_is_a_draft_that_decides_nothing(rules, empty):
    rules("new", "family", "card_crime", "2026-01-01", "--rulebooks", empty)
    ran = rules("show", "card_crime", "--as-of", "2026-06-01", "--rulebooks", empty)

    assert 2 == ran.code
    assert "L406" in ran.err


def test_a_draft_that_still_rests_on_the_sample_cannot_be_released(rules, empty):
    rules("new", "family", "card_crime", "2026-01-01", "--rulebooks", empty)
    path = empty / "card_crime" / "2026-01-01" / "rulebook.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: released"), "utf-8")
    ran = rules("check", empty)

    assert 3 == ran.code
    assert "L412" in ran.err


def test_a_new_edition_has_the_rules_of_the_one_before_as_a_draft(rules, library):
    made = rules("new", "edition", "after", "2027-01-01", "--rulebooks", library)
    old, new = (library / "after" / day / "rulebook.yaml" for day in ("2022-01-01", "2027-01-01"))

    assert (0, "") == (made.code, made.err)
    assert old.read_text("utf-8") == new.read_text("utf-8").replace(
        "edition: 2027-01-01", "edition: 2022-01-01"
    ).replace("status: draft", "status: released")
    assert 0 == rules("test", library / "after" / "2027-01-01").code
    assert [] == errors(rules("check", library))
    assert 0 == rules("fmt", "--check", library / "after").code


def test_the_two_editions_differ_in_day_and_status_alone(rules, library):
    rules("new", "edition", "after", "2027-01-01", "--rulebooks", library)
    pair = (library / "after" / day for day in ("2022-01-01", "2027-01-01"))
    (change,) = json.loads(rules("diff", *pair, "--format", "json").out)["changes"]

    assert ["edition", "status"] == [found["aspect"] for found in change["differences"]]


def test_a_new_edition_follows_the_one_before_its_day(rules, library):
    rules("new", "edition", "after", "2027-01-01", "--rulebooks", library)
    rules("new", "edition", "after", "2025-01-01", "--rulebooks", library)

    assert "自 2022-01-01 的版本复制" in (library / "after" / "CHANGELOG.md").read_text("utf-8")


def test_the_changelog_keeps_its_head_and_its_entries():
    text = next_changelog("# 变更记录\n\n说明。\n\n## 2022-01-01\n\n旧。\n", "2022-01-01", date(2027, 1, 1))

    assert text.startswith("# 变更记录\n\n说明。\n\n## 2027-01-01\n")
    assert text.endswith("- **理由**：请写明。\n\n## 2022-01-01\n\n旧。\n")


def test_a_copy_of_a_repealed_edition_is_not_repealed():
    text = "edition: 2022-01-01 # 起\nrepealed: 2026-01-01\nstatus: released\n"
    source = Source("x.yaml", text)
    document = from_yaml(source, Report("rulebook"))

    assert "edition: 2027-01-01 # 起\nstatus: draft\n" == next_rulebook(source, document, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("family", "after"), "S702"),
        (("family", "After"), "S703"),
        (("family", "../x"), "S703"),
        (("family", "x", "2026-02-30"), "C905"),
        (("edition", "after"), "S705"),
        (("edition", "after", "2022-01-01"), "S702"),
        (("edition", "aftre", "2027-01-01"), "L401"),
        (("lint", "x"), "S704"),
    ],
)
def test_what_cannot_be_made_is_a_wrong_usage_and_changes_nothing(rules, library, arguments, code):
    before = files_of(library)
    ran = rules("new", *arguments, "--rulebooks", library)

    assert 2 == ran.code
    assert f"error[{code} " in ran.err
    assert before == files_of(library)


def test_without_a_library_there_is_no_guess_where_to_write(rules, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert "S701" in rules("new", "family", "x").err


def test_the_library_of_this_folder_is_the_default(rules, tmp_path, monkeypatch):
    (tmp_path / "rulebooks").mkdir()
    monkeypatch.chdir(tmp_path)

    assert 0 == rules("new", "family", "x").code
    assert (tmp_path / "rulebooks" / "x" / "family.yaml").is_file()
