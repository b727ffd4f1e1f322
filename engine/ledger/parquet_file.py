"""Canonical Parquet: types are checked before a row is read, floating point is refused, rows become text."""

from collections.abc import Iterable, Iterator, Mapping
from csv import writer
from dataclasses import dataclass
from hashlib import file_digest
from io import StringIO
from pathlib import Path

from engine.ledger.headers import normal_header
from engine.ledger.profile import Profile
from engine.ledger.tables import READ_PARQUET, TableError, Tables, identifier, literal_path
from engine.ledger.text_file import Record
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})
_FLOATS = frozenset({"FLOAT", "DOUBLE"})
_MOMENTS = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATE", "VARCHAR"})

#: What a column may be, with the phrase that says so; every other column is text.
_TYPES: Mapping[str, tuple[frozenset[str], str]] = {
    "amount": (_INTEGERS, "int64"),
    "balance": (_INTEGERS, "int64"),
    "seq": (_INTEGERS, "integer"),
    "cash": (frozenset({"BOOLEAN"}), "flag"),
    "booked_at": (_MOMENTS, "civil_moment"),
}
_TEXT = (frozenset({"VARCHAR"}), "text")


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file whose column types are sound."""

    digest: str
    header: tuple[str, ...]
    rows: Iterator[Record]


def parquet_file(path: Path, name: str, tables: Tables, profile: Profile, report: Report) -> ParquetFile | None:
    """Return the Parquet file at `path`, or None and say which column has a wrong type.

    Errors: F614, F615, F616
    """
    try:
        types = tables.parquet_types(path)
        stated = {column: kind for column, kind in types.items() if kind not in ("NULL", '"NULL"')}
        if not _sound(stated, name, profile, report):
            return None
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
    except (TableError, UnicodeEncodeError):  # DuckDB takes only paths that are UTF-8
        report.add(Diagnostic(code="F616", span=Span(file=name)))
        return None
    cells = ", ".join(_as_text(column, kind) for column, kind in types.items())
    query = f"SELECT {cells} FROM {READ_PARQUET}"
    batches = tables.batches(query, [literal_path(path)])
    return ParquetFile(digest, tuple(normal_header(column) for column in types), _rows(batches, name, report))


def _sound(types: Mapping[str, str], name: str, profile: Profile, report: Report) -> bool:
    wrong = [
        (column, kind, *_TYPES.get(column, _TEXT))
        for column, kind in types.items()
        if column in profile.columns and kind not in _TYPES.get(column, _TEXT)[0]
    ]
    for column, kind, _, wanted in wrong:
        values = {"column": column, "found": kind, "wanted": phrase(f"ledger.wanted.{wanted}")}
        help_ = phrase("ledger.help.text_column") if wanted == "text" else None
        code = "F615" if kind in _FLOATS else "F614"
        report.add(Diagnostic(code=code, span=Span(file=name), values=values, help=help_))
    return not wrong


def _as_text(column: str, kind: str) -> str:
    quoted = identifier(column)
    if kind.startswith("TIMESTAMP") and "ZONE" not in kind:
        return f"coalesce(strftime({quoted}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S'), '')"
    return f"coalesce({quoted}::VARCHAR, '')"


def _rows(batches: Iterator[list[tuple[str, ...]]], name: str, report: Report) -> Iterator[Record]:
    try:
        for row, values in enumerate((values for batch in batches for values in batch), 1):
            if any("\0" in value for value in values):
                report.add(Diagnostic(code="F648", span=Span(file=name, line=row), values={"row": row}))
                return
            yield Record(row, list(values), _raw(values))
    except TableError:  # a broken page is met while reading
        report.add(Diagnostic(code="F616", span=Span(file=name)))


def _raw(cells: Iterable[str]) -> str:
    written = StringIO()
    writer(written, lineterminator="").writerow(cells)
    return written.getvalue()
