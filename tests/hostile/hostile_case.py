"""A case folder in which every text a ledger may hold means harm, and a run of the whole program over it."""

import csv
from pathlib import Path

#: Begins of a cell that a spreadsheet would run.
FORMULAS = ("=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "\t=1+1", '=HYPERLINK("http://x")')
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "](javascript:alert(1))", "{{7*7}}{% raw %}",
    "</title></style><svg/onload=1>", "&lt;b&gt;", "`$(reboot)`", "| a | b |", "]]></w:t><w:p/>",
)  # fmt: skip
HIDDEN = (
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u202egnp.exe", "\u2066x\u2069", "\u200bnothing", "\x9b2J", "\x07bell",
    "\u2028line\u2029", "a\rb",
)  # fmt: skip
PATHS = ("../../etc/passwd", "C:\\Windows", "/etc/passwd", "a/b", "nul", "..")
HARM = (*FORMULAS, *MARKUP, *HIDDEN, *PATHS, "长" * 40_000)

ACCOUNT = "62990000000000000{:02}"
_ACCOUNTS = (
    "account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "opened_on", "phone", "agent",
)  # fmt: skip
_BOOKINGS = (
    "account", "booked_at", "direction", "amount", "counterparty", "counterparty_name", "summary", "channel", "branch",
    "place", "ip", "mac", "terminal", "serial",
)  # fmt: skip


def hostile_folder(folder: Path) -> Path:
    """Write a folder with one tier-1 account a text, which stands wherever a person or a bank may write text."""
    (folder / "ledger").mkdir(parents=True)
    (folder / "case.yaml").write_text("cases:\n  - {case_id: C1, fraud_type: investment}\n", encoding="utf-8")
    accounts, transfers, bookings = [], [], []
    for number, text in enumerate(HARM):
        name = ACCOUNT.format(number)
        accounts.append((name, text, f"33{number:02}", text, text, text, "2020-01-01", text, text))
        transfers.append(("C1", text, name, "300000.00", "2021-05-12T10:00:00"))
        common = (text, text, text, text, text, text, text, text, text)
        for moment, direction in (("10:00:30", "in"), ("10:01:30", "out")):
            bookings.append((name, f"2021-05-12T{moment}", direction, "300000.00", *common, f"{number}{direction}"))
        bookings.append((name, text, "in", "1.00", *common, text))  # a row to be rejected
    _write(folder / "accounts.csv", _ACCOUNTS, accounts)
    _write(folder / "victim_transfers.csv", ("case_id", "victim_id", "account", "amount", "paid_at"), transfers)
    registered = [("x", text, text, text) for text in HARM]
    _write(folder / "registry.csv", ("holder_id", "account", "case_no", "status"), registered)
    _write(folder / "ledger" / "=cmd <script>alert(1)<\u202escript>.csv", _BOOKINGS, bookings)
    return folder


def _write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
