"""The tables prepared by hand: victim transfers, accounts, registry. UTF-8, columns by name, case as given.

A victim transfer that cannot be read is a reject. An account or registry row that cannot be read is an error, not a
reject: without the row the coverage of the account would count as complete, or a known person as unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.ledger import prepared_bulk
from engine.ledger.amounts import Unreadable, amount_reader
from engine.ledger.batches import Reject
from engine.ledger.cells import AROUND
from engine.ledger.headers import doubled_columns, missing_column, normal_header, warn_of_slips
from engine.ledger.import_report import FileImport
from engine.ledger.masks import is_masked, masked
from engine.ledger.moments import day_from_text, moment_from_text
from engine.ledger.prepared_bulk import PreparedText, all_usual, usual_rows
from engine.ledger.tables import TABLES, Tables
from engine.ledger.text_file import Record, TextFile, records, text_file
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span

VICTIM_TRANSFERS = "victim_transfers.csv"
ACCOUNTS = "accounts.csv"
REGISTRY = "registry.csv"

#: Columns of each file, and those without which it says nothing.
_COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    VICTIM_TRANSFERS: (
        ("case_id", "victim_id", "account", "amount", "paid_at"),
        ("case_id", "account", "amount", "paid_at"),
    ),
    ACCOUNTS: (tuple(TABLES["accounts"]), ("account",)),
    REGISTRY: (tuple(TABLES["registry"]), ("holder_id",)),
}

_DAYS = ("opened_on", "covered_from", "covered_to")

_fen = amount_reader("yuan")

#: A record by column, cells trimmed; a column that the file lacks is empty.
Row = Mapping[str, str]


@dataclass(slots=True)
class PreparedFile:
    """A prepared file whose header is sound; `rows` can be taken once."""

    text: TextFile
    header: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Iterator[Record]
    before: int  #: lines up to the header and with it; 0 where it takes several

    @property
    def lines(self) -> PreparedText | None:
        """The same as text to be read in bulk, where its lines can be told apart."""
        return PreparedText(self.text, self.header, self.before) if self.before else None

    def row(self, record: Record) -> Row:
        """Return the cells of `record` by column."""
        cells = dict(zip(self.header, record.cells, strict=False))
        return {column: cells.get(column, "").strip(AROUND) for column in self.columns}

    def span(self, record: Record, column: str | None = None) -> Span:
        """Return the place of `record`, or of one of its cells."""
        line = record.raw.splitlines()[0] if record.raw else ""
        begins, width = 1, max(len(line), 1)
        if column in self.header and len(record.cells) == len(self.header):
            place = self.header.index(column)
            text = record.cells[place]
            # from behind the cells before it, so that an equal text further left is not shown
            begins = line.find(text, sum(len(cell) + 1 for cell in record.cells[:place])) + 1 or 1
            width = max(len(text), 1)
        return Span(file=self.text.name, line=record.row, column=begins, width=width, excerpt=line)


def prepared_file(path: Path, name: str, report: Report) -> PreparedFile | None:
    """Return the prepared file at `path`, or None and say what is wrong with it or its header.

    Errors: F603-F609, F612, F613, F620
    """
    try:
        text = text_file(path, path.name, report)
    except OSError:
        report.add(Diagnostic(code="F603", span=Span(file=path.name), values={"name": path.name}))
        return None
    if text is None or not _is_utf8(text, report):
        return None
    rows = records(text, report)
    first = next(rows, None)
    if first is None:
        report.add(Diagnostic(code="F609", span=Span(file=path.name)))
        return None
    header = tuple(normal_header(cell) for cell in first.cells)
    span = Span(file=path.name, line=first.row, excerpt=first.raw[:200])
    sound = _header_is_sound(header, name, span, report)
    before = 0 if "\n" in first.raw or "\r" in first.raw else first.row
    return PreparedFile(text, header, _COLUMNS[name][0], rows, before) if sound else None


def _is_utf8(text: TextFile, report: Report) -> bool:
    if text.encoding != "utf-8-sig":
        values, help_ = {"offset": text.utf8_stops}, phrase("document.help.gb18030")
        report.add(Diagnostic(code="F605", span=Span(file=text.name), values=values, help=help_))
    return text.encoding == "utf-8-sig"


def _header_is_sound(header: Sequence[str], name: str, span: Span, report: Report) -> bool:
    columns, required = _COLUMNS[name]
    missing = [missing_column(column, header, span) for column in required if column not in header]
    doubled = doubled_columns(columns, header, span)
    report.extend((*missing, *doubled))
    warn_of_slips(header, columns, span, report)
    return not missing and not doubled


def import_victim_transfers(path: Path, tables: Tables, report: Report) -> FileImport | None:
    """Read the victims' transfers; a row that cannot be read is a reject and opens no subject.

    Errors: F603-F609, F612, F613; warnings: F653
    """
    file = prepared_file(path, VICTIM_TRANSFERS, report)
    if file is None:
        return None
    usual, records = _usual_transfers(file, tables, report)
    read = [(record, _transfer(file, record)) for record in records]
    rejected = [(record, row) for record, row in read if isinstance(row, Reject)]
    tables.append("victim_transfers", [row for _, row in read if not isinstance(row, Reject)])
    if usual and len(read) > len(rejected):
        tables.connection.execute('CREATE OR REPLACE TABLE victim_transfers AS FROM victim_transfers ORDER BY "row"')
    tables.append(
        "rejects",
        [[file.text.name, str(record.row), row.column, row.reason, record.raw] for record, row in rejected],
    )
    found = _file_import(file, VICTIM_TRANSFERS, usual + len(read), [row.reason for _, row in rejected])
    accounts = [(record, row[2]) for record, row in read if not isinstance(row, Reject)]
    return replace(found, masked_accounts=_warn_of_masks(file, accounts, report))


def _usual_transfers(file: PreparedFile, tables: Tables, report: Report) -> tuple[int, Iterable[Record]]:
    """Take the usual rows in bulk; return how many, and the records left."""
    if file.lines is None:
        return 0, file.rows
    found = list(usual_rows(file.lines, prepared_bulk.TRANSFERS, tables, report))
    return sum(taken for taken, _ in found), [record for _, left in found for record in left]


def _warn_of_masks(file: PreparedFile, accounts: Sequence[tuple[Record, str]], report: Report) -> int:
    """Warn once of each masked account; return how many rows name one."""
    hidden = [(record, account) for record, account in accounts if is_masked(account)]
    for account, record in {account: record for record, account in reversed(hidden)}.items():
        report.add(Diagnostic(code="F653", span=file.span(record, "account"), values={"account": account}))
    return len(hidden)


def _transfer(file: PreparedFile, record: Record) -> list[str] | Reject:
    if len(record.cells) != len(file.header):
        return Reject("F642")
    row = file.row(record)
    amount, paid_at = _fen(row["amount"]), moment_from_text(row["paid_at"])
    if not row["case_id"]:
        return Reject("F643", "case_id")
    if not row["account"]:
        return Reject("F631", "account")
    if isinstance(amount, Unreadable):
        return Reject(amount.reason, "amount")
    if amount <= 0:
        return Reject("F639", "amount")
    if paid_at is None:
        return Reject("F633", "paid_at")
    at = paid_at.at.isoformat(" ")
    return [row["case_id"], row["victim_id"], row["account"], str(amount), at, paid_at.precision, str(record.row)]


def import_accounts(path: Path, tables: Tables, report: Report) -> FileImport | None:
    """Read the accounts, one row each.

    Errors: F603-F609, F612, F613, F626-F629, F649
    """
    file = prepared_file(path, ACCOUNTS, report)
    if file is None:
        return None
    if (usual := _usual_accounts(file, tables)) is not None:
        ((hidden,),) = tables.rows(f"SELECT count(*) FILTER ({masked('account')}) FROM accounts")
        return replace(_file_import(file, ACCOUNTS, usual, ()), masked_accounts=hidden)
    taken = _whole_rows(file, tables, report)
    first: dict[str, Span] = {}
    for record, row in taken.rows:
        span = file.span(record, "account")
        if row["account"] in first:
            values, label = {"account": row["account"]}, Label(first[row["account"]], phrase("ledger.first_here"))
            report.add(Diagnostic(code="F626", span=span, values=values, labels=(label,)))
        first.setdefault(row["account"], span)
        _check_account(file, record, row, report)
    if not report.has_errors:
        tables.append("accounts", [list(row.values()) for _, row in taken.rows])
    found = _file_import(file, ACCOUNTS, taken.read, taken.rejected)
    return replace(found, masked_accounts=sum(is_masked(row["account"]) for _, row in taken.rows))


def _usual_accounts(file: PreparedFile, tables: Tables) -> int | None:
    """Take the accounts in bulk where nothing can be said against any row; None, and nothing taken, else."""
    taken = all_usual(file.lines, prepared_bulk.ACCOUNTS, tables) if file.lines else None
    if taken is None or tables.rows("SELECT 1 FROM accounts GROUP BY account HAVING count(*) > 1 LIMIT 1"):
        tables.connection.execute("DELETE FROM accounts")
        return None
    return taken


def _check_account(file: PreparedFile, record: Record, row: Row, report: Report) -> None:
    if not row["account"]:
        report.add(Diagnostic(code="F649", span=file.span(record)))
    days = {column: day_from_text(row[column]) for column in _DAYS}
    for column in _DAYS:
        if row[column] and days[column] is None:
            values = {"column": column, "text": row[column]}
            report.add(Diagnostic(code="F627", span=file.span(record, column), values=values))
    begins, ends = days["covered_from"], days["covered_to"]
    if begins and ends and ends < begins:
        report.add(Diagnostic(code="F629", span=file.span(record, "covered_to")))


def import_registry(path: Path, tables: Tables, report: Report) -> FileImport | None:
    """Read the registry of cases being handled; a header alone is an empty registry.

    Errors: F603-F609, F612, F613, F628
    """
    file = prepared_file(path, REGISTRY, report)
    if file is None:
        return None
    usual = all_usual(file.lines, prepared_bulk.REGISTRY, tables) if file.lines else None
    if usual is not None:
        return _file_import(file, REGISTRY, usual, ())
    taken = _whole_rows(file, tables, report)
    tables.append("registry", [list(row.values()) for _, row in taken.rows])
    return _file_import(file, REGISTRY, taken.read, taken.rejected)


@dataclass(frozen=True, slots=True)
class _Taken:
    rows: Sequence[tuple[Record, Row]]
    rejected: Sequence[str]

    @property
    def read(self) -> int:
        return len(self.rows) + len(self.rejected)


def _whole_rows(file: PreparedFile, tables: Tables, report: Report) -> _Taken:
    """Return the rows that state something; a blank row is a reject, one of another width an error."""
    rows: list[tuple[Record, Row]] = []
    blank: list[Record] = []
    for record in file.rows:
        if not any(cell.strip(AROUND) for cell in record.cells):
            blank.append(record)
        elif len(record.cells) == len(file.header):
            rows.append((record, file.row(record)))
        else:
            values = {"found": len(record.cells), "wanted": len(file.header)}
            report.add(Diagnostic(code="F628", span=file.span(record), values=values))
    tables.append("rejects", [[file.text.name, str(record.row), "", "F650", record.raw] for record in blank])
    return _Taken(rows, ["F650"] * len(blank))


def _file_import(file: PreparedFile, name: str, read: int, reasons: Sequence[str]) -> FileImport:
    known = _COLUMNS[name][0]
    return FileImport(
        file=file.text.name,
        profile=name.removesuffix(".csv"),
        encoding=file.text.encoding,
        digest=file.text.digest,
        rows_read=read,
        rows_kept=read - len(reasons),
        rejected={code: reasons.count(code) for code in sorted(set(reasons))},
        recognised=tuple(title for title in file.header if title in known),
        not_recognised=tuple(title for title in file.header if title and title not in known),
        missing=tuple(column for column in known if column not in file.header),
        filled={},
        not_understood={},
    )
