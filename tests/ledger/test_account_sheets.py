from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables
from engine.messages.catalogue import speak
from engine.source.report import Diagnostic, Report

Import = Callable[..., ImportReport]
ReadCase = Callable[[], CaseFolder]

HEADER = (
    "账户开户名称", "开户人证件号码", "交易卡号", "交易账号", "账号开户时间", "账户余额", "币种", "开户网点",
    "开户联系方式", "联系电话", "代理人", "开户省份", "开户城市", "账号开户银行", "备注",
)  # fmt: skip
GOOD = {
    "账户开户名称": "张三", "开户人证件号码": "33078219900101000X", "交易卡号": "0622", "交易账号": "33001",
    "账号开户时间": "20200102123045", "开户网点": "义乌支行", "开户联系方式": "13800000000", "联系电话": "-",
    "代理人": "李四", "开户省份": "浙江省", "开户城市": "金华市", "账号开户银行": "某银行",
}  # fmt: skip
COLUMNS = "account, holder_name, holder_id, bank, open_branch, open_place, opened_on, phone, agent"


def sheet(*rows: dict[str, str]) -> bytes:
    lines = [HEADER, *([{**GOOD, **row}.get(title, "") for title in HEADER] for row in rows)]
    return "".join(",".join(f"{cell}\t" for cell in line) + "\r\n" for line in lines).encode("gb18030")


def stated(tables: Tables, name: str) -> object:
    return tables.rows(f"SELECT {name} FROM stated_accounts")[0][0]


def filled(case_folder: Path, tables: Tables) -> tuple[CaseFolder, tuple[Diagnostic, ...]]:
    report = Report("input")
    return read_case_folder(case_folder, tables, report), report.diagnostics


def test_a_sheet_of_accounts_is_read_beside_the_bookings(import_text: Import, tables: Tables) -> None:
    found = import_text(sheet({}))

    assert (0, 0, ()) == (found.rows_read, found.rows_kept, found.files)
    (accounts,) = found.account_sheets
    assert ("police_accounts", "gb18030", 1, 1) == (
        accounts.profile,
        accounts.encoding,
        accounts.rows_read,
        accounts.rows_kept,
    )
    assert (("账户余额", "币种", "备注"), ()) == (accounts.known_unused, accounts.not_recognised)
    assert [
        (
            "0622",
            "张三",
            "33078219900101000X",
            "某银行",
            "义乌支行",
            "浙江省金华市",
            date(2020, 1, 2),
            "13800000000",
            "李四",
        )
    ] == tables.rows(f"SELECT {COLUMNS} FROM stated_accounts")


@pytest.mark.parametrize(
    ("cells", "name", "expected"),
    [
        ({"交易卡号": ""}, "account", "33001"),
        ({"交易卡号": "6222_156_1"}, "account", "6222"),
        ({"开户人证件号码": "3.30782E+17"}, "holder_id", None),
        ({"开户人证件号码": "无"}, "holder_id", None),
        ({"账号开户时间": "2020/1/2"}, "opened_on", date(2020, 1, 2)),
        ({"账号开户时间": "43832"}, "opened_on", None),
        ({"账号开户时间": ""}, "opened_on", None),
        ({"开户联系方式": "-", "联系电话": "0579"}, "phone", "0579"),
        ({"开户省份": ""}, "open_place", "金华市"),
        ({"开户城市": ""}, "open_place", "浙江省"),
        ({"开户省份": "北京市", "开户城市": "北京市"}, "open_place", "北京市"),
        ({"开户城市": "浙江省金华市"}, "open_place", "浙江省金华市"),
        ({"开户省份": "-", "开户城市": "/"}, "open_place", None),
    ],
)
def test_a_cell_is_cleaned_as_those_of_bookings_are(
    import_text: Import, tables: Tables, cells: dict[str, str], name: str, expected: object
) -> None:
    import_text(sheet(cells))

    assert expected == stated(tables, name)


@pytest.mark.parametrize(
    ("cells", "column"), [({"开户人证件号码": "3.3E+17"}, "holder_id"), ({"账号开户时间": "很久以前"}, "opened_on")]
)
def test_a_cell_that_cannot_be_read_is_unknown_and_counted(
    import_text: Import, cells: dict[str, str], column: str
) -> None:
    (found,) = import_text(sheet(cells, {})).account_sheets

    assert ({column: 1}, 1) == (found.not_understood, found.filled[column])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"交易卡号": "", "交易账号": "-"}, "F631"),
        ({"交易卡号": "6.22202123456789E+18"}, "F632"),
        ({"备注": "a,b"}, "F642"),
    ],
)
def test_a_row_that_names_no_account_is_a_reject(
    import_text: Import, tables: Tables, cells: dict[str, str], code: str
) -> None:
    (found,) = import_text(sheet(cells, {})).account_sheets

    assert (2, 1, {code: 1}) == (found.rows_read, found.rows_kept, found.rejected)
    assert [("a.csv", 2, code)] == tables.rows('SELECT file, "row", reason FROM rejects')


