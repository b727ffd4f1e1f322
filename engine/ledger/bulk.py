"""The usual lines of a large export, read whole chunks at a time; every other line is left to the reader of rows.

A line is usual where it has as many cells as the header and each cell that a booking needs is written in its most
frequent form. Chunks are worked on side by side; both ways give the same rows: tests hold them together.
"""

import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from typing import IO

from engine.ledger.bulk_lines import left_texts, usual_lines
from engine.ledger.bulk_sql import bare_numbers, bulk_query, fits
from engine.ledger.sheet import Sheet
from engine.ledger.tables import BOOKING_COLUMNS, Tables
from engine.ledger.text_file import LINE_LIMIT, Record, TextFile, records_of
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Characters of a chunk: planning its query takes as long as reading a thousand lines.
_CHUNK = 8 << 20

#: Records held in memory at a time where they are read one by one.
_BATCH = 5_000

#: Chunks worked on at a time, while the next one is read.
_WORKERS = 2

_COLUMNS = ", ".join(f'"{column}"' for column in BOOKING_COLUMNS)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What became of a chunk: usual lines taken, what was met among them, and the records left over."""

    taken: int
    left: Sequence[Record]
    cash_not_understood: int = 0
    decorated: Mapping[str, int] = field(default_factory=dict)  #: account numbers cut, by column


@dataclass(frozen=True, slots=True)
class _Taken:
    """A chunk whose usual lines were taken; of the others their first line from 1, and their text."""

    taken: int
    left: Sequence[tuple[int, str]]
    cash_odd: int = 0
    cut: Sequence[int] = (0, 0)


def bulk_chunks(sheet: Sheet, tables: Tables, report: Report) -> Iterator[Chunk] | None:
    """Take the usual lines of the sheet into `raw_bookings`; None where its layout is not made for it."""
    if sheet.text is None or sheet.delimiter != "," or not fits(sheet):
        return None
    return _chunks(sheet, tables, report)


def _chunks(sheet: Sheet, tables: Tables, report: Report) -> Iterator[Chunk]:
    text = sheet.text
    assert text is not None, "INVARIANT: asked before"  # noqa: S101 (an invariant)
    query = cache(partial(bulk_query, sheet))
    waiting: deque[tuple[int, Future[_Taken]]] = deque()
    broken: int | None = None
    try:
        with text.path.open(encoding=text.encoding, newline="") as stream, ThreadPoolExecutor(_WORKERS) as pool:
            before = sum(bool(stream.readline(LINE_LIMIT)) for _ in range(sheet.header_row))
            ended = False
            while (not ended or waiting) and broken is None:
                if not ended and len(waiting) <= _WORKERS:
                    chunk = next_chunk(stream)
                    waiting.append((before, pool.submit(_take, chunk, before, sheet, query, tables)))
                    before += lines_of(chunk)
                    ended = not chunk
                    continue
                begins, found = waiting.popleft()
                if (taken := _chunk(found.result(), begins, sheet)) is None:
                    broken = begins
                else:
                    yield taken
        if broken is not None:
            tables.connection.execute('DELETE FROM raw_bookings WHERE file = ? AND "row" > ?', [sheet.name, broken])
            yield from (Chunk(0, batch) for batch in _batches(records_after(broken, text, report)))
    except (OSError, UnicodeDecodeError):  # it was readable a moment ago
        report.add(Diagnostic(code="F603", span=Span(file=text.name), values={"name": text.name}))


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, _BATCH)):
        yield batch


def records_after(before: int, text: TextFile, report: Report) -> Iterator[Record]:
    """Yield the records behind the first lines of `text`: where a chunk turns out not to end with a record.

    A quote inside a cell that has none around it looks like one that opens a cell. Errors: F607, F608
    """
    with text.path.open(encoding=text.encoding, newline="") as stream:
        for _ in range(before):
            stream.readline(LINE_LIMIT)
        yield from records_of(stream, before + 1, text.name, report)


def lines_of(chunk: str) -> int:
    """Return how many lines `chunk` has, as the reader of rows counts them."""
    return chunk.count("\n") + chunk.count("\r") - chunk.count("\r\n")


def next_chunk(stream: IO[str]) -> str:
    """Return whole lines, and as far as counting quotes tells whole records.

    A quote that is never closed ends at the limit of a line.
    """
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


def _take(chunk: str, before: int, sheet: Sheet, query: Callable[[bool, bool], str], tables: Tables) -> _Taken:
    """Take the usual lines of a chunk, on a connection of its own."""
    lines = usual_lines(chunk)
    if lines is None:
        return _Taken(0, [(1, chunk)])
    beside = tables.beside()
    try:
        beside.connection.execute(query(lines.joined, lines.padded), [lines.text])
        for statement in bare_numbers(sheet.profile):
            beside.connection.execute(statement)
        beside.connection.execute(
            f"INSERT INTO raw_bookings SELECT {_COLUMNS} FROM (SELECT *, ? || (? + n) AS booking_id, ? AS file,"
            ' CAST(? + n AS BIGINT) AS "row" FROM bulk WHERE NOT odd)',
            [f"{sheet.key}:", before, sheet.name, before],
        )
        ((taken, cash, *cut),) = beside.rows(
            "SELECT count(*), count(*) FILTER (cash_odd), count(*) FILTER (account_cut),"
            " count(*) FILTER (counterparty_cut) FROM bulk WHERE NOT odd"
        )
        odd = [number for (number,) in beside.rows("SELECT n FROM bulk WHERE odd")]
    finally:
        beside.close()
    return _Taken(taken, left_texts(odd, lines, chunk), cash, cut)


def _chunk(found: _Taken, before: int, sheet: Sheet) -> Chunk | None:
    """Return what became of a chunk; None where it holds no whole records, or a wrong one."""
    report = Report("input")
    left = [
        record
        for at, text in found.left
        for record in records_of(io.StringIO(text, newline=""), before + at, sheet.name, report)
    ]
    cut = dict(zip(("account", "counterparty"), found.cut, strict=True))
    return None if report.diagnostics else Chunk(found.taken, left, found.cash_odd, cut)
