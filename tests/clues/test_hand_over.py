"""The hand-over list shows what a verifier needs, and where to look it up."""

import dataclasses

import pytest
from clue_tables import run

from engine.clues.hand_over import COLUMNS, HandOver, Suspect, daily_average, hand_over, yuan
from engine.messages.catalogue import PHRASES

ACCOUNT = {
    "account": "01", "holder_name": "户甲", "holder_id": "3307", "bank": "某行", "open_branch": "某网点",
    "open_place": "北海", "phone": "138",
}  # fmt: skip
BOOKINGS = [
    {"account": "01", "direction": "in", "amount": "50000", "booked_at": "2021-05-10 12:00:30"},
    {"account": "01", "direction": "out", "amount": "50000", "booked_at": "2021-05-10 12:01:00"},
    {"account": "01", "direction": "out", "amount": "1000", "booked_at": "2021-05-09 12:01:00"},
    {"account": "01", "direction": "in", "amount": "50000", "booked_at": "2021-05-10 12:00:30", "file": "ledger/b.csv"},
]  # fmt: skip
TRANSFERS = [
    {"account": "02", "amount": "70000", "victim_id": "V3"},
    {"account": "01", "amount": "50000", "victim_id": "V2"},
    {"account": "01", "amount": "600", "victim_id": "V1", "paid_at": "2021-05-10 11:00:00", "time_precision": "minute"},
]


def suspect(account: str, tier: str) -> Suspect:
    return Suspect(case_id="C1", account=account, tier=tier, rules="T1 (2022-01-01)")


def test_a_row_shows_the_holder_the_money_and_the_evidence() -> None:
    tables = run(BOOKINGS, [ACCOUNT], TRANSFERS)
    (row,) = hand_over(tables, [suspect("01", "一级")], baseline_days=7)

    assert (
        HandOver(
            number=1,
            clue_number="C1-0001",
            case_id="C1",
            account="01",
            holder_name="户甲",
            holder_id="3307",
            bank="某行",
            open_branch="某网点",
            open_place="北海",
            phone="138",
            victims=("V1", "V2"),
            victim_amount="506.00",
            victim_linked_amount="500.00",
            first_paid_at="2021-05-10 11:00",
            incident_day="2021-05-10",
            day_turnover="1000.00",
            week_daily_average="≈1.43",
            multiple="700.00",
            provable_amount=None,
            pass_count=1,
            pass_min_gap=30,
            tier="一级",
            rules="T1 (2022-01-01)",
            in_registry=False,
            evidence=("ledger/a.csv:2-3", "ledger/b.csv:5", "victim_transfers.csv:3-4"),
        )
        == row
    )


def test_what_is_unknown_is_none_and_the_order_is_that_of_the_subjects() -> None:
    tables = run(BOOKINGS, [ACCOUNT], TRANSFERS)
    first, second = hand_over(tables, [suspect("01", "一级"), suspect("02", "二级")], baseline_days=7)

    assert ((1, "02", "二级"), (2, "01", "一级")) == tuple((r.number, r.account, r.tier) for r in (first, second))
    assert (None,) * 8 == (
        first.holder_name, first.holder_id, first.incident_day, first.day_turnover, first.week_daily_average,
        first.pass_count, first.pass_min_gap, first.in_registry,
    )  # fmt: skip
    assert ("victim_transfers.csv:2",) == first.evidence


def test_nobody_to_hand_over_is_an_empty_list() -> None:
    assert () == hand_over(run(BOOKINGS, [ACCOUNT], TRANSFERS), [], baseline_days=7)


@pytest.mark.parametrize(("fen", "said"), [(0, "0.00"), (5, "0.05"), (123456, "1234.56"), (-5, "-0.05")])
def test_fen_are_shown_as_yuan(fen: int, said: str) -> None:
    assert said == yuan(fen)


@pytest.mark.parametrize(
    ("fen", "days", "said"), [(700, 7, "1.00"), (10, 7, "≈0.01"), (11, 7, "≈0.02"), (3, 2, "≈0.02"), (0, 7, "0.00")]
)
def test_a_daily_average_says_where_it_is_rounded(fen: int, days: int, said: str) -> None:
    assert said == daily_average(fen, days)


def test_every_column_has_a_field_and_a_title() -> None:
    assert COLUMNS == tuple(field.name for field in dataclasses.fields(HandOver))
    assert [] == [name for name in COLUMNS if f"clues.hand_over.{name}" not in PHRASES]
