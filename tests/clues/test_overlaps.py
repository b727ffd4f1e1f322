"""What tier-1 accounts share: facts.md section 5."""

from pathlib import Path

import pytest
from clue_tables import Cells, run

from engine.clues.hubs import Hubs, read_hubs, shipped_hubs
from engine.clues.overlaps import Overlap, find_overlaps
from engine.clues.store import ATTRIBUTES_FILE, write_attributes
from engine.ledger.tables import Tables
from engine.source.report import Rejected, Report

NO_HUBS = Hubs(exact=(), containing=())
TIER_1 = [("C1", "1"), ("C1", "2"), ("C2", "2"), ("C2", "3")]


def three(bookings: list[Cells] | None = None, accounts: list[Cells] | None = None) -> Tables:
    """Accounts 1 and 2 in case C1, accounts 2 and 3 in case C2, and 9, which is not of tier 1."""
    transfers = [{"case_id": case_id, "account": account} for case_id, account in [*TIER_1, ("C1", "9")]]
    return run(bookings or [], accounts or [], transfers)


def found(tables: Tables, tier_1: list[tuple[str, str]] = TIER_1, hubs: Hubs = NO_HUBS) -> list[tuple[object, ...]]:
    return [(o.attribute, o.value, o.accounts, o.cases) for o in find_overlaps(tables, tier_1, hubs, min_accounts=2)]


def test_accounts_and_cases_are_counted_once_and_listed_in_order() -> None:
    tables = three(accounts=[{"account": "1", "phone": "138"}, {"account": "2", "phone": "138"}])
    (overlap,) = find_overlaps(tables, TIER_1, NO_HUBS, min_accounts=2)

    assert (
        Overlap(attribute="phone", value="138", accounts=2, cases=2, account_list=("1", "2"), case_list=("C1", "C2"))
        == overlap
    )


@pytest.mark.parametrize("attribute", ["open_branch", "open_place", "holder_id", "phone", "agent"])
def test_what_the_account_list_states_groups(attribute: str) -> None:
    tables = three(accounts=[{"account": own, attribute: "X"} for own in ("1", "3", "9")])

    assert [(attribute, "X", 2, 2)] == found(tables)


@pytest.mark.parametrize("attribute", ["counterparty", "ip", "mac", "terminal"])
def test_what_counted_bookings_state_groups(attribute: str) -> None:
    tables = three([{"account": own, attribute: "X"} for own in ("1", "3", "9")])

    assert [(attribute, "X", 2, 2)] == found(tables)


def test_a_booking_that_does_not_count_states_nothing() -> None:
    tables = three([{"account": "1", "ip": "X"}, {"account": "3", "ip": "X", "status": "failed"}])

    assert [] == found(tables)


def test_only_cash_that_went_out_has_a_withdrawal_place() -> None:
    rows = [
        {"account": "1", "place": "义乌", "cash": "true"},
        {"account": "2", "place": "义乌", "cash": "true"},
        {"account": "1", "place": "南宁", "cash": "false"},
        {"account": "2", "place": "南宁"},
        {"account": "1", "place": "北海", "cash": "true", "direction": "in"},
        {"account": "2", "place": "北海", "cash": "true", "direction": "in"},
    ]

    assert [("withdrawal_place", "义乌", 2, 2)] == found(three(rows))


@pytest.mark.parametrize("attribute", ["counterparty", "ip", "terminal"])
def test_masked_values_of_bookings_do_not_group(attribute: str) -> None:
    assert [] == found(three([{"account": own, attribute: "6226****5669"} for own in "123"]))


@pytest.mark.parametrize("attribute", ["holder_id", "phone", "agent"])
def test_masked_values_of_the_account_list_do_not_group(attribute: str) -> None:
    assert [] == found(three(accounts=[{"account": own, attribute: "138****0000"} for own in "123"]))


def test_a_masked_account_states_nothing() -> None:
    tier_1 = [("C1", "1"), ("C1", "6226****5669")]
    tables = run(
        [{"account": own, "ip": "X"} for _, own in tier_1],
        [{"account": own, "phone": "138"} for _, own in tier_1],
        [{"case_id": case_id, "account": own} for case_id, own in tier_1],
    )

    assert [] == found(tables, tier_1)


def test_values_group_only_when_they_are_exactly_equal() -> None:
    assert [] == found(three([{"account": "1", "counterparty": "007"}, {"account": "2", "counterparty": "7"}]))


def test_the_holder_whom_the_bookings_name_groups() -> None:
    tables = three([{"account": "1", "holder_id": "H"}, {"account": "2", "holder_id": "H"}])

    assert [("holder_id", "H", 2, 2)] == found(tables)