def test_an_account_that_is_not_listed_is_filled_in(case_folder: Path, read_case: ReadCase, tables: Tables) -> None:
    (case_folder / "accounts.csv").unlink()
    (case_folder / "ledger" / "zh.csv").write_bytes(sheet({}, {"交易卡号": "0623", "代理人": ""}))

    found = read_case()

    assert (2, 15) == (found.accounts_filled.accounts_added, found.accounts_filled.cells_filled)
    assert not found.accounts_known
    assert [("0622", "李四", None), ("0623", None, None)] == tables.rows(
        "SELECT account, agent, covered_from FROM accounts"
    )


def test_what_accounts_csv_says_stays_and_its_empty_cells_are_filled(
    case_folder: Path, read_case: ReadCase, tables: Tables
) -> None:
    text = "account,holder_id,phone,opened_on,covered_from\n0622,H1,,2019-12-31,2019-01-01\n0999,H9,,,\n"
    (case_folder / "accounts.csv").write_text(text, encoding="utf-8")
    (case_folder / "ledger" / "zh.csv").write_bytes(sheet({}))

    found = read_case()

    assert (0, 6, 0) == (
        found.accounts_filled.accounts_added,
        found.accounts_filled.cells_filled,
        found.accounts_filled.cells_disputed,
    )
    assert [
        ("0622", "H1", "13800000000", "张三", date(2019, 12, 31), date(2019, 1, 1)),
        ("0999", "H9", None, None, None, None),
    ] == tables.rows("SELECT account, holder_id, phone, holder_name, opened_on, covered_from FROM accounts")


def test_what_two_sheets_say_alike_is_filled_once(case_folder: Path, tables: Tables) -> None:
    for name in ("x.csv", "y.csv"):
        (case_folder / "ledger" / name).write_bytes(sheet({}))

    found, said = filled(case_folder, tables)

    assert ((), 8) == (said, found.accounts_filled.cells_filled)
    assert 1 == tables.count("accounts")


def test_two_sheets_that_contradict_each_other_leave_the_cell_empty_and_name_both_places(
    case_folder: Path, tables: Tables
) -> None:
    (case_folder / "ledger" / "x.csv").write_bytes(sheet({"交易卡号": "0777"}, {"账户开户名称": "王五"}))
    (case_folder / "ledger" / "y.csv").write_bytes(sheet({}))

    found, (warning,) = filled(case_folder, tables)

    assert 1 == found.accounts_filled.cells_disputed
    assert [(None, "李四")] == tables.rows("SELECT holder_name, agent FROM accounts WHERE account = '0622'")
    assert {"account": "0622", "column": "holder_name", "one": "王五", "other": "张三"} == dict(warning.values)
    (label,) = warning.labels
    assert warning.span is not None
    assert [("ledger/x.csv", 3), ("ledger/y.csv", 2)] == [(s.file, s.line) for s in (warning.span, label.span)]
    assert "F652" == warning.code
    assert speak(warning.message, "zh") != speak(warning.message, "en")


def test_a_contradiction_about_a_cell_that_accounts_csv_states_is_settled(case_folder: Path, tables: Tables) -> None:
    (case_folder / "accounts.csv").write_text("account,holder_name\n0622,赵六\n", encoding="utf-8")
    (case_folder / "ledger" / "x.csv").write_bytes(sheet({}, {"账户开户名称": "王五"}))

    found, said = filled(case_folder, tables)

    assert ((), 0) == (said, found.accounts_filled.cells_disputed)
    assert [("赵六",)] == tables.rows("SELECT holder_name FROM accounts")


def test_a_masked_account_of_a_sheet_fills_nothing_and_is_counted(
    case_folder: Path, read_case: ReadCase, tables: Tables
) -> None:
    (case_folder / "ledger" / "x.csv").write_bytes(sheet({"交易卡号": "0622****0001"}))

    found = read_case()

    assert (0, 1) == (found.accounts_filled.accounts_added, found.ledger.account_sheets[0].masked_accounts)
    assert [("0622",)] == tables.rows("SELECT account FROM accounts")


def test_the_import_report_counts_sheets_apart_from_bookings(case_folder: Path, read_case: ReadCase) -> None:
    (case_folder / "ledger" / "x.csv").write_bytes(sheet({}))

    shown = read_case().as_json()

    assert (1, 1) == (shown["rows_read"], shown["rows_kept"])
    assert {"accounts_added": 0, "cells_filled": 8, "cells_disputed": 0} == shown["accounts_filled"]
