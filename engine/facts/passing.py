"""Money that leaves as fast as it came: facts.md section 4 and `swept_count`, over plain rows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from engine.facts.plan import MINUTE, Row
from engine.facts.settings import FactSettings
from engine.facts.shelves import Leg, Shelf, shelf


class Pair(NamedTuple):
    """Money in and the same money out."""

    came: Leg
    went: Leg
    gap: int  #: seconds, after the cut to the minute


def pair_cluster(rows: Sequence[Row], settings: FactSettings) -> Iterator[Row]:
    """Yield `(subject, came, went, gap, amount)` of each pair; `came` and `went` are ordinals.

    Shape of `rows`: `subject, family, cluster, incoming, ordinal, moment, by_minute, amount`, of a cluster; no pair of
    a subject has its legs in two of them.
    """
    came, went = _told_apart(row[3:] for row in rows)
    for pair in pair_passes(came, went, settings):
        yield rows[0][0], pair.came.ordinal, pair.went.ordinal, pair.gap, pair.came.amount


def sweep_mixed(rows: Sequence[Row], settings: FactSettings) -> Iterator[Row]:
    """Yield `(subject, swept_count)`. Shape of `rows`: `subject, incoming, ordinal, moment, by_minute, amount`."""
    came, went = _told_apart(row[1:] for row in rows)
    yield rows[0][0], count_swept(came, went, settings)


def _told_apart(rows: Iterable[Row]) -> tuple[list[Leg], list[Leg]]:
    came: list[Leg] = []
    went: list[Leg] = []
    for incoming, *cells in rows:
        (came if incoming else went).append(Leg(*cells))
    return sorted(came), sorted(went)


def gap(came: Leg, went: Leg) -> int:
    """Return the seconds from `came` to `went`, both cut to the minute where either knows no more."""
    if came.by_minute or went.by_minute:
        return _cut(went.at) - _cut(came.at)
    return went.at - came.at


def pair_passes(came: Iterable[Leg], went: Sequence[Leg], settings: FactSettings) -> list[Pair]:
    """Return the pass-through pairs; both sides in the order `(booked_at, seq)`.

    What an in-booking may take begins and ends no earlier than for the one before it, as long as out-bookings of second
    and of minute precision are looked at apart: so what is too early once is too early for good.
    """
    shelves = tuple(
        (by_minute, shelf([leg for leg in went if leg.by_minute == by_minute], settings.pass_tolerance))
        for by_minute in (False, True)
    )
    return [pair for leg in came if (pair := _take(leg, shelves, settings.pass_within)) is not None]


def _take(came: Leg, shelves: tuple[tuple[bool, Shelf], ...], within: int) -> Pair | None:
    found: list[tuple[Leg, Shelf]] = []
    for by_minute, free in shelves:
        # With an out-booking of minute precision the in-booking is cut to its minute as well.
        went = free.first(came.amount, _cut(came.at) if by_minute else came.at)
        if went is not None and gap(came, went) <= within:
            found.append((went, free))
    if not found:
        return None
    went, free = min(found, key=lambda spot: spot[0].ordinal)
    free.take(went)
    return Pair(came, went, gap(came, went))


def count_swept(came: Iterable[Leg], went: Sequence[Leg], settings: FactSettings) -> int:
    """Return how many in-bookings were emptied within `pass_within`, exactly; `went` in order of time."""
    by_second = _Spent([leg for leg in went if not leg.by_minute])
    by_minute = _Spent([leg for leg in went if leg.by_minute])
    share = settings.sweep_share
    return sum(
        _spent_after(leg, by_second, by_minute, settings.pass_within) * share.denominator
        >= share.numerator * leg.amount
        for leg in came
    )


class _Spent:
    """Running sums of out-bookings, so that a span of time costs two look-ups."""

    def __init__(self, went: list[Leg]) -> None:
        self._moments = [leg.at for leg in went]
        self._sums = list(accumulate((leg.amount for leg in went), initial=0))

    def between(self, first: int, last: int) -> int:
        return self._sums[bisect_right(self._moments, last)] - self._sums[bisect_left(self._moments, first)]


def _spent_after(came: Leg, by_second: _Spent, by_minute: _Spent, within: int) -> int:
    minute = _cut(came.at)
    if came.by_minute:
        # Out-bookings are cut as well: all of the last whole minute count.
        end = _cut(minute + within) + MINUTE - 1
        return by_second.between(minute, end) + by_minute.between(minute, end)
    return by_second.between(came.at, came.at + within) + by_minute.between(minute, minute + within)


def _cut(moment: int) -> int:
    return moment - moment % MINUTE
