"""Rules and limits must be tried, and the tests are evaluated: what they claim does not count."""

import pytest

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TESTS = "after/2022-01-01/tests.yaml"


def test_an_edition_without_tests_has_every_rule_and_limit_untried(library, findings):
    (library / TESTS).unlink()

    assert ["N716"] * 4 + ["N717"] * 3 == sorted(code for code, _ in findings())


def test_a_rule_that_no_test_meets_is_found(rewrite, findings):
    rule = "      - {id: A2, when: {fact: victim_count, at_least: 99}, then: true, cite: [after-article#A]}\n"
    rewrite(RULEBOOK, "    otherwise: false\n\n  fast_pass", f"{rule}    otherwise: false\n\n  fast_pass")

    assert [("N716", "A2")] == findings()


@pytest.mark.parametrize("side", ["below", "at", "above"])
def test_a_limit_that_is_not_tried_on_one_side_is_found(rewrite, findings, side):
    rewrite(TESTS, f"    boundary: {{parameter: min_turnover, side: {side}}}\n", "")

    assert [("N717", "30万元")] == findings()


def test_a_mark_that_the_test_does_not_bear_out_is_found(rewrite, findings):
    rewrite(TESTS, "given: {day_turnover: 300000元, window_turnover: 300000元}", "given: {window_turnover: 300001元}")

    assert ["N717", "N718"] == [code for code, _ in findings()]


def test_a_later_value_needs_tests_of_its_own_days(rewrite, findings):
    old = "      2022-01-01: {value: 30万元,"
    later = "      2025-01-01: {value: 30万元, cite: after-article#T, quote: 流水在30万元以上}\n"
    rewrite(RULEBOOK, old, later + old)

    assert [("N717", "30万元")] == findings()

    for side, amount in (("below", "299999.99"), ("at", "300000"), ("above", "300000.01")):
        mark = f"{{parameter: min_turnover, side: {side}}}"
        rewrite(
            TESTS,
            "\ntests:\n",
            f"\ntests:\n  - name: 2025年起，{side}\n    as_of: 2025-01-01\n    boundary: {mark}\n"
            f"    given: {{window_turnover: {amount}元}}\n    want: {{fast_pass: true}}\n",
        )

    assert [] == findings()


def test_a_number_without_a_source_needs_no_marks(rewrite, findings):
    for side in ("below", "at", "above"):
        rewrite(TESTS, f"    boundary: {{parameter: jump_ratio, side: {side}}}\n", "")

    assert [] == findings()


DUE = "due: {setting: 公开报道未载明期限，由使用单位设定}"
COUNTED = "due: {within: 7 days, from: incident_day, cite: after-article#R}"


def test_a_deadline_is_tried_before_on_and_after_its_last_day(rewrite, findings):
    rewrite(RULEBOOK, DUE, COUNTED)
    assert [("N724", f"{COUNTED[5:]}")] == findings()

    stated = "{{hand_over: {{due: 2026-01-08, status: {status}}}}}"
    for day, status in ((7, "open"), (8, "open"), (9, "overdue")):
        assert [("N724", f"{COUNTED[5:]}")] == findings()
        rewrite(
            TESTS,
            "\ntests:\n",
            f"\ntests:\n  - name: 1月{day}日\n    as_of: 2026-01-0{day}\n    given: {{incident_day: 2026-01-01}}\n"
            f"    want: {{fast_pass: true}}\n    duties: {stated.format(status=status)}\n",
        )

    assert [] == findings()
