"""Masked numbers equal nothing, not even themselves: docs/facts.md."""

from datetime import date, datetime

import pytest
from facts_engine import derived, facts_in, fates_in, person_facts_in, tables_of
from oracle import Account, Booking, Transfer, World

from engine.facts.columns import FACT_COLUMNS
from engine.ledger.masks import is_masked, masked
from engine.ledger.tables import open_tables

NOON = datetime(2021, 5, 10, 12)  # noqa: DTZ001 (civil time)


@pytest.mark.parametrize(
    ("number", "hidden"),
    [
        ("6226******5669", True),
        ("6226＊＊5669", True),
        ("0x1429****7f85", True),
        ("138xxxx0000", True),
        ("6226XXXXXXXX5669", True),
        ("622602999905669", False),
        ("33078219900101000X", False),
        ("0x1429ab7f85", False),
        ("", False),
    ],
)
def test_a_number_is_masked_where_digits_are_hidden(number: str, hidden: bool) -> None:
    tables = open_tables(threads=1)
    tables.append("registry", [[number, "", "", ""]])

    assert hidden is is_masked(number)
    assert [(hidden,)] == tables.rows(f"SELECT coalesce({masked('holder_id')}, false) FROM registry")


def world(
    account: str, holder: str | None = None, registry: list[tuple[str | None, str | None]] | None = None
) -> World:
    rows = [
        Booking("a.csv", 2, account, NOON, "second", "in", 5),
        Booking("b.csv", 2, account, NOON, "second", "in", 5),
        Booking("b.csv", 3, account, NOON, "second", "out", -5),
    ]
    stated = Account(account, holder, covered_from=date(2021, 1, 1), covered_to=date(2021, 12, 31))
    return World(rows, [Transfer("C1", "V1", account, 5, NOON, "second", 2)], [stated], registry)


def facts(own: World) -> dict[str, object]:
    tables = tables_of(own)
    derived(own, tables)
    (found,) = facts_in(tables)
    return found


def test_a_masked_account_has_no_booking_and_no_stated_coverage() -> None:
    assert {"victim_amount": 5, "victim_count": 1, "victim_linked_amount": 0, "incident_days": 1} == {
        name: value
        for name, value in facts(world("6226****5669")).items()
        if value is not None and name in FACT_COLUMNS
    }


def test_the_same_account_in_full_has_them_all() -> None:
    assert 5 == facts(world("622602345669"))["day_inflow"]


def test_rows_of_a_masked_account_are_neither_repeats_nor_reversals_nor_rejects() -> None:
    own = world("6226****5669")
    tables = tables_of(own)
    derived(own, tables)

    assert {"masked"} == set(fates_in(tables).values())
    assert 0 == tables.count("rejects")


@pytest.mark.parametrize(
    ("account", "holder", "registry", "expected"),
    [
        ("6226****5669", None, [(None, "6226****5669")], None),
        ("6226****5669", "H1", [("H1", None)], None),
        ("622602345669", "3307****0001", [("3307****0001", None)], None),
        ("622602345669", "H1", [("3307****0001", "6226****5669")], False),
        ("622602345669", "3307****0001", [(None, "622602345669")], True),
    ],
)
def test_the_registry_holds_no_masked_number(
    account: str, holder: str | None, registry: list[tuple[str | None, str | None]], expected: bool | None
) -> None:
    assert expected is facts(world(account, holder, registry))["in_registry"]


def test_a_masked_identity_number_is_no_person() -> None:
    own = world("622602345669", "3307****0001")
    tables = tables_of(own)
    derived(own, tables)

    assert [] == person_facts_in(tables)


def test_a_masked_identity_number_among_others_leaves_the_holder_unknown() -> None:
    own = world("622602345669", registry=[("H1", None)])
    own.bookings[0].holder_id, own.bookings[1].holder_id = "H1", "3307****0001"

    assert facts(own)["in_registry"] is None
