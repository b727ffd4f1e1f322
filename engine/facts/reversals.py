"""Which booking a reversal undoes: the greedy pairing of facts.md section 2, step 3, over plain rows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

#: 7 x 24 hours in seconds, the end included; facts.md fixes it, no rulebook changes it.
_REVERSAL_WITHIN = 7 * 24 * 3600


class Row(NamedTuple):
    """A booked row of one account."""

    ordinal: int  #: its place in the order `(booked_at, seq)`
    at: int  #: civil seconds
    size: int  #: fen, absolute
    effect: int  #: +1 money came, -1 money went; a negative amount turns the direction round
    serial: str | None
    marked: bool


class _Open:
    """The unmarked, unpaired rows of one size and effect, by serial and together, latest last."""

    def __init__(self) -> None:
        self._all: list[Row] = []
        self._by_serial: dict[str | None, list[Row]] = defaultdict(list)
        self._paired: set[int] = set()

    def add(self, row: Row) -> None:
        self._all.append(row)
        self._by_serial[row.serial].append(row)

    def take(self, marked: Row) -> Row | None:
        """Return the row that `marked` undoes and close it, or None where none is near enough."""
        partner = self._latest(self._all if marked.serial is None else self._by_serial[marked.serial], marked)
        if partner is None and marked.serial is not None:
            partner = self._latest(self._by_serial[None], marked)
        if partner is not None:
            self._paired.add(partner.ordinal)
        return partner

    def _latest(self, rows: list[Row], marked: Row) -> Row | None:
        while rows and rows[-1].ordinal in self._paired:
            rows.pop()
        # Only the latest can be near enough where any is.
        return rows[-1] if rows and marked.at - rows[-1].at <= _REVERSAL_WITHIN else None


def pair_reversals(rows: Iterable[Row]) -> list[tuple[Row, Row | None]]:
    """Return each marked row with the earlier row it undoes, or with None.

    Shape: `rows` are of one account, in order, so that all that was pushed before a marked row is earlier.
    """
    still_open: dict[tuple[int, int], _Open] = defaultdict(_Open)
    found: list[tuple[Row, Row | None]] = []
    for row in rows:
        if row.marked:
            found.append((row, still_open[row.size, -row.effect].take(row)))
        else:
            still_open[row.size, row.effect].add(row)
    return found