def test_more_cases_come_first_then_more_accounts_then_attribute_and_value() -> None:
    rows = [{"account": own, "ip": ip} for ip, held in {"b": "12", "a": "12", "c": "123"}.items() for own in held]
    accounts = [{"account": own, "agent": "z"} for own in "12"]

    assert [("ip", "c", 3, 1), ("agent", "z", 2, 1), ("ip", "a", 2, 1), ("ip", "b", 2, 1)] == found(
        three(rows, accounts), [("C1", "1"), ("C1", "2"), ("C1", "3")]
    )
    assert ("ip", "c", 3, 2) == found(three(rows, accounts))[0]


def test_as_many_accounts_are_asked_for_as_the_parameter_says() -> None:
    tables = three([{"account": own, "ip": "X"} for own in "12"])

    assert () == find_overlaps(tables, TIER_1, NO_HUBS, min_accounts=3)


@pytest.mark.parametrize(
    "hub",
    [
        {"counterparty": "P1", "counterparty_name": "支付宝（中国）网络技术有限公司"},
        {"counterparty": "财付通支付科技有限公司"},
        {"counterparty": "P1", "counterparty_name": "某银行客户备付金"},
        {"counterparty": "微信支付"},
    ],
)
def test_payment_companies_do_not_group(hub: Cells) -> None:
    tables = three([{"account": own} | hub for own in "123"])
    hubs = shipped_hubs(Report(about="input"))

    assert [] == found(tables, hubs=hubs)
    assert 1 == len(found(tables))


def test_a_name_that_only_contains_an_exact_hub_groups() -> None:
    tables = three([{"account": own, "counterparty": "微信支付者"} for own in "12"])

    assert [("counterparty", "微信支付者", 2, 2)] == found(tables, hubs=shipped_hubs(Report(about="input")))


def test_earlier_cases_join_and_an_older_run_of_the_same_case_is_left_aside(tmp_path: Path) -> None:
    earlier = run(
        [{"account": "7", "ip": "X"}, {"account": "1", "ip": "OLD"}, {"account": "2", "ip": "OLD"}],
        [],
        [{"case_id": "C0", "account": "7"}, {"case_id": "C1", "account": "1"}, {"case_id": "C1", "account": "2"}],
    )
    find_overlaps(earlier, [("C0", "7"), ("C1", "1"), ("C1", "2")], NO_HUBS, min_accounts=2)
    left = tmp_path / "案件 [1]'s" / ATTRIBUTES_FILE
    left.parent.mkdir()
    write_attributes(earlier, left)
    tables = three([{"account": "1", "ip": "X"}])

    assert (
        Overlap(attribute="ip", value="X", accounts=2, cases=2, account_list=("1", "7"), case_list=("C0", "C1")),
    ) == find_overlaps(tables, TIER_1, NO_HUBS, min_accounts=2, earlier=[left])


def test_the_same_attributes_are_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("a", "b"):
        tables = three([{"account": own, "ip": "X"} for own in "123"])
        find_overlaps(tables, TIER_1, NO_HUBS, min_accounts=2)
        write_attributes(tables, tmp_path / name)
        written.append((tmp_path / name).read_bytes())

    assert written[0] == written[1]


def test_a_file_that_no_case_left_is_refused(tmp_path: Path) -> None:
    foreign, other = tmp_path / "foreign.parquet", tmp_path / "other.parquet"
    foreign.write_bytes(b"PAR1 not really")
    tables = three()
    tables.connection.execute(f"COPY (SELECT 1 AS case_id) TO '{other}' (FORMAT parquet)")

    with pytest.raises(Rejected) as refused:
        find_overlaps(tables, TIER_1, NO_HUBS, min_accounts=2, earlier=[foreign, other, tmp_path / "none"])
    assert ["F693"] * 3 == [found.code for found in refused.value.report.diagnostics]


@pytest.mark.parametrize("text", ["- a", "exact: a", "exact: ['']", "exact: [[a]]", "other: [a]", "containing: [1]"])
def test_a_wrong_list_of_hubs_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hubs.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Rejected) as refused:
        read_hubs(path, "hubs.yaml", Report(about="input"))
    (diagnostic,) = refused.value.report.diagnostics
    assert ("F692", "hubs.yaml", 1) == (diagnostic.code, diagnostic.span.file, diagnostic.span.line)


def test_accounts_looked_at_in_batches_share_what_they_share_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"account": own, "ip": "X", "mac": own} for own in ("1", "2", "3", "9")]
    accounts = [{"account": own, "phone": "138"} for own in ("1", "2", "3")]
    whole = find_overlaps(three(rows, accounts), TIER_1, NO_HUBS, min_accounts=1)
    monkeypatch.setattr("engine.clues.overlaps.ROWS_AT_ONCE", 1)

    assert whole == find_overlaps(three(rows, accounts), TIER_1, NO_HUBS, min_accounts=1)
    assert [("ip", "X", 3, 2), ("phone", "138", 3, 2)] == [
        (o.attribute, o.value, o.accounts, o.cases) for o in whole if o.accounts > 1
    ]
