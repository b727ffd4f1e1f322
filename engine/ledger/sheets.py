"""A table whose layout is known: which row is the header, which profile reads it, what stands above and below it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from engine.ledger.above import stated_above
from engine.ledger.answers import NO_ANSWERS, Answer, Answers
from engine.ledger.headers import normal_header, warn_of_slips
from engine.ledger.layouts import HEADER_ROWS, Layout, hits, layout_of
from engine.ledger.other_tables import begins_another
from engine.ledger.parquet_file import parquet_file
from engine.ledger.parts import with_parts
from engine.ledger.profile import Profile, shipped_profiles
from engine.ledger.raw_tables import RawTable, raw_tables
from engine.ledger.sheet import Beside, Sheet
from engine.ledger.tables import Tables
from engine.ledger.text_file import Record, TextFile, first_lines, records
from engine.ledger.units import in_stated_unit
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: What may stand between cells, the most usual first.
_DELIMITERS = (",", "\t", "|", ";")


def open_sheets(  # noqa: PLR0913, PLR0917 (what an import is made of)
    path: Path,
    name: str,
    tables: Tables,
    report: Report,
    answers: Answers = NO_ANSWERS,
    met: Callable[[str], None] | None = None,
) -> Iterator[Sheet | str]:
    """Yield the tables of the file at `path` whose layout is known, and the names of those without rows of ours.

    Of the others it says why they cannot be read; `met` is told the names of all.
    Errors: F603-F616, F648, F660-F667, F675, F677
    """
    found = raw_tables(path, name, report)
    for table in found:
        said = len(report.diagnostics)
        answer = answers.about(table.name)
        if met:
            met(table.name)
        if answer.skip:
            yield table.name
        elif table.parquet:
            if sheet := _parquet_sheet(table.parquet, name, tables, report):
                yield sheet
        elif (sheet := _sheet(table, answer, report)) is not None:
            yield sheet
        elif len(report.diagnostics) == said:
            yield table.name


def _parquet_sheet(path: Path, name: str, tables: Tables, report: Report) -> Sheet | None:
    canonical = next(profile for profile in shipped_profiles() if profile.name == "canonical_parquet")
    found = parquet_file(path, name, tables, canonical, report)
    if found is None or not layout_of(found.header, (canonical,), _nothing, Span(file=name), report):
        return None
    warn_of_slips(found.header, canonical.headers, Span(file=name), report)
    return Sheet(
        name=name,
        key=found.digest[:12],
        encoding="parquet",
        digest=found.digest,
        profile=canonical,
        header=found.header,
        rows=found.rows,
    )


def _nothing(_: Profile) -> dict[str, str]:
    return {}


def _sheet(table: RawTable, answer: Answer, report: Report) -> Sheet | None:
    """Return the table with its layout; None where it has no rows, or where an error says why."""
    profiles = _profiles(answer)
    said = len(report.diagnostics)
    delimiter = _delimiter(table.text, profiles) if table.text else ""
    rows = _rows(table, delimiter, report)
    first = list(islice(rows, HEADER_ROWS))
    if len(report.diagnostics) > said:
        return None
    if not first:
        if "#" not in table.name:
            report.add(Diagnostic(code="F609", span=Span(file=table.name)))
        return None
    at = max(range(len(first)), key=lambda place: (hits(_header(first[place]), profiles), -place))
    if not hits(_header(first[at]), profiles):
        at = max(range(len(first)), key=lambda place: (sum(map(bool, _header(first[place]))), -place))
    header = _header(first[at])

    def above(profile: Profile) -> dict[str, str]:
        answered = {"account": answer.account} if answer.account else {}
        return stated_above(first[:at], (profile,)) | answered

    span = Span(file=table.name, line=first[at].row, excerpt=first[at].raw[:200])
    layout = layout_of(header, profiles, above, span, report)
    if layout is None or not _allowed(table, layout.profile, report):
        return None
    profile = in_stated_unit(layout.profile, first[:at], answer.unit, span, report)
    if profile is None:
        return None
    layout = replace(layout, profile=profile)
    if layout.profile.columns:
        warn_of_slips(header, layout.profile.headers, span, report)
    return _told_apart(table, layout, first, at, rows, above(layout.profile), delimiter)


def _profiles(answer: Answer) -> tuple[Profile, ...]:
    texts = [profile for profile in shipped_profiles() if profile.name != "canonical_parquet"]
    chosen = [profile for profile in texts if not answer.profile or profile.name == answer.profile]
    return tuple(answer.over(profile) for profile in chosen)


def _rows(table: RawTable, delimiter: str, report: Report) -> Iterator[Record]:
    if table.rows is not None:
        return table.rows
    assert table.text is not None, "INVARIANT: a table has records or text"  # noqa: S101 (an invariant)
    return records(table.text, report, delimiter)


def _delimiter(text: TextFile, profiles: Sequence[Profile]) -> str:
    """Return what splits the lines so that most headers are known; a comma where nothing tells."""
    lines = first_lines(text, HEADER_ROWS)

    def best(delimiter: str) -> int:
        headers = ([cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)] for line in lines)
        return max((hits([_heading(cell) for cell in header], profiles) for header in headers), default=0)

    return max(_DELIMITERS, key=lambda delimiter: (best(delimiter), -_DELIMITERS.index(delimiter)))


def _header(record: Record) -> tuple[str, ...]:
    cells = [_heading(cell) for cell in record.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _heading(cell: str) -> str:
    return normal_header(cell).removeprefix('="').removesuffix('"').strip('"')


def _allowed(table: RawTable, profile: Profile, report: Report) -> bool:
    if table.text is None or table.encoding in profile.encodings:
        return True
    values = {"offset": table.text.utf8_stops}
    help_ = phrase("document.help.gb18030")
    report.add(Diagnostic(code="F605", span=Span(file=table.name), values=values, help=help_))
    return False


def _told_apart(  # noqa: PLR0913, PLR0917 (what is known of a table)
    table: RawTable,
    layout: Layout,
    first: Sequence[Record],
    at: int,
    rows: Iterator[Record],
    above: dict[str, str],
    delimiter: str,
) -> Sheet:
    beside = Beside()
    for record in first[:at]:
        beside.add("above", record)
    profile, strict = layout.profile, layout.profile.encodings == ("utf-8-sig",)

    def tidy(below: Iterator[Record]) -> Iterator[Record]:
        return below if strict else _below(below, layout, beside, above.get("account", ""))

    sheet = Sheet(
        name=table.name,
        key=table.key,
        encoding=table.encoding,
        digest=table.digest,
        profile=profile,
        header=layout.header,
        rows=tidy(chain(first[at + 1 :], rows)),
        above=above,
        beside=beside,
        text=table.text if "\n" not in first[at].raw else None,
        delimiter=delimiter,
        header_row=first[at].row,
        tidy=tidy,
    )
    return with_parts(replace(sheet, text=None)) if profile.parts else sheet


def _below(rows: Iterator[Record], layout: Layout, beside: Beside, account: str) -> Iterator[Record]:
    """Yield the rows below the header: empty cells behind the last column are cut, lines that close it told apart.

    `account` is the own account that a line above the header states.
    """
    width = len(layout.header)
    for record in rows:
        cells = record.cells
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if '="' in record.raw:
            cells = [_unquoted(cell) for cell in cells]
        found = record if cells is record.cells else Record(record.row, cells, record.raw)
        if kind := _closing(found, layout):
            beside.add(kind, record)
        elif beside.other is None and begins_another(found, layout, account):
            beside.other = record
        else:
            yield found


def _unquoted(cell: str) -> str:
    """Return the text of a cell written `="text"`, which keeps spreadsheets from rounding it."""
    bare = cell.strip()
    return bare[2:-1] if bare.startswith('="') and bare.endswith('"') and len(bare) > 2 else cell  # noqa: PLR2004


def _closing(record: Record, layout: Layout) -> str:
    """Say what kind of line closes or repeats a table: its first cell begins with a word of the profile."""
    footers = layout.profile.footers
    begins = next((cell.strip() for cell in record.cells if cell.strip()), "") if footers else ""
    if begins.startswith(footers) and begins and not layout.dated(record):
        return "below"
    first = tuple(map(_heading, record.cells[:1]))  # most rows are told by their first cell
    return "header_again" if first == layout.header[:1] and _header(record) == layout.header else ""
