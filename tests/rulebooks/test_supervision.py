"""Supervision of filing: the days on which its deadlines end, and what the prosecutor then owes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.driver.opening import open_rulebook
from engine.source.report import Rejected

#: The duty, the fact from which it runs, what else is stated, the days, and the fact that discharges it.
DEADLINES = [
    ("explain", "explanation_notice_on", {}, 7, "explained_on"),
    ("tell_victim", "reason_upheld_on", {"reason_upheld": True}, 10, "victim_told_on"),
    ("file_case", "filing_notice_on", {}, 15, "filed_on"),
    ("reconsider", "reconsideration_received_on", {}, 7, "reconsidered_on"),
]
NOTICE = date(2026, 3, 2)


def duties(as_of, **facts):
    program = open_rulebook("supervision", as_of).program
    stated = {name: value.toordinal() if isinstance(value, date) else value for name, value in facts.items()}
    verdict = Reference(program).verdict(stated)
    return {duty.name: duty for duty in duties_of(program, verdict, stated)}


@pytest.mark.parametrize(("duty", "since", "others", "days"), [row[:4] for row in DEADLINES])
def test_a_deadline_is_open_on_its_last_day_and_overdue_on_the_next(duty, since, others, days):
    last = NOTICE + timedelta(days)
    status = {day: duties(day, **{since: NOTICE}, **others)[duty] for day in (last, last + timedelta(1))}

    assert ["open", "overdue"] == [found.status for found in status.values()]
    assert {last.isoformat()} == {found.due for found in status.values()}


@pytest.mark.parametrize(("duty", "since", "others", "days", "done"), DEADLINES)
def test_a_duty_that_was_done_is_discharged_even_when_it_was_late(duty, since, others, days, done):
    late = NOTICE + timedelta(days + 30)

    assert duties(late, **{since: NOTICE, done: late}, **others)[duty].status == "discharged"


def test_police_silent_on_a_notice_of_2_march_2026_are_overdue_on_18_march():
    silent = {"filing_notice_on": NOTICE, "checked_on": date(2026, 3, 18)}

    assert duties(date(2026, 3, 17), filing_notice_on=NOTICE)["file_case"].status == "open"
    assert {"file_case": "overdue", "issue_correction": "open"} == {
        name: duty.status for name, duty in duties(date(2026, 3, 18), **silent).items() if duty.status != "undetermined"
    }


@given(waited=st.integers(0, 400))
def test_a_correction_is_due_exactly_when_filing_is_overdue_on_the_day_of_the_check(waited):
    checked = NOTICE + timedelta(waited)
    found = duties(checked, filing_notice_on=NOTICE, checked_on=checked)

    assert ("issue_correction" in found) == (waited > 15)
    moved = date.fromisoformat(found["file_case"].due) - NOTICE > timedelta(15)
    assert moved or (found["file_case"].status == "overdue") == ("issue_correction" in found)


def test_there_is_no_edition_before_the_rules_entered_into_force():
    with pytest.raises(Rejected):
        open_rulebook("supervision", date(2019, 12, 29))
