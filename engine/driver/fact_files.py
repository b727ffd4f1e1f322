"""Facts of a case folder, and bookings of bank exports, as files of their own."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from engine.driver.case import Asked, derive, rejects
from engine.driver.case_settings import settings_of
from engine.driver.opening import open_rulebook
from engine.driver.output_folder import write_file
from engine.facts.columns import FACT_COLUMNS
from engine.facts.derive import settle
from engine.facts.totals import CASE_COLUMNS, PERSON_COLUMNS
from engine.ledger.import_report import ImportReport
from engine.ledger.settled import PARTS, file_of, write_settled
from engine.ledger.tables import TABLES, Tables
from engine.program.program import Program
from engine.render.case_csv import rejects_csv, table_csv
from engine.render.case_names import AFTER
from engine.render.case_run import Table
from engine.render.import_text import import_text, questions_yaml
from engine.render.json_text import obj, scalar
from engine.render.terminal_text import safe
from engine.render.to_csv import guarded
from engine.source.report import Report

REJECTS, REPORT = "rejects.csv", "import_report.json"
REPORT_TEXT, QUESTIONS = "import_report.md", "questions.yaml"

#: Tables beside the bookings, each by the file it is written to where it has rows; money in fen.
OTHERS: Mapping[str, str] = {
    "coverage.csv": "coverage",
    "freezes.csv": "freezes",
    "subaccounts.csv": "subaccounts",
    "persons.csv": "persons",
    "assets.csv": "assets",
}
IMPORT_FILES = (*map(file_of, PARTS), REJECTS, REPORT, REPORT_TEXT, QUESTIONS, *OTHERS)


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of facts and its columns, the keys of the subject first."""

    name: str
    columns: tuple[str, ...]


#: The facts by the kind of their subject.
FACT_TABLES: Mapping[str, FactTable] = {
    "account": FactTable("facts", ("case_id", "account", *FACT_COLUMNS)),
    "person": FactTable("person_facts", ("case_id", "holder_id", *PERSON_COLUMNS)),
    "case": FactTable("case_facts", ("case_id", *CASE_COLUMNS)),
}


def derive_by_rulebook(asked: Asked, tables: Tables, report: Report) -> Program:
    """Make the table `facts` with the parameters that AFTER has on the law date; return what states them."""
    program = open_rulebook(AFTER, asked.as_of, asked.rulebooks).program
    settings, _ = settings_of(program, Report("rulebook"))
    derive(asked, settings, tables, report)
    return program


def fact_pieces(tables: Tables, form: str, of: FactTable) -> Iterator[str]:
    """Yield the facts as json, jsonl or csv for `rules eval`: money in fen, days as ISO text, unknown is null."""
    rows = (tuple(map(_stated, row)) for row in tables.rows(f"SELECT {', '.join(of.columns)} FROM {of.name}"))
    if form == "csv":
        yield ",".join(of.columns) + "\n"
        yield from (",".join(_cell(value) for value in row) + "\n" for row in rows)
    elif form == "jsonl":
        yield from (f"{_object(row, of)}\n" for row in rows)
    else:
        lines = ",\n".join(_object(row, of) for row in rows)
        yield f"[\n{lines}\n]\n"


def _stated(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _object(row: tuple[object, ...], of: FactTable) -> str:
    return obj(dict(zip(of.columns, map(scalar, row), strict=True)))


def _cell(value: object) -> str:
    """Return a cell; text of the data that a spreadsheet would take for a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return "" if value is None else scalar(value)
    text = guarded(safe(value))
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"') else text


def write_import(folder: Path, found: ImportReport, tables: Tables) -> None:
    """Write what was imported: the ledger with the fate of each row, the rejects, the import report, other tables."""
    beside = _write_reports(folder, found, tables)
    cleaning = settle(tables, whole=True)
    write_settled(tables, folder, found, asdict(cleaning), beside)


def write_questions(folder: Path, found: ImportReport, tables: Tables, report: Report) -> None:
    """Write what the exports leave open, and what was read; no ledger, which would lack what was not."""
    _write_reports(folder, found, tables)
    write_file(folder / QUESTIONS, questions_yaml(report).encode())


def _write_reports(folder: Path, found: ImportReport, tables: Tables) -> tuple[Path, ...]:
    report = {"schema_version": 1, **found.as_json()}
    texts = {
        REJECTS: rejects_csv(rejects(tables)),
        REPORT: json.dumps(report, ensure_ascii=False, indent=1) + "\n",
        REPORT_TEXT: import_text(found),
        **{file: _other_csv(table, tables) for file, table in OTHERS.items() if tables.count(table)},
    }
    for name, text in texts.items():
        write_file(folder / name, text.encode())
    return tuple(folder / name for name in texts)


def _other_csv(table: str, tables: Tables) -> str:
    columns = tuple(TABLES[table])
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = tables.rows(f'SELECT {listed} FROM {table} ORDER BY file, "row"')
    return table_csv(Table(columns, tuple(tuple(map(_shown, row)) for row in rows)))


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell)
