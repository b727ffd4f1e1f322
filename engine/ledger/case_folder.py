"""A case folder as tables: cases, victim transfers, accounts, registry, and the bookings of `ledger/`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.ledger.account_sheets import AccountsFilled, fill_accounts
from engine.ledger.answers import ANSWERS, Answers, read_answers
from engine.ledger.cases import Case, read_cases
from engine.ledger.coverage import cover_accounts
from engine.ledger.exports import Progress, import_files
from engine.ledger.folders import files_of, refused_link, shown
from engine.ledger.import_report import FileImport, ImportReport
from engine.ledger.prepared import (
    ACCOUNTS,
    REGISTRY,
    VICTIM_TRANSFERS,
    import_accounts,
    import_registry,
    import_victim_transfers,
)
from engine.ledger.settled import Settled, read_settled, settled_parts
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

CASES = "case.yaml"
LEDGER = "ledger"

#: In the order in which they are read; the folder says nothing without the required ones.
_PREPARED = (
    (VICTIM_TRANSFERS, import_victim_transfers, True),
    (ACCOUNTS, import_accounts, False),
    (REGISTRY, import_registry, False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """What a case folder states beside the rows in the tables."""

    cases: tuple[Case, ...]
    prepared: tuple[FileImport, ...]  #: victim transfers, accounts, registry, as far as present
    ledger: ImportReport
    accounts_filled: AccountsFilled  #: from the sheets of accounts in `ledger/`
    accounts_known: bool  #: whether `accounts.csv` is there
    registry_known: bool  #: whether `registry.csv` is there; an empty one is known and empty
    settled: Settled | None = None  #: `ledger/` holds an imported ledger: its rows need no more cleaning

    def as_json(self) -> dict[str, object]:
        """Return the whole import report as values that JSON can hold."""
        prepared = ImportReport(files=self.prepared).as_json()["files"]
        return {
            **self.ledger.as_json(),
            "prepared": prepared,
            "accounts_filled": asdict(self.accounts_filled),
            "registry_known": self.registry_known,
        }


def read_case_folder(folder: Path, tables: Tables, report: Report, progress: Progress | None = None) -> CaseFolder:
    """Read the case folder into `tables`; all that is wrong with any of its files is reported at once.

    Errors: F601-F630, F648, F649, F651, D101-D117; raises `Rejected` where there is one
    """
    if not folder.is_dir():
        report.add(Diagnostic(code="F602", span=None, values={"name": shown(folder)}))
        report.stop_if_errors()
    cases = read_cases(folder / CASES, report) if _present(folder, CASES, report, required=True) else ()
    tables.append("cases", [_as_row(case) for case in cases])
    prepared = {
        name: read(folder / name, tables, report)
        for name, read, required in _PREPARED
        if _present(folder, name, report, required=required)
    }
    ledger, settled = _import_ledger(folder, tables, report, progress, read_answers(folder / ANSWERS, report))
    _warn_of_unknown_cases(cases, tables, report)
    report.stop_if_errors()
    filled = fill_accounts(tables, report)
    cover_accounts(tables, report)
    return CaseFolder(
        cases=cases,
        prepared=tuple(found for found in prepared.values() if found),
        ledger=ledger,
        accounts_filled=filled,
        accounts_known=ACCOUNTS in prepared,
        registry_known=REGISTRY in prepared,
        settled=settled,
    )


def _as_row(case: Case) -> list[str]:
    return [case.case_id, *("" if day is None else day.isoformat() for day in (case.conduct_from, case.conduct_to))]


def _present(folder: Path, name: str, report: Report, *, required: bool) -> bool:
    path = folder / name
    if refused_link(path, folder, report):
        return False
    if required and not path.exists():
        report.add(Diagnostic(code="F601", span=None, values={"name": name, "folder": shown(folder)}))
    return path.exists()


def _import_ledger(
    folder: Path, tables: Tables, report: Report, progress: Progress | None, answers: Answers
) -> tuple[ImportReport, Settled | None]:
    if not _present(folder, LEDGER, report, required=True):
        return ImportReport(files=()), None
    if not (folder / LEDGER).is_dir():
        report.add(Diagnostic(code="F602", span=None, values={"name": LEDGER}))
        return ImportReport(files=()), None
    found = files_of(folder / LEDGER, folder, report)
    if not found.files:
        report.add(Diagnostic(code="F619", span=None, values={"name": LEDGER}))
    parts = settled_parts(found.files, tables)
    if parts:
        settled = read_settled(found.files, parts, tables, report)
        return settled.imported if settled else ImportReport(files=()), settled
    return import_files(found, tables, report, progress, answers), None


def _warn_of_unknown_cases(cases: Sequence[Case], tables: Tables, report: Report) -> None:
    """Warn once of each case that transfers name and `case.yaml` does not; its subjects are judged all the same."""
    known = {case.case_id for case in cases}
    rows = tables.rows("SELECT case_id, min(row) FROM victim_transfers GROUP BY case_id ORDER BY min(row)")
    for case_id, row in rows:
        if case_id not in known:
            span = Span(file=VICTIM_TRANSFERS, line=row)
            report.add(Diagnostic(code="F630", span=span, values={"case_id": case_id}))
