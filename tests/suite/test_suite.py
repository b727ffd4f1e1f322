"""The tests beside a rulebook pass, fail for the right reason, and cannot name what is not there."""

import pytest

from engine.library.library import load
from engine.library.reading import read_checked
from engine.messages.catalogue import speak
from engine.program.from_rulebook import from_rulebook
from engine.source.report import Report
from engine.suite.from_document import from_document
from engine.suite.run import run_suite

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TESTS = "after/2022-01-01/tests.yaml"


def results(folder):
    report = Report("rulebook")
    loaded = load(folder, report)
    suite = from_document(read_checked(loaded.tests, "tests", report), loaded.rulebook, report)
    report.stop_if_errors()
    return run_suite(suite, lambda day: from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=day, report=report))


def test_the_shipped_tests_pass(library):
    assert [] == [result.test.name for result in results(library / "after" / "2022-01-01") if not result.passed]


def test_a_changed_threshold_fails_the_boundary_tests_and_says_why(rewrite):
    path = rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    failed = [result for result in results(path.parent) if not result.passed]
    boundaries = {
        result.test.boundary.side
        for result in failed
        if result.test.boundary and result.test.boundary.parameter == "min_turnover"
    }

    assert {"at", "above"} == boundaries
    for result in failed:
        assert "tier：应为 tier_1，实为 tier_2" in [speak(failure.says, "zh") for failure in result.failures]
        assert result.trace is not None


def test_a_wrong_reason_fails_although_the_outcome_is_right(rewrite):
    before = rewrite(
        TESTS, "    because: {amount_anomaly: [A1], fast_pass: [F1], tier: [T1]}", "    because: {tier: [T2]}"
    )
    (failed,) = [result for result in results(before.parent) if not result.passed]

    assert ["tier 的依据：应为 T2，实为 T1"] == [speak(failure.says, "zh") for failure in failed.failures]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  victim_amount: 5000元", "  victim_amuont: 5000元", "T801"),
        ("  victim_amount: 5000元", "  victim_amount: 3 minutes", "R303"),
        ("  in_registry: false", "  in_registry: 否", "R303"),
        ("    want: {amount_anomaly: true, fast_pass: true, tier: tier_1}", "    want: {teir: tier_1}", "T802"),
        ("    want: {amount_anomaly: true, fast_pass: true, tier: tier_1}", "    want: {tier: tier_9}", "T806"),
        ("rulebook: after", "rulebook: before", "T804"),
    ],
)
def test_a_test_cannot_name_what_the_rulebook_does_not_have(library, rewrite, old, new, code):
    rewrite(TESTS, old, new)
    report = Report("rulebook")
    loaded = load(library / "after" / "2022-01-01", report)
    from_document(read_checked(library / TESTS, "tests", report), loaded.rulebook, report)

    assert code in [found.code for found in report.diagnostics]
