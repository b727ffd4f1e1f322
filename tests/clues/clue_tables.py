"""A small run with everything the clues read, filled by hand."""

from fractions import Fraction

from engine.facts.derive import derive_facts
from engine.facts.settings import FactSettings
from engine.ledger.tables import TABLES, Tables, open_tables

SETTINGS = FactSettings(
    baseline_days=7,
    turnover_window_days=0,
    pass_within=180,
    pass_tolerance=0,
    sweep_share=Fraction(9, 10),
    link_before=600,
    link_after=86400,
)

Cells = dict[str, str]

BOOKING: Cells = {
    "booked_at": "2021-05-10 12:00:00",
    "time_precision": "second",
    "direction": "out",
    "amount": "100",
    "status": "booked",
    "file": "ledger/a.csv",
}
TRANSFER: Cells = {
    "case_id": "C1",
    "victim_id": "V1",
    "amount": "500",
    "paid_at": "2021-05-10 12:00:00",
    "time_precision": "second",
}


def run(bookings: list[Cells], accounts: list[Cells], transfers: list[Cells]) -> Tables:
    tables = open_tables(threads=1)
    fill(tables, "raw_bookings", [BOOKING | cells for cells in bookings])
    fill(tables, "accounts", accounts)
    fill(tables, "victim_transfers", [TRANSFER | cells for cells in transfers])
    derive_facts(tables, SETTINGS, registry_known=True)
    return tables


def fill(tables: Tables, table: str, rows: list[Cells]) -> None:
    numbered = [{"row": str(row), "booking_id": f"b{row}"} | cells for row, cells in enumerate(rows, 2)]
    tables.append(table, [[cells.get(column, "") for column in TABLES[table]] for cells in numbered])
