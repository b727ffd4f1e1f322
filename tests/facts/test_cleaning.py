"""Which rows count: facts.md section 2, a sentence a test."""

from datetime import datetime, timedelta

import pytest
from facts_engine import fates_in, tables_of
from oracle import Booking, Transfer, World

from engine.facts.cleaning import Cleaning, Place, Repeat, Reversal, clean, repeats, reversals
from engine.ledger.tables import Tables, open_tables

NOON = datetime(2021, 5, 10, 12)  # noqa: DTZ001 (civil time, as the ledgers have it)


def row(number: int, direction: str, amount: int, file: str = "a.csv", **cells: object) -> Booking:
    at = NOON + timedelta(seconds=number)
    return Booking(**{"file": file, "row": number, "account": "1", "at": at, "precision": "second",
                      "direction": direction, "amount": amount, **cells})  # fmt: skip


def cleaned(*bookings: Booking) -> tuple[Tables, Cleaning]:
    transfer = Transfer("C1", None, "1", 5, NOON, "second", 2)
    tables = tables_of(World(bookings=list(bookings), transfers=[transfer]))
    return tables, clean(tables)


def fates(*bookings: Booking) -> list[str]:
    tables, _ = cleaned(*bookings)
    found = fates_in(tables)
    return [found[b.source] for b in bookings]


def test_a_negative_amount_undoes_the_same_direction() -> None:
    assert ["reversed", "reversed"] == fates(row(1, "out", 5), row(2, "out", -5))
    assert ["counted", "rejected"] == fates(row(1, "in", 5), row(2, "out", -5))


@pytest.mark.parametrize("mark", ["冲正", "抹账", "撤销", "退汇", "冲账", "红字"])
def test_a_marked_positive_amount_undoes_the_other_direction(mark: str) -> None:
    assert ["reversed", "reversed"] == fates(row(1, "out", 5), row(2, "in", 5, summary=f"转账{mark}"))
    assert ["counted", "counted"] == fates(row(1, "in", 5), row(2, "in", 5, summary=mark))


def test_a_reversal_reaches_back_seven_times_twenty_four_hours_and_no_second_more() -> None:
    week = 7 * 24 * 3600

    assert ["reversed", "reversed"] == fates(row(1, "in", 5), row(1 + week, "in", -5))
    assert ["counted", "rejected"] == fates(row(1, "in", 5), row(2 + week, "in", -5))


def test_the_same_serial_goes_before_a_later_row_without_one() -> None:
    told = row(1, "in", 5, serial="S"), row(2, "in", 5), row(3, "in", -5, serial="S")

    assert ["reversed", "counted", "reversed"] == fates(*told)


def test_unequal_serials_never_pair() -> None:
    assert ["counted", "rejected"] == fates(row(1, "in", 5, serial="S"), row(2, "in", -5, serial="T"))


def test_the_latest_is_undone_where_the_reversal_carries_no_serial() -> None:
    assert ["counted", "reversed", "reversed"] == fates(row(1, "in", 5), row(2, "in", 5, serial="S"), row(3, "in", -5))


def test_a_row_that_the_source_calls_reversed_neither_counts_nor_pairs() -> None:
    assert ["reversed", "rejected"] == fates(row(1, "in", 5, status="reversed"), row(2, "in", -5))


def test_a_failed_reversal_undoes_nothing() -> None:
    assert ["counted", "failed"] == fates(row(1, "in", 5), row(2, "in", -5, status="failed"))


def test_a_booking_is_undone_once() -> None:
    assert ["reversed", "reversed", "rejected"] == fates(row(1, "in", 5), row(2, "in", -5), row(3, "in", -5))


def test_a_reversal_is_never_undone_itself() -> None:
    assert ["rejected", "counted"] == fates(row(1, "in", -5), row(2, "in", 5, summary="冲正"))


def test_of_the_same_row_as_many_stay_as_the_file_with_most_of_them_holds() -> None:
    one = dict.fromkeys(("at",), NOON)
    rows = [row(1, "in", 5, "b.csv", **one), row(2, "in", 5, "c.csv", **one), row(3, "in", 5, "c.csv", **one)]

    assert ["merged", "counted", "counted"] == fates(*rows)


def test_of_the_same_row_with_serial_and_balance_one_stays() -> None:
    cells = {"at": NOON, "serial": "S", "balance": 0}
    rows = [row(1, "in", 5, "b.csv", **cells), row(2, "in", 5, "c.csv", **cells), row(3, "in", 5, "c.csv", **cells)]

    assert ["merged", "counted", "merged"] == fates(*rows)


