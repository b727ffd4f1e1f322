"""A long cell is data like any other: the whole of it is read, and the rows beside it too."""

import pytest

from engine.ledger.text_file import CELL_LIMIT, records, text_file
from engine.source.report import Report

MEGA = 1 << 20


@pytest.mark.parametrize("letter", ["a", "恶"])
@pytest.mark.parametrize("length", [131_073, MEGA, CELL_LIMIT])
def test_a_long_cell_is_read_whole(tmp_path, letter, length):
    path = tmp_path / "a.csv"
    path.write_text(f"a,b\n1,{letter * length}\n2,x\n", encoding="utf-8")
    report = Report("input")
    text = text_file(path, path.name, report)
    assert text

    assert [(found.row, [len(cell) for cell in found.cells]) for found in records(text, report)] == [
        (1, [1, 1]),
        (2, [1, length]),
        (3, [1, 1]),
    ]
    assert not report.diagnostics


def test_what_is_longer_is_an_error_at_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"a,b\n1,{'a' * (CELL_LIMIT + 1)}\n", encoding="utf-8")
    report = Report("input")
    text = text_file(path, path.name, report)
    assert text
    assert len(list(records(text, report))) == 1
    (found,) = report.diagnostics
    assert (found.code, found.span.line) == ("F608", 2)
