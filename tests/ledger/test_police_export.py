from collections.abc import Callable

import pytest

from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic

Import = Callable[..., ImportReport]

TITLES = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名,对手身份证号,"
    "对手开户银行,摘要说明,交易币种,交易网点名称,交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,"
    "交易流水号,日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)
HEADER = TITLES.split(",")
GOOD = {
    "交易卡号": "0622", "账户开户名称": "张三", "开户人证件号码": "33078219900101000X", "交易时间": "20210501123045",
    "交易金额": "1234.50", "交易余额": "-", "收付标志": "进", "交易对手账卡号": "6228_156_1", "现金标志": "现金",
    "对手户名": "李四", "摘要说明": "转账", "交易币种": "人民币", "交易发生地": "义乌", "交易是否成功": "成功",
    "IP地址": r"\N", "交易流水号": "S1", "交易类型": "网银",
}  # fmt: skip


def police(*rows: dict[str, str], header: list[str] = HEADER) -> bytes:
    lines = [header, *([{**GOOD, **row}.get(title, "") for title in header] for row in rows)]
    return "".join(",".join(f"{cell}\t" for cell in line) + "\r\n" for line in lines).encode("gb18030")


def column(tables: Tables, name: str) -> object:
    return tables.rows(f'SELECT "{name}" FROM raw_bookings')[0][0]


def test_an_export_of_34_columns_is_read_through_its_profile(import_text: Import, tables: Tables) -> None:
    found = import_text(police({}))

    assert ("police_34", "gb18030", 1, 1) == (
        found.files[0].profile,
        found.files[0].encoding,
        found.rows_read,
        found.rows_kept,
    )
    assert () == found.files[0].not_recognised
    row = tables.rows(
        "SELECT account, holder_name, holder_id, CAST(booked_at AS VARCHAR), time_precision, seq, direction, amount,"
        " balance, counterparty, counterparty_name, cash, summary, channel, place, ip, serial, status FROM raw_bookings"
    )[0]
    assert (
        "0622", "张三", "33078219900101000X", "2021-05-01 12:30:45", "second", None, "in", 123450, None,
        "6228", "李四", True, "转账", "网银", "义乌", None, "S1", "booked",
    ) == row  # fmt: skip


def test_an_older_export_in_another_order_and_in_utf8_is_the_same(import_text: Import, tables: Tables) -> None:
    header = [
        title
        for title in reversed(HEADER)
        if title not in ("商户名称", "商户号", "凭证号", "交易类型", "IP地址", "MAC地址")
    ]

    import_text(police({}, header=header).decode("gb18030").encode("utf-8-sig"))

    assert ("0622", 123450) == (column(tables, "account"), column(tables, "amount"))


@pytest.mark.parametrize(
    ("cells", "name", "expected"),
    [
        ({"交易卡号": "", "交易账号": "33001"}, "account", "33001"),
        ({"交易卡号": "无", "交易账号": "33001"}, "account", "33001"),
        ({"交易卡号": "6222_156_1"}, "account", "6222"),
        ({"交易卡号": "6222_840_1"}, "account", "6222_840_1"),
        ({"交易卡号": "45-6222"}, "account", "45-6222"),
        ({"交易金额": '"1,234.50"'}, "amount", 123450),
        ({"交易金额": '"1,234.50\t"'}, "amount", 123450),
        ({"摘要说明": '""'}, "summary", None),
        ({"交易金额": "-100.00"}, "amount", -10000),
        ({"交易金额": ".5"}, "amount", 50),
        ({"交易余额": "-0.01"}, "balance", -1),
        ({"收付标志": "贷"}, "direction", "in"),
        ({"收付标志": "借"}, "direction", "out"),
        ({"收付标志": "出"}, "direction", "out"),
        ({"交易是否成功": "失败"}, "status", "failed"),
        ({"交易是否成功": ""}, "status", "booked"),
        ({"现金标志": "转账"}, "cash", False),
        ({"现金标志": "01"}, "cash", None),
        ({"交易时间": "20210501"}, "time_precision", "day"),
        ({"交易时间": "2021-05-01 00:00:00"}, "time_precision", "second"),
        ({"对手户名": "----------"}, "counterparty_name", None),
        ({"对手户名": "NULL"}, "counterparty_name", None),
        ({"对手户名": "\u3000李四\u00a0"}, "counterparty_name", "李四"),
        ({"开户人证件号码": "3.30782E+17"}, "holder_id", None),
        ({"查询反馈结果原因": "成功"}, "status", "booked"),
        ({"查询反馈结果原因": "备查"}, "status", "booked"),
    ],
)
def test_the_dirt_of_exports_is_read_through_the_profile(
    import_text: Import, tables: Tables, cells: dict[str, str], name: str, expected: object
) -> None:
    import_text(police(cells))

    assert expected == column(tables, name)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"交易卡号": "-"}, "F631"),
        ({"交易卡号": "6.22202123456789E+18"}, "F632"),
        ({"交易时间": "44317.52"}, "F633"),
        ({"收付标志": "O"}, "F634"),
        ({"收付标志": "1"}, "F634"),
        ({"收付标志": ""}, "F634"),
        ({"交易金额": '"1,23"'}, "F635"),
        ({"交易金额": "1.000"}, "F636"),
        ({"交易金额": "0.00"}, "F637"),
        ({"交易余额": "多"}, "F640"),
        ({"交易是否成功": "00"}, "F641"),
        ({"交易是否成功": "01"}, "F641"),
        ({"交易币种": "美元"}, "F644"),
        ({"查询反馈结果原因": "无记录", "交易金额": "", "交易时间": "", "收付标志": ""}, "F645"),
        ({"查询反馈结果原因": "查无此人", "交易金额": "0.00"}, "F645"),
        ({"查询反馈结果原因": "其他", "交易金额": "", "交易时间": "", "收付标志": ""}, "F645"),
        ({"查询反馈结果原因": "查询失败"}, "F646"),
    ],
)
def test_what_the_profile_does_not_know_is_a_reject(import_text: Import, cells: dict[str, str], code: str) -> None:
    assert {code: 1} == import_text(police(cells, {})).rejected


def test_a_missing_column_of_a_police_export_is_named_by_all_its_headers(
    faults: Callable[..., list[Diagnostic]],
) -> None:
    header = [title if title != "收付标志" else "收付标识" for title in HEADER]

    found = faults(police({}, header=header))

    assert [("F612", "收付标志")] == [(fault.code, fault.values["column"]) for fault in found]
    assert found[0].help is not None
    assert "收付标识" == found[0].help.values["name"]
