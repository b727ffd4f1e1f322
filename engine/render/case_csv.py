"""The tables of a case run as CSV: UTF-8, one line end a row, nothing a spreadsheet would take for a formula.

A cell that begins with `=`, `+`, `-`, `@`, TAB or CR gets an apostrophe in front; hidden characters are written out.
"""

import csv
import io
from collections.abc import Iterable

from engine.clues.hand_over import COLUMNS, HandOver
from engine.messages.catalogue import CODES, PHRASES
from engine.render.case_run import CaseRun, Cell, Table
from engine.render.terminal_text import safe
from engine.render.to_csv import guarded

SEPARATOR = ";"  #: between the items of one cell

_OVERLAP_COLUMNS = ("attribute", "value", "accounts", "cases", "account_list", "case_list")


def overlaps_csv(run: CaseRun) -> str:
    """Return what tier-1 accounts share."""
    rows = (
        (found.attribute, found.value, found.accounts, found.cases, _list(found.account_list), _list(found.case_list))
        for found in run.overlaps
    )
    return _csv(_OVERLAP_COLUMNS, rows)


def handover_csv(run: CaseRun) -> str:
    """Return the hand-over list under its Chinese titles."""
    return _csv(hand_over_titles(), (hand_over_cells(row) for row in run.hand_over))


def rejects_csv(rejects: Table) -> str:
    """Return the rows that were not taken: place, code and name of the reason, the reason in words, the raw text."""
    columns = ("file", "row", "column", "code", "reason", "says", "raw")
    rows = (
        (file, row, column, code, CODES[str(code)].name, CODES[str(code)].zh, raw)
        for file, row, column, code, raw in rejects.rows
    )
    return _csv(columns, rows)


def table_csv(table: Table) -> str:
    """Return any table under the names of its columns."""
    return _csv(table.columns, table.rows)


def hand_over_titles() -> tuple[str, ...]:
    return tuple(PHRASES[f"clues.hand_over.{column}"].zh for column in COLUMNS)


def hand_over_cells(row: HandOver) -> tuple[str, ...]:
    """Return a row of the list as text; what is unknown is empty."""
    return tuple(_shown(getattr(row, column)) for column in COLUMNS)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return PHRASES["explain.yes" if value else "explain.no"].zh
        case tuple():
            return _list(value)
        case _:
            return str(value)


def _list(items: Iterable[object]) -> str:
    return SEPARATOR.join(map(str, items))


def _csv(columns: tuple[str, ...], rows: Iterable[Iterable[Cell]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(safe("" if cell is None else str(cell))) for cell in row] for row in rows)
    return written.getvalue()