def test_of_files_that_hold_as_many_the_first_in_byte_order_stays() -> None:
    rows = [row(1, "in", 5, "a.csv", at=NOON), row(1, "in", 5, "Z.csv", at=NOON), row(1, "in", 5, "中.csv", at=NOON)]

    assert ["merged", "counted", "merged"] == fates(*rows)


def test_rows_of_unequal_status_are_not_the_same_row() -> None:
    assert ["counted", "failed"] == fates(
        row(1, "in", 5, "a.csv", at=NOON), row(1, "in", 5, "b.csv", at=NOON, status="failed")
    )


def test_two_equal_rows_of_one_file_without_serial_are_two_bookings() -> None:
    tables, cleaning = cleaned(row(1, "in", 5, at=NOON), row(2, "in", 5, at=NOON))

    assert (2, 0, 0) == (cleaning.counted, cleaning.repeats, cleaning.repeat_groups)
    assert [] == list(repeats(tables))


def test_all_sources_of_a_repeated_row_are_cited() -> None:
    tables, _ = cleaned(row(4, "in", 5, "b.csv", at=NOON), row(7, "in", 5, "a.csv", at=NOON))

    assert [Repeat(kept=(Place("a.csv:7", "a.csv", 7),), left_out=(Place("b.csv:4", "b.csv", 4),))] == list(
        repeats(tables)
    )


def test_pairs_by_the_summary_alone_and_marked_rows_without_partner_are_listed() -> None:
    tables, cleaning = cleaned(
        row(1, "in", 5), row(2, "out", 5, summary="冲正"), row(3, "out", 6, summary="退汇"), row(4, "in", -7)
    )

    assert [
        Reversal(Place("a.csv:2", "a.csv", 2), Place("a.csv:1", "a.csv", 1), by_summary=True),
        Reversal(Place("a.csv:3", "a.csv", 3), None, by_summary=True),
        Reversal(Place("a.csv:4", "a.csv", 4), None, by_summary=False),
    ] == list(reversals(tables))
    assert (1, 1, 1, 1) == (
        cleaning.reversal_pairs,
        cleaning.pairs_by_summary,
        cleaning.marked_counted,
        cleaning.negative_rejected,
    )


def test_a_negative_amount_without_partner_is_a_reject_once_however_often_the_facts_are_derived() -> None:
    tables, _ = cleaned(row(4, "out", -705, serial="S"))
    clean(tables)

    assert [("a.csv", 4, "amount", "F690", "1,2021-05-10T12:00:04,out,-7.05,S")] == tables.rows("FROM rejects")


def test_every_row_has_one_fate() -> None:
    _, cleaning = cleaned(
        row(1, "in", 5), row(1, "in", 5, "b.csv"), row(2, "in", -5), row(3, "in", -9), row(4, "in", 1, status="failed"),
        row(5, "in", 1, status="reversed"), row(6, "out", 2), row(7, "out", 2, account="6226****5669"),
    )  # fmt: skip

    assert Cleaning(
        rows=8, counted=1, masked=1, failed=1, reversed_in_source=1, repeats=1, repeat_groups=1, reversal_pairs=1,
        pairs_by_summary=0, marked_counted=0, negative_rejected=1,
    ) == cleaning  # fmt: skip


def test_ordinals_follow_account_moment_seq_file_and_row_over_many_row_groups() -> None:
    tables = open_tables(threads=2)
    tables.connection.execute(
        "INSERT INTO raw_bookings BY NAME SELECT 'b' || i AS booking_id, 'A' || hash(i) % 50 AS account, "
        "TIMESTAMP '2021-05-01' + to_seconds((hash(i + 1) % 1000)::BIGINT) AS booked_at, 'second' AS time_precision, "
        "CASE WHEN i % 3 > 0 THEN i % 7 END AS seq, 'in' AS direction, 1 AS amount, 'booked' AS status, "
        "'f' || i % 2 AS file, i AS \"row\" FROM range(400000) r(i)"
    )
    clean(tables)

    assert [(0,)] == tables.rows(
        "SELECT count(*) FROM (SELECT ordinal, row_number() OVER "
        '(ORDER BY account, booked_at, seq NULLS LAST, file, "row") AS place FROM bookings) WHERE ordinal <> place'
    )
