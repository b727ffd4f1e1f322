"""Which in-booking shows a victim's transfer: the greedy linking of facts.md section 3, over plain rows."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.facts.plan import DAY
from engine.facts.settings import FactSettings


class Transfer(NamedTuple):
    """A victim's transfer to the subject."""

    at: int  #: civil seconds; minute precision at :00, day precision at 00:00:00
    row: int
    by_day: bool  #: only its day is known


class Arrival(NamedTuple):
    """A counted in-booking of the subject's account, of the same amount."""

    at: int
    ordinal: int  #: its place in the order `(booked_at, seq)`
    by_day: bool


def link_transfers(
    transfers: Iterable[Transfer], arrivals: Iterable[Arrival], settings: FactSettings
) -> list[tuple[Transfer, Arrival | None]]:
    """Return each transfer with the in-booking it takes, or with None, in the order `(paid_at, row)`.

    Shape: both of one subject and one amount, in any order.
    """
    free = _Free(sorted(arrivals))
    return [(transfer, free.take(transfer, settings)) for transfer in sorted(transfers)]


class _Queue:
    """Places in order, of which the first that is not taken is wanted; the taken ones are met once."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._next = 0

    def add(self, place: int) -> None:
        self._places.append(place)

    def first(self, taken: bytearray) -> int | None:
        while self._next < len(self._places) and taken[self._places[self._next]]:
            self._next += 1
        return self._places[self._next] if self._next < len(self._places) else None


class _Free:
    """The arrivals not yet taken: by second and by day, so that no transfer looks at them all."""

    def __init__(self, arrivals: Sequence[Arrival]) -> None:
        self._arrivals = arrivals
        self._taken = bytearray(len(arrivals))
        self._of_day: dict[int, _Queue] = defaultdict(_Queue)  #: all of a civil day
        self._coarse: dict[int, _Queue] = defaultdict(_Queue)  #: those of which the day alone is known
        at_second: dict[int, _Queue] = defaultdict(_Queue)
        for place, arrival in enumerate(arrivals):
            self._of_day[arrival.at // DAY].add(place)
            (self._coarse[arrival.at // DAY] if arrival.by_day else at_second[arrival.at]).add(place)
        self._timed = _Timed(at_second)

    def take(self, transfer: Transfer, settings: FactSettings) -> Arrival | None:
        day = transfer.at // DAY
        if transfer.by_day:
            place = self._of_day[day].first(self._taken)
        else:
            near = self._timed.nearest(transfer.at, settings, self._taken)
            coarse = self._coarse[day].first(self._taken)
            place = min(near if coarse is None else [*near, (0, coarse)], default=(0, None))[1]
        if place is None:
            return None
        self._taken[place] = 1
        return self._arrivals[place]


class _Timed:
    """Seconds at which something arrived, in order; those used up are skipped along ever shorter paths."""

    def __init__(self, at_second: dict[int, _Queue]) -> None:
        self._queues = at_second
        self._seconds = list(at_second)  # in order: arrivals are
        self._later = list(range(len(self._seconds) + 1))
        self._earlier = list(range(len(self._seconds) + 1))  # shifted by one: 0 is none

    def nearest(self, at: int, settings: FactSettings, taken: bytearray) -> list[tuple[int, int]]:
        """Return (distance, place) of the nearest on either side, `at` itself on the later one."""
        number = bisect_left(self._seconds, at)
        found = []
        for second, place in (self._find_earlier(number, taken), self._find_later(number, taken)):
            if place is not None and -settings.link_before <= second - at <= settings.link_after:
                found.append((abs(second - at), place))
        return found

    def _find_later(self, number: int, taken: bytearray) -> tuple[int, int | None]:
        while (number := _root(self._later, number)) < len(self._seconds):
            place = self._queues[self._seconds[number]].first(taken)
            if place is not None:
                return self._seconds[number], place
            self._later[number] = number + 1
        return 0, None

    def _find_earlier(self, number: int, taken: bytearray) -> tuple[int, int | None]:
        while (number := _root(self._earlier, number)) > 0:
            place = self._queues[self._seconds[number - 1]].first(taken)
            if place is not None:
                return self._seconds[number - 1], place
            self._earlier[number] = number - 1
        return 0, None


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
