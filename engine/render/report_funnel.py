"""The funnel as a picture: bars whose widths are whole pixels, so that equal runs draw equal bytes."""

from dataclasses import dataclass

from engine.messages.catalogue import PHRASES
from engine.render.case_funnel import Funnel

_WIDTH = 440  #: pixels of the longest bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    title: str
    number: int
    width: int  #: pixels
    kind: str  #: stage, tier_1, tier_2, open or end: the colour of the bar
    note: str  #: what fell out on the way here


@dataclass(frozen=True, slots=True)
class Picture:
    bars: tuple[Bar, ...]


def picture(funnel: Funnel) -> Picture:
    """Return the bars from the accounts that came in to those to be handed over."""
    after_amount = funnel.accounts - funnel.dropped_amount
    after_both = after_amount - funnel.dropped_frequency - funnel.dropped_otherwise
    fell = (("dropped_frequency", funnel.dropped_frequency), ("dropped_otherwise", funnel.dropped_otherwise))
    held = (("in_registry", funnel.in_registry), ("registry_unknown", funnel.registry_unknown))
    bars = [
        _bar("funnel.accounts", funnel.accounts, funnel, "stage", ()),
        _bar("report.after_amount", after_amount, funnel, "stage", (("dropped_amount", funnel.dropped_amount),)),
        _bar("report.after_frequency", after_both, funnel, "stage", fell),
        _bar("funnel.tier_1", funnel.tier_1, funnel, "tier_1", ()),
        _bar("funnel.tier_2", funnel.tier_2, funnel, "tier_2", ()),
    ]
    if funnel.undetermined:
        bars.append(_bar("funnel.undetermined", funnel.undetermined, funnel, "open", ()))
    bars.append(_bar("funnel.to_hand_over", funnel.to_hand_over, funnel, "end", held))
    return Picture(tuple(bars))


def _bar(identifier: str, number: int, funnel: Funnel, kind: str, fell: tuple[tuple[str, int], ...]) -> Bar:
    notes = (f"{PHRASES[f'funnel.{name}'].zh} {count}" for name, count in fell if count)
    width = number * _WIDTH // funnel.accounts if funnel.accounts else 0
    return Bar(
        title=PHRASES[identifier].zh, number=number, width=width, kind=kind, note=PHRASES["explain.and"].zh.join(notes)
    )
