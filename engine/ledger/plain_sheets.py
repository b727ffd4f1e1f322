"""Sheets that are taken as they are: tasks, measures, sub-accounts, persons, tokens. One row of a table each."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from engine.ledger.amounts import amount_reader
from engine.ledger.batches import Readings, Reject
from engine.ledger.cells import Columns, SheetCells
from engine.ledger.codes import CodeTable
from engine.ledger.moments import moment_reader
from engine.ledger.profile import REQUIRED, Holds
from engine.ledger.sheet import Sheet
from engine.ledger.tables import TABLES
from engine.ledger.text_file import Record

#: The table that each kind of sheet fills.
TABLE_OF: Mapping[Holds, str] = {
    "tasks": "coverage",
    "measures": "freezes",
    "subaccounts": "subaccounts",
    "persons": "persons",
    "assets": "assets",
}

#: Why a row without a column that it needs is not taken.
_MISSING = {"answer": "F641", "amount": "F635", "moved_at": "F633"}

_NUMBERED = frozenset({"account", "subaccount", "holder_id", "agent_id"})
#: Numbers of tokens stay as they are written: 1.9E-4 of one is exact.
_TOKENS = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?(E-?[0-9]{1,2})?")


class PlainReader:
    """Reads the records of one sheet into its table; counts the cells it did not understand."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.table = TABLE_OF[sheet.profile.holds]
        self.stated = tuple(column for column in TABLES[self.table] if column not in ("file", "row"))
        self.not_understood: Counter[str] = Counter()
        self.unknown_codes: dict[str, Counter[str]] = {}
        self._needed = REQUIRED[sheet.profile.holds]
        self.cells = SheetCells(sheet)
        self._moment = moment_reader(sheet.profile.layouts)
        self._fen = amount_reader(sheet.profile.unit, sheet.profile.forms)
        self._answers = CodeTable(sheet.profile.codes.get("answer", {}))

    def read(self, records: Sequence[Record]) -> Readings:
        """Return the rows that `records` state, and of the others what they lack."""
        width = len(self.sheet.header)
        whole = [record for record in records if len(record.cells) == width]
        rejected = [(record, Reject("F642")) for record in records if len(record.cells) != width]
        if not whole:
            return Readings((), rejected)
        columns = list(zip(*(record.cells for record in whole), strict=True))
        cells = {name: self._column(name, columns) for name in self.stated}
        kept: list[list[str]] = []
        for at, record in enumerate(whole):
            lacking = next((name for name in self._needed if not cells[name][at]), None)
            if lacking:
                rejected.append((record, Reject(self._reason(lacking, cells[lacking][at]), lacking)))
            else:
                row = [self._taken(name, cells[name][at]) for name in self.stated]
                kept.append([*row, self.sheet.name, str(record.row)])
        return Readings(kept, sorted(rejected, key=lambda found: found[0].row))

    def _reason(self, name: str, cell: str | None) -> str:
        return _MISSING.get(name, "F632" if cell is None else "F631")

    def _taken(self, name: str, cell: str | None) -> str:
        self.not_understood[name] += cell is None
        return cell or ""

    def _column(self, name: str, columns: Columns) -> Sequence[str | None]:
        """Return the cells as their table has them; None where one is not understood."""
        if name in _NUMBERED:
            return self.cells.numbers(columns, name)
        texts, kind = self.cells.texts(columns, name), TABLES[self.table][name]
        if name == "answer":
            return self._answered(texts)
        if self.sheet.profile.holds == "assets" and name == "amount":
            return [text if _TOKENS.fullmatch(text) else None for text in texts]
        if kind == "BIGINT":
            return [self._money(text) for text in texts]
        return [self._dated(text, kind) for text in texts] if kind in ("DATE", "TIMESTAMP") else texts

    def _answered(self, texts: Sequence[str]) -> Sequence[str]:
        found = self._answers.meanings(texts)
        for text, meaning in zip(texts, found, strict=True):
            if text and not meaning:
                self.unknown_codes.setdefault("answer", Counter())[text] += 1
        return found

    def _money(self, text: str) -> str | None:
        fen = self._fen(text) if text else ""
        return str(fen) if isinstance(fen, int) else None if text else ""

    def _dated(self, text: str, kind: str) -> str | None:
        found = self._moment(text) if text else None
        if found is None:
            return None if text else ""
        return found.at.date().isoformat() if kind == "DATE" else str(found.at)
