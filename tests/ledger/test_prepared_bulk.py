"""Prepared tables read in bulk and row by row: one result, whatever stands in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.ledger import prepared
from engine.ledger.prepared import PreparedFile, import_accounts, import_registry, import_victim_transfers
from engine.ledger.tables import open_tables
from engine.messages.catalogue import speak
from engine.source.report import Report

#: Of each column the texts it may have, a usual one first.
POOLS: dict[str, dict[str, list[str]]] = {
    "victim_transfers": {
        "case_id": ["C1", "", " C1 ", '"C,1"', '"C\n1"', '"C ""1"""', '" a, b "', "\ufeffC1"],
        "victim_id": ["V1", "", "\u3000", "-"],
        "account": ["0622", "", "6226****01", "6226xxxx01", "\t0622\t", '"0622"\t', "*"],
        "amount": [
            "10.50", "-1", "0", "0.00", ".5", "1.005", '"1,000"', "x", "", "1" * 14, "1" * 15, "1" * 19, "00.10", "１",
        ],
        "paid_at": [
            "2021-05-03T10:02:11", "2021-05-03T10:02", "2021-05-03", "2021-02-30", "0000-01-01", "2021-05-03 10:02", "",
            "2021-05-03T24:00", "0999-01-01",
        ],
    },
    "accounts": {
        "account": ["0622", "", "0623", "6226****01", "6226****01"],
        "holder_name": ["张三", "", '"张\n三"', "-"],
        "opened_on": ["2020-01-01", "", "2020/01/01", "2020-02-30", "0000-01-01", "0999-01-01"],
        "covered_from": ["2021-01-01", "", "2021-06-30", "x"],
        "covered_to": ["2021-06-30", "", "2021-01-01"],
    },
    "registry": {
        "holder_id": ["H1", "", " ", "H*"], "account": ["0622", ""], "case_no": ["A1", "", '"A,1"'],
        "status": ["在办", ""],
    },
}  # fmt: skip
READERS = {
    "victim_transfers": import_victim_transfers, "accounts": import_accounts, "registry": import_registry,
}  # fmt: skip


def lines_of(pools: dict[str, list[str]]) -> st.SearchStrategy[list[str]]:
    """Draw lines, mostly usual ones."""
    line = st.tuples(*(st.just(pool[0]) | st.sampled_from(pool) for pool in pools.values())).map(",".join)
    return st.lists(line | st.sampled_from(["", "x", ",,,", ",,,,", " ", '"']), max_size=10)


def read(path: Path, name: str) -> Any:
    tables, report = open_tables(threads=1), Report("input")
    found = READERS[name](path, tables, report)
    rows = [tables.rows(f"FROM {table}") for table in (name, "rejects")]
    tables.close()
    said = [(speak(one.message, "zh"), one.span, one.labels, one.help) for one in report.diagnostics]
    return rows, found, said


@pytest.fixture
def same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def check(name: str, lines: list[str], end: str = "\n", before: str = "") -> None:
        path = tmp_path / f"{name}.csv"
        header = ",".join(POOLS[name])
        path.write_bytes((before + "".join(f"{line}{end}" for line in [header, *lines])).encode())
        bulk = read(path, name)
        with monkeypatch.context() as patch:
            patch.setattr(PreparedFile, "lines", None)
            assert read(path, name) == bulk

    return check


@pytest.mark.parametrize("name", POOLS)
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bulk_and_rows_give_the_same(same: Callable[..., None], name: str, data: st.DataObject) -> None:
    lines = data.draw(lines_of(POOLS[name]))
    same(
        name,
        lines,
        data.draw(st.sampled_from(["\n", "\r\n", "\t\n"])),
        data.draw(st.sampled_from(["", "\n", "\ufeff"])),
    )


@pytest.mark.parametrize("name", POOLS)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(None)
def test_one_odd_cell_gives_the_same(same: Callable[..., None], name: str, data: st.DataObject | None) -> None:
    usual = [pool[0] for pool in POOLS[name].values()]
    for at, pool in enumerate(POOLS[name].values()):
        for text in pool if data is None else [data.draw(st.sampled_from(pool))]:
            same(name, [",".join(usual), ",".join([*usual[:at], text, *usual[at + 1 :]]), ",".join(["9", *usual[1:]])])


@pytest.mark.parametrize("name", POOLS)
def test_usual_rows_are_taken_in_bulk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    usual = [pool[0] for pool in POOLS[name].values()]
    path = tmp_path / f"{name}.csv"
    path.write_text(f"{','.join(POOLS[name])}\n{','.join(usual)}\n{','.join(['9', *usual[1:]])}\n", encoding="utf-8")

    def no_rows(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(prepared, "_transfer", no_rows)
    monkeypatch.setattr(prepared, "_whole_rows", no_rows)
    (rows, _), found, _ = read(path, name)

    assert 2 == len(rows) == found.rows_kept
