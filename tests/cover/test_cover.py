"""Coverage is found by evaluating the tests: rules, outcomes, sides of limits, articles."""

import json

import pytest

from engine.cover.points import Tally
from engine.driver.covering import cover

AFTER = "after/2022-01-01"
TESTS = f"{AFTER}/tests.yaml"
RULEBOOK = f"{AFTER}/rulebook.yaml"
NEVER_MET = "      - {id: F9, title: 从未满足, when: {fact: pass_count, at_least: 99}, then: true}"


def covered(library):
    (found,) = cover((library / AFTER,))
    return found.coverage


def shown_by(coverage, kind, name, side="shown", value=None):
    return [
        tests
        for point, tests in coverage.shown.items()
        if (point.kind, point.name, point.side, point.value) == (kind, name, side, value)
    ]


def sides(coverage, parameter):
    return {
        (point.side, bool(tests))
        for point, tests in coverage.shown.items()
        if (point.kind, point.name) == ("boundary", parameter)
    }


def test_every_limit_rule_outcome_and_article_of_after_is_shown(library):
    kinds = {point.kind for point in covered(library).uncovered()}

    assert set() == kinds & {"rule", "duty", "outcome", "boundary", "article"}


@pytest.mark.parametrize(("side", "stated"), [("below", "299999.99元"), ("at", "30万元"), ("above", "300000.01元")])
def test_a_limit_is_tried_where_a_case_stands_and_not_where_a_test_says_so(library, side, stated):
    (library / TESTS).write_text(
        "schema: 1\nrulebook: after\nedition: 2022-01-01\ntests:\n"
        "  - name: 一条\n    boundary: {parameter: min_turnover, side: at}\n"
        f"    given: {{window_turnover: {stated}}}\n    want: {{tier: null}}\n",
        "utf-8",
    )

    assert {(which, which == side) for which in ("below", "at", "above")} == sides(covered(library), "min_turnover")


def test_a_limit_is_tried_anew_from_the_day_its_value_changes(library, rewrite):
    rewrite(
        RULEBOOK,
        "流水金额设置为大于等于30万元}",
        "流水金额设置为大于等于30万元}\n      2027-01-01: {value: 50万元, setting: 试}",
    )
    missing = [point for point in covered(library).uncovered() if point.kind == "boundary"]

    assert ["below", "at", "above"] == [point.side for point in missing]
    assert {("min_turnover", "2027-01-01")} == {(point.name, point.since.isoformat()) for point in missing}


def test_a_parameter_on_the_left_is_the_limit_of_the_fact_on_the_right(library, rewrite):
    rewrite(
        RULEBOOK,
        "{fact: window_turnover, at_least: min_turnover}",
        "{sum: [min_turnover], at_most: window_turnover}",
    )

    assert {("below", True), ("at", True), ("above", True)} == sides(covered(library), "min_turnover")
    (below,) = shown_by(covered(library), "boundary", "min_turnover", "below")
    assert "流水差一分不到30万元，只是二级" in below


def test_a_condition_on_whether_a_fact_is_stated_is_never_unknown(library, rewrite):
    rewrite(
        RULEBOOK,
        "when: {fact: victim_linked_amount, less_than: victim_amount}",
        "when: {fact: pass_count, present: true}",
    )
    found = {point.side for point in covered(library).shown if point.name == "victim_money_unconfirmed"}

    assert {"met", "not_met"} == found


def test_a_rule_that_no_test_meets_is_listed_with_its_place(rules, library, rewrite):
    path = rewrite(
        RULEBOOK,
        "    rules:\n      - id: F1",
        f"    rules:\n{NEVER_MET}\n      - id: F1",
    )
    ran = rules("cover", library / "after")
    line = path.read_text("utf-8").splitlines().index(NEVER_MET)

    assert 0 == ran.code
    assert f"{path.as_posix()}:{line + 1}:14: 规则 F9（从未满足）：没有一条测试满足它" in ran.out


def test_an_outcome_that_no_test_reaches_is_listed(rules, library, rewrite):
    rewrite(RULEBOOK, "      excluded: 本模型未筛出", "      other: 别的\n      excluded: 本模型未筛出")
    said = rules("cover", library / "after").out

    assert "判断 tier：没有一条测试得出“别的”" in said


def test_fail_under_is_exact_and_never_rounds_up(rules, library, rewrite):
    assert 0 == rules("cover", library / "after", "--fail-under", "100").code
    rewrite(TESTS, "given: {victim_linked_amount: null}", "given: {victim_linked_amount: 1元}")
    rewrite(TESTS, "    undetermined: {victim_money_unconfirmed: [victim_linked_amount]}\n", "")
    assert 0 == rules("cover", library / "after", "--fail-under", "97").code
    under = rules("cover", library / "after", "--fail-under", "100")

    assert (1, "低于要求的 100 %\n") == (under.code, under.err)
    assert 2 == rules("cover", library / "after", "--fail-under", "99.5").code


def test_percent_is_rounded_down():
    assert 99 == Tally(999, 1000).percent
    assert not Tally(999, 1000).reaches(100)
    assert 100 == Tally(0, 0).percent


def test_json_names_the_tests_that_show_a_point(rules, library):
    found = json.loads(rules("cover", library / "after", "--format", "json").out)
    (edition,) = found["editions"]
    at = [point["tests"] for point in edition["points"] if point["name"] == "min_turnover" and point["side"] == "at"]

    assert found["covered"] == found["total"]
    assert "被骗资金恰为3000元、流水恰为30万元，是一级可疑账户" in at[0]


def test_an_edition_without_tests_shows_nothing(rules, library):
    (library / TESTS).unlink()

    assert "after@2022-01-01：0 条测试" in rules("cover", library / "after").out
    assert len(covered(library).uncovered()) == len(covered(library).shown)
