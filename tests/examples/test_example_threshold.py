"""The walk of the README, step by step, with the lines that the README prints."""

import json
import re
import shutil

import pytest


@pytest.fixture(scope="module")
def lines(examples):
    """Return the yaml blocks of the README: before, after, and the dated line done right."""
    text = (examples / "change_a_threshold/README.md").read_text(encoding="utf-8")
    before, after, right = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    return before, after, right


@pytest.fixture
def library(examples, tmp_path):
    return shutil.copytree(examples.parent / "rulebooks", tmp_path / "my_rulebooks")


@pytest.fixture
def facts(examples):
    return examples / "change_a_threshold/facts.jsonl"


def edit(library, before, after):
    rulebook = library / "after/2022-01-01/rulebook.yaml"
    text = rulebook.read_text(encoding="utf-8")

    assert text.count(before) == 1
    rulebook.write_text(text.replace(before, after), encoding="utf-8")


def test_the_tests_name_the_boundary_that_no_longer_holds(rules, examples, library, lines, same_as_golden):
    edit(library, lines[0], lines[1])

    run = rules("test", "my_rulebooks/after", cwd=library.parent)

    assert run.returncode == 1
    assert "30万元" in run.stdout + run.stderr
    same_as_golden(examples / "change_a_threshold/expected/test.txt", run.stderr + run.stdout)


def test_the_check_objects_that_the_quote_says_another_number(rules, examples, library, lines, same_as_golden):
    edit(library, lines[0], lines[1])

    run = rules("check", "my_rulebooks/after", cwd=library.parent)

    assert run.returncode == 5
    assert "N701 quote-number" in run.stderr
    assert "Q701 sign-off-void" in run.stderr
    same_as_golden(examples / "change_a_threshold/expected/check.txt", run.stderr + run.stdout)


def test_a_dated_line_with_a_reason_lacks_its_sign_off_alone(rules, library, lines):
    edit(library, lines[0], lines[2])

    tested = rules("test", "my_rulebooks/after", cwd=library.parent)
    checked = rules("check", "my_rulebooks/after", cwd=library.parent)

    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert checked.returncode == 5
    assert checked.stderr.count(": error[") == checked.stderr.count(": error[Q701 ") == 1


def test_the_signed_change_decides(rules, facts, library, lines, examples):
    edit(library, lines[0], lines[2])
    family = library / "after/family.yaml"
    family.write_text(family.read_text("utf-8").replace("签署）]", "签署）, 姓名]"), "utf-8")
    text = (examples / "change_a_threshold/README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^rules (release .+)$", text, flags=re.MULTILINE)

    signed = rules(*command.split(), cwd=library.parent)
    run = rules("eval", "after", facts, "--rulebooks", library, "--as-of", "2027-01-01", "--format", "jsonl")

    assert signed.returncode == 0, signed.stderr
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["flags"] == ["screening_only"]
    assert rules("check", "my_rulebooks/after", cwd=library.parent).returncode == 0


@pytest.mark.parametrize("expected", [{"2026-12-31": "tier_1"}, {"2027-01-01": "tier_2"}])
def test_the_number_holds_from_its_day(rules, facts, library, lines, expected):
    edit(library, lines[0], lines[2])
    (day,) = expected

    run = rules("eval", library / "after", facts, "--as-of", day, "--format", "jsonl")

    assert run.returncode == 0, run.stderr
    assert expected == {day: json.loads(run.stdout)["outcome"]["tier"]}
