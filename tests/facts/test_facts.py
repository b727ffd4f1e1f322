"""What a subject's facts are: facts.md sections 3 and 4, a sentence a test."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from canonical_csv import CASES, expected_of
from facts_engine import derived, facts_in, settings_of, tables_of
from oracle import Account, Booking, Settings, Transfer, World

from engine.facts.columns import FACT_COLUMNS
from engine.facts.derive import derive_facts
from engine.ledger.case_folder import read_case_folder
from engine.ledger.tables import open_tables
from engine.source.report import Rejected, Report

PASSES = ("pass_count", "pass_amount", "pass_min_gap", "victim_pass_count", "victim_pass_amount", "swept_count")


def moment(text: str) -> tuple[datetime, str]:
    return datetime.fromisoformat(f"2021-05-{text}"), {2: "day", 8: "minute", 11: "second"}[len(text)]


def came(at: str, amount: int, **cells: object) -> Booking:
    return booking("in", at, amount, **cells)


def went(at: str, amount: int, **cells: object) -> Booking:
    return booking("out", at, amount, **cells)


def booking(direction: str, at: str, amount: int, **cells: object) -> Booking:
    when, precision = moment(at)
    named = {"file": "a.csv", "row": 0, "account": "1", "direction": direction, "amount": amount}
    return Booking(**{**named, "at": when, "precision": precision, **cells})


def paid(at: str, amount: int, victim: str | None = "V1") -> Transfer:
    return Transfer("C1", victim, "1", amount, *moment(at), 0)


def facts(
    transfers: list[Transfer],
    bookings: list[Booking],
    account: Account | None = None,
    settings: Settings | None = None,
    registry: list[tuple[str | None, str | None]] | None = None,
) -> dict[str, object]:
    for number, row in enumerate([*bookings, *transfers], 2):
        row.row = number
    world = World(bookings, transfers, [account] if account else [], registry, settings or Settings())
    tables = tables_of(world)
    derived(world, tables)
    (found,) = facts_in(tables)
    return found


@pytest.mark.parametrize(
    ("at", "linked"),
    [("10T11:50:00", 5), ("10T11:49:59", 0), ("11T12:00:00", 5), ("11T12:00:01", 0), ("10", 5), ("11", 0)],
)
def test_a_booking_links_from_ten_minutes_before_to_a_day_after_or_on_the_same_day(at: str, linked: int) -> None:
    assert linked == facts([paid("10T12:00:00", 5)], [came(at, 5)])["victim_linked_amount"]


def test_nothing_is_cut_when_a_booking_is_linked() -> None:
    assert 0 == facts([paid("10T12:10:01", 5)], [came("10T12:00", 5)])["victim_linked_amount"]


def test_the_nearest_booking_is_linked_and_of_equals_the_earliest() -> None:
    found = facts([paid("10T00:00:01", 5)], [came("09T23:59:59", 5), came("10T00:00:03", 5)])

    assert date(2021, 5, 9) == found["incident_day"]


def test_a_booking_is_linked_once() -> None:
    found = facts([paid("10T12:00:00", 5), paid("10T12:00:00", 5)], [came("10T12:00:00", 5)])

    assert (10, 5) == (found["victim_amount"], found["victim_linked_amount"])


def test_the_banks_clock_decides_the_incident_day_where_it_is_known() -> None:
    found = facts([paid("10T23:59:59", 5), paid("12T00:00:00", 6)], [came("11T00:00:01", 5)])

    assert (2, date(2021, 5, 11), 5) == (found["incident_days"], found["incident_day"], found["day_turnover"])


def test_the_week_ends_the_day_before_the_first_incident_day() -> None:
    rows = [came("02T23:59:59", 1), came("03T00:00:00", 2), went("09T23:59:59", 4), came("10T00:00:00", 8)]
    found = facts([paid("10T00:00:00", 8)], rows)

    assert (2, 4, 6) == (found["week_inflow"], found["week_outflow"], found["week_turnover"])


def test_the_window_reaches_as_many_days_to_either_side() -> None:
    rows = [came("08T12:00:00", 1), came("09T12:00:00", 2), came("10T12:00:00", 4), went("11T12:00:00", 8)]
    found = facts([paid("10T12:00:00", 4)], rows, settings=Settings(turnover_window_days=1))

    assert (6, 14) == (found["window_inflow"], found["window_turnover"])


def test_days_that_the_material_does_not_cover_are_unknown_and_not_zero() -> None:
    found = facts([paid("10T12:00:00", 5)], [came("10T12:00:00", 5)], Account("1", covered_from=date(2021, 5, 4)))

    assert (5, None, 0) == (found["day_turnover"], found["week_turnover"], found["pass_count"])


def test_the_week_before_an_account_was_opened_is_zero() -> None:
    account = Account("1", opened_on=date(2021, 5, 10), covered_from=date(2021, 5, 10))

    assert 0 == facts([paid("10T12:00:00", 5)], [came("10T12:00:00", 5)], account)["week_turnover"]


def test_one_incident_day_without_cover_leaves_the_incident_day_unknown() -> None:
    transfers = [paid("10T12:00:00", 5), paid("12T12:00:00", 5)]
    found = facts(transfers, [came("10T12:00:00", 5)], Account("1", covered_to=date(2021, 5, 11)))

    assert (2, None, None, None) == tuple(
        found[name] for name in ("incident_days", "incident_day", "day_turnover", "window_turnover")
    )
    assert 0 == found["week_turnover"]


def test_an_account_without_a_counted_booking_is_unknown() -> None:
    found = facts([paid("10T12:00:00", 5)], [came("10T12:00:00", 5, status="failed")])

    assert {"victim_amount": 5, "victim_count": 1, "victim_linked_amount": 0, "incident_days": 1} == {
        name: value for name, value in found.items() if value is not None and name in FACT_COLUMNS
    }


def test_an_account_without_a_counted_booking_is_zero_where_both_ends_are_stated() -> None:
    account = Account("1", covered_from=date(2021, 5, 1), covered_to=date(2021, 5, 10))
    found = facts([paid("10T12:00:00", 5)], [], account)

    assert (date(2021, 5, 10), 0, 0, 0, None) == tuple(
        found[name] for name in ("incident_day", "day_turnover", "week_turnover", "pass_count", "pass_min_gap")
    )


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("10T12:00:00", "10T12:03:00", 180),
        ("10T12:00:00", "10T12:03:01", None),
        ("10T12:00:59", "10T12:04", None),
        ("10T12:00:59", "10T12:03", 180),
        ("10T12:00:59", "10T12:00", 0),
        ("10T12:00", "10T12:03:59", 180),
        ("10T12:00:01", "10T12:00:00", None),
        ("10T23:59:59", "11T00:02:59", 180),
    ],
)
def test_gaps_are_cut_to_the_minute_where_either_knows_no_more(first: str, second: str, gap: int | None) -> None:
    found = facts([paid(first, 5)], [came(first, 5), went(second, 5)])

    assert (gap, 0 if gap is None else 1) == (found["pass_min_gap"], found["victim_pass_count"])
    assert (0 if gap is None else 1) == found["swept_count"]


def test_every_booking_is_in_one_pair_at_most_and_the_earliest_out_is_taken() -> None:
    rows = [came("10T12:00:00", 5), came("10T12:00:01", 5), went("10T12:00:02", 5), went("10T12:02:00", 5)]
    found = facts([paid("10T12:00:01", 5)], rows)

    assert (2, 10, 2, 1, 5) == tuple(found[name] for name in PASSES[:5])


def test_money_that_came_on_other_days_is_in_no_pair() -> None:
    rows = [came("09T12:00:00", 5), went("09T12:00:01", 5), came("10T12:00:00", 7)]

    assert (0, 0, None, 0, 0, 0) == tuple(facts([paid("10T12:00:00", 7)], rows)[name] for name in PASSES)


def test_sweeping_is_exact_to_the_fen_and_an_out_booking_may_serve_several() -> None:
    rows = [came("10T12:00:00", 1001), came("10T12:00:01", 1000), went("10T12:00:02", 450), went("10T12:01:00", 450)]

    assert 1 == facts([paid("10T12:00:00", 1000)], rows)["swept_count"]
    assert (
        2 == facts([paid("10T12:00:00", 1000)], rows, settings=Settings(sweep_share=Fraction(900, 1001)))["swept_count"]
    )


@pytest.mark.parametrize("coarse", [came("10", 7), went("10", 7), went("11", 7)])
def test_a_booking_that_knows_only_its_day_leaves_the_passes_unknown(coarse: Booking) -> None:
    found = facts([paid("10T23:58:00", 5)], [came("10T23:58:00", 5), coarse])

    assert [None] * 6 == [found[name] for name in PASSES]
    assert found["day_turnover"] is not None


def test_the_next_day_must_be_covered_where_the_money_could_leave_on_it() -> None:
    account = Account("1", covered_to=date(2021, 5, 10))

    assert 0 == facts([paid("10T23:56:59", 5)], [came("10T23:56:59", 5)], account)["pass_count"]
    assert facts([paid("10T23:57:00", 5)], [came("10T23:57:00", 5)], account)["pass_count"] is None


@pytest.mark.parametrize(
    ("registry", "holder", "expected"),
    [
        (None, "H1", None),
        ([], "H1", False),
        ([], None, None),
        ([("H1", None)], "H1", True),
        ([(None, "1")], None, True),
        ([(None, None)], None, None),
    ],
)
def test_the_registry_is_three_valued(
    registry: list[tuple[str | None, str | None]] | None, holder: str | None, expected: bool | None
) -> None:
    assert expected is facts([paid("10", 5)], [], Account("1", holder), registry=registry)["in_registry"]


def test_the_holder_is_the_one_whom_all_bookings_name_where_the_account_list_names_none() -> None:
    one, other = came("10", 5, holder_id="H1", status="failed"), came("11", 5, holder_id="H2")

    assert facts([paid("10", 5)], [one], registry=[("H1", None)])["in_registry"] is True
    assert facts([paid("10", 5)], [one, other], registry=[("H1", None)])["in_registry"] is None


def test_subjects_stand_in_the_order_of_first_appearance_and_apart_by_case() -> None:
    transfers = [
        Transfer(case_id, "V", account, 5, *moment("10T12:00:00"), row)
        for row, (case_id, account) in enumerate([("C2", "2"), ("C1", "1"), ("C2", "2"), ("C1", "2")], 2)
    ]
    world = World([came("10T12:00:00", 5, account="2")], transfers)
    tables = tables_of(world)
    derived(world, tables)

    assert [("C2", "2", 10, 5), ("C1", "1", 5, 0), ("C1", "2", 5, 5)] == tables.rows(
        "SELECT case_id, account, victim_amount, victim_linked_amount FROM facts"
    )


def test_sums_beyond_64_bits_are_refused_with_the_account() -> None:
    big = 2**62

    with pytest.raises(Rejected) as refused:
        facts([paid("10", 5)], [came("10", big), came("10", big)])
    assert [("F691", {"account": "1"})] == [(d.code, d.values) for d in refused.value.report.diagnostics]


def test_deriving_twice_gives_the_same() -> None:
    world = World([came("10T12:00:00", 5)], [paid("10T12:00:00", 5)])
    tables = tables_of(world)

    assert derived(world, tables) == derived(world, tables)
    assert 1 == len(facts_in(tables))


@pytest.mark.skipif(not CASES, reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_case_folder_read_by_the_ledger_gives_the_shared_facts(folder: Path) -> None:
    tables = open_tables(threads=1)
    read = read_case_folder(folder, tables, Report(about="input"))
    derive_facts(tables, settings_of(World([], [])), registry_known=read.registry_known)
    names = ("case_id", "account", *FACT_COLUMNS)

    assert [tuple(row[name] for name in names) for row in expected_of(folder)] == [
        tuple(value.isoformat() if isinstance(value, date) else value for value in row)
        for row in tables.rows("FROM facts")
    ]
