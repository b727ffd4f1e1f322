"""Which in-booking shows a victim's transfer: the greedy linking of facts.md section 3, over plain rows."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from engine.facts.settings import FactSettings

_DAY = 24 * 3600


class Transfer(NamedTuple):
    """A victim's transfer to the subject."""

    row: int
    at: int  #: civil seconds; minute precision at :00, day precision at 00:00:00
    by_day: bool  #: only its day is known
    amount: int  #: fen


class Arrival(NamedTuple):
    """A counted in-booking of the subject's account."""

    ordinal: int  #: its place in the order `(booked_at, seq)`
    at: int
    by_day: bool
    amount: int


def link_transfers(
    transfers: Iterable[Transfer], arrivals: Iterable[Arrival], settings: FactSettings
) -> list[tuple[Transfer, Arrival | None]]:
    """Return each transfer with the in-booking it takes, or with None.

    Shape: both of one subject; transfers in the order `(paid_at, row)`, arrivals in the order `(booked_at, seq)`.
    """
    free: dict[int, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        free[arrival.amount].append(arrival)
    return [(transfer, _take(transfer, free[transfer.amount], settings)) for transfer in transfers]


def _take(transfer: Transfer, free: list[Arrival], settings: FactSettings) -> Arrival | None:
    midnight = transfer.at - transfer.at % _DAY
    first = bisect_left(free, min(midnight, transfer.at - settings.link_before), key=_moment)
    last = bisect_right(free, max(midnight + _DAY - 1, transfer.at + settings.link_after), key=_moment)
    near = [
        (distance, place)
        for place in range(first, last)
        if (distance := _distance(transfer, free[place], settings)) is not None
    ]
    return free.pop(min(near)[1]) if near else None


def _moment(arrival: Arrival) -> int:
    return arrival.at


def _distance(transfer: Transfer, arrival: Arrival, settings: FactSettings) -> int | None:
    if transfer.by_day or arrival.by_day:
        return 0 if transfer.at // _DAY == arrival.at // _DAY else None
    late = arrival.at - transfer.at
    return abs(late) if -settings.link_before <= late <= settings.link_after else None
