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

    assert run.returncode == 1
    assert "N701 quote-number" in run.stderr
    same_as_golden(examples / "change_a_threshold/expected/check.txt", run.stderr + run.stdout)


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_dated_line_with_a_reason_is_accepted(rules, library, lines, command):
    edit(library, lines[0], lines[2])

    run = rules(command, "my_rulebooks/after", cwd=library.parent)

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("expected", [{"2026-12-31": "tier_1"}, {"2027-01-01": "tier_2"}])
def test_the_number_holds_from_its_day(rules, facts, library, lines, expected):
    edit(library, lines[0], lines[2])
    (day,) = expected

    run = rules("eval", "after", facts, "--rulebooks", library, "--as-of", day, "--format", "jsonl")

    assert run.returncode == 0, run.stderr
    assert expected == {day: json.loads(run.stdout)["outcome"]["tier"]}
