"""What a rulebook may not say: each fault has its code and stands at its place, and nothing is evaluated."""

from datetime import date

import pytest

from engine.library.library import load
from engine.program.from_rulebook import from_rulebook
from engine.source.report import Report

RULEBOOK = "after/2022-01-01/rulebook.yaml"
AMOUNT = "{fact: victim_amount, at_least: min_victim_amount}"


def faults(path, day=date(2022, 6, 1)):
    report = Report("rulebook")
    loaded = load(path.parent, report)
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=day, report=report)
    assert (program is None) == report.has_errors
    return [(found.code, found.span.excerpt.strip()) for found in report.diagnostics]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("{fact: victim_amuont, at_least: min_victim_amount}", "R304"),
        ("{fact: victim_amount, at_least: min_victim_amuont}", "R304"),
        ("{fact: victim_amount, at_least: pass_within}", "R308"),
        ("{fact: victim_amount, at_least: 3 minutes}", "R308"),
        ("{fact: victim_amount, at_least: 3000.001元}", "R304"),
        ("{fact: victim_amount, at_least: 3000.001}", "R303"),
        ("{fact: pass_count, at_least: 1.5}", None),
        ("{sum: [victim_amount, pass_count], at_least: 3000元}", "R308"),
        ("{product: [victim_amount, day_inflow], at_least: 3000元}", "R309"),
        ("{fact: in_registry, at_least: 1}", "R310"),
        ("{fact: in_registry, is: 是}", "R303"),
        ("{decision: amount_anomly, is: true}", "R306"),
        ("{decision: amount_anomaly, is: high}", "R311"),
        ("{decision: amount_anomaly, includes: true}", "R310"),
        ("{decision: tier, is: tier_1}", "R307"),
        ("{days_between: [incident_day, 2022-13-01], at_least: 1}", "R304"),
        ("{days_between: [incident_day, pass_within], at_least: 1}", "R308"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_an_error(rewrite, new, code):
    path = rewrite(RULEBOOK, AMOUNT, new)
    found = faults(path)

    assert [code] * bool(code) == [given for given, _ in found]
    assert all(given == "R307" or new in line for given, line in found)


def test_all_faults_of_a_rulebook_are_told_at_once_in_the_order_of_the_text(rewrite):
    rewrite(RULEBOOK, AMOUNT, "{fact: victim_amuont, at_least: 3 minutes}")
    path = rewrite(RULEBOOK, "then: tier_2", "then: tier_3")

    assert ["R304", "R311"] == [code for code, _ in faults(path)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("value: 30万元", "value: 30 minutes", "R303"),
        ("value: 3 minutes", "value: 3元", "R303"),
        ("value: 90 %", "value: 九成", "R303"),
        ("- id: T2", "- id: T1", "R305"),
        ("  min_turnover:\n", "  victim_amount:\n", "R305"),
        ("otherwise: excluded", "otherwise: exclude", "R311"),
        (
            "due: {setting: 公开报道未载明期限，由使用单位设定}",
            "due: {within: 15 days, from: victim_amount, cite: after-article#R}",
            "R313",
        ),
        (
            "due: {setting: 公开报道未载明期限，由使用单位设定}",
            "due: {within: 48 hours, from: incident_day, cite: after-article#R}",
            "R313",
        ),
        (
            "due: {setting: 公开报道未载明期限，由使用单位设定}",
            "due: {within: 3 working_days, from: incident_day, cite: after-article#R}",
            "R314",
        ),
    ],
)
def test_a_value_or_name_that_cannot_be_meant_is_an_error(rewrite, old, new, code):
    path = rewrite(RULEBOOK, old, new)

    assert code in [given for given, _ in faults(path)]


def test_a_parameter_without_a_value_on_the_day_is_an_error_where_it_is_used(rewrite):
    path = rewrite(RULEBOOK, "2022-01-01: {value: 30万元", "2023-01-01: {value: 30万元")

    assert ["R312"] == [code for code, _ in faults(path, date(2022, 6, 1))]
    assert [] == faults(path, date(2023, 1, 1))


def test_a_parameter_that_ended_is_an_error_from_that_day_on(rewrite):
    ended = "      2024-01-01: {ended: true, setting: 试验}\n  baseline_days:"
    path = rewrite(RULEBOOK, "  baseline_days:", ended)

    assert [] == faults(path, date(2023, 12, 31))
    assert ["R312"] == [code for code, _ in faults(path, date(2024, 1, 1))]


def test_the_value_of_a_parameter_is_the_one_of_the_day(rewrite):
    later = "      2024-01-01: {value: 50万元, setting: 试验}\n  baseline_days:"
    path = rewrite(RULEBOOK, "  baseline_days:", later)
    report = Report("rulebook")
    loaded = load(path.parent, report)
    values = [
        from_rulebook(loaded.rulebook, digest="", as_of=day, report=report).parameter("min_turnover").value
        for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]

    assert [30_000_000, 50_000_000] == values
