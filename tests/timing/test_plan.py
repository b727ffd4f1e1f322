"""Which editions are evaluated, by which rule: before, after and across a change; final, unclear and unknown days."""

from datetime import date

import pytest

from engine.timing.conduct import ConductTime
from engine.timing.plan import DatedEdition, planned

OLD, MIDDLE, NEW = date(2015, 6, 1), date(2021, 4, 15), date(2025, 8, 26)
RANK = "judicial_interpretation"
EDITIONS = tuple(DatedEdition(day=day, rank=RANK) for day in (OLD, MIDDLE, NEW))
TODAY = date(2025, 10, 10)


def conduct(first, last, final=None):
    unknown = tuple(name for name, day in (("conduct_from", first), ("conduct_to", last)) if day is None)
    return ConductTime(first=first, last=last, final=final, unknown=unknown)


def plan(first, last, *, final=None, as_of=TODAY, editions=EDITIONS, effect="milder"):  # noqa: PLR0913 (the dates)
    return planned(conduct(first, last, final), editions, as_of, effect)


def test_conduct_under_the_newest_edition_is_judged_by_it_alone():
    found = plan(NEW, NEW)

    assert ((NEW,), "T1") == (found.choosing, found.oldest)


def test_conduct_before_a_change_is_judged_by_every_edition_since():
    found = plan(date(2020, 1, 1), date(2020, 1, 2))

    assert ((OLD, MIDDLE, NEW), "T4", "T4") == (found.choosing, found.oldest, found.later)
    assert () == found.flags


@pytest.mark.parametrize(("last", "rule"), [(date(2025, 8, 25), "T4"), (date(2025, 8, 26), "T9")])
def test_conduct_straddles_from_the_very_day_of_the_change(last, rule):
    found = plan(date(2025, 8, 1), last)

    assert rule == found.oldest
    assert (MIDDLE, NEW) == found.shown
    assert (("straddle", "needs_human") if rule == "T9" else ()) == found.flags


def test_conduct_before_any_edition_is_judged_by_those_that_came_later():
    found = plan(date(2014, 1, 1), date(2014, 1, 2), as_of=date(2016, 1, 1))

    assert ((OLD,), "T3") == (found.choosing, found.oldest)


def test_an_interpretation_reaches_back_to_the_beginning_of_conduct_that_lasts_into_it():
    found = plan(date(2015, 5, 1), date(2015, 7, 1), as_of=date(2016, 1, 1))

    assert ("T3", ()) == (found.oldest, found.flags)


@pytest.mark.parametrize(("final", "shown", "rule"), [
    (date(2025, 8, 25), (MIDDLE,), "T5"),
    (date(2025, 8, 26), (MIDDLE, NEW), "T4"),
    (date(2025, 11, 1), (MIDDLE, NEW), "T4"),
])  # fmt: skip
def test_a_case_decided_before_the_new_edition_stays_as_it_is(final, shown, rule):
    found = plan(date(2024, 6, 1), date(2024, 6, 1), final=final)

    assert (shown, rule) == (found.shown, found.oldest)


@pytest.mark.parametrize("day", [date(2025, 7, 22), date(2025, 7, 25), date(2025, 7, 28)])
def test_while_it_is_unclear_whether_an_edition_is_in_force_both_are_evaluated(day):
    unclear = (date(2025, 7, 22), date(2025, 7, 28))
    editions = (EDITIONS[1], DatedEdition(day=unclear[0], rank=RANK, unclear=unclear))
    of_conduct = plan(day, day, editions=editions)
    of_decision = plan(date(2024, 1, 1), date(2024, 1, 1), as_of=day, editions=editions)

    assert ((MIDDLE, unclear[0]), ("effective_date_unclear",)) == (of_conduct.choosing, of_conduct.flags)
    assert ((MIDDLE, unclear[0]), ("effective_date_unclear",)) == (of_decision.choosing, of_decision.flags)


