"""Exports inside workbooks, archives and pages; what cannot be read is refused with a reason."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter  # noqa: TID251 (makes the workbooks that are read)

from engine.ledger.answers import read_answers
from engine.ledger.exports import import_sources
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables
from engine.source.report import Report

TITLES = ["交易卡号", "交易时间", "交易金额", "收付标志", "交易对手账卡号"]
ROWS = [["0622", "2021-05-01 12:30:45", "1.50", "进", "6228"], ["0622", "2021-05-02 12:30:45", "2.00", "出", "6229"]]
TEXT = "\n".join(",".join(row) for row in [TITLES, *ROWS]) + "\n"
BOOKED = [("in", 150, "6228"), ("out", 200, "6229")]

Take = Callable[[Path], tuple[ImportReport, Report]]


@pytest.fixture
def take(tables: Tables) -> Take:
    def run(path: Path) -> tuple[ImportReport, Report]:
        report = Report("input")
        return import_sources([path], tables, report), report

    return run


def booked(tables: Tables) -> list[tuple]:
    return tables.rows("SELECT direction, amount, counterparty FROM raw_bookings ORDER BY amount")


def workbook(path: Path, rows: list[list[object]], above: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("明细")
        for at, row in enumerate([TITLES, *rows], above):
            sheet.write_row(at, 0, row)
    return path


def test_a_workbook_is_read_with_sheet_and_row(tmp_path: Path, tables: Tables, take: Take) -> None:
    take(workbook(tmp_path / "a.xlsx", ROWS, above=4))

    assert BOOKED == booked(tables)
    assert [("a.xlsx#明细", 6), ("a.xlsx#明细", 7)] == tables.rows("SELECT file, row FROM raw_bookings ORDER BY row")


def test_numbers_that_lost_digits_are_rejects(tmp_path: Path, tables: Tables, take: Take) -> None:
    rows = [[6222021234567890123, *ROWS[0][1:]], [6222021234567890, *ROWS[0][1:]], [62220212345, *ROWS[0][1:]]]

    found, _ = take(workbook(tmp_path / "a.xlsx", rows))

    assert {"F632": 2} == found.rejected
    assert [("62220212345",)] == tables.rows("SELECT account FROM raw_bookings")


def test_an_archive_is_read_by_the_names_inside(tmp_path: Path, tables: Tables, take: Take) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as parts:
        parts.writestr("卷/b.csv", TEXT.encode("gb18030"))
        parts.writestr("__MACOSX/._b.csv", b"x")
    found, report = take(tmp_path / "a.zip")

    assert ((), ["a.zip/卷/b.csv"]) == (report.diagnostics, [file.file for file in found.files])
    assert BOOKED == booked(tables)


def test_a_bomb_is_refused(tmp_path: Path, take: Take) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED, compresslevel=9) as parts:
        parts.writestr("b.csv", b"0" * 30_000_000)

    assert ["F663"] == [found.code for found in take(tmp_path / "a.zip")[1].diagnostics]


def test_a_page_under_the_name_of_a_spreadsheet(tmp_path: Path, tables: Tables, take: Take) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in [TITLES, *ROWS])
    (tmp_path / "a.xls").write_bytes(f"<html><table>{rows}</table></html>".encode("gb18030"))

    take(tmp_path / "a.xls")

    assert BOOKED == booked(tables)


def test_tabs_and_quoted_formulas_under_the_name_of_a_spreadsheet(tmp_path: Path, tables: Tables, take: Take) -> None:
    text = "\n".join("\t".join(f'="{cell}"' for cell in row) for row in [TITLES, *ROWS])
    (tmp_path / "a.xls").write_bytes(text.encode("gb18030"))

    take(tmp_path / "a.xls")

    assert BOOKED == booked(tables)


def test_an_answer_settles_unknown_codes(tmp_path: Path, tables: Tables) -> None:
    text = (
        TEXT.replace("收付标志", "借贷标志")
        .replace(",进,", ",7,")
        .replace(",出,", ",8,")
        .replace("交易卡号", "本方卡号")
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(
        'schema: 1\nanswers:\n  - files: ["a.*"]\n    codes: {direction: {in: ["7"], out: ["8"]}}\n', encoding="utf-8"
    )
    report = Report("input")
    import_sources([tmp_path / "a.csv"], tables, report)
    assert (["F666"], []) == ([found.code for found in report.diagnostics], booked(tables))

    said = read_answers(tmp_path / "answers.yaml", Report("input"))
    import_sources([tmp_path / "a.csv"], tables, Report("input"), None, said)

    assert BOOKED == booked(tables)


def test_another_currency_is_never_yuan(tmp_path: Path, tables: Tables, take: Take) -> None:
    header = "本方卡号,交易时间,交易金额,收付标志,币种,对方账号"
    text = f"{header}\n0622,2021-05-01,1.00,进,美元,1\n0622,2021-05-01,2.00,进,人民币,1\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    assert {"F644": 1} == take(tmp_path / "a.csv")[0].rejected
    assert [(200,)] == tables.rows("SELECT amount FROM raw_bookings")
