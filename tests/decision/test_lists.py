"""Lists of facts: what they come to, which entries count, and what an unknown member makes unknown."""

from datetime import date, timedelta

import strategies as world
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.deadline import last_day
from engine.decision.lists import added_up, completed
from engine.program.program import Derived, Program
from engine.rulebook.values import Period, day

BASE = date(2020, 2, 1).toordinal()
ENTRIES = st.lists(st.tuples(st.integers(BASE, BASE + 800), st.integers(-3, 9)), max_size=8).map(tuple)


def derived(quantity) -> tuple[Program, Derived]:
    leaf = world.comparing(quantity, "at_least", world.named("0元" if "total" in quantity.how else 0))
    program = world.compiled(world.rulebook((world.decision("a", "first", [(leaf, "high")], "low"),)))
    return program, program.derived[0]


def largest(within: str) -> Derived:
    return derived(world.listed("largest_total", "acts.amount", within))[1]


@given(ENTRIES, st.randoms())
def test_the_order_of_entries_does_not_matter(entries, random):
    shuffled = list(entries)
    random.shuffle(shuffled)
    for quantity in (*world.TOTALS, *world.COUNTS):
        found = derived(quantity)[1]

        assert added_up(found, {"acts": entries}).value == added_up(found, {"acts": tuple(shuffled)}).value


@given(ENTRIES, st.sampled_from([("7 days", "30 days"), ("6 months", "1 year"), ("1 year", "2 years")]))
def test_a_longer_stretch_holds_at_least_as_many_entries(entries, lengths):
    short, long = (derived(world.listed("largest_count", "acts", within))[1] for within in lengths)

    assert added_up(short, {"acts": entries}).value <= added_up(long, {"acts": entries}).value


@given(ENTRIES)
def test_the_entries_told_are_those_that_were_added_up(entries):
    found = added_up(largest("1 year"), {"acts": entries})
    told = [entries[at - 1] for at in found.entries]

    assert found.value == sum(amount for _, amount in told)
    assert found.days == tuple(sorted(when for when, _ in told))
    if told:
        end = last_day(date.fromordinal(found.days[0]), Period(1, "year")).toordinal()
        inside = [at for at, (when, _) in enumerate(entries, 1) if found.days[0] <= when <= end]

        assert inside == sorted(found.entries)


def test_two_years_end_on_the_same_day_number_and_that_day_is_in():
    first = (day("2022-01-10"), 150_000)

    assert added_up(largest("2 years"), {"acts": (first, (day("2024-01-10"), 160_000))}).value == 310_000
    assert added_up(largest("2 years"), {"acts": (first, (day("2024-01-11"), 160_000))}).value == 160_000


def test_a_period_longer_than_the_calendar_ends_with_it():
    assert date.max == last_day(date(9000, 1, 1), Period(99_999, "year"))
    assert date.max == last_day(date(9999, 12, 31), Period(1, "day"))
    assert date(2021, 2, 28) == last_day(date(2020, 2, 29), Period(1, "year"))
    assert date(2020, 1, 1) + timedelta(7) == last_day(date(2020, 1, 1), Period(7, "day"))


def test_an_empty_list_is_known_and_an_absent_one_is_not():
    for quantity in (*world.TOTALS, *world.COUNTS):
        program, found = derived(quantity)

        assert 0 == completed(program, {"acts": ()})[found.fact.name]
        assert completed(program, {"acts": None})[found.fact.name] is None
        assert completed(program, {})[found.fact.name] is None


def test_an_unknown_member_makes_unknown_only_what_is_computed_from_it():
    entries = {"acts": ((None, 100), (BASE, 100))}
    values = {
        quantity.how: added_up(derived(quantity)[1], entries).value for quantity in (*world.TOTALS, *world.COUNTS)
    }

    assert {"total": 200, "largest_total": None, "count_of": 2, "largest_count": None} == values


def test_what_is_undetermined_names_the_list_that_the_subject_states():
    program, _ = derived(world.TOTALS[0])
    reference = Reference(program)

    assert ("acts",) == reference.verdict({"acts": None}).decisions[0].deciding
    assert ("acts",) == reference.verdict({"acts": ((BASE, None),)}).decisions[0].deciding
    assert "high" == reference.verdict({"acts": ((BASE, 1),)}).decisions[0].value


def test_a_trace_shows_the_entries_behind_a_number():
    program, _ = derived(world.TOTALS[1])
    trace = Reference(program).trace({"acts": ((world.LEAP, 100), (world.AFTER, 200))})
    (added,) = trace.decisions[0].rules[0].condition.added

    assert (200, (2,), (world.AFTER,)) == (added.value, added.entries, added.days)
