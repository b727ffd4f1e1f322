"""Parquet → subjects. Whole numbers, text, flags, days and moments are read; floating point is refused."""

from pathlib import Path

from engine.ledger.tables import READ_PARQUET, TableError, Tables, identifier, literal_path, open_tables
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span
from engine.subjects.columns import Columns
from engine.subjects.intake import Intake

_FLOATS = ("FLOAT", "DOUBLE")


def from_parquet(path: Path, name: str, columns: Columns, report: Report) -> Intake:
    """Return the subjects in the file at `path`; its first row is row 1. Errors: E515, E519 and those of the rows."""
    intake = Intake(columns, lambda row, _: Span(file=name, line=row), report)
    tables = open_tables()
    try:
        _take(path, name, tables, intake, report)
    except TableError:
        report.add(Diagnostic(code="E515", span=Span(file=name)))
    finally:
        tables.close()
    return intake


def _take(path: Path, name: str, tables: Tables, intake: Intake, report: Report) -> None:
    types = tables.parquet_types(path)
    before = len(report.diagnostics)
    intake.unknown_columns(1, types)
    floats = [column for column, kind in types.items() if kind in _FLOATS]
    report.extend(
        Diagnostic(code="E519", span=Span(file=name), values={"name": column}, help=phrase("eval.help.parquet_float"))
        for column in floats
    )
    if len(report.diagnostics) > before:
        return
    names = tuple(types)
    listed = ", ".join(identifier(column) for column in names)
    row = 0
    for batch in tables.batches(f"SELECT {listed} FROM {READ_PARQUET}", [literal_path(path)]):
        for cells in batch:
            row += 1
            if not intake.take(row, dict(zip(names, cells, strict=True))):
                intake.examine(row, tuple(zip(names, cells, strict=True)))
