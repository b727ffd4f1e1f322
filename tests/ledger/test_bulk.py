"""Usual lines read in bulk and row by row: one result, whatever the dirt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.ledger import bulk as bulk_reader
from engine.ledger import exports
from engine.ledger.batches import Readings
from engine.ledger.tables import open_tables
from engine.source.report import Report

POLICE = (
    "交易卡号,交易账号,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,"
    "现金标志,摘要说明,交易币种,交易是否成功,查询反馈结果原因"
)
CANONICAL = "account,booked_at,direction,amount,balance,seq,time_precision,cash,status,summary"

POOLS: dict[str, list[str]] = {
    "交易卡号": [
        "0622", "6222_156_1", "6222-1", "45-0622", "45-062200000000-1", "CNYO062200000000_156_1", "", "-", "6.2E+18",
        "622.0", "无", "6222****01", "_156_1", "\u30000622",
    ],
    "交易账号": ["33001", "", "1234567890123456.0"],
    "开户人证件号码": ["33078219900101000X", "", "3.3E+17", "nan"],
    "交易时间": [
        "20210501123045", "2021-05-01 12:30:45", "2021-5-1 9:30:45", "20210501", "2021-02-30 00:00:00", "", "20211301",
        "2021/05/01 12:30:45", "20210501246000", "00000501123045", "2021-05-01", "202105011230", "44317.5",
    ],
    "交易金额": [
        "1.00", "-5", "0", "0.00", ".5", '"1,234.50"', "1.005", "99999999999999.99", "999999999999999999", "", "x",
        '"1,234.50"\t', '"12,34"', '"-1,234.5"', '"999,999,999,999.99"',
        '"9,999,999,999,999.99"', '"5.00"', '"1,234.505"',
    ],
    "交易余额": ["", "1.00", "-", "x", "-0.01", "1234567890123456"],
    "收付标志": ["进", "出", "贷", "O", "", "1", "-", "收付标志", '"进"'],
    "交易对手账卡号": ["6228", "", "6228_156_1", "45-a&b", "45--1", "622e5", "----"],
    "现金标志": ["现金", "转账", "00", "", "-"],
    "摘要说明": [
        "冲正", "", '"a\nb"', '"x"', '"a""b"', '"a, b "', 'x"y', '"a\n""\n b"\t',
        '"a\r\n\r\nb"\t', '"-"', '"无"', '"\n"', "a, b", "\\N", "NULL", "a b",
        " \u3000 x \t\t\t\t\t\t\t", "\ufeff"],
    "交易币种": ["人民币", "", "USD", "?"],
    "交易是否成功": ["成功", "失败", "", "00"],
    "查询反馈结果原因": ["", "成功", "无记录", "备查"],
    "account": ["0622", "", "6.2E+18", "-"],
    "booked_at": ["2021-05-03T10:02:11", "2021-05-03T10:02", "2021-05-03", "20210503", ""],
    "direction": ["in", "out", "", "进"],
    "amount": ["1.00", "-1", "0", "1.001", "1,000"],
    "balance": ["", "0", "x"],
    "seq": ["", "1", "x", "-3", "1234567890123456789"],
    "time_precision": ["", "day", "second", "x"],
    "cash": ["", "true", "yes"],
    "status": ["", "booked", "failed", "reversed", "?"],
    "summary": ["", "冲正", "-", '"', "a\rb"],
}  # fmt: skip


def lines_of(header: str) -> st.SearchStrategy[list[str]]:
    """Draw lines, mostly usual ones: the first text of each pool is."""
    cells = [st.just(POOLS[title][0]) | st.sampled_from(POOLS[title]) for title in header.split(",")]
    line = st.tuples(*cells).map(",".join) | st.tuples(*cells).map(quoted)
    return st.lists(line | st.sampled_from(["", "x", ",", " "]), max_size=12)


def quoted(cells: tuple[str, ...]) -> str:
    """Return a line with each cell in quotes."""
    return ",".join(cell if cell[:1] == '"' else f'"{cell}"' for cell in cells)


def read(path: Path, *, bulk: bool, monkeypatch: pytest.MonkeyPatch, size: int = 8 << 20) -> Any:
    with monkeypatch.context() as patch:
        patch.setattr(bulk_reader, "_CHUNK", size)
        if not bulk:
            patch.setattr(exports, "bulk_chunks", lambda *_: None)
        tables, report = open_tables(threads=1), Report("input")
        found = exports.import_sources([path], tables, report)
        rows = [tables.rows(f"SELECT * FROM {table} ORDER BY row") for table in ("raw_bookings", "rejects", "coverage")]
        tables.close()
    said = [(found.code, found.span and found.span.line) for found in report.diagnostics]
    return rows, found.as_json(), said


@pytest.fixture
def same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, list[str]], None]:
    def check(header: str, lines: list[str], end: str = "\n", size: int = 8 << 20) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes("".join(f"{line}{end}" for line in [header, *lines]).encode())
        assert read(path, bulk=False, monkeypatch=monkeypatch) == read(
            path, bulk=True, monkeypatch=monkeypatch, size=size
        )

    return check


@pytest.mark.parametrize("header", [POLICE, CANONICAL])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bulk_and_rows_give_the_same(same: Callable[..., None], header: str, data: st.DataObject) -> None:
    end, size = data.draw(st.sampled_from(["\n", "\r\n", "\t\r\n"])), data.draw(st.sampled_from([8 << 20, 150, 20]))
    same(header, data.draw(lines_of(header)), end, size)


@pytest.mark.parametrize("size", [8 << 20, 150, 20])
@pytest.mark.parametrize("cell", ['x"y', "a\rb", '"', '"a"b', "a\x1fb"])
@pytest.mark.parametrize("other", ['"\n"', "", '"a\n\n\nb"'])
def test_a_cell_that_misleads_about_where_records_end(
    same: Callable[..., None], cell: str, other: str, size: int
) -> None:
    usual = {name: POOLS[name][0] for name in POLICE.split(",")}
    lines = [",".join((usual | {"摘要说明": text}).values()) for text in ("", "", cell, other, "", other)]

    same(POLICE, lines, size=size)


@given(st.sampled_from(sorted(POOLS)[:40]), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("交易时间", None)
def test_one_odd_cell_gives_the_same(same: Callable[..., None], title: str, data: st.DataObject | None) -> None:
    header = POLICE if title in POLICE.split(",") else CANONICAL
    usual = {name: POOLS[name][0] for name in header.split(",")}
    texts = POOLS[title] if data is None else [data.draw(st.sampled_from(POOLS[title]))]

    same(header, [",".join((usual | {title: text}).values()) for text in texts])


def test_usual_lines_are_taken_in_bulk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ",".join(POOLS[name][0] for name in POLICE.split(","))
    path = tmp_path / "a.csv"
    path.write_text(f"{POLICE}\n{usual}\n{usual}\n", encoding="utf-8")

    def no_rows(_: object, records: list[object]) -> Readings:
        assert [] == records
        return Readings((), ())

    monkeypatch.setattr(exports.BookingReader, "read", no_rows)

    assert 2 == exports.import_sources([path], open_tables(threads=1), Report("input")).rows_kept
