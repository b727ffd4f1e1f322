from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.exports import import_exports
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables, open_tables
from engine.messages.catalogue import speak
from engine.source.report import Diagnostic, Rejected, Report

HEADER = "account,booked_at,direction,amount"
ROW = "6222,2021-05-03T10:02:11,in,1.00"


def _errors(report: Report) -> list[Diagnostic]:
    """Return the errors; each can be said in both languages."""
    for found in report.diagnostics:
        for said in (found.message, found.help or found.message):
            assert speak(said, "zh") != speak(said, "en")
    return [found for found in report.diagnostics if found.severity == "error"]


@pytest.fixture
def tables() -> Iterator[Tables]:
    found = open_tables(threads=1)
    yield found
    found.close()


@pytest.fixture
def import_text(tmp_path: Path, tables: Tables) -> Callable[..., ImportReport]:
    """Import one file of the given content."""

    def run(content: str | bytes, name: str = "a.csv") -> ImportReport:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return import_exports([path], tables, Report("input"))

    return run


@pytest.fixture
def faults(import_text: Callable[..., ImportReport]) -> Callable[..., list[Diagnostic]]:
    """Return what stops the import of one file."""

    def run(content: str | bytes, name: str = "a.csv") -> list[Diagnostic]:
        with pytest.raises(Rejected) as rejected:
            import_text(content, name)
        return _errors(rejected.value.report)

    return run


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    """Return a small case folder with nothing wrong in it."""
    folder = tmp_path / "case"
    (folder / "ledger").mkdir(parents=True)
    (folder / "case.yaml").write_text("cases:\n  - case_id: C1\n    loss: 10.50\n", encoding="utf-8")
    (folder / "victim_transfers.csv").write_text(
        "case_id,victim_id,account,amount,paid_at\nC1,V1,0622,10.50,2021-05-03T10:02:11\n", encoding="utf-8"
    )
    (folder / "accounts.csv").write_text("account,opened_on,covered_from,covered_to\n0622,,,\n", encoding="utf-8")
    (folder / "registry.csv").write_text("holder_id,account,case_no,status\n", encoding="utf-8")
    (folder / "ledger" / "a.csv").write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    return folder


@pytest.fixture
def read_case(case_folder: Path, tables: Tables) -> Callable[[], CaseFolder]:
    return lambda: read_case_folder(case_folder, tables, Report("input"))


@pytest.fixture
def case_faults(read_case: Callable[[], CaseFolder]) -> Callable[[], list[Diagnostic]]:
    def run() -> list[Diagnostic]:
        with pytest.raises(Rejected) as rejected:
            read_case()
        return _errors(rejected.value.report)

    return run
