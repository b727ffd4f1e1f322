"""Spark, DuckDB and the oracle say the same of every account, whatever order and files the bookings come in."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))  # the worlds and the oracle of the room of facts

from crowds import crowded_world
from facts_engine import facts_in, settings_of, tables_of
from facts_worlds import random_world
from merged_worlds import merged
from oracle import Booking, Settings, Transfer, World, facts_of

from engine.facts.cluster_runner import OnSpark
from engine.facts.derive import derive_facts
from engine.ledger.cluster import Cluster
from engine.ledger.tables import Tables

EVIDENCE = ("facts", "links", "pairs", "person_facts", "case_facts")
CHOSEN = (
    Settings(),
    Settings(pass_tolerance=1, turnover_window_days=1),
    Settings(pass_tolerance=30000, sweep_share=Fraction(1, 3), link_before=timedelta(0)),
    Settings(pass_within=timedelta(seconds=60), sweep_share=Fraction(5, 4), baseline_days=1),
    Settings(sweep_share=Fraction(9 * 10**40 + 1, 10**41), pass_within=timedelta(days=1), link_after=timedelta(0)),
)
#: Counted bookings that a worker is handed together: all, those of some accounts, of one account.
AT_ONCE = (1_000_000, 300, 40, 7, 1)
START = datetime(2021, 5, 10, 9)  # noqa: DTZ001 (civil time, as the ledgers have it)


def derived(world: World, on_spark: OnSpark | None = None) -> Tables:
    tables = tables_of(world)
    derive_facts(tables, settings_of(world), registry_known=world.registry is not None, on_spark=on_spark)
    return tables


def assert_the_same(world: World, cluster: Cluster, folder: Path) -> Tables:
    """Compare the three; the bookings reach Spark in two files, the later days in the first, each upside down."""
    here = derived(world)
    folder.mkdir()
    for name, half in (("a", "ordinal % 3 > 0"), ("b", "ordinal % 3 = 0")):
        here.connection.execute(
            f"COPY (FROM counted WHERE {half} ORDER BY hash(ordinal)) TO '{folder / name}.parquet' (FORMAT parquet)"
        )
    there = derived(world, OnSpark(cluster, folder))
    for table in EVIDENCE:
        assert sorted(map(repr, here.rows(f"FROM {table}"))) == sorted(map(repr, there.rows(f"FROM {table}")))
    assert facts_of(world) == facts_in(here) == facts_in(there)
    return there


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what bounds the bookings that a worker is handed together."""
    return lambda rows: monkeypatch.setattr("engine.facts.cluster_runner._ROWS_AT_ONCE", rows)


@pytest.mark.parametrize("seed", range(len(CHOSEN)))
def test_fifty_random_cases_come_to_the_same(
    seed: int, cluster: Cluster, tmp_path: Path, few_at_once: Callable[[int], None]
) -> None:
    few_at_once(AT_ONCE[seed])
    rng = Random(seed)  # noqa: S311 (a reproducible world, not a secret)
    worlds = [*(random_world(rng) for _ in range(6)), *(crowded_world(rng) for _ in range(4))]

    assert_the_same(merged(worlds, CHOSEN[seed]), cluster, tmp_path / "counted")


def booking(row: int, account: str, second: int, direction: str, amount: int) -> Booking:
    return Booking(
        file="ledger/a.csv", row=row, account=account, at=START + timedelta(seconds=second), precision="second",
        direction=direction, amount=amount, seq=None, balance=None, counterparty=None, serial=f"S{row}", summary=None,
        status="booked", holder_id=None,
    )  # fmt: skip


def paid(row: int, account: str, amount: int) -> Transfer:
    return Transfer("C1", "V1", account, amount, START, "second", row)


def test_everything_in_one_second_and_one_account_of_very_many(
    cluster: Cluster, tmp_path: Path, few_at_once: Callable[[int], None]
) -> None:
    few_at_once(100)
    rng = Random(1)  # noqa: S311
    sides = [("in", "out")[place % 2] for place in range(2000)]
    rows = [booking(row, "hub", 0, side, 500) for row, side in enumerate(sides, 2)]
    rows += [
        booking(row, f"m{row % 5}", 0, rng.choice(("in", "out")), rng.choice((500, 501))) for row in range(5000, 5400)
    ]
    named = [paid(2, "hub", 500), *(paid(3 + place, f"m{place}", 500) for place in range(5)), paid(9, "silent", 500)]
    there = assert_the_same(World(rng.sample(rows, len(rows)), named), cluster, tmp_path / "counted")

    hub, *_, silent = facts_in(there)
    assert (hub["pass_count"], hub["pass_amount"]) == (1000, 1000 * 500)
    assert (silent["account"], silent["day_inflow"], silent["pass_count"]) == ("silent", None, None)


def test_a_relay_of_seven_accounts_in_23_seconds_shuffled(
    cluster: Cluster, tmp_path: Path, few_at_once: Callable[[int], None]
) -> None:
    few_at_once(2)
    hops = [
        found
        for place in range(7)
        for found in (
            booking(2 + 2 * place, f"r{place}", place * 23 // 7, "in", 900),
            booking(3 + 2 * place, f"r{place}", (place + 1) * 23 // 7, "out", 900),
        )
    ]
    world = World(Random(2).sample(hops, len(hops)), [paid(2 + place, f"r{place}", 900) for place in range(7)])  # noqa: S311
    there = assert_the_same(world, cluster, tmp_path / "counted")

    assert [(row["pass_count"], row["swept_count"]) for row in facts_in(there)] == [(1, 1)] * 7


def test_a_file_that_comes_late_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    world = random_world(Random(4))  # noqa: S311
    late = replace(world, bookings=sorted(world.bookings, key=lambda b: b.at, reverse=True))
    first = assert_the_same(world, cluster, tmp_path / "at_once")

    assert facts_in(first) == facts_in(assert_the_same(late, cluster, tmp_path / "late"))
