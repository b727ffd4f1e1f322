"""Which money left as fast as it came: the greedy pairing of facts.md section 4, over plain rows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from engine.facts.plan import MINUTE
from engine.facts.settings import FactSettings
from engine.facts.shelves import Leg, Shelf, shelf


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


def _cut(moment: int) -> int:
    return moment - moment % MINUTE
