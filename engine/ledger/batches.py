"""A batch of records of one width, by column, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.ledger.moments import Moment
from engine.ledger.money import RowMoney
from engine.ledger.text_file import Record


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a row is not taken: a code of `messages/ledger.py`, and the column that shows it."""

    reason: str
    column: str = ""


@dataclass(slots=True)
class Batch:
    """Records of one width, by column; the first reason found against a record stands."""

    records: Sequence[Record]
    columns: Sequence[Sequence[str]]
    rejected: dict[int, Reject] = field(default_factory=dict)
    moments: Sequence[Moment | None] = ()  #: read once, for the moment and for how precise it is
    money: Sequence[RowMoney] = ()

    def reject(self, at: int, reason: str, column: str) -> str:
        self.rejected.setdefault(at, Reject(reason, column))
        return ""


@dataclass(frozen=True, slots=True)
class Readings:
    """What became of a batch of records: rows for a table, each value as text, and rejects."""

    kept: Sequence[Sequence[str]]
    rejected: Sequence[tuple[Record, Reject]]
