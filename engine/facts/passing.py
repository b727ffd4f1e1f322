"""Money that leaves as fast as it came: facts.md section 4 and `swept_count`, over plain rows."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from engine.facts.settings import FactSettings

_MINUTE = 60


class Leg(NamedTuple):
    """A counted booking of the subject's account, of second or minute precision."""

    ordinal: int  #: its place in the order `(booked_at, seq)`
    at: int  #: civil seconds; minute precision at :00
    by_minute: bool  #: the second is not known
    amount: int  #: fen


class Pair(NamedTuple):
    """Money in and the same money out."""

    came: Leg
    went: Leg
    gap: int  #: seconds, after the cut to the minute


def gap(came: Leg, went: Leg) -> int:
    """Return the seconds from `came` to `went`, both cut to the minute where either knows no more."""
    if came.by_minute or went.by_minute:
        return _cut(went.at) - _cut(came.at)
    return went.at - came.at


def pair_passes(came: Iterable[Leg], went: Iterable[Leg], settings: FactSettings) -> list[Pair]:
    """Return the pass-through pairs; both sides in the order `(booked_at, seq)`."""
    free = _Free(went, settings)
    return [pair for leg in came if (pair := free.take(leg)) is not None]


class _Free:
    """The out-bookings not yet taken, by amount: two neighbouring shelves hold all within the tolerance."""

    def __init__(self, went: Iterable[Leg], settings: FactSettings) -> None:
        self._settings = settings
        self._width = 2 * settings.pass_tolerance + 1
        self._shelves: dict[int, list[Leg]] = defaultdict(list)
        for leg in went:
            self._shelves[leg.amount // self._width].append(leg)

    def take(self, came: Leg) -> Pair | None:
        found = [(shelf, place) for shelf in self._near(came) if (place := self._earliest(came, shelf)) is not None]
        if not found:
            return None
        shelf, place = min(found, key=lambda spot: spot[0][spot[1]].ordinal)
        went = shelf.pop(place)
        return Pair(came, went, gap(came, went))

    def _near(self, came: Leg) -> Iterator[list[Leg]]:
        tolerance = self._settings.pass_tolerance
        for number in range((came.amount - tolerance) // self._width, (came.amount + tolerance) // self._width + 1):
            if number in self._shelves:
                yield self._shelves[number]

    def _earliest(self, came: Leg, shelf: list[Leg]) -> int | None:
        first = bisect_left(shelf, _cut(came.at), key=_moment)
        # After the cut, an out-booking may stand up to 59 seconds beyond the limit.
        last = bisect_right(shelf, came.at + self._settings.pass_within + _MINUTE - 1, key=_moment)
        return next((place for place in range(first, last) if self._passes(came, shelf[place])), None)

    def _passes(self, came: Leg, went: Leg) -> bool:
        same = abs(went.amount - came.amount) <= self._settings.pass_tolerance
        return same and 0 <= gap(came, went) <= self._settings.pass_within


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
        end = _cut(minute + within) + _MINUTE - 1
        return by_second.between(minute, end) + by_minute.between(minute, end)
    return by_second.between(came.at, came.at + within) + by_minute.between(minute, minute + within)


def _cut(moment: int) -> int:
    return moment - moment % _MINUTE


def _moment(leg: Leg) -> int:
    return leg.at
