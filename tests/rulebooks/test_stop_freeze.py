"""Stops and freezes: the hour or day on which each ends, and that neither is taken for the other."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.driver.opening import open_rulebook
from engine.rulebook.values import seconds_of

STOPPED = datetime.fromisoformat("2025-03-01T10:00:00")
FROZEN = date(2025, 1, 10)
ORDINARY = {"details_match": True, "earlier_stops": 0, "already_frozen": False, "major_case": False}


def as_held(value):
    if isinstance(value, datetime):
        return seconds_of(value)
    return value.toordinal() if isinstance(value, date) else value


def duties(as_of, **facts):
    program = open_rulebook("stop_freeze", as_of).program
    stated = {name: as_held(value) for name, value in {**ORDINARY, **facts}.items()}
    return {duty.name: duty for duty in duties_of(program, Reference(program).verdict(stated), stated)}


def test_a_stop_of_1_march_ten_o_clock_ends_on_3_march_ten_o_clock():
    found = [duties(date(2025, 3, day), stopped_at=STOPPED)["end_stop"] for day in (3, 4)]

    assert {"2025-03-03T10:00:00"} == {duty.due for duty in found}
    assert ["open", "overdue"] == [duty.status for duty in found]


def test_the_third_request_to_stop_an_account_is_refused():
    reference = Reference(open_rulebook("stop_freeze", STOPPED.date()).program)
    answers = [reference.verdict({**ORDINARY, "earlier_stops": count}).decision("stop").value for count in range(4)]

    assert ["allowed", "allowed", "used_up", "used_up"] == answers


@pytest.mark.parametrize(
    ("facts", "duty", "last"),
    [
        ({}, "renew_six_months", date(2025, 7, 10)),
        ({"major_case": True, "city_approved": True}, "renew_one_year", date(2026, 1, 10)),
    ],
)
def test_a_freeze_that_is_not_renewed_has_lapsed_on_the_day_after_its_last(facts, duty, last):
    found = [duties(day, frozen_from=FROZEN, **facts) for day in (last, last + timedelta(1))]

    assert [{duty: "open"}, {duty: "overdue"}] == [{name: one.status for name, one in each.items()} for each in found]
    assert {last.isoformat()} == {each[duty].due for each in found}


def test_a_renewal_begins_a_term_of_its_own():
    renewed = duties(date(2025, 7, 11), frozen_from=date(2025, 7, 9))["renew_six_months"]

    assert ("open", "2026-01-09") == (renewed.status, renewed.due)


def test_money_found_unrelated_is_released_within_three_days():
    found = [
        duties(day, frozen_from=FROZEN, unrelated_on=date(2025, 3, 4)) for day in (date(2025, 3, 7), date(2025, 3, 8))
    ]

    assert ["open", "overdue"] == [each["release"].status for each in found]


@given(hours=st.integers(0, 24 * 400))
def test_a_stop_never_runs_as_long_as_a_freeze(hours):
    begun = STOPPED + timedelta(hours=hours)
    found = duties(begun.date(), stopped_at=begun, frozen_from=begun.date())

    assert found["end_stop"].due == (begun + timedelta(days=2)).isoformat()
    assert found["end_stop"].due < found["renew_six_months"].due
