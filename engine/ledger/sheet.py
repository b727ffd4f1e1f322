"""A table whose layout is known, as it goes to the readers of rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from engine.ledger.profile import Profile
from engine.ledger.text_file import Record, TextFile

#: Rows beside the bookings that the import report quotes.
_QUOTED = 50


@dataclass(slots=True)
class Beside:
    """Rows that are no bookings and are told apart by where they stand: above the header, below the last booking."""

    counts: Counter[str] = field(default_factory=Counter)
    quoted: list[tuple[int, str, str]] = field(default_factory=list)  #: row, kind, raw text
    other: Record | None = None  #: where another table begins: what follows is not of this one

    def add(self, kind: str, record: Record) -> None:
        self.counts[kind] += 1
        if len(self.quoted) < _QUOTED:
            self.quoted.append((record.row, kind, record.raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose layout is known; its records can be taken once."""

    name: str
    key: str  #: begins the ids of its bookings
    encoding: str
    digest: str
    profile: Profile
    header: tuple[str, ...]  #: as profiles spell headers
    rows: Iterator[Record]
    above: dict[str, str] = field(default_factory=dict)  #: what the lines above the header state, and what was answered
    beside: Beside = field(default_factory=Beside)
    text: TextFile | None = None  #: the text that the rows are lines of
    delimiter: str = ","
    header_row: int = 0  #: lines up to the header and with it
    tidy: Callable[[Iterator[Record]], Iterator[Record]] = (
        iter  #: what the layout does with records before they are read
    )
