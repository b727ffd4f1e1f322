"""What lines above, between and below the bookings say of all of them: the unit, another table, what does not count."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ledger.answers import Answer, Answers
from engine.ledger.exports import import_sources
from engine.ledger.profile import shipped_profiles
from engine.ledger.tables import Tables, open_tables
from engine.source.report import Report

HEADER = "账号,交易时间,收支标志,金额,余额,对方账号,对方户名,摘要"
ROW = "62176800,2024-01-02 09:30:11,支出,{amount},8800,62220200,李四,转账"
PAGE = "交易日期,摘要,借方金额,贷方金额,余额,对方账号"


def table(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def amounts(tables: Tables) -> list[tuple[object, ...]]:
    return tables.rows('SELECT direction, amount FROM raw_bookings ORDER BY "row"')


def answered(tmp_path, text: str, **said: object) -> tuple[list[tuple[object, ...]], list[str]]:
    """Import `text` with an answer about it; return direction, fen and status of its rows, and the codes of errors."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    answer = Answer(files=("a.csv",), **{"columns": {}, "codes": {}} | said)
    tables, report = open_tables(threads=1), Report("input")
    import_sources([tmp_path / "a.csv"], tables, report, answers=Answers(answers=(answer,)))
    rows = tables.rows('SELECT direction, amount, status FROM raw_bookings ORDER BY "row"')
    tables.close()
    return rows, [found.code for found in report.diagnostics if found.severity == "error"]


@pytest.mark.parametrize(
    ("above", "written", "fen"),
    [
        ("单位：分", "120000", 120000),
        ("金额单位: 分,制表：张三", "120000.00", 120000),
        ("（单位：人民币分）", "120000", 120000),
        ("单位：元", "1200.50", 120050),
        ("货币单位：人民币元 币种：人民币", "1200.50", 120050),
        ("单位：元人民币", "1200.50", 120050),
        ("查询单位：分行营业部", "1200.50", 120050),
        ("单位名称：分众公司", "1200.50", 120050),
    ],
)
def test_the_unit_that_a_line_above_states_is_followed(import_text, tables, above, written, fen):
    import_text(table(above, HEADER, ROW.format(amount=written)))
    assert [("out", fen)] == amounts(tables)


@given(st.integers(1, 10**14))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_money_in_fen_and_in_yuan_is_the_same(tmp_path, fen):
    def read(unit: str, written: str) -> object:
        return answered(tmp_path, table(f"单位：{unit}", HEADER, ROW.format(amount=written)))

    expected = ([("out", fen, "booked")], [])
    assert expected == read("分", str(fen)) == read("元", f"{Decimal(fen) / 100:f}")


@pytest.mark.parametrize(
    "above",
    ["单位：万元", "单位：千元", "金额单位：角", "单位：万元人民币", "单位：元\n单位：分", "单位：分\n单位：万元"],
)
def test_a_unit_that_cannot_be_followed_is_asked_about(faults, tables, above):
    (found,) = faults(table(*above.split("\n"), HEADER, ROW.format(amount="1.2")))
    assert ("F675", []) == (found.code, amounts(tables))
    assert found.span.line in (1, 2)


@pytest.mark.parametrize(("unit", "fen"), [("yuan", 12000), ("fen", 120)])
def test_an_answered_unit_holds_whatever_is_stated(tmp_path, unit, fen):
    text = table("单位：万元", HEADER, ROW.format(amount="120"))
    assert ([("out", fen, "booked")], []) == answered(tmp_path, text, unit=unit)


def test_a_layout_known_by_name_that_states_another_unit_is_asked_about(faults):
    profile = next(found for found in shipped_profiles() if found.name == "tenpay_trades")
    others = [titles[0] for titles in profile.columns.values() if not set(titles) & set(profile.signature)]
    header = ",".join([*profile.signature, *others])
    (found,) = faults(table("单位：元", header, "1"))
    assert "F675" == found.code


@pytest.mark.parametrize(
    "below",
    [
        # the same account, other columns
        [
            "账号,对方账号,对方户名,金额,交易时间,收支标志,余额,摘要",
            "62176800,1,王五,1.00,2024-01-03 09:30:11,支出,1,x",
        ],
        ["", "账号,户名,余额,交易时间", "62176800,张三,1.00,2024-01-03 09:30:11"],
    ],
)
def test_another_table_below_is_asked_about_and_nothing_is_read(faults, tables, below):
    found = faults(table(HEADER, ROW.format(amount="1.00"), *below))
    assert "F676" in {one.code for one in found}
    assert [] == amounts(tables)


def test_another_account_below_is_asked_about(faults, tables):
    first, second = "2024-01-02,转账,1200.00,,8800.00,62220200", "2024-01-05,补贴,,200.00,9000.00,62220200"
    (found,) = faults(table("账号:62176800", PAGE, first, "账号：62176811", PAGE, second))
    assert ("F676", 4, []) == (found.code, found.span.line, amounts(tables))


def test_pages_of_one_account_are_one_table(import_text, tables):
    first, second = "2024-01-02,转账,1200.00,,8800.00,62220200", "2024-01-05,账号:62176811,,200.00,9000.00,62220200"
    found = import_text(table("账号:62176800", PAGE, first, "账号：6217 6800", PAGE, second))
    assert [("out", 120000), ("in", 20000)] == amounts(tables)
    assert {"above": 1, "header_again": 1} == found.files[0].beside


def test_totals_are_told_apart_and_bookings_that_speak_of_totals_are_not(import_text, tables):
    rows = ["2024-01-02,合计还款,1200.00,,8800.00,1", "2024-01-05,小计,,200.00,9000.00,1", "本页合计,,1200.00,200.00,,"]
    rows += ["过次页,,,,9000.00,", "期末余额,,,,9000.00,"]
    found = import_text(table("账号:62176800", PAGE, *rows))
    assert [("out", 120000), ("in", 20000)] == amounts(tables)
    assert (3, {}) == (found.files[0].beside["below"], found.rejected)


def test_why_a_payment_failed_is_asked_about_once_and_it_counts_nowhere(tmp_path):
    ok, failed = ROW.format(amount="1.00") + ",", ROW.format(amount="2.00") + ",余额不足"
    text = table(f"{HEADER},失败原因", ok, failed)
    assert ([], ["F666"]) == answered(tmp_path, text)
    codes = {"status": {"余额不足": "failed"}}
    assert [("out", 100, "booked"), ("out", 200, "failed")] == answered(tmp_path, text, codes=codes)[0]


def test_a_column_that_may_undo_bookings_is_asked_about(tmp_path):
    rows = [ROW.format(amount="1.00") + ",否", ROW.format(amount="2.00") + ",是"]
    text = table(f"{HEADER},冲正标志", *rows)
    assert ([], ["F677"]) == answered(tmp_path, text)

    codes, columns = {"status": {"否": "booked", "是": "reversed"}}, {"status": ("冲正标志",)}
    assert [("out", 100, "booked"), ("out", 200, "reversed")] == answered(tmp_path, text, columns=columns, codes=codes)[
        0
    ]
    assert 2 == len(answered(tmp_path, text, columns={"unused": ("冲正标志",)})[0])
