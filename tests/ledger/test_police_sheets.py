"""The sheet set of the police platform beside the bookings: tasks, measures, sub-accounts, persons."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.exports import import_exports, import_sources
from engine.ledger.tables import Tables
from engine.source.report import Report

ReadCase = Callable[[], CaseFolder]

TASKS = (
    "任务流水号,银行名称,主体类别,证账号码,账卡号,发送时间,反馈时间,反馈结果,反馈明细结果,"
    "入库时间,入库状态,请求单号,查询结果"
)
PERIOD = ",查询起始日期,查询截止日期"
ROW = "T1,某银行,账号,,{account},20210601080000,{at},{result},,,,R1,"


def tasks(*rows: str, period: bool = False) -> bytes:
    return "".join(f"{line}\r\n" for line in (TASKS + PERIOD * period, *rows)).encode("gb18030")


def row(account: str = "0622", at: str = "20210602093000", result: str = "成功") -> str:
    return ROW.format(account=account, at=at, result=result)


def covered(tables: Tables, account: str = "0622") -> tuple[date | None, date | None]:
    (found,) = tables.rows("SELECT covered_from, covered_to FROM accounts WHERE account = ?", [account])
    return found[0], found[1]


@pytest.fixture
def folder(case_folder: Path) -> Path:
    (case_folder / "accounts.csv").unlink()
    return case_folder


def test_an_answered_task_covers_the_period_it_asked_for(folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row() + ",20210101,20210531", period=True))

    read_case()

    assert (date(2021, 1, 1), date(2021, 5, 31)) == covered(tables)


def test_the_day_of_the_answer_was_not_over(folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row() + ",20210101,20210630", period=True))

    read_case()

    assert (date(2021, 1, 1), date(2021, 6, 1)) == covered(tables)


def test_without_a_period_only_the_last_day_is_known(folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row()))

    read_case()

    assert (None, date(2021, 6, 1)) == covered(tables)


def test_the_period_of_the_tasks_may_be_answered(folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row()))
    (folder / "answers.yaml").write_text(
        "schema: 1\nanswers: []\ntasks: {covered_from: 2021-01-01, covered_to: 2021-05-31}\n", encoding="utf-8"
    )

    read_case()

    assert (date(2021, 1, 1), date(2021, 5, 31)) == covered(tables)


def test_a_failed_task_covers_nothing_and_is_listed(folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row("0777", result="失败"), row("0622")))

    found = read_case()

    assert ("0777",) == found.ledger.unanswered
    assert [] == tables.rows("SELECT * FROM accounts WHERE account = '0777'")


def test_what_accounts_csv_says_of_coverage_stays(case_folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (case_folder / "accounts.csv").write_text("account,covered_from\n0622,2020-01-01\n", encoding="utf-8")
    (case_folder / "ledger" / "rw.csv").write_bytes(tasks(row()))

    read_case()

    assert (date(2020, 1, 1), None) == covered(tables)


@pytest.mark.parametrize(
    ("periods", "expected", "warned"),
    [
        (["20210101,20210131", "20210201,20210228"], (date(2021, 1, 1), date(2021, 2, 28)), False),
        (["20210101,20210131", "20210115,20210120"], (date(2021, 1, 1), date(2021, 1, 31)), False),
        (["20210101,20210131", "20210301,20210420"], (date(2021, 3, 1), date(2021, 4, 20)), True),
    ],
)
def test_periods_that_meet_are_one_and_of_others_the_longest_counts(
    folder: Path, tables: Tables, periods: list[str], expected: tuple[date, date], *, warned: bool
) -> None:
    rows = [row() + f",{period}" for period in periods]
    (folder / "ledger" / "rw.csv").write_bytes(tasks(*rows, period=True))
    report = Report("input")

    read_case_folder(folder, tables, report)

    assert expected == covered(tables)
    assert warned == ("F672" in {found.code for found in report.diagnostics})


def test_an_unknown_result_of_a_task_is_a_question(folder: Path, tables: Tables) -> None:
    (folder / "ledger" / "rw.csv").write_bytes(tasks(row(result="07")))
    report = Report("input")

    import_sources([folder / "ledger" / "rw.csv"], tables, report)

    assert ["F666"] == [found.code for found in report.diagnostics]
    assert 0 == tables.count("coverage")


def test_a_row_that_says_no_record_is_coverage_and_no_booking(
    folder: Path, read_case: ReadCase, tables: Tables
) -> None:
    text = "交易卡号,交易时间,交易金额,收付标志,查询反馈结果原因\n0888,,,,无交易记录\n"
    (folder / "ledger" / "b.csv").write_text(text, encoding="utf-8")
    (folder / "answers.yaml").write_text(
        "schema: 1\nanswers: []\ntasks: {covered_from: 2021-01-01, covered_to: 2021-05-31}\n", encoding="utf-8"
    )

    found = read_case()

    assert {"F645": 1} == found.ledger.rejected
    assert (date(2021, 1, 1), date(2021, 5, 31)) == covered(tables, "0888")


def test_measures_are_freezes_in_fen(tmp_path: Path, tables: Tables) -> None:
    header = "银行名称,账号,冻结措施类型,冻结金额,冻结机关,冻结开始日期,冻结截止日期,措施序号,备注"
    text = f"{header}\n某银行,0622,公安冻结,1234.50,某公安局,20210501,20211101,1,\n某银行,,,,,,,,\n"
    (tmp_path / "m.csv").write_text(text, encoding="utf-8")

    (found,) = import_exports([tmp_path], tables, Report("input")).other_sheets

    assert (2, 1, {"F631": 1}) == (found.rows_read, found.rows_kept, found.rejected)
    assert [("0622", 123450, date(2021, 5, 1), date(2021, 11, 1))] == tables.rows(
        "SELECT account, amount, frozen_from, frozen_to FROM freezes"
    )


def sub_accounts(tmp_path: Path, *rows: str) -> None:
    lines = ["银行名称,开户账号,子账户账号,余额,子账户类别", *(f"某银行,{row},0,活期" for row in rows)]
    (tmp_path / "s.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    header = "account,booked_at,direction,amount"
    (tmp_path / "a.csv").write_text(f"{header}\nS1,2021-05-03,in,1\nS2,2021-05-03,in,2\n", encoding="utf-8")


def test_bookings_of_a_sub_account_stand_on_the_main_account(tmp_path: Path, tables: Tables) -> None:
    sub_accounts(tmp_path, "M,S1")

    found = import_exports([tmp_path], tables, Report("input"))

    assert 1 == found.moved_to_main
    assert [("M", 100), ("S2", 200)] == tables.rows("SELECT account, amount FROM raw_bookings ORDER BY amount")


@pytest.mark.parametrize("rows", [("M,S1", "N,S1"), ("S2,S1", "M,S2")])
def test_a_sub_account_of_unclear_main_account_stays(tmp_path: Path, tables: Tables, rows: tuple[str, ...]) -> None:
    sub_accounts(tmp_path, *rows)
    report = Report("input")

    import_exports([tmp_path], tables, report)

    assert ("S1",) in tables.rows("SELECT account FROM raw_bookings")
    assert "F673" in {found.code for found in report.diagnostics}


def test_persons_are_listed(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "p.csv").write_text(
        "客户名称,证照类型,证照号码,单位地址,联系电话\n张三,身份证,3307,义乌,138\n", encoding="utf-8"
    )

    import_exports([tmp_path], tables, Report("input"))

    assert [("张三", "3307", "138")] == tables.rows("SELECT holder_name, holder_id, phone FROM persons")
