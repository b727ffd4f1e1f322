"""Money that leaves as fast as it came, for all subjects at once: facts.md section 4 and `swept_count`.

Legs are grouped by amount (a family: with a tolerance, a chain of amounts no further apart than it), then parted where
no pair can reach across (a cluster). A cluster with one leg on each side is a pair or none; only the others are walked
(`passing.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.facts.bookings import Bookings
from engine.facts.incidents import Facts, Incidents
from engine.facts.passing import pair_passes
from engine.facts.plan import DAY, MINUTE
from engine.facts.settings import FactSettings
from engine.facts.shelves import Leg
from engine.facts.subject_columns import Subjects, unless
from engine.facts.vectors import LARGEST, Flags, Whole, added, changes, expanded, running, whole


@dataclass(frozen=True, slots=True)
class Legs:
    """Bookings that the subjects `at` these places look at."""

    at: Whole
    row: Whole

    def __getitem__(self, chosen: Flags | Whole) -> "Legs":
        return Legs(self.at[chosen], self.row[chosen])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pass-through pairs; `came` and `went` are rows of bookings."""

    at: Whole
    came: Whole
    went: Whole
    gap: Whole  #: seconds, after the cut to the minute


def traceable(bookings: Bookings, subjects: Subjects, incidents: Incidents, settings: FactSettings) -> Flags:
    """Return the subjects whose pairs can be known: every day is covered, as far as money may leave, and timed."""
    first, end = incidents.rows
    rows = np.arange(len(bookings), dtype=np.int64)
    latest = np.maximum.accumulate(np.where(bookings.incoming, rows, -1))
    last_in = np.where(end > first, np.append(latest, -1)[end - 1], -1)
    reached = np.append(bookings.moment, 0)[last_in] + settings.pass_within
    last_day = np.where(last_in >= first, reached // DAY, incidents.day)
    coarse_in = running(whole(bookings.by_day() & bookings.incoming))
    coarse_out = running(whole(bookings.by_day() & ~bookings.incoming))
    first_out, end_out = bookings.on_days(subjects.place[incidents.at], incidents.day, last_day)
    timed = (coarse_in[end] == coarse_in[first]) & (coarse_out[end_out] == coarse_out[first_out])
    return incidents.every(timed & subjects.covered(incidents.at, incidents.day, last_day))


def in_legs(bookings: Bookings, incidents: Incidents, who: Flags) -> Legs:
    """Return the in-bookings of the days `D` of the subjects `who`, by subject and time."""
    days = np.flatnonzero(who[incidents.at])
    rows, places = expanded(incidents.rows[0][days], incidents.rows[1][days])
    came = bookings.incoming[rows]
    return Legs(incidents.at[days][places[came]], rows[came])


def swept(bookings: Bookings, legs: Legs, settings: FactSettings) -> Flags:
    """Return which in-bookings were emptied within `pass_within`, exactly."""
    at, minute = bookings.moment[legs.row], _cut(bookings.moment[legs.row])
    coarse = bookings.by_minute()[legs.row]
    # where the in-booking is known to the minute, all out-bookings of the last whole minute count
    end = np.where(coarse, _cut(minute + settings.pass_within) + MINUTE - 1, at + settings.pass_within)
    end_by_minute = np.where(coarse, end, minute + settings.pass_within)
    place, out = bookings.place[legs.row], np.where(bookings.incoming, 0, bookings.amount)
    gone = np.zeros(len(legs.row), np.int64)
    for kind, first, last in (
        (~bookings.by_minute(), at, end),
        (bookings.by_minute(), minute, end_by_minute),
    ):
        if not kind.any():
            continue
        spent, (begins, ends) = running(np.where(kind, out, 0)), bookings.at_moments(place, first, last)
        gone += spent[ends] - spent[begins]
    return _at_least(gone, bookings.amount[legs.row], settings)


def _at_least(gone: Whole, amount: Whole, settings: FactSettings) -> Flags:
    """Return where `gone` is at least the share of `amount`; where 64 bits may not do, in numbers without bounds."""
    share = settings.sweep_share
    largest = max(int(gone.max(initial=0)) * share.denominator, int(amount.max(initial=0)) * share.numerator)
    if largest <= LARGEST:
        return gone * share.denominator >= amount * share.numerator
    told = zip(gone.tolist(), amount.tolist(), strict=True)
    return np.array([one * share.denominator >= other * share.numerator for one, other in told], np.bool_)


def pairs_of(bookings: Bookings, legs: Legs, settings: FactSettings) -> Pairs:
    """Return the pairs that the in-bookings `legs` make with out-bookings."""
    came, went = _within_reach(bookings, legs, settings)
    both = Legs(np.concatenate((came.at, went.at)), np.concatenate((came.row, went.row)))
    both, cluster = _clusters(bookings, both, settings)
    sides = np.bincount(cluster[bookings.incoming[both.row]], minlength=int(cluster.max(initial=-1)) + 1)
    members = np.bincount(cluster)
    matched = ((sides > 0) & (sides < members))[cluster]
    both, cluster = both[matched], cluster[matched]
    couple = (members == 2)[cluster]  # noqa: PLR2004 (one on each side)
    found = (_couples(bookings, both[couple], settings), _walked(bookings, both[~couple], cluster[~couple], settings))
    columns = (np.concatenate(columns) for columns in zip(*found, strict=True))
    at, in_row, out_row, gap = columns
    order = np.lexsort((in_row, at))
    return Pairs(at[order], in_row[order], out_row[order], gap[order])


def _within_reach(bookings: Bookings, came: Legs, settings: FactSettings) -> tuple[Legs, Legs]:
    """Return the in-bookings after which something went out soon enough, and what went out; each once a subject."""
    at = bookings.moment[came.row]
    # as far as two bookings may be apart when both are cut to the minute
    first, end = bookings.at_moments(bookings.place[came.row], _cut(at), at + settings.pass_within + MINUTE - 1)
    outs = running(whole(~bookings.incoming))
    some = outs[end] > outs[first]
    came, first, end = came[some], first[some], end[some]
    # ranges of one subject begin and end ever later: what an earlier one holds is left out
    seen = np.where(changes(came.at), 0, np.roll(end, 1))
    rows, places = expanded(np.maximum(first, seen), end)
    out = ~bookings.incoming[rows]
    return came, Legs(came.at[places[out]], rows[out])


def _clusters(bookings: Bookings, legs: Legs, settings: FactSettings) -> tuple[Legs, Whole]:
    """Return the legs by cluster, and the number of the cluster of each."""
    legs = legs[np.lexsort((legs.row, bookings.amount[legs.row], legs.at))]
    amount = bookings.amount[legs.row]
    apart = np.diff(amount, prepend=0) > settings.pass_tolerance
    family = whole(np.cumsum(changes(legs.at) | apart))
    order = np.lexsort((legs.row, family))
    legs, family = legs[order], family[order]
    late = np.diff(bookings.moment[legs.row], prepend=0) > settings.pass_within + MINUTE - 1
    return legs, whole(np.cumsum(changes(family) | late)) - 1


#: Subject, in-booking, out-booking, gap.
_Columns = tuple[Whole, Whole, Whole, Whole]


def _couples(bookings: Bookings, legs: Legs, settings: FactSettings) -> _Columns:
    """Return the pairs among legs that stand two by two, one on each side."""
    came = bookings.incoming[legs.row]
    at, in_row, out_row = legs.at[came], legs.row[came], legs.row[~came]
    by_minute = bookings.by_minute()[in_row] | bookings.by_minute()[out_row]
    first, last = bookings.moment[in_row], bookings.moment[out_row]
    gap = np.where(by_minute, _cut(last) - _cut(first), last - first)
    near = np.abs(bookings.amount[out_row] - bookings.amount[in_row]) <= settings.pass_tolerance
    found = near & (gap >= 0) & (gap <= settings.pass_within)
    return at[found], in_row[found], out_row[found], gap[found]


def _walked(bookings: Bookings, legs: Legs, cluster: Whole, settings: FactSettings) -> _Columns:
    """Return the pairs among crowded legs."""
    found = list(_walk(bookings, legs, cluster, settings))
    at, in_row, out_row, gap = zip(*found, strict=True) if found else ((), (), (), ())
    return tuple(np.array(column, np.int64) for column in (at, in_row, out_row, gap))  # type: ignore[return-value]


def _walk(
    bookings: Bookings, legs: Legs, cluster: Whole, settings: FactSettings
) -> Iterator[tuple[int, int, int, int]]:
    by_minute, incoming = bookings.by_minute()[legs.row].tolist(), bookings.incoming[legs.row].tolist()
    told = list(
        map(Leg, legs.row.tolist(), bookings.moment[legs.row].tolist(), by_minute, bookings.amount[legs.row].tolist())
    )
    begins = [*np.flatnonzero(changes(cluster)).tolist(), len(told)]
    for first, end in pairwise(begins):
        at = int(legs.at[first])
        came = [leg for leg, enters in zip(told[first:end], incoming[first:end], strict=True) if enters]
        went = [leg for leg, enters in zip(told[first:end], incoming[first:end], strict=True) if not enters]
        for pair in pair_passes(came, went, settings):
            yield at, pair.came.ordinal, pair.went.ordinal, pair.gap


def pass_facts(bookings: Bookings, pairs: Pairs, sweeps: Whole, of_victims: Flags, known: Flags) -> Facts:
    """Yield the facts of pairs and sweeps; `of_victims` are the pairs whose in-booking is a linked one."""
    size, amount = len(known), bookings.amount[pairs.came]
    gaps = np.full(size, LARGEST, np.int64)
    np.minimum.at(gaps, pairs.at, pairs.gap)
    count = added(pairs.at, np.ones(len(pairs.at), np.int64), size)
    yield "pass_count", unless(known, count)
    yield "pass_amount", unless(known, added(pairs.at, amount, size))
    yield "pass_min_gap", unless(known & (count > 0), gaps)
    yield "victim_pass_count", unless(known, added(pairs.at, whole(of_victims), size))
    yield "victim_pass_amount", unless(known, added(pairs.at, np.where(of_victims, amount, 0), size))
    yield "swept_count", unless(known, sweeps)


def _cut(moment: Whole) -> Whole:
    return whole(moment - moment % MINUTE)
