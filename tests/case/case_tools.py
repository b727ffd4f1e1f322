"""A case run in the process of the tests, and small case folders to run it on."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from engine.driver.case import Asked, run_case
from engine.driver.case_files import write_case
from engine.ledger.tables import open_tables
from engine.render.case_run import CaseRun, Stamp
from engine.source.report import Diagnostic, Report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "cases"
AS_OF = date(2024, 10, 1)
STAMP = Stamp("0" * 32, "2024-10-01T09:00:00", "0.1.0")

TRANSFERS = "case_id,victim_id,account,amount,paid_at\n"
BOOKINGS = "serial,account,booked_at,direction,amount,balance,counterparty,summary,status\n"
CASE = {
    "case_id": "C1", "reported_at": "2021-05-20T09:00:00", "conduct_from": "2021-05-10", "conduct_to": "2021-05-16",
    "fraud_type": "investment", "victim_kind": "person", "loss": "13641.97",
}  # fmt: skip


def ran(
    folder: Path, out: Path | None = None, stamp: Stamp = STAMP, *, as_of: date = AS_OF
) -> tuple[CaseRun, tuple[Diagnostic, ...]]:
    """Return the run over `folder` and its warnings; the files are written where `out` is named."""
    report = Report("input")
    with closing(open_tables()) as tables:
        run = run_case(Asked(folder=folder, as_of=as_of), tables, report)
        if out:
            write_case(run, tables, out, stamp)
    return run, report.diagnostics


def written(  # noqa: PLR0913 (the files of a folder)
    folder: Path,
    *,
    case: Mapping[str, str] = CASE,
    transfers: Sequence[str] = (),
    bookings: Sequence[str] = (),
    accounts: str | None = None,
    registry: str | None = None,
) -> Path:
    """Write a small case folder of canonical files."""
    (folder / "ledger").mkdir(parents=True)
    lines = [f"{key}: {value}" for key, value in case.items()]
    (folder / "case.yaml").write_text("cases:\n  - " + "\n    ".join(lines) + "\n", encoding="utf-8")
    (folder / "victim_transfers.csv").write_text(TRANSFERS + "\n".join(transfers) + "\n", encoding="utf-8")
    (folder / "ledger" / "bank.csv").write_text(BOOKINGS + "\n".join(bookings) + "\n", encoding="utf-8")
    for name, text in (("accounts.csv", accounts), ("registry.csv", registry)):
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def tier_1_folder(folder: Path, account: str = "6299000000000000011", **changes: object) -> Path:
    """Write a folder with one account that is tier 1: a week at rest, then one sum in and out in a minute."""
    return written(
        folder,
        transfers=[f"C1,V1,{account},300000.00,2021-05-12T10:00:00"],
        bookings=[
            f"S1,{account},2021-05-12T10:00:30,in,300000.00,,N1,,",
            f"S2,{account},2021-05-12T10:01:30,out,300000.00,,N2,,",
        ],
        **changes,  # type: ignore[arg-type]
    )
