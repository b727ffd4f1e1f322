"""A workbook of very many rows is written row by row, and says the same."""

import io
from datetime import date

import openpyxl
import pytest

from engine.render import workbook as module
from engine.render.workbook import LONGEST, Sheet, workbook

TEXTS = ("0012", "=1+1", "甲\n乙", " ", "", "\x1b[31m", "长" * (LONGEST + 1), "https://example.org")


def made() -> bytes:
    rows = [(text, TEXTS[-place % len(TEXTS)], str(place)) for place, text in enumerate(TEXTS * 3)]
    sheets = [Sheet(name=name, titles=("a", "b", "c"), rows=rows, footer="&Lf", held=1) for name in ("one", "two")]
    none = Sheet(name="none", titles=("a",), rows=[], footer="&Lf")
    return workbook([*sheets, none], title="t", comments="c", day=DAY)


DAY = date(2024, 10, 1)


def cells(book: bytes) -> list[tuple[object, ...]]:
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    return [
        (sheet.title, sheet.freeze_panes, cell.coordinate, cell.value, cell.data_type, cell.border.left.style,
         sheet.column_dimensions[cell.column_letter].width)
        for sheet in sheets for row in sheet for cell in row
    ]  # fmt: skip


def test_a_large_workbook_holds_what_a_small_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    small = made()
    monkeypatch.setattr(module, "MOST_KEPT", 0)
    large = made()

    assert small != large == made()
    assert cells(small) == cells(large)