@pytest.mark.parametrize("day", [date(2025, 7, 21), date(2025, 7, 29)])
def test_outside_those_days_nothing_is_unclear(day):
    unclear = (date(2025, 7, 22), date(2025, 7, 28))
    editions = (EDITIONS[1], DatedEdition(day=unclear[0], rank=RANK, unclear=unclear))

    assert () == plan(day, day, editions=editions).flags


def test_conduct_that_may_straddle_an_unclear_day_is_said_to():
    unclear = (date(2025, 7, 22), date(2025, 7, 28))
    editions = (EDITIONS[1], DatedEdition(day=unclear[0], rank=RANK, unclear=unclear))
    found = plan(date(2025, 7, 1), date(2025, 7, 25), editions=editions)

    assert ("effective_date_unclear", "straddle", "needs_human") == found.flags


def test_six_answers_are_told_apart_before_anything_is_evaluated():
    repealed = (DatedEdition(day=OLD, rank=RANK, repealed=MIDDLE),)

    assert "not_yet_in_force" == plan(date(2014, 1, 1), date(2014, 1, 1), as_of=date(2015, 5, 31)).answer
    assert "not_applicable" == plan(date(2014, 1, 1), date(2014, 1, 1), effect="administrative_milder").answer
    assert "repealed" == plan(MIDDLE, MIDDLE, editions=repealed).answer
    assert plan(date(2021, 4, 14), date(2021, 4, 14), editions=repealed).answer is None
    assert "error" == plan(date(2024, 1, 2), date(2024, 1, 1)).answer
    assert "error" == plan(date(2025, 10, 11), date(2025, 10, 11)).answer
    assert "error" == plan(date(2024, 1, 1), date(2024, 1, 2), final=date(2024, 1, 1)).answer


def test_administrative_penalties_are_chosen_by_t6_and_across_a_change_by_t9():
    before = plan(date(2024, 1, 1), date(2024, 1, 1), effect="administrative_milder")
    across = plan(date(2025, 8, 1), NEW, effect="administrative_milder")
    into_the_first = plan(date(2015, 5, 1), OLD, as_of=date(2016, 1, 1), effect="administrative_milder")

    assert ("T6", "T6") == (before.oldest, before.later)
    assert ("T9", "T6") == (across.oldest, across.later)
    assert ("T9", ("straddle", "needs_human")) == (into_the_first.oldest, into_the_first.flags)


def test_unknown_days_leave_only_what_every_edition_agrees_on():
    assert plan(None, None).agreeing
    assert (MIDDLE, NEW) == plan(date(2024, 1, 1), None).choosing
    assert not plan(None, None, effect="administrative_milder").settled


def test_an_unknown_end_does_not_matter_under_the_newest_edition_nor_an_unknown_beginning_before_the_first():
    assert ("T1", False) == (plan(NEW, None).oldest, plan(NEW, None).agreeing)
    found = plan(None, date(2014, 1, 1))

    assert ("T3", False) == (found.oldest, found.agreeing)


LAW = date(2014, 11, 1)  #: before the first edition


@pytest.mark.parametrize(
    ("first", "last", "answer", "flags"),
    [
        (date(2014, 10, 1), date(2014, 10, 31), "not_applicable", ()),
        (date(2014, 10, 31), date(2014, 11, 1), None, ("straddle", "needs_human")),
        (date(2014, 11, 1), date(2014, 11, 1), None, ()),
        (None, date(2014, 10, 31), "not_applicable", ()),
    ],
)
def test_no_edition_reaches_back_beyond_the_law_it_interprets(first, last, answer, flags):
    found = planned(conduct(first, last), EDITIONS, TODAY, "milder", LAW)

    assert (answer, flags) == (found.answer, found.flags)
    assert ("T3" if answer is None else "T1") == found.oldest


def test_conduct_begun_before_the_law_and_of_unknown_end_may_not_be_judged_at_all():
    found = planned(conduct(date(2014, 10, 1), None), EDITIONS, TODAY, "milder", LAW)

    assert (True, False) == (found.agreeing, found.settled)
