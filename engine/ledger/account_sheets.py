"""账户信息 of a police export: what banks state of accounts fills what `accounts.csv` leaves open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engine.ledger.batches import Readings, Reject
from engine.ledger.cells import Columns, SheetCells
from engine.ledger.masks import masked
from engine.ledger.moments import moment_reader
from engine.ledger.sheet import Sheet
from engine.ledger.tables import TABLES, Tables
from engine.ledger.text_file import Record
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span

#: What a sheet may say of an account.
_CELLS = tuple(
    column
    for column in TABLES["stated_accounts"]
    if column not in ("account", "covered_from", "covered_to", "file", "row")
)


class AccountReader:
    """Reads the records of one sheet of accounts; counts the cells it did not understand."""

    table = "stated_accounts"
    stated = ("account", *_CELLS)

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.not_understood: Counter[str] = Counter()
        self.cells = SheetCells(sheet)
        self._moment = moment_reader(sheet.profile.layouts)

    def read(self, records: Sequence[Record]) -> Readings:
        """Return what `records` state, and of the others why they name no account."""
        width = len(self.sheet.header)
        whole = [record for record in records if len(record.cells) == width]
        rejected = [(record, Reject("F642")) for record in records if len(record.cells) != width]
        if not whole:
            return Readings((), rejected)
        columns = list(zip(*(record.cells for record in whole), strict=True))
        accounts = self.cells.numbers(columns, "account")
        cells = zip(*(self._column(name, columns) for name in _CELLS), strict=True)
        kept: list[list[str]] = []
        for record, account, row in zip(whole, accounts, cells, strict=True):
            if account:
                kept.append([account, *row, "", "", self.sheet.name, str(record.row)])
            else:
                rejected.append((record, Reject("F632" if account is None else "F631", "account")))
        return Readings(kept, sorted(rejected, key=lambda found: found[0].row))

    def _column(self, name: str, columns: Columns) -> Sequence[str]:
        if name == "holder_id":
            return self._understood(name, self.cells.numbers(columns, name))
        if name == "opened_on":
            return self._understood(name, [self._day(text) for text in self.cells.texts(columns, name)])
        if name == "open_place" and self.cells.states(name):
            return [_place(parts) for parts in zip(*self.cells.parts(columns, name), strict=True)]
        return self.cells.texts(columns, name)

    def _day(self, text: str) -> str | None:
        found = self._moment(text) if text else None
        return found.at.date().isoformat() if found else None if text else ""

    def _understood(self, name: str, found: Sequence[str | None]) -> Sequence[str]:
        self.not_understood[name] += found.count(None)
        return [text or "" for text in found]


def _place(parts: Sequence[str]) -> str:
    """Return province and city in one; a city that names its province already stands alone."""
    joined = ""
    for part in parts:
        joined = part if part.startswith(joined) else joined + part
    return joined


_UNPIVOTED = ", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in _CELLS)

# Cells that the sheets state and `accounts.csv` does not; a masked number is no account.
_OPEN = f"""
CREATE OR REPLACE TABLE open_cells AS
WITH stated AS (SELECT account, file, "row", {_UNPIVOTED} FROM stated_accounts WHERE NOT {masked("account")}),
known AS (SELECT account, {_UNPIVOTED} FROM accounts)
SELECT account, name, value, file, "row" FROM (UNPIVOT stated ON {", ".join(_CELLS)} INTO NAME name VALUE value)
ANTI JOIN (UNPIVOT known ON {", ".join(_CELLS)} INTO NAME name VALUE value) USING (account, name)
"""

_AGREED = (
    "SELECT account, name, min(value) AS value FROM open_cells GROUP BY account, name HAVING count(DISTINCT value) = 1"
)

_FILLED = f"""
CREATE OR REPLACE TABLE accounts AS
WITH named AS (SELECT DISTINCT account FROM stated_accounts WHERE NOT {masked("account")}),
agreed AS ({_AGREED}),
filling AS (
    SELECT account, {", ".join(f"min(value) FILTER (name = '{name}') AS {name}" for name in _CELLS)}
    FROM named LEFT JOIN agreed USING (account) GROUP BY account
)
SELECT {
    ", ".join(
        f"CAST(coalesce(CAST(a.{name} AS VARCHAR), f.{name}) AS {kind}) AS {name}" if name in _CELLS else name
        for name, kind in TABLES["accounts"].items()
    )
}
FROM accounts a FULL JOIN filling f USING (account) ORDER BY account
"""

# The first two places that say different things of one cell.
_DISPUTED = """
WITH disputed AS (
    SELECT account, name, arg_min(value, (file, "row")) AS one FROM open_cells
    GROUP BY account, name HAVING count(DISTINCT value) > 1
)
SELECT account, name, one, min((file, "row")) FILTER (value = one), arg_min(value, (file, "row")) FILTER (value <> one),
    min((file, "row")) FILTER (value <> one)
FROM open_cells JOIN disputed USING (account, name) GROUP BY account, name, one ORDER BY account, name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsFilled:
    """What the sheets of accounts added to `accounts`."""

    accounts_added: int
    cells_filled: int
    cells_disputed: int  #: two rows contradict each other: left empty


def fill_accounts(tables: Tables, report: Report) -> AccountsFilled:
    """Fill `accounts` with what the sheets state: accounts it lacks, and empty cells; what it states stays.

    Warnings: F652
    """
    before = tables.count("accounts")
    tables.connection.execute(_OPEN)
    disputed = tables.rows(_DISPUTED)
    for account, name, one, here, other, there in disputed:
        values = {"account": account, "column": name, "one": one, "other": other}
        label = Label(_span(there), phrase("ledger.stated_here"))
        report.add(Diagnostic(code="F652", span=_span(here), values=values, labels=(label,)))
    ((agreed,),) = tables.rows(f"SELECT count(*) FROM ({_AGREED})")
    tables.connection.execute(_FILLED)
    added = tables.count("accounts") - before
    return AccountsFilled(accounts_added=added, cells_filled=agreed, cells_disputed=len(disputed))


def _span(place: tuple[str, int]) -> Span:
    file, row = place
    return Span(file=file, line=row)
