"""Statements nobody has a profile for: whatever the layout, the result is the same or a question, never different."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ledger.exports import import_sources
from engine.ledger.profile import shipped_profiles
from engine.ledger.tables import open_tables
from engine.source.report import Report

STATEMENT = next(profile for profile in shipped_profiles() if profile.name == "statement")

#: What really happened: day, time, direction, fen, counterparty, summary.
TRUTH = [
    ("2021-05-01", "09:30:00", "in", 123450, "62281", "转账"),
    ("2021-05-01", "09:31:10", "out", 123400, "62282", "网银"),
    ("2021-05-02", "23:59:59", "out", 5, "62283", ""),
    ("2021-05-03", "00:00:01", "in", 100000000, "", "现存"),
]
WORDS = [("进", "出"), ("贷", "借"), ("收入", "支出"), ("贷方", "借方"), ("收", "付"), ("1", "2"), ("D", "C")]
STYLES = ["coded", "columns", "sign_with_direction", "sign_alone"]
QUESTIONS = {"F610", "F612", "F660", "F664", "F665", "F666", "F667", "F668"}
OTHER = ("传票号", "柜员号", "奇怪的列", "可用余额", "商户名称")


def synonym(draw: random.Random, column: str, avoid: set[str]) -> str:
    return draw.choice([title for title in STATEMENT.columns[column] if title not in avoid])


def statement(draw: random.Random) -> str:
    """Write the truth in some layout."""
    style, used = draw.choice(STYLES), set(OTHER)
    came, went = draw.choice(WORDS)
    columns: dict[str, list[str]] = {}

    def add(column: str, cells: list[str]) -> None:
        title = synonym(draw, column, used)
        used.add(title)
        columns[title] = cells

    add("account", ["0622"] * len(TRUTH))
    separate = draw.random() < 0.4
    dates = [day.replace("-", draw.choice(["", "/", "-"])) if separate else f"{day} {time}" for day, time, *_ in TRUTH]
    add("booked_at", dates)
    if separate:
        add("booked_time", [time.replace(":", "") if draw.random() < 0.3 else time for _, time, *_ in TRUTH])
    yuan = [f"{fen // 100}.{fen % 100:02d}" for *_, fen, _, _ in TRUTH]
    ways = [way for _, _, way, *_ in TRUTH]
    minus = [f"-{text}" if way == "out" else text for text, way in zip(yuan, ways, strict=True)]
    if style == "columns":
        blank = draw.choice(["", "0.00", "-"])
        add("amount_in", [text if way == "in" else blank for text, way in zip(yuan, ways, strict=True)])
        add("amount_out", [text if way == "out" else blank for text, way in zip(yuan, ways, strict=True)])
    else:
        add("amount", yuan if style == "coded" else minus)
        if style != "sign_alone":
            add("direction", [came if way == "in" else went for way in ways])
    if draw.random() < 0.8:
        add("counterparty", [row[4] for row in TRUTH])
    add("summary", [row[5] for row in TRUTH])
    for title in draw.sample(OTHER, draw.randrange(3)):
        columns[title] = ["7"] * len(TRUTH)
    titles = draw.sample(sorted(columns), len(columns))
    above = draw.sample([["某银行交易流水"], ["打印日期：2021-06-01"], [], ["说明", "仅供参考"]], draw.randrange(4))
    below = draw.sample([["合计", "1"], ["以上数据仅供参考"]], draw.randrange(3))
    written = io.StringIO()
    delimiter = draw.choice([",", "\t"])
    csv.writer(written, delimiter=delimiter).writerows(
        [*above, [f"{title}\t" if delimiter == "," else title for title in titles]]
        + [[columns[title][at] for title in titles] for at in range(len(TRUTH))]
        + below
    )
    return written.getvalue()


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_unknown_layout_is_read_right_or_asked_about(tmp_path: Path, seed: int) -> None:
    text = statement(random.Random(seed))  # noqa: S311 (test data)
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    tables, report = open_tables(threads=1), Report("input")

    found = import_sources([tmp_path / "a.csv"], tables, report)

    rows = tables.rows(
        "SELECT account, strftime(booked_at, '%Y-%m-%d'), strftime(booked_at, '%H:%M:%S'), direction, amount,"
        " time_precision FROM raw_bookings ORDER BY row"
    )
    tables.close()
    if report.has_errors:
        assert [] == rows
        assert {known.code for known in report.diagnostics} <= QUESTIONS
    else:
        assert [("0622", *row[:4], "second") for row in TRUTH] == rows, text
        assert {} == found.rejected


@pytest.mark.parametrize("seeds", [range(60)])
def test_most_layouts_are_read(tmp_path: Path, seeds: range) -> None:
    read = 0
    for seed in seeds:
        (tmp_path / "a.csv").write_text(statement(random.Random(seed)), encoding="utf-8")  # noqa: S311 (test data)
        tables, report = open_tables(threads=1), Report("input")
        import_sources([tmp_path / "a.csv"], tables, report)
        read += not report.has_errors
        tables.close()
    assert read > len(seeds) // 4
