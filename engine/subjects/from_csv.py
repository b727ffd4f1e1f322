"""CSV (RFC 4180, UTF-8, a header of names) → subjects; an empty cell is unknown."""

import csv
import io
import re
from collections.abc import Callable, Iterator

from engine.messages.words import phrase
from engine.rulebook.rulebook import FactDeclaration
from engine.source.report import Diagnostic, Report
from engine.source.text import Source, Span
from engine.subjects.columns import Columns
from engine.subjects.intake import Intake

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_DIGITS = 4000  # Python turns no longer text into a number
_FLAGS = {"true": True, "false": False, "TRUE": True, "FALSE": False}  # spreadsheets write capitals

Cell = Callable[[str], object]


class _Places:
    """The places of one CSV text; a row is known by the line it starts in."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.header: list[str] = []

    def place(self, row: int, name: str | None) -> Span:
        return self.cell(row, self.header.index(name) if name in self.header else 0)

    def cell(self, row: int, position: int) -> Span:
        """Return the place of a cell; of the row, where quotes make the cells hard to count."""
        excerpt = self._source.span(row, 1).excerpt
        cells = excerpt.split(",")
        if '"' in excerpt or position >= len(cells):
            return self._source.span(row, 1)
        before = sum(len(cell) + 1 for cell in cells[:position])
        return self._source.span(row, before + 1, len(cells[position]))


def from_csv(source: Source, columns: Columns, report: Report) -> Intake:
    """Return the subjects in `source`. Errors: E512, E513 and those of the rows."""
    places = _Places(source)
    intake = Intake(columns, places.place, report)
    rows = _rows(source, report)
    _, header = next(rows, (1, []))
    if not header:
        report.add(_bad(source, 1, "empty"))
        return intake
    places.header = header
    before = len(report.diagnostics)
    intake.unknown_columns(1, header)
    if len(report.diagnostics) == before:
        _take(rows, places, intake, columns, report)
    return intake


def _take(
    rows: Iterator[tuple[int, list[str]]], places: _Places, intake: Intake, columns: Columns, report: Report
) -> None:
    names = tuple(places.header)
    readers = [_reader(columns.facts[name]) if name in columns.facts else str for name in names]
    for line, row in rows:
        if len(row) == len(names):
            cells = [read(cell) for read, cell in zip(readers, row, strict=True)]
            if not intake.take(line, dict(zip(names, cells, strict=True))):
                intake.examine(line, tuple(zip(names, cells, strict=True)))
        else:
            values = {"found": len(row), "wanted": len(names)}
            report.add(Diagnostic(code="E512", span=places.cell(line, 0), values=values))


def _rows(source: Source, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it starts in; lines without anything are no rows."""
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        report.add(_bad(source, line, "field" if "field larger" in str(error) else "quotes"))


def _bad(source: Source, line: int, problem: str) -> Diagnostic:
    values = {"problem": phrase(f"eval.csv.{problem}")}
    return Diagnostic(code="E513", span=source.span(line, 1), values=values, help=phrase("eval.help.csv_encoding"))


def _reader(fact: FactDeclaration) -> Cell:
    """Return what makes a cell of `fact`, all text in CSV, what JSON would hold."""
    if fact.unit == "flag":
        return lambda cell: _FLAGS.get(cell, cell) if cell else None
    if fact.unit in ("CNY", "count", "duration"):
        return _number
    return lambda cell: cell or None


def _number(cell: str) -> object:
    if cell.isdigit() and cell.isascii() and (cell[0] != "0" or cell == "0") and len(cell) < _DIGITS:
        return int(cell)
    if not cell:
        return None
    return int(cell) if _WHOLE.fullmatch(cell) and len(cell) < _DIGITS else cell
