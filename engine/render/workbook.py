"""Tables as a workbook: every cell is text, so no digit is lost and no formula runs; set up to be printed."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.render.terminal_text import safe, width

_NARROW, _WIDE = 8, 26  #: columns of characters
#: What a cell of a workbook holds at most; longer text is cut here.
LONGEST = 32_000
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: A workbook with more rows is written row by row, each text where it stands; up to here equal texts are kept once.
MOST_KEPT = 20_000
_A3, _A4 = 8, 9
_MANY = 12  #: columns that need the larger paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table under its titles; the first `held` columns stay in sight."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    footer: str
    held: int = 0


def workbook(sheets: Sequence[Sheet], *, title: str, comments: str, day: date) -> bytes:
    """Return a workbook; the same tables of the same `day` give the same bytes."""
    written = io.BytesIO()
    small = sum(len(sheet.rows) for sheet in sheets) <= MOST_KEPT
    book = xlsxwriter.Workbook(written, {**_OPTIONS, "in_memory" if small else "constant_memory": True})
    created = datetime.combine(day, datetime.min.time())
    book.set_properties({"title": title, "comments": comments, "created": created})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF4"})
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, heading, cell)
    book.close()
    return written.getvalue()


def _write(
    place: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    heading: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    rows = [tuple(_fitting(text) for text in row) for row in sheet.rows]
    for column, (title, texts) in enumerate(zip(sheet.titles, _columns(rows, len(sheet.titles)), strict=True)):
        place.write_string(0, column, title, heading)
        longest = max((width(line) for text in set(texts) for line in text.split("\n")), default=0)
        place.set_column(column, column, min(max(longest + 2, _NARROW), _WIDE))
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            place.write_string(number, column, text, cell)
    place.freeze_panes(1, sheet.held)
    place.autofilter(0, 0, len(rows), len(sheet.titles) - 1)
    place.set_landscape()
    place.set_paper(_A3 if len(sheet.titles) > _MANY else _A4)
    place.fit_to_pages(1, 0)
    place.repeat_rows(0)
    place.set_footer(sheet.footer)


def _columns(rows: Sequence[tuple[str, ...]], number: int) -> Iterable[tuple[str, ...]]:
    return zip(*rows, strict=True) if rows else [()] * number


def _fitting(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return text
    shown = "\n".join(map(safe, text.split("\n")))
    return shown if len(shown) <= LONGEST else speak(phrase("workbook.cut", text=shown[:LONGEST]), "zh")
