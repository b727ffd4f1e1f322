"""The unit of money that the lines above a header state, beside what a layout is read in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from engine.ledger.amounts import Unit
from engine.ledger.profile import Profile
from engine.ledger.text_file import Record
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

_CURRENCY = "(?:人民币|RMB|CNY)?"
#: A word that goes on is none of money: 单位：分行营业部.
_STATED = re.compile(rf"单位[:\s]*{_CURRENCY}[:\s]*([十百千万亿]*[元圆角分厘]){_CURRENCY}(?![\w])")
_READ: dict[str, Unit] = {"元": "yuan", "圆": "yuan", "分": "fen"}


def in_stated_unit(
    profile: Profile, above: Sequence[Record], answered: str, span: Span, report: Report
) -> Profile | None:
    """Return `profile`, read in the unit that the lines `above` the header state; None where they cannot be followed.

    What was `answered` holds whatever they state. A layout that is known by name has its unit; of another one 分 is
    followed exactly, what is neither 元 nor 分 is asked about.
    Errors: F675
    """
    stated = {} if answered or profile.holds not in ("bookings", "measures", "subaccounts") else _units(above)
    units = {_READ.get(text) for text in stated}
    if units <= {profile.unit}:
        return profile
    if units == {"fen"} and profile.fallback:
        return replace(profile, unit="fen")
    text, record = next((text, record) for text, record in stated.items() if _READ.get(text) != profile.unit)
    where = Span(file=span.file, line=record.row, excerpt=record.raw[:200])
    values = {"unit": text, "read": phrase(f"ledger.unit.{profile.unit}")}
    report.add(Diagnostic(code="F675", span=where, values=values, help=phrase("ledger.help.answer_unit")))
    return None


def _units(above: Sequence[Record]) -> dict[str, Record]:
    """Return the units that lines state, each with the first line that does."""
    found: dict[str, Record] = {}
    for record in above:
        for cell in record.cells:
            for text in _STATED.findall(normalize("NFKC", cell)):
                found.setdefault(text, record)
    return found
