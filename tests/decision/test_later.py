"""The day on which a period after a fact ends: counted as deadlines are, and by nothing else."""

from datetime import date, datetime

import strategies as world
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.deadline import due_at, last_day, last_moment
from engine.decision.lists import completed
from engine.rulebook.rulebook import Deadline
from engine.rulebook.values import Period, moment, seconds_of

DAYS = st.dates(date(1997, 1, 1), date(2099, 12, 31))
PERIODS = st.one_of(
    st.builds(Period, st.integers(0, 800), st.just("day")),
    st.builds(Period, st.integers(0, 60), st.just("month")),
    st.builds(Period, st.integers(0, 10), st.just("year")),
)
BEFORE = world.comparing(world.named("held"), "less_than", world.later("held", "window"))
A_YEAR_LATER = world.comparing(world.later("held", "1 year"), "is", world.named("2021-02-28"))


def program(leaf):
    return world.compiled(world.rulebook((world.decision("a", "first", [(leaf, "high")], "low"),)))


def deadline(within: Period) -> Deadline:
    return Deadline(within=within, since="held", setting=None, cite=None, span=world.NOWHERE)


@given(DAYS, PERIODS)
def test_a_later_day_is_the_last_day_of_a_deadline_of_that_length(start, within):
    assert due_at(deadline(within), start.toordinal(), "day", None) == last_day(start, within)


@given(st.datetimes(datetime(1997, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0)), PERIODS)  # noqa: DTZ001 (civil time)
def test_a_later_moment_is_the_same_time_of_the_later_day(start, within):
    later = last_moment(seconds_of(start), within)

    assert seconds_of(due_at(deadline(within), seconds_of(start), "moment", None)) == later
    assert later == seconds_of(datetime.combine(last_day(start.date(), within), start.time()))


@given(DAYS, DAYS, PERIODS)
def test_a_later_start_never_ends_earlier(one, other, within):
    first, second = sorted((one, other))

    assert last_day(first, within) <= last_day(second, within)


def test_beyond_the_calendar_it_is_its_end():
    assert date.max == last_day(date(9999, 1, 1), Period(2, "year"))
    assert moment("9999-12-31T23:59:59") == last_moment(moment("9999-01-01T00:00"), Period(2, "year"))


def test_what_is_unknown_stays_unknown_and_names_the_stated_fact():
    outcome = Reference(program(A_YEAR_LATER)).verdict({"held": None}).decisions[0]

    assert ("undetermined", ("held",)) == (outcome.standing, outcome.deciding)


def test_a_year_after_a_leap_day_is_the_last_day_of_february():
    found = program(A_YEAR_LATER)

    assert "high" == Reference(found).verdict({"held": world.LEAP}).decisions[0].value
    assert completed(found, {"held": world.LEAP})["later(held, 1 year)"] == world.EVE


def test_a_trace_shows_the_later_day_and_how_far_it_is():
    leaf = Reference(program(BEFORE)).trace({"held": world.LEAP}).decisions[0].rules[0].condition

    assert (world.LEAP, world.EVE, -365, ()) == (leaf.observed, leaf.threshold, leaf.margin, leaf.added)
