"""The tests beside the shipped rulebooks: they pass, and try every rule and every published number."""

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.backends.reference import Reference
from engine.cover.limits import all_limits
from engine.library.library import Loaded, load
from engine.library.reading import read_checked
from engine.program.from_rulebook import from_rulebook
from engine.program.program import Program
from engine.source.report import Report
from engine.suite.from_document import from_document
from engine.suite.run import Compile, run_suite
from engine.suite.tests import Suite

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"
EDITIONS = [f"{path.parts[-3]}/{path.parts[-2]}" for path in sorted(RULEBOOKS.glob("*/*/rulebook.yaml"))]


@cache
def suite_of(edition: str) -> tuple[Suite, Compile]:
    report = Report(about="rulebook")
    loaded = load(RULEBOOKS / edition, report)
    report.stop_if_errors()
    assert loaded is not None
    document = read_checked(loaded.tests, "tests", report)
    report.stop_if_errors()
    assert document is not None
    suite = from_document(document, loaded.rulebook, report)
    report.stop_if_errors()
    return suite, lambda day: program_of(loaded, day)


def program_of(loaded: Loaded, day: date) -> Program:
    report = Report(about="rulebook")
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=day, report=report, calendar=loaded.calendar)
    report.stop_if_errors()
    assert program is not None
    return program


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tests_beside_the_rulebook_pass(edition: str) -> None:
    suite, compiled = suite_of(edition)

    results = run_suite(suite, compiled)
    failed = {result.test.name: result.failures for result in results if not result.passed}

    assert results
    assert not failed


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_rule_is_tried_met_not_met_and_unknown(edition: str) -> None:
    suite, compiled = suite_of(edition)
    outcomes = defaultdict(set)
    for test in suite.tests:
        for decision in Reference(compiled(test.as_of)).verdict(test.given).decisions:
            for rule, outcome in decision.rules:
                outcomes[rule].add(outcome)
    partly_tried = {rule: tried for rule, tried in outcomes.items() if tried != {True, False, None}}

    assert outcomes
    assert not partly_tried


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_published_threshold_is_tried_below_at_and_above(edition: str) -> None:
    suite, compiled = suite_of(edition)
    sides = defaultdict(set)
    for test in suite.tests:
        if test.boundary:
            sides[test.boundary.parameter].add(test.boundary.side)
    program = compiled(suite.tests[0].as_of)
    compared = {limit.parameter for limit in all_limits([program])}  # the others only go into amounts
    published = {
        found.name
        for found in program.parameters
        if found.unit == "CNY" and found.basis.cite and found.name in compared
    }
    limits = published | sides.keys()  # not every family has a threshold in money
    partly_tried = {name: sides[name] for name in limits if sides[name] != {"below", "at", "above"}}

    assert limits or not program.parameters
    assert not partly_tried
