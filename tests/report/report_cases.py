"""Case folders for the report: every tier, a flag, an undetermined account, and text that means harm."""

import csv
import io
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from engine.driver.case import Asked, run_case
from engine.driver.case_files import write_case
from engine.ledger.tables import open_tables
from engine.render.case_run import CaseRun, Stamp
from engine.source.report import Report

AS_OF = date(2024, 10, 11)
STAMP = Stamp("0" * 32, "2024-10-11T09:00:00", "0.1.0")
TIER_1, OTHER_TIER_1, TIER_2, FLAGGED, OPEN = (f"62990000000000000{number}1" for number in range(1, 6))
HOSTILE = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "=cmd|' /C calc'!A0",
    "](javascript:window.ran=1)",
    "\x1b[31mred\x1b[0m\u202egnp.exe\u200b",
    "</noscript></details></table><script>window.ran = 1</script>",
    '"><svg onload="window.ran = 1">',
    "{{ 7 * 7 }}{% raw %}${window.ran=1}",
)
_ACCOUNTS = (
    "account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "opened_on", "phone", "agent",
    "covered_from", "covered_to",
)  # fmt: skip
_BOOKINGS = (
    "serial", "account", "booked_at", "direction", "amount", "counterparty", "counterparty_name", "summary", "place",
)  # fmt: skip


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()


def every_kind(folder: Path, hostile: tuple[str, ...] = HOSTILE) -> Path:
    """Write a folder with an account of each kind; `hostile` texts stand wherever a ledger may hold text."""
    texts = [*hostile, *[""] * 8]
    accounts = [
        (name, texts[number], f"33078219900101{number}", texts[number + 1], texts[number + 2], "某市", "2020-01-01",
         "13800000000", texts[1], "2021-05-12" if name == OPEN else "", "")
        for number, name in enumerate((TIER_1, OTHER_TIER_1, TIER_2, FLAGGED, OPEN))
    ]  # fmt: skip
    bookings: list[tuple[object, ...]] = []
    for name, sum_, back in (
        (TIER_1, 300000, 300000), (OTHER_TIER_1, 160000, 160000), (TIER_2, 1000, 1000), (FLAGGED, 5000, 4990),
        (OPEN, 300000, 300000),
    ):  # fmt: skip
        own = [text for text in hostile if text.isprintable()] or ["转账"]
        bookings += [
            (f"{name}a", name, "2021-05-12T10:00:30", "in", f"{sum_}.00", "", texts[0], own[0], texts[4]),
            (f"{name}b", name, "2021-05-12T10:01:30", "out", f"{back}.00", "N2", texts[1], own[-1], texts[5]),
            *[
                (f"{name}{row}", name, f"2021-05-12T1{row}:00:00", "in", "12.00", "N3", text, text, "")
                for row, text in enumerate(hostile, 1)
            ],
        ]
    transfers = [
        ("C1", hostile[0] if hostile else "V1", name, sum_, "2021-05-12T10:00:00")
        for name, sum_ in ((TIER_1, 300000), (OTHER_TIER_1, 160000), (TIER_2, 1000), (FLAGGED, 5000), (OPEN, 300000))
    ]
    bad = [
        ("x", TIER_1, "yesterday", "in", "1.00", "", "", text, "") for text in (*hostile, "长" * 130_000)
    ]  # the longest cell that is read
    (folder / "ledger").mkdir(parents=True)
    (folder / "case.yaml").write_text(
        "cases:\n  - case_id: C1\n    reported_at: 2021-05-20T09:00:00\n    conduct_from: 2021-05-10\n"
        "    conduct_to: 2021-05-16\n    fraud_type: investment\n    victim_kind: person\n    loss: 1500000.00\n",
        encoding="utf-8",
    )
    for name, text in (
        ("accounts.csv", csv_text(_ACCOUNTS, accounts)),
        ("registry.csv", f"holder_id,account,case_no,status\n,{TIER_2},,\n"),
        ("victim_transfers.csv", csv_text(("case_id", "victim_id", "account", "amount", "paid_at"), transfers)),
        ("ledger/<b>银行&.csv", csv_text(_BOOKINGS, [*bookings, *bad])),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def written_run(folder: Path, out: Path) -> CaseRun:
    """Run over a folder in the process of the tests and write its files."""
    with closing(open_tables()) as tables:
        run = run_case(Asked(folder=folder, as_of=AS_OF), tables, Report("input"))
        write_case(run, tables, out, STAMP)
    return run
