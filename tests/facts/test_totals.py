"""What a person's and a case's facts are: facts.md section 6, a sentence a test."""

from datetime import date, datetime

import pytest
from facts_engine import case_facts_in, derived, person_facts_in, tables_of
from oracle import Account, Booking, Transfer, World

from engine.ledger.tables import Tables
from engine.source.report import Rejected

CONDUCT = (date(2021, 5, 10), date(2021, 5, 12))


def booking(account: str, day: int, direction: str, amount: int, **cells: object) -> Booking:
    at = datetime(2021, 5, day, 12)  # noqa: DTZ001 (civil time)
    return Booking(**{"file": "a.csv", "row": 0, "account": account, "at": at, "precision": "second",
                      "direction": direction, "amount": amount, **cells})  # fmt: skip


def paid(account: str, amount: int, victim: str | None = "V1", case_id: str = "C1") -> Transfer:
    return Transfer(case_id, victim, account, amount, datetime(2021, 5, 10, 12), "second", 0)  # noqa: DTZ001 (civil)


def totals(
    transfers: list[Transfer],
    bookings: list[Booking],
    accounts: list[Account],
    conduct: tuple[date | None, date | None] = CONDUCT,
) -> Tables:
    for number, row in enumerate([*bookings, *transfers], 2):
        row.row = number
    world = World(bookings, transfers, accounts, conduct={"C1": conduct})
    tables = tables_of(world)
    derived(world, tables)
    return tables


TWO = [Account("1", "H1"), Account("2", "H1"), Account("3", "H2"), Account("4")]
PAID = [paid("1", 5), paid("2", 7, "V2"), paid("3", 9), paid("4", 2, None)]
MOVED = [
    booking("1", 9, "in", 100), booking("1", 10, "in", 5), booking("1", 12, "out", 4), booking("1", 13, "out", 200),
    booking("2", 11, "in", 30), booking("3", 10, "in", 1), booking("4", 10, "in", 1),
]  # fmt: skip


def test_a_person_sums_over_all_his_accounts_and_the_days_of_the_conduct_both_included() -> None:
    first, second = person_facts_in(totals(PAID, MOVED, TWO))

    assert {
        "case_id": "C1", "holder_id": "H1", "accounts": 2, "victim_amount": 12, "verified_fraud_inflow": 5,
        "inflow": 35, "turnover": 39,
    } == first  # fmt: skip
    assert ("H2", 1, 1) == (second["holder_id"], second["accounts"], second["inflow"])


@pytest.mark.parametrize("conduct", [(None, CONDUCT[1]), (CONDUCT[0], None), (None, None)])
def test_where_an_end_of_the_conduct_is_not_stated_the_sums_over_it_are_unknown(
    conduct: tuple[date | None, date | None],
) -> None:
    first, _ = person_facts_in(totals(PAID, MOVED, TWO, conduct))

    assert (None, None) == (first["inflow"], first["turnover"])
    assert (12, 5) == (first["victim_amount"], first["verified_fraud_inflow"])


@pytest.mark.parametrize(
    "second",
    [
        Account("2", "H1", covered_from=date(2021, 5, 11)),
        Account("2", "H1", covered_to=date(2021, 5, 11)),
    ],
)
def test_one_account_without_cover_leaves_the_sums_of_its_holder_unknown(second: Account) -> None:
    first, other = person_facts_in(totals(PAID, MOVED, [TWO[0], second, *TWO[2:]]))

    assert (None, None, 2) == (first["inflow"], first["turnover"], first["accounts"])
    assert 1 == other["inflow"]


def test_an_account_without_a_counted_booking_leaves_the_sums_unknown_unless_its_coverage_is_stated() -> None:
    without = [row for row in MOVED if row.account != "2"]
    stated = Account("2", "H1", covered_from=date(2021, 5, 1), covered_to=date(2021, 5, 31))

    assert person_facts_in(totals(PAID, without, TWO))[0]["turnover"] is None
    assert 9 == person_facts_in(totals(PAID, without, [TWO[0], stated, *TWO[2:]]))[0]["turnover"]


def test_the_holder_is_the_one_whom_all_bookings_name_where_the_account_list_names_none() -> None:
    named = [booking("1", 10, "in", 5, holder_id="H9"), booking("2", 10, "in", 5)]

    assert [("H9", 1)] == [
        (row["holder_id"], row["accounts"]) for row in person_facts_in(totals([paid("1", 5), paid("2", 5)], named, []))
    ]


def test_a_person_in_two_cases_has_a_row_in_each() -> None:
    found = person_facts_in(totals([paid("1", 5), paid("1", 6, case_id="C2")], MOVED, TWO))

    assert [("C1", 5, 5), ("C2", 6, None)] == [(row["case_id"], row["victim_amount"], row["inflow"]) for row in found]


def test_a_case_counts_its_accounts_and_the_victims_it_knows() -> None:
    assert [
        {"case_id": "C1", "accounts": 4, "victims": 2, "victim_amount": 23, "victim_linked_amount": 5}
    ] == case_facts_in(totals(PAID, MOVED, TWO))


def test_what_only_people_can_state_is_not_derived() -> None:
    tables = totals(PAID, MOVED, TWO)
    stated = {
        "lawful_explained", "net_inflow", "settlement_amount", "illegal_gain", "victim_loss", "frozen_balance",
        "returned",
    }  # fmt: skip

    assert set() == stated & {*person_facts_in(tables)[0], *case_facts_in(tables)[0]}


def test_sums_of_a_case_beyond_64_bits_are_refused_with_the_case() -> None:
    rows = [booking("1", 10, "in", 2**62), booking("2", 10, "in", 2**62)]

    with pytest.raises(Rejected) as refused:
        totals(PAID, rows, TWO)
    assert [("F694", {"case_id": "C1"})] == [(d.code, d.values) for d in refused.value.report.diagnostics]
