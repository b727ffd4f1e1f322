"""The digest of what an edition means: nothing that bears on a decision escapes it, and nothing else touches it."""

import random
import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Mapping, Scalar
from engine.library.library import load
from engine.library.meaning import calendar_to, meaning
from engine.library.places import shipped_rulebooks
from engine.source.report import Report

AFTER = "after/2022-01-01/rulebook.yaml"


def digest(library, edition="after/2022-01-01", last=None):
    loaded = load(library / edition, Report("rulebook"))
    return meaning(loaded, last)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return a copy of the shipped library for the examples of this file, each of which puts back what it changes."""
    folder = tmp_path_factory.mktemp("desk") / "rulebooks"
    shutil.copytree(shipped_rulebooks(), folder, ignore=shutil.ignore_patterns("index.lock", ".released"))
    return folder


def scalars(node, path=()):
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for entry in node:
            yield from scalars(entry.value, (*path, entry.name))
    else:
        for item in node:
            yield from scalars(item, path)


STATED = list(scalars(read_yaml(shipped_rulebooks() / AFTER, "after", Report("rulebook")).root))


@given(st.sampled_from([found for found in STATED if found[0][0] != "status"]))
@settings(max_examples=60)
def test_no_value_of_a_rulebook_changes_unseen(desk, found):
    path = desk / AFTER
    before, loaded = path.read_text("utf-8"), load(path.parent, Report("rulebook"))
    span = found[1].span
    lines = before.splitlines()
    line, start = lines[span.line - 1], span.column - 1
    lines[span.line - 1] = f"{line[:start]}另{line[start + 1 :]}"
    was = meaning(loaded)
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")

        assert meaning(loaded) != was
    finally:
        path.write_text(before, "utf-8")


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_comments_blank_lines_and_the_order_of_named_things_change_nothing(desk, chance: random.Random):
    path = desk / AFTER
    before, was = path.read_text("utf-8"), digest(desk)
    head, _, rest = before.partition("\nparameters:\n")
    block, _, tail = rest.partition("\n\ndecisions:\n")
    parameters = re.findall(r"^  \w+:\n(?:   .*\n)+", f"{block}\n", flags=re.MULTILINE)
    assert "".join(parameters) == f"{block}\n"
    chance.shuffle(parameters)
    lines = f"{head}\nparameters:\n{''.join(parameters)}\ndecisions:\n{tail}".splitlines()
    for _ in range(5):
        lines.insert(chance.randrange(len(lines)), chance.choice(("", "# 说明", "      # a remark")))
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")

        assert digest(desk) == was
    finally:
        path.write_text(before, "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (AFTER, "value: 30万元", "value: 300000.00 CNY"),
        (AFTER, "status: released", "status: in_review"),
        ("after/family.yaml", "owner: 由使用单位设定", "owner: 某院第二检察部"),
        ("after/family.yaml", "（未经律师签署）", "（未经律师签署）, 张三"),
        ("after/facts.yaml", "facts:\n", "facts:\n  other: {title: 甲, unit: count, meaning: 乙}\n"),
        ("sources/after-article.yaml", "checked_on: 2026-11-22", "checked_on: 2027-01-01"),
        ("sources/after-article.yaml", "    title: 筛查第四步：列举（Enumerate）", "    title: 没有引用的条文"),
    ],
)  # fmt: skip
def test_what_bears_on_no_decision_leaves_the_sign_off_alone(library, rewrite, file, old, new):
    was = digest(library)
    rewrite(file, old, new)

    assert digest(library) == was


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (AFTER, "value: 30万元", "value: 30.01万元"),
        (AFTER, "at_least: min_turnover", "more_than: min_turnover"),
        ("after/family.yaml", "time_effect: none", "time_effect: milder"),
        ("after/facts.yaml", "本案被害人转入该账户的金额合计", "被害人转入该账户的金额合计"),
        ("after/facts.yaml", "查明被骗资金, unit: CNY", "查明被骗资金, unit: count"),
        ("sources/after-article.yaml", "该账户涉案日流水在30万元以上", "该账户涉案日流水在30万元"),
        ("sources/after-article.yaml", "grade: S", "grade: D"),
        ("sources/after-article.yaml", "repealed: null", "repealed: 2026-01-01"),
    ],
)  # fmt: skip
def test_what_bears_on_a_decision_changes_it(library, rewrite, file, old, new):
    was = load(library / "after/2022-01-01", Report("rulebook"))
    before = meaning(was)
    rewrite(file, old, new)

    assert meaning(was) != before


def test_outcomes_in_another_order_are_another_meaning(desk):
    path = desk / AFTER
    before, was = path.read_text("utf-8"), digest(desk)
    first, second = "      tier_1: 一级可疑账户\n", "      tier_2: 二级可疑账户\n"
    try:
        path.write_text(before.replace(first + second, second + first), "utf-8")

        assert digest(desk) != was
    finally:
        path.write_text(before, "utf-8")


def test_a_year_added_to_the_calendar_leaves_the_sign_off_alone_and_a_changed_one_does_not(library, rewrite):
    due = "due: {setting: 公开报道未载明期限，由使用单位设定}"
    rewrite(AFTER, due, "due: {within: 3 working_days, from: incident_day, cite: after-article#R}")
    loaded = load(library / "after/2022-01-01", Report("rulebook"))
    last, years = calendar_to(loaded), loaded.calendar.years
    signed = replace(loaded, calendar=replace(loaded.calendar, years=years[:-1]))
    moved = replace(loaded, calendar=replace(loaded.calendar, years=(replace(years[0], workdays=()), *years[1:])))

    assert last == years[-1].year
    assert meaning(loaded, last - 1) == meaning(signed, last - 1)
    assert meaning(loaded, last) != meaning(signed, last)
    assert meaning(loaded, last) != meaning(moved, last)
