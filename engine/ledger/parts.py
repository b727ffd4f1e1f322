"""Cells that hold several things in one, such as `张三(某银行)(6222…)`: each part becomes a column of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from engine.ledger.profile import PART
from engine.ledger.sheet import Sheet
from engine.ledger.text_file import Record


def with_parts(sheet: Sheet) -> Sheet:
    """Return the sheet with a column `header→part` for each group of the profile's expressions.

    The first expression that is the whole cell counts; where none is, the parts are empty.
    """
    found = [
        (sheet.header.index(header), tuple(map(re.compile, expressions)))
        for header, expressions in sheet.profile.parts.items()
        if header in sheet.header
    ]
    names = [[f"{sheet.header[place]}{PART}{group}" for group in _groups(expressions)] for place, expressions in found]
    return replace(
        sheet, header=(*sheet.header, *(name for some in names for name in some)), rows=_split(sheet.rows, found)
    )


def _groups(expressions: tuple[re.Pattern[str], ...]) -> list[str]:
    return list(dict.fromkeys(group for expression in expressions for group in expression.groupindex))


def _split(rows: Iterator[Record], found: list[tuple[int, tuple[re.Pattern[str], ...]]]) -> Iterator[Record]:
    for record in rows:
        parts: list[str] = []
        for place, expressions in found:
            text = record.cells[place].strip() if place < len(record.cells) else ""
            whole = next((match for expression in expressions if (match := expression.fullmatch(text))), None)
            said = whole.groupdict() if whole else {}
            parts += [said.get(group) or "" for group in _groups(expressions)]
        yield Record(record.row, [*record.cells, *parts], record.raw)
