"""Case folders in canonical CSV as the oracle's world, read without the engine's readers."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from oracle import Account, Booking, Transfer, World

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
CASES = tuple(sorted(SHARED.glob("random_*"))) if SHARED.is_dir() else ()


def world_of(folder: Path) -> World:
    registry = folder / "registry.csv"
    ledgers = sorted((folder / "ledger").glob("*.csv"))
    return World(
        bookings=[booking(path, folder, row, cells) for path in ledgers for row, cells in rows(path)],
        transfers=[transfer(row, cells) for row, cells in rows(folder / "victim_transfers.csv")],
        accounts=[account(cells) for _, cells in rows(folder / "accounts.csv")],
        registry=[(c["holder_id"] or None, c["account"] or None) for _, c in rows(registry)]
        if registry.is_file()
        else None,
    )


def expected_of(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), 2)


def booking(path: Path, folder: Path, row: int, cells: dict[str, str]) -> Booking:
    at, precision = moment(cells["booked_at"])
    return Booking(
        file=path.relative_to(folder).as_posix(),
        row=row,
        account=cells["account"],
        at=at,
        precision=precision,
        direction=cells["direction"],
        amount=fen(cells["amount"]),
        seq=int(cells["seq"]) if cells.get("seq") else None,
        balance=fen(cells["balance"]) if cells.get("balance") else None,
        counterparty=cells.get("counterparty") or None,
        serial=cells.get("serial") or None,
        summary=cells.get("summary") or None,
        status=cells.get("status") or "booked",
        holder_id=cells.get("holder_id") or None,
    )


def transfer(row: int, cells: dict[str, str]) -> Transfer:
    at, precision = moment(cells["paid_at"])
    victim = cells["victim_id"] or None
    return Transfer(cells["case_id"], victim, cells["account"], fen(cells["amount"]), at, precision, row)


def account(cells: dict[str, str]) -> Account:
    days = {
        name: date.fromisoformat(cells[name]) for name in ("opened_on", "covered_from", "covered_to") if cells[name]
    }
    return Account(cells["account"], cells["holder_id"] or None, **days)


def fen(text: str) -> int:
    return int(Decimal(text) * 100)


def moment(text: str) -> tuple[datetime, str]:
    return datetime.fromisoformat(text), {10: "day", 16: "minute", 19: "second"}[len(text)]
