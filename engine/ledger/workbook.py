"""Workbooks (XLS, XLSX, XLSB, ODS) as records, each cell as the text it shows; calamine is imported here alone."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, ZipError

from engine.ledger.text_file import Record

#: What a workbook may take unpacked: a bomb is refused before it is opened.
UNPACKED_LIMIT = 4 << 30

#: Digits that spreadsheets keep and show; further ones are noise of binary fractions.
_DIGITS = 15

#: From here on a number has more digits than that: which ones, nobody knows any more.
_TOO_LONG = 10**_DIGITS


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One table of a workbook; `rows` can be taken once, blank rows are none."""

    title: str
    rows: Iterator[Record]


class WorkbookFault(Exception):  # noqa: N818 (it says what is wrong with a file, not with the program)
    """Why a workbook cannot be read, as a code of `messages/ledger.py`."""


def workbook_sheets(path: Path) -> Iterator[WorkbookSheet]:
    """Yield the tables of the workbook at `path` in its order, hidden ones too.

    Raises `WorkbookFault`: F661 locked, F662 broken, F663 too large.
    """
    _check_size(path)
    try:
        book = CalamineWorkbook.from_path(path)
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                yield WorkbookSheet(about.name, _records(book, about.name))
    except PasswordError:
        raise WorkbookFault("F661") from None
    except (CalamineError, ZipError, OSError):
        raise WorkbookFault("F662") from None


def _check_size(path: Path) -> None:
    try:
        with ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (BadZipFile, OSError):
        return  # an XLS is no archive: what it holds is no larger than itself
    if unpacked > UNPACKED_LIMIT:
        raise WorkbookFault("F663")


def _records(book: CalamineWorkbook, title: str) -> Iterator[Record]:
    for row, cells in enumerate(book.get_sheet_by_name(title).iter_rows(), 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield Record(row, texts, as_csv(texts))


def as_csv(cells: list[str]) -> str:
    """Return `cells` as one line of CSV, the raw text of a row that was never text."""
    written = StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _text(cell: object) -> str:
    """Return what a cell shows; a number with more digits than spreadsheets keep stays one in exponent form."""
    match cell:
        case str():
            return cell.replace("\0", "")
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float():
            return _number(float(cell))
        case datetime():
            return _moment(cell)
        case date():
            return cell.isoformat()
        case time():
            return cell.replace(microsecond=0).isoformat()
        case _:
            return "" if cell is None else str(cell)


def _number(number: float) -> str:
    if abs(number) >= _TOO_LONG or number != number:  # noqa: PLR0124 (the one number that is not itself)
        return f"{number:.{_DIGITS - 1}e}"
    return str(int(number)) if number.is_integer() else f"{number:.{_DIGITS}g}"


def _moment(at: datetime) -> str:
    """Return a moment to the second: a binary fraction of a day misses it by microseconds."""
    near = (at + timedelta(milliseconds=500)).replace(microsecond=0)
    return str(near if abs(near - at) < timedelta(milliseconds=5) else at.replace(microsecond=0))
