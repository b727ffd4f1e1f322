"""What is derived from facts: sums and counts of the entries of lists, and the day on which a period after one ends."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from engine.decision.deadline import last_day, last_moment
from engine.program.program import Derived, Facts, Program
from engine.rulebook.values import Entries, FactValue, Period


@dataclass(frozen=True, slots=True)
class AddedUp:
    """The entries that made a derived number."""

    derived: Derived
    value: int | None  #: None where the list, or a member that matters, is unknown
    entries: tuple[int, ...]  #: positions in the list, from 1, in the order of the days where those count
    days: tuple[int, ...]  #: of these entries, beside them; none where time does not matter


def completed(program: Program, facts: Facts) -> Facts:
    """Return `facts` with every number that `program` derives from them; the very same where it derives none."""
    if not program.derived:
        return facts
    return {**facts, **{found.fact.name: _value(found, facts) for found in program.derived}}


def _value(derived: Derived, facts: Facts) -> int | None:
    return added_up(derived, facts).value if derived.of_list else _end(derived, facts.get(derived.source))


def _end(derived: Derived, since: FactValue) -> int | None:
    if not isinstance(since, int) or derived.within is None:
        return None
    if derived.fact.unit == "moment":
        return last_moment(since, derived.within)
    return last_day(date.fromordinal(since), derived.within).toordinal()


def added_up(derived: Derived, facts: Facts) -> AddedUp:
    """Return what `derived` comes to on `facts`, and of which entries.

    A stretch of time starts on the day of an entry and ends as a deadline of that length from that day does; both days
    are in it. Of equally full stretches the earliest is taken. A list without entries comes to 0.
    """
    entries = facts.get(derived.source)
    if not isinstance(entries, tuple):
        return AddedUp(derived, None, (), ())
    amounts = _column(entries, derived.amount)
    days = _column(entries, derived.day)
    if amounts is None or days is None:
        return AddedUp(derived, None, (), ())
    if derived.within is None:
        return AddedUp(derived, sum(amounts), tuple(range(1, len(entries) + 1)), ())
    return _fullest(derived, amounts, days, derived.within)


def _column(entries: Entries, place: int | None) -> list[int] | None:
    """Return a member of every entry, 1 for each where there is none; None where one of them is unknown."""
    if place is None:
        return [1] * len(entries)
    found = [entry[place] for entry in entries]
    return [value for value in found if isinstance(value, int)] if None not in found else None


def _fullest(derived: Derived, amounts: list[int], days: list[int], within: Period) -> AddedUp:
    order = sorted(range(len(days)), key=lambda at: (days[at], at))
    sorted_days = [days[at] for at in order]
    sums = [0, *accumulate(amounts[at] for at in order)]
    stretches = []
    for start, day in enumerate(sorted_days):
        if start and sorted_days[start - 1] == day:
            continue
        end = bisect_right(sorted_days, last_day(date.fromordinal(day), within).toordinal())
        stretches.append((sums[end] - sums[start], start, end))
    if not stretches:
        return AddedUp(derived, 0, (), ())
    value, start, end = max(stretches, key=lambda found: (found[0], -found[1]))
    taken = order[start:end]
    return AddedUp(derived, value, tuple(at + 1 for at in taken), tuple(days[at] for at in taken))
