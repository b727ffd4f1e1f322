"""The hand-over list (线索移送清单) as a workbook: every cell is text, so no digit is lost and no formula runs."""

import io
from datetime import datetime

import xlsxwriter

from engine.messages.catalogue import speak
from engine.messages.words import Phrase
from engine.render.case_csv import hand_over_cells, hand_over_titles
from engine.render.case_run import CaseRun
from engine.render.terminal_text import safe, width

_NARROW, _WIDE = 8, 42  #: columns of characters
#: What a cell of a workbook holds at most; longer evidence is cut here and whole in `handover.csv`.
_LONGEST = 32_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def handover_xlsx(run: CaseRun) -> bytes:
    """Return the workbook; the same list on the same law date gives the same bytes."""
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, _OPTIONS)
    created = datetime.combine(run.as_of, datetime.min.time())
    workbook.set_properties({"title": _say("handover.title"), "comments": _basis(run), "created": created})
    _write_list(workbook, run)
    workbook.close()
    return written.getvalue()


def _basis(run: CaseRun) -> str:
    program = run.accounts.program
    edition = f"{program.name}@{program.edition}"
    return _say("handover.basis", edition=edition, digest=program.digest, as_of=run.as_of)


def _write_list(workbook: xlsxwriter.Workbook, run: CaseRun) -> None:
    sheet = workbook.add_worksheet(_say("handover.title"))
    heading = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF4"}
    )
    cell = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
    titles = hand_over_titles()
    rows = [tuple(_fitting(text) for text in hand_over_cells(row)) for row in run.hand_over]
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, heading)
        longest = max((width(row[column]) for row in rows), default=0)
        sheet.set_column(column, column, min(max(longest + 2, _NARROW), _WIDE))
    for place, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text, cell)
    _set_page(sheet, run, len(rows), len(titles))


def _fitting(text: str) -> str:
    shown = safe(text)
    return shown if len(shown) <= _LONGEST else _say("handover.cut", text=shown[:_LONGEST])


def _set_page(sheet: xlsxwriter.worksheet.Worksheet, run: CaseRun, rows: int, columns: int) -> None:
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, rows, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(_say("handover.footer", basis=_basis(run)))


def _say(identifier: str, **values: object) -> str:
    return speak(Phrase(identifier, values), "zh")
