"""The parameters that the facts depend on; the rulebook states them, nothing here has a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: A hundred years: beyond it a setting is a slip of the pen, and days and seconds would leave the calendar.
_MOST_DAYS = 36_500
_MOST_SECONDS = _MOST_DAYS * 24 * 3600
_MOST_FEN = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSettings:
    """What a rulebook's parameters say about deriving facts (facts.md, sections 3 and 4)."""

    baseline_days: int  #: civil days before the first incident day
    turnover_window_days: int  #: civil days on either side of the incident day
    pass_within: int  #: seconds, the end included
    pass_tolerance: int  #: fen, the end included
    sweep_share: Fraction  #: of the in-amount, the end included
    link_before: int  #: seconds a booking may stand before the victim's transfer, the end included
    link_after: int  #: seconds a booking may stand after the victim's transfer, the end included


#: The largest value of each setting; the smallest is 0. A share may be anything that is not negative.
_LARGEST: Mapping[str, tuple[int | None, str]] = {
    "baseline_days": (_MOST_DAYS, "days"),
    "turnover_window_days": (_MOST_DAYS, "days"),
    "pass_within": (_MOST_SECONDS, "seconds"),
    "pass_tolerance": (_MOST_FEN, "fen"),
    "sweep_share": (None, "share"),
    "link_before": (_MOST_SECONDS, "seconds"),
    "link_after": (_MOST_SECONDS, "seconds"),
}


def refuse_out_of_range(settings: FactSettings, report: Report, places: Mapping[str, Span] | None = None) -> None:
    """Report each setting that is negative or beyond a hundred years; `places` are where the rulebook states them.

    Errors: F695
    """
    for name, (largest, unit) in _LARGEST.items():
        value = getattr(settings, name)
        if value < 0 or (largest is not None and value > largest):
            values = {"name": name, "value": value}
            help_ = phrase(f"facts.help.{unit}")
            report.add(Diagnostic(code="F695", span=(places or {}).get(name), values=values, help=help_))
