"""A finding is accepted by name, with a reason, until a day; sources are stale on a day."""

from datetime import date

import pytest

from engine.driver.checking import check
from engine.library.library import editions

RULEBOOK = "after/2022-01-01/rulebook.yaml"
UNTIL = date(2027, 6, 30)


@pytest.fixture
def untested(rewrite):
    """Leave one side of a limit untried."""
    rewrite("after/2022-01-01/tests.yaml", "    boundary: {parameter: min_turnover, side: at}\n", "")


def suppress(library, *entries):
    lines = [f"  - {{code: {code}, where: {where}, reason: 已审查, until: 2027-06-30}}\n" for code, where in entries]
    text = f"schema: 1\nfamily: after\nsuppressions:\n{''.join(lines)}"
    (library / "after" / "suppressions.yaml").write_text(text, "utf-8")


@pytest.mark.usefixtures("untested")
def test_an_accepted_finding_is_not_said_until_its_day_has_passed(library, findings_on):
    suppress(library, ("N717", "2022-01-01/min_turnover"))

    assert [] == findings_on(today=UNTIL)
    assert ["N717", "N720"] == sorted(code for code, _ in findings_on(today=date(2027, 7, 1)))


@pytest.mark.usefixtures("untested")
@pytest.mark.parametrize("entry", [
    ("N717", "2022-01-01/min_victim_amount"), ("N716", "2022-01-01/min_turnover"), ("N717", "facts/min_turnover"),
])  # fmt: skip
def test_a_suppression_of_something_else_matches_nothing_and_hides_nothing(library, findings_on, entry):
    suppress(library, entry)

    assert ["N717", "N721"] == sorted(code for code, _ in findings_on())


def test_errors_of_lints_can_be_accepted_too(library, rewrite, findings_on):
    rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    suppress(library, ("N701", "2022-01-01/min_turnover"))

    assert "N701" not in [code for code, _ in findings_on()]


def test_a_suppression_of_another_edition_is_not_judged_where_only_one_is_checked(library):
    suppress(library, ("N717", "2031-01-01/min_turnover"))
    (family,) = editions(library / "after")

    assert "N721" not in [found.code for found in check((family,), today=UNTIL).lints.diagnostics]


@pytest.mark.parametrize(("old", "new"), [
    (", reason: 已审查", ""), (", until: 2027-06-30", ""), ("2027-06-30", "2027-06-31"), ("N717", "D203"),
    ("2022-01-01/", ""), ("family: after", "family: before"),
])  # fmt: skip
def test_a_suppression_without_reason_end_or_place_is_an_error(library, old, new):
    suppress(library, ("N717", "2022-01-01/min_turnover"))
    path = library / "after" / "suppressions.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    assert check(editions(library / "after"), today=UNTIL).rulebook.has_errors


def test_a_source_is_stale_only_on_a_day_that_is_asked_for(findings_on):
    assert [] == findings_on(today=date(2099, 1, 1))
    assert [] == findings_on(on=date(2027, 11, 22))
    assert ["N719"] == [code for code, _ in findings_on(on=date(2027, 11, 23))]
