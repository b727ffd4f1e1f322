"""What makes a whole sheet doubtful once its rows were read: it is taken back, and a question says what is needed."""

from collections import Counter
from collections.abc import Mapping

from engine.ledger.bookings import BookingReader
from engine.ledger.plain_sheets import PlainReader
from engine.ledger.tables import Tables
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Samples that a question shows.
_SHOWN = 8

#: A layout read from many banks is doubtful as a whole only where this many rows were read and none was understood.
_WHOLE = 10

#: Reasons that say what a row is, not that it could not be read.
_UNDERSTOOD = frozenset({"F637", "F644", "F645", "F646", "F670", "F642"})


def doubtful(reader: BookingReader | PlainReader, kept: int, rejected: Mapping[str, int], report: Report) -> bool:
    """Say what cannot be answered from the sheet alone; true where none of its rows may be taken.

    Errors: F666 unknown codes, F667 signs, F668 nothing readable, F676 another table below
    """
    found = [*_other_table(reader), *_codes(reader, kept, rejected), *_signs(reader), *_nothing(reader, kept, rejected)]
    report.extend(found)
    return bool(found)


def take_back(table: str, name: str, tables: Tables) -> None:
    """Remove what was read of the sheet `name`."""
    for filled in (table, "rejects", "coverage"):
        tables.connection.execute(f"DELETE FROM {filled} WHERE file = ?", [name])


def _asks(reader: BookingReader | PlainReader) -> bool:
    return reader.sheet.profile.unknown_codes == "question"


def _question(reader: BookingReader | PlainReader, code: str, help_: Phrase, **values: object) -> Diagnostic:
    return Diagnostic(code=code, span=Span(file=reader.sheet.name), values=values, help=help_)


def _other_table(reader: BookingReader | PlainReader) -> list[Diagnostic]:
    other = reader.sheet.beside.other
    if other is None:
        return []
    span = Span(file=reader.sheet.name, line=other.row, excerpt=other.raw[:200])
    return [Diagnostic(code="F676", span=span, help=phrase("ledger.help.part_tables"))]


def _codes(reader: BookingReader | PlainReader, kept: int, rejected: Mapping[str, int]) -> list[Diagnostic]:
    if not _asks(reader) and (kept or sum(rejected.values()) < _WHOLE or _canonical(reader)):
        return []
    help_ = phrase("ledger.help.answer_codes")
    return [
        _question(reader, "F666", help_, column=column, texts=_shown(texts))
        for column, texts in sorted(reader.unknown_codes.items())
    ]


def _canonical(reader: BookingReader | PlainReader) -> bool:
    return reader.sheet.profile.encodings == ("utf-8-sig",)


def _shown(texts: Counter[str]) -> str:
    most = sorted(texts.items(), key=lambda found: (-found[1], found[0]))[:_SHOWN]
    return ", ".join(f"`{text[:40]}` ({rows})" for text, rows in most)


def _signs(reader: BookingReader | PlainReader) -> list[Diagnostic]:
    """Doubt a sheet whose every payment is below zero: the sign may say `out`, or all of them are reversals."""
    if not isinstance(reader, BookingReader) or not _asks(reader) or reader.sheet.profile.signs:
        return []
    signs = reader.signs
    doubt = [
        way
        for way in ("in", "out")
        if signs[way, True] and not signs[way, False] and (way == "out" or signs["out", True])
    ]
    if not doubt:
        return []
    help_ = phrase("ledger.help.answer_signs")
    return [_question(reader, "F667", help_, rows=signs[doubt[-1], True])]


def _nothing(reader: BookingReader | PlainReader, kept: int, rejected: Mapping[str, int]) -> list[Diagnostic]:
    unread = {code: rows for code, rows in rejected.items() if code not in _UNDERSTOOD}
    if kept or not unread or not _asks(reader) or reader.unknown_codes:
        return []
    code = max(unread, key=lambda found: (unread[found], found))
    help_ = phrase("ledger.help.answer_columns")
    return [_question(reader, "F668", help_, reason=phrase(code), rows=sum(unread.values()))]
