# ruff: noqa: E501, ISC004 (lines of statements as they stand in files)
"""Layouts written from published columns: fictitious statements with the quirks each is known for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.ledger.answers import Answer, Answers
from engine.ledger.exports import import_sources
from engine.ledger.tables import Tables
from engine.source.report import Report

OWN = "6222021234567890123"

#: By profile: whether the own account must be said, header, rows,
#: and (moment, precision, direction, fen, counterparty, name, balance) of each.
LAYOUTS: dict[str, tuple[bool, str, list[str], list[tuple]]] = {
    "bank_abc": (
        True,
        "交易日期,交易时间,交易金额,本次余额,对手信息,日 志 号,交易渠道,交易摘要,交易附言",
        [
            '20210501,123045,"+1,234.50","2,000.00",李四,000123,网银,转存,',
            "20210502,080910,-34.50,1965.50,某某超市,000124,快捷,消费,买菜",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, None, "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, None, "某某超市", 196550),
        ],
    ),
    "bank_boc": (
        True,
        "记账日期,记账时间,币别,金额,余额,交易名称,渠道,网点名称,附言,对方账户名,对方卡号/账号,对方开户行",
        [
            '2021-05-01,12:30:45,人民币,"-1,234.50","8,765.50",转账,手机银行,-------------------,-------------------,李四,6228,-------------------',
            "2021-05-02,08:09:10,人民币,500.00,9265.50,收款,网上银行,义乌支行,,-------------------,-------------------,-------------------",
        ],
        [
            ("2021-05-01 12:30:45", "second", "out", 123450, "6228", "李四", 876550),
            ("2021-05-02 08:09:10", "second", "in", 50000, None, None, 926550),
        ],
    ),
    "bank_bocom": (
        True,
        "序号,交易日期,交易时间,交易类型,借贷状态,交易金额,余额,对方账号,对方户名,交易地点,摘要",
        [
            '1,2021-05-01,12:30:45,转账,贷 Cr,"1,234.50","2,000.00",0622,李四,义乌,转入',
            "2,2021-05-02,08:09:10,消费,借 Dr,34.50,1965.50,,某某超市,,消费",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "0622", "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, None, "某某超市", 196550),
        ],
    ),
    "bank_spdb": (
        True,
        "交易日期,交易时间,交易摘要,存入金额,取出金额,账户余额,对方账号,对方户名,交易流水号",
        [
            '20210501,123045,转入,"1,234.50",,"2,000.00",0622,李四,1',
            "20210502,080910,消费,,34.50,1965.50,,某某超市,2",
            "20210503,080910,调整,0.00,10.00,1955.50,,,3",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "0622", "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, None, "某某超市", 196550),
            ("2021-05-03 08:09:10", "second", "out", 1000, None, None, 195550),
        ],
    ),
    "bank_cmb": (
        False,
        "户口号,客户名称,交易日期,交易时间,交易方向(D:借|C:贷),交易金额,联机余额,对方帐号,对方客户名称,交易摘要",
        [
            f"{OWN},张三,20210501,123045,C,1234.50,2000.00,0622,李四,转入",
            f"{OWN},张三,20210502,080910,D,34.50,1965.50,,某某超市,消费",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "0622", "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, None, "某某超市", 196550),
        ],
    ),
    "bank_cmb_statement": (
        True,
        "记账日期,货币,交易金额,联机余额,交易摘要,对手信息",
        ['2021-05-01,CNY,"1,234.50","2,000.00",转账,李四', "2021-05-02,CNY,-34.50,1965.50,消费,某某超市"],
        [
            ("2021-05-01 00:00:00", "day", "in", 123450, None, "李四", 200000),
            ("2021-05-02 00:00:00", "day", "out", 3450, None, "某某超市", 196550),
        ],
    ),
    "tenpay_trades": (
        False,
        "用户ID,交易单号,大单号,用户侧账号名称,借贷类型,交易业务类型,交易用途类型,交易时间,交易金额(分),账户余额(分),用户银行卡号,"
        "用户侧银行名称,用户侧网银联单号,网联/银联,第三方账户名称,对手方ID,对手侧账户名称,对手方银行卡号,对手侧银行名称,对手侧网银联单号,"
        "网联/银联,第三方账户名称,对手方接收时间,对手方接收金额(分),备注1,备注2",
        [
            f"{OWN},T1,,张三,入,转账,转账,2021-05-01 12:30:45,123450,200000,,,,,,wx-li,李四,,,,,,2021-05-01 12:30:46,999,,",
            f"{OWN},T2,,张三,出,消费,快捷,2021-05-02 08:09:10,3450,196550,,,,,,,某某超市,0622,某行,,,,,888,买菜,",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "wx-li", "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, "0622", "某某超市", 196550),
        ],
    ),
    "payment_summary": (
        False,
        "序号,交易流水号,交易时间,交易类型,付款支付帐号,收款支付帐号,收款方的商户名称,交易主体的出入账标识,币种,交易金额,交易余额,备注",
        [
            f"1,T1,20210501123045,转账,wx-li,{OWN},,入账,人民币,1234.50,2000.00,",
            f"2,T2,20210502080910,消费,{OWN},mch-1,某某超市,出账,人民币,34.50,1965.50,买菜",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "wx-li", None, 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, "mch-1", "某某超市", 196550),
        ],
    ),
    "alipay_return": (
        False,
        "交易号,商户订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,用户信息,交易对方信息,消费名称,金额（元）,收/支,交易状态,备注,对应的协查数据",
        [
            f"T1\t,,2021-05-01 12:30:00,2021-05-01 12:30:45,,,转账,{OWN}(张三),李四(某某银行)(6228480000000000017),转账,1234.50,收入,交易成功,,x",
            f"T2\t,,2021-05-02 08:09:10,,,,消费,{OWN}(张三),2088001(某某超市),买菜,34.50,支出,交易成功,,x",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "6228480000000000017", "李四", None),
            ("2021-05-02 08:09:10", "second", "out", 3450, "2088001", "某某超市", None),
        ],
    ),
    "assist_feedback": (
        False,
        "序号,查询对象,反馈单位,查询项,查询账户,查询卡号,交易类型,借贷标志,币种,交易金额,账户余额,交易时间,交易流水号,本方账号,本方卡号,"
        "交易对方姓名,交易对方账户,交易对方卡号,交易对方证件号码,交易对手余额,交易对方账号开户行,交易摘要,交易是否成功",
        [
            f"1,张三,某行,明细,33001,{OWN},转账,贷,人民币,1234.50,2000.00,20210501123045,S1,33001,{OWN},李四,,0622,,,某行,转入,成功",
            f"2,张三,某行,明细,33001,{OWN},消费,借,人民币,34.50,1965.50,20210502080910,S2,33001,{OWN},某某超市,mch-1,,,,,消费,",
        ],
        [
            ("2021-05-01 12:30:45", "second", "in", 123450, "0622", "李四", 200000),
            ("2021-05-02 08:09:10", "second", "out", 3450, "mch-1", "某某超市", 196550),
        ],
    ),
}  # fmt: skip
COLUMNS = "CAST(booked_at AS VARCHAR), time_precision, direction, amount, counterparty, counterparty_name, balance"

Take = Callable[..., Report]


@pytest.fixture
def take(tmp_path: Path, tables: Tables) -> Take:
    def run(header: str, rows: list[str], *, answered: bool, encoding: str = "gb18030") -> Report:
        report = Report("input")
        (tmp_path / "a.csv").write_bytes("".join(f"{line}\r\n" for line in (header, *rows)).encode(encoding))
        said = Answer(files=("*",), account=OWN, columns={}, codes={})
        import_sources([tmp_path], tables, report, None, Answers(answers=(said,) if answered else ()))
        return report

    return run


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_count_columns_signs_and_amounts(tmp_path: Path, tables: Tables, name: str, encoding: str) -> None:
    asks, header, rows, expected = LAYOUTS[name]
    report = Report("input")
    (tmp_path / "a.csv").write_bytes("".join(f"{line}\r\n" for line in (header, *rows)).encode(encoding))
    said = Answer(files=("*",), account=OWN, columns={}, codes={})

    found = import_sources([tmp_path], tables, report, None, Answers(answers=(said,) if asks else ()))

    assert [] == [diagnostic.code for diagnostic in report.diagnostics]
    (file,) = found.files
    assert (name, len(rows), len(rows), ()) == (file.profile, file.rows_read, file.rows_kept, file.not_recognised)
    assert expected == tables.rows(f"SELECT {COLUMNS} FROM raw_bookings ORDER BY row")
    assert [(OWN,)] == tables.rows("SELECT DISTINCT account FROM raw_bookings")


@pytest.mark.parametrize("name", sorted(name for name, layout in LAYOUTS.items() if layout[0]))
def test_a_statement_that_names_no_own_account_asks_for_it(take: Take, tables: Tables, name: str) -> None:
    _, header, rows, _ = LAYOUTS[name]

    assert ["F660"] == [found.code for found in take(header, rows, answered=False).diagnostics]
    assert 0 == tables.count("raw_bookings")


def test_what_the_other_side_received_is_no_balance_of_it(take: Take, tables: Tables) -> None:
    _, header, rows, _ = LAYOUTS["tenpay_trades"]
    take(header, rows, answered=False)

    assert [] == tables.rows("SELECT * FROM raw_bookings WHERE amount IN (999, 888) OR balance IN (999, 888)")


def test_an_amount_in_fen_has_no_decimals(take: Take, tables: Tables) -> None:
    _, header, rows, _ = LAYOUTS["tenpay_trades"]
    take(header, [rows[0].replace(",123450,", ",1234.50,"), rows[1]], answered=False)

    assert [("F635",)] == tables.rows("SELECT reason FROM rejects")


def test_a_card_of_four_digits_stays_what_it_is(take: Take, tables: Tables) -> None:
    _, header, rows, _ = LAYOUTS["bank_boc"]
    take(header, rows, answered=True)

    assert [("6228",)] == tables.rows("SELECT counterparty FROM raw_bookings WHERE counterparty IS NOT NULL")
