"""Delimited text (RFC 4180): the encoding is proven on every byte, each record keeps its line and its raw text."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Tried in this order, each strictly; a byte order mark belongs to UTF-8.
ENCODINGS = ("utf-8-sig", "gb18030")

#: Longest line and longest cell taken, in characters: what is longer is mostly a quote left open.
LINE_LIMIT, CELL_LIMIT = 16 << 20, 4 << 20
csv.field_size_limit(CELL_LIMIT)  # of the whole process: the csv module knows no other

_CHUNK = 1 << 20

#: Lines of a record with TABs behind its quotes; where more are open, the quote is a wrong one.
_TALLEST = 100

#: A quote that closes a cell (it does not open one, it is no half of a doubled one) and the TABs up to the next cell.
_TAB_AFTER_QUOTE = re.compile(r'(?:(?<=[^,"])|(?<=,")|(?<=^"))"(\t+)(?=[,\r\n]|$)')


class Record(NamedTuple):
    """One record of a table."""

    row: int  #: the line where it begins, the first line of the file is 1; in Parquet the row, from 1
    cells: list[str]
    raw: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text whose every byte was decoded once."""

    path: Path
    name: str
    encoding: str
    digest: str  #: SHA-256 of the bytes, hexadecimal
    utf8_stops: int | None  #: the byte, from 0, where it stops being UTF-8


def text_file(path: Path, name: str, report: Report) -> TextFile | None:
    """Return the text at `path`, or None and say at which byte it cannot be decoded.

    Errors: F604, F606
    """
    stops: dict[str, int] = {}
    for encoding in ENCODINGS:
        digest, fault = _proven(path, encoding)
        if fault is None:
            return TextFile(path, name, encoding, digest, stops.get("utf-8-sig"))
        if fault.nul:
            report.add(Diagnostic(code="F606", span=Span(file=name), values={"offset": fault.offset}))
            return None
        stops[encoding] = fault.offset
    values = {"utf8": stops["utf-8-sig"], "gb18030": stops["gb18030"]}
    help_ = phrase("ledger.help.original")
    report.add(Diagnostic(code="F604", span=Span(file=name), values=values, help=help_))
    return None


@dataclass(frozen=True, slots=True)
class _Fault:
    offset: int
    nul: bool


def _proven(path: Path, encoding: str) -> tuple[str, _Fault | None]:
    """Return the digest of the file and the first byte that `encoding` does not allow."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    digest = sha256()
    offset = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            digest.update(chunk)
            pending = len(decoder.getstate()[0])
            if (nul := chunk.find(0)) >= 0:
                return "", _Fault(offset + nul, nul=True)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return "", _Fault(offset - pending + error.start, nul=False)
            if not chunk:
                return digest.hexdigest(), None
            offset += len(chunk)


def records(text: TextFile, report: Report, delimiter: str = ",") -> Iterator[Record]:
    """Yield the records of `text`, the header too; a blank line is none. A bad quote ends the file as an error.

    Errors: F603, F607, F608
    """
    try:
        with text.path.open(encoding=text.encoding, newline="") as stream:
            yield from records_of(stream, 1, text.name, report, delimiter)
    except (OSError, UnicodeDecodeError):  # it was readable a moment ago
        report.add(Diagnostic(code="F603", span=Span(file=text.name), values={"name": text.name}))


def records_of(
    source: IO[str] | Iterator[str], begins: int, name: str, report: Report, delimiter: str = ","
) -> Iterator[Record]:
    """Yield the records of `source`, a stream or whole lines; the first of them is line `begins` of the file.

    Errors: F607, F608
    """
    taken: list[str] = []
    try:
        lines = _lines(source, taken)
        reader = csv.reader(lines, strict=True, delimiter=delimiter)
        while (cells := next_cells(reader, lines, taken, delimiter)) is not None:
            raw, ends = "".join(taken).rstrip("\r\n"), begins + len(taken)
            taken.clear()
            if len(cells) > 1 or "".join(cells).strip():
                yield Record(begins, cells, raw)
            begins = ends
    except csv.Error as error:
        too_long = "limit" in str(error)
        values = {"cell": CELL_LIMIT, "line": LINE_LIMIT} if too_long else {}
        span = Span(file=name, line=begins, excerpt="".join(taken[:1]).rstrip("\r\n")[:200])
        report.add(Diagnostic(code="F608" if too_long else "F607", span=span, values=values))


def first_lines(text: TextFile, count: int) -> list[str]:
    """Return the first `count` lines of `text` that are not blank."""
    with text.path.open(encoding=text.encoding, newline="") as stream:
        lines = iter(lambda: stream.readline(LINE_LIMIT), "")
        return list(islice((line for line in lines if line.strip()), count))


def next_cells(
    reader: Iterator[list[str]], lines: Iterator[str], taken: list[str], delimiter: str = ","
) -> list[str] | None:
    """Return the next record; a TAB that an exporter set behind a closing quote belongs to the cell.

    `lines` are what `reader` reads, each is added to `taken`. Raises `csv.Error`.
    """
    try:
        return next(reader, None)
    except csv.Error:
        again = _tabs_inside(lines, taken) if delimiter == "," else None
        if again is None:
            raise
        return again


def _tabs_inside(lines: Iterator[str], taken: list[str]) -> list[str] | None:
    """Return the record that begins with the lines `taken` once the TABs behind its quotes stand inside them."""
    while True:
        inside = [_TAB_AFTER_QUOTE.sub(r'\1"', line) for line in taken]
        if inside == taken:
            return None
        try:
            again = list(csv.reader(inside, strict=True))
        except csv.Error as error:
            # a cell of several lines: the first of them was read before the quote that closes it
            open_still = str(error) == "unexpected end of data" and len(taken) < _TALLEST
            if not open_still or next(lines, None) is None:
                return None
        else:
            return again[0] if len(again) == 1 else None


def _lines(source: IO[str] | Iterator[str], taken: list[str]) -> Iterator[str]:
    lines = iter(lambda: source.readline(LINE_LIMIT), "") if hasattr(source, "readline") else source
    for line in lines:
        if len(line) >= LINE_LIMIT:
            raise csv.Error("line limit")
        taken.append(line)
        yield line
