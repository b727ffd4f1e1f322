"""The engine on the oracle's world: its tables filled, its facts and fates read back."""

from collections.abc import Sequence
from datetime import date, datetime

from oracle import World

from engine.facts.columns import FACT_COLUMNS
from engine.facts.derive import FactsResult, derive_facts
from engine.facts.settings import FactSettings
from engine.facts.totals import CASE_COLUMNS, PERSON_COLUMNS
from engine.ledger.tables import TABLES, Tables, open_tables


def tables_of(world: World) -> Tables:
    tables = open_tables(threads=1)
    fill(tables, "raw_bookings", [
        {
            "booking_id": f"{b.file}:{b.row}", "account": b.account, "holder_id": b.holder_id, "booked_at": b.at,
            "time_precision": b.precision, "seq": b.seq, "direction": b.direction, "amount": b.amount,
            "balance": b.balance, "counterparty": b.counterparty, "serial": b.serial, "summary": b.summary,
            "status": b.status, "file": b.file, "row": b.row,
        }
        for b in world.bookings
    ])  # fmt: skip
    fill(tables, "victim_transfers", [
        {
            "case_id": t.case_id, "victim_id": t.victim_id, "account": t.account, "amount": t.amount,
            "paid_at": t.at, "time_precision": t.precision, "row": t.row,
        }
        for t in world.transfers
    ])  # fmt: skip
    fill(tables, "accounts", [
        {
            "account": a.account, "holder_id": a.holder_id, "opened_on": a.opened_on,
            "covered_from": a.covered_from, "covered_to": a.covered_to,
        }
        for a in world.accounts
    ])  # fmt: skip
    fill(tables, "registry", [{"holder_id": person, "account": own} for person, own in world.registry or []])
    fill(tables, "cases", [
        {"case_id": case_id, "conduct_from": first, "conduct_to": last}
        for case_id, (first, last) in world.conduct.items()
    ])  # fmt: skip
    return tables


def fill(tables: Tables, table: str, rows: list[dict[str, object]]) -> None:
    columns = list(TABLES[table])
    tables.append(table, [[text(row.get(column)) for column in columns] for row in rows])


def text(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return "" if value is None else str(value)


def settings_of(world: World) -> FactSettings:
    s = world.settings
    return FactSettings(
        baseline_days=s.baseline_days,
        turnover_window_days=s.turnover_window_days,
        pass_within=int(s.pass_within.total_seconds()),
        pass_tolerance=s.pass_tolerance,
        sweep_share=s.sweep_share,
        link_before=int(s.link_before.total_seconds()),
        link_after=int(s.link_after.total_seconds()),
    )


def derived(world: World, tables: Tables) -> FactsResult:
    return derive_facts(tables, settings_of(world), registry_known=world.registry is not None)


def facts_in(tables: Tables) -> list[dict[str, object]]:
    return named(tables, "facts", ("case_id", "account", *FACT_COLUMNS))


def person_facts_in(tables: Tables) -> list[dict[str, object]]:
    return named(tables, "person_facts", ("case_id", "holder_id", *PERSON_COLUMNS))


def case_facts_in(tables: Tables) -> list[dict[str, object]]:
    return named(tables, "case_facts", ("case_id", *CASE_COLUMNS))


def named(tables: Tables, table: str, columns: Sequence[str]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in tables.rows(f"SELECT * FROM {table}")]


def fates_in(tables: Tables) -> dict[tuple[str, int], str]:
    found = tables.rows('SELECT file, "row", fate FROM bookings')
    return {(file, row): "merged" if fate == "repeated" else fate for file, row, fate in found}
