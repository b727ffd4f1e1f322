from collections.abc import Callable

import pytest

from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables

Import = Callable[..., ImportReport]

COLUMNS = "account,booked_at,direction,amount,balance,status,seq,cash,counterparty,time_precision"
GOOD = {
    "account": "0622", "booked_at": "2021-05-03T10:02:11", "direction": "in", "amount": "1.00", "balance": "",
    "status": "", "seq": "", "cash": "", "counterparty": "", "time_precision": "",
}  # fmt: skip


def row(**cells: str) -> str:
    return ",".join(f'"{cell}"' for cell in {**GOOD, **cells}.values())


def value(tables: Tables, column: str) -> object:
    return tables.rows(f'SELECT "{column}" FROM raw_bookings')[0][0]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"account": ""}, "F631", "account"),
        ({"account": " \t\u3000"}, "F631", "account"),
        ({"account": "6.22202123456789E+18"}, "F632", "account"),
        ({"account": "6222021234567890000.0"}, "F632", "account"),
        ({"booked_at": "2021-05-03 10:02:11"}, "F633", "booked_at"),
        ({"booked_at": ""}, "F633", "booked_at"),
        ({"direction": "IN"}, "F634", "direction"),
        ({"direction": "进"}, "F634", "direction"),
        ({"direction": ""}, "F634", "direction"),
        ({"amount": "1,000.00"}, "F635", "amount"),
        ({"amount": ""}, "F635", "amount"),
        ({"amount": "1.001"}, "F636", "amount"),
        ({"amount": "0.00"}, "F637", "amount"),
        ({"amount": "12345678901234567"}, "F638", "amount"),
        ({"balance": "x"}, "F640", "balance"),
        ({"balance": "1.001"}, "F640", "balance"),
        ({"status": "Booked"}, "F641", "status"),
        ({"time_precision": "hour"}, "F647", "time_precision"),
        ({"booked_at": "2021-05-03", "time_precision": "second"}, "F647", "time_precision"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_reject_with_its_reason(
    import_text: Import, tables: Tables, cells: dict[str, str], code: str, column: str
) -> None:
    raw = row(**cells)

    found = import_text(f"{COLUMNS}\n{raw}\n")

    assert {code: 1} == found.rejected
    assert [("a.csv", 2, column, code, raw)] == tables.rows("SELECT * FROM rejects")
    assert 0 == tables.count("raw_bookings")


@pytest.mark.parametrize("raw", ["0622,2021-05-03T10:02:11,in", '"a","b"', row() + ",surplus", ","])
def test_a_row_of_another_width_is_a_reject(import_text: Import, raw: str) -> None:
    assert {"F642": 1} == import_text(f"{COLUMNS}\n{raw}\n").rejected


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"account": "\t0622\u3000"}, "account", "0622"),
        ({"account": "622202123456789.0"}, "account", "622202123456789"),
        ({"account": "6226******5669"}, "account", "6226******5669"),
        ({"amount": "-12.5"}, "amount", -1250),
        ({"balance": "-0.01"}, "balance", -1),
        ({"balance": "0"}, "balance", 0),
        ({"balance": ""}, "balance", None),
        ({"status": ""}, "status", "booked"),
        ({"status": "reversed"}, "status", "reversed"),
        ({"seq": "-3"}, "seq", -3),
        ({"seq": "x"}, "seq", None),
        ({"cash": "true"}, "cash", True),
        ({"cash": "false"}, "cash", False),
        ({"cash": "1"}, "cash", None),
        ({"counterparty": "6.2E+18"}, "counterparty", None),
        ({"counterparty": "-"}, "counterparty", "-"),
        ({"counterparty": "张\n三"}, "counterparty", "张 三"),
        ({"counterparty": "=1+1'; DROP TABLE rejects; --"}, "counterparty", "=1+1'; DROP TABLE rejects; --"),
        ({"booked_at": "2021-05-03T10:02"}, "time_precision", "minute"),
        ({"booked_at": "2021-05-03"}, "time_precision", "day"),
        ({"time_precision": "minute"}, "time_precision", "minute"),
    ],
)
def test_a_cell_is_read_as_it_stands_or_is_unknown(
    import_text: Import, tables: Tables, cells: dict[str, str], column: str, expected: object
) -> None:
    import_text(f"{COLUMNS}\n{row(**cells)}\n")

    assert expected == value(tables, column)


@pytest.mark.parametrize("cells", [{"seq": "x"}, {"cash": "1"}, {"counterparty": "6.2E+18"}])
def test_a_cell_taken_as_unknown_is_counted(import_text: Import, cells: dict[str, str]) -> None:
    found = import_text(f"{COLUMNS}\n{row(**cells)}\n")

    assert dict.fromkeys(cells, 1) == found.files[0].not_understood


def test_a_masked_account_is_kept_and_counted(import_text: Import) -> None:
    assert 1 == import_text(f"{COLUMNS}\n{row(account='6226******5669')}\n{row()}\n").files[0].masked_accounts


def test_a_stated_precision_cuts_the_moment(import_text: Import, tables: Tables) -> None:
    import_text(f"{COLUMNS}\n{row(time_precision='day')}\n")

    assert "2021-05-03 00:00:00" == str(value(tables, "booked_at"))


def test_the_first_reason_against_a_row_stands(import_text: Import) -> None:
    assert {"F633": 1} == import_text(f"{COLUMNS}\n{row(booked_at='x', amount='y')}\n").rejected


def test_a_booking_leads_back_to_its_file_and_line(import_text: Import, tables: Tables) -> None:
    two_lines = row(counterparty="two\nlines")

    found = import_text(f"{COLUMNS}\n{two_lines}\n\n{row()}\n")

    digest = found.files[0].digest[:12]
    assert [(f"{digest}:2", "a.csv", 2), (f"{digest}:5", "a.csv", 5)] == tables.rows(
        'SELECT booking_id, file, "row" FROM raw_bookings ORDER BY "row"'
    )
