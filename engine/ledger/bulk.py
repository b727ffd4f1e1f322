"""The usual lines of a large export, read whole chunks at a time; every other line is left to the reader of rows.

A line is usual where splitting at commas is all there is to it (no quote, as many cells as the header) and each cell
that a booking needs is written in its most frequent form. Both ways give the same rows: tests hold them together.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from engine.ledger.bulk_sql import bulk_query, fits
from engine.ledger.cells import AROUND
from engine.ledger.sheet import Sheet
from engine.ledger.tables import BOOKING_COLUMNS, Tables
from engine.ledger.text_file import LINE_LIMIT, Record, records_of
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Characters of a chunk.
_CHUNK = 4 << 20

#: A cell padded with more blanks than this goes to the reader of rows.
_ROUNDS = 6

_BLANKS = AROUND.replace("\r", "").replace("\n", "")
_COLUMNS = ", ".join(f'"{column}"' for column in BOOKING_COLUMNS)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What became of a chunk: usual lines taken, what was met among them, and the records left over."""

    taken: int
    left: Sequence[Record]
    cash_not_understood: int = 0
    decorated: Mapping[str, int] = field(default_factory=dict)  #: account numbers cut, by column


def bulk_chunks(sheet: Sheet, tables: Tables, report: Report) -> Iterator[Chunk] | None:
    """Take the usual lines of the sheet into `raw_bookings`; None where its layout is not made for it."""
    if sheet.text is None or sheet.delimiter != "," or not fits(sheet):
        return None
    return _chunks(sheet, tables, report)


def _chunks(sheet: Sheet, tables: Tables, report: Report) -> Iterator[Chunk]:
    text = sheet.text
    assert text is not None, "INVARIANT: asked before"  # noqa: S101 (an invariant)
    query = bulk_query(sheet)
    said = len(report.diagnostics)
    try:
        with text.path.open(encoding=text.encoding, newline="") as stream:
            before = 0
            for _ in range(sheet.header_row):
                before += bool(stream.readline(LINE_LIMIT))
            while (chunk := _next_chunk(stream)) and len(report.diagnostics) == said:
                yield _taken(chunk, before, sheet, query, tables, report)
                before += chunk.count("\n")
    except (OSError, UnicodeDecodeError):  # it was readable a moment ago
        report.add(Diagnostic(code="F603", span=Span(file=text.name), values={"name": text.name}))


def _next_chunk(stream: IO[str]) -> str:
    """Return whole lines, and no end inside a quote; a quote that is never closed ends at the limit of a line."""
    chunk = stream.read(_CHUNK)
    chunk += stream.readline(LINE_LIMIT)
    if chunk.endswith("\r"):
        chunk += stream.readline(LINE_LIMIT)
    odd, more = chunk.count('"') % 2, 0
    parts = [chunk]
    while odd and more < 2 * LINE_LIMIT and (line := stream.readline(LINE_LIMIT)):
        parts.append(line)
        odd, more = (odd + line.count('"')) % 2, more + len(line)
    return "".join(parts)


def _taken(chunk: str, before: int, sheet: Sheet, query: str, tables: Tables, report: Report) -> Chunk:  # noqa: PLR0913, PLR0917 (one step)
    if not _plain(chunk):
        return Chunk(0, list(records_of(io.StringIO(chunk, newline=""), before + 1, sheet.name, report)))
    lines = _tight(chunk.replace("\r\n", "\n"))
    tables.connection.execute(query, [lines])
    tables.connection.execute(
        f"INSERT INTO raw_bookings SELECT {_COLUMNS} FROM (SELECT *, ? || (? + n) AS booking_id, ? AS file,"
        ' CAST(? + n AS BIGINT) AS "row" FROM bulk WHERE NOT odd)',
        [f"{sheet.key}:", before, sheet.name, before],
    )
    ((taken, cash, *cut),) = tables.rows(
        "SELECT count(*), count(*) FILTER (cash_odd), count(*) FILTER (account_cut), count(*) FILTER (counterparty_cut)"
        " FROM bulk WHERE NOT odd"
    )
    decorated = dict(zip(("account", "counterparty"), cut, strict=True))
    odd = [number for (number,) in tables.rows("SELECT n FROM bulk WHERE odd ORDER BY n")]
    if not odd:
        return Chunk(taken, (), cash, decorated)
    original = chunk.split("\n")
    left = [
        record
        for number in odd
        for record in records_of(iter([original[number - 1] + "\n"]), before + number, sheet.name, report)
    ]
    return Chunk(taken, left, cash, decorated)


def _plain(chunk: str) -> bool:
    """Decide whether each line of the chunk is a record."""
    if chunk.count("\r") != chunk.count("\r\n"):
        return False
    lines = chunk.split("\n") if '"' in chunk or len(chunk) > _CHUNK + LINE_LIMIT else ()
    return not any(line.count('"') % 2 or len(line) >= LINE_LIMIT - 1 for line in lines)


def _tight(lines: str) -> str:
    """Return `lines` without the blanks around cells, as far as they are few; the query sees what is left."""
    for blank in _BLANKS:
        for _ in range(_ROUNDS if f"{blank}{blank}" in lines else 1):
            if blank not in lines:
                break
            for old, new in ((f"{blank},", ","), (f",{blank}", ","), (f"{blank}\n", "\n"), (f"\n{blank}", "\n")):
                lines = lines.replace(old, new)
    return lines
