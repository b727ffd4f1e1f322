"""The funnel as a picture: bars in shares of the width, so that it fits a telephone and a sheet of paper alike."""

from collections.abc import Iterator, Mapping

from engine.messages.catalogue import PHRASES
from engine.render.svg import element, words

_ROW, _NOTE, _BAR = 46, 16, 14  #: pixels: a bar with its title, a line below it, the bar itself


def funnel_picture(funnel: Mapping[str, int]) -> str:
    """Return bars from the accounts that came in to those to be handed over; `funnel` is what `Funnel` counts."""
    parts: list[str] = []
    top = 0
    for title, kind, number, fell in _bars(funnel):
        parts += _drawn(top, title, kind, number, whole=funnel["accounts"])
        top += _ROW
        told = _fell(fell, funnel)
        if told:
            parts.append(element("text", words(told), x=0, y=top + 6, class_="note"))
            top += _NOTE
    title = PHRASES["report.chart.funnel"].zh
    return element("svg", *parts, role="img", aria_label=title, class_="funnel", width="100%", height=top)


def _bars(funnel: Mapping[str, int]) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Yield the words, the colour, the number and what fell out on the way of each bar."""
    after_amount = funnel["accounts"] - funnel["dropped_amount"]
    after_both = after_amount - funnel["dropped_frequency"] - funnel["dropped_otherwise"]
    yield "funnel.accounts", "stage", funnel["accounts"], ()
    yield "report.after_amount", "stage", after_amount, ("dropped_amount",)
    yield "report.after_frequency", "stage", after_both, ("dropped_frequency", "dropped_otherwise")
    yield "funnel.tier_1", "tier_1", funnel["tier_1"], ()
    yield "funnel.tier_2", "tier_2", funnel["tier_2"], ()
    if funnel["undetermined"]:
        yield "funnel.undetermined", "undetermined", funnel["undetermined"], ()
    yield "funnel.to_hand_over", "end", funnel["to_hand_over"], ("in_registry", "registry_unknown")


def _drawn(top: int, title: str, kind: str, number: int, *, whole: int) -> Iterator[str]:
    share = number * 1000 // whole if whole else 0
    yield element("text", words(PHRASES[title].zh), x=0, y=top + 15)
    yield element("text", words(f"{number:,}"), x="100%", y=top + 15, text_anchor="end", class_="strong")
    yield element("rect", class_="track", x=0, y=top + 21, width="100%", height=_BAR, rx=2)
    if number:
        width = f"{share // 10}.{share % 10}%"
        yield element("rect", class_=kind, x=0, y=top + 21, width=width, height=_BAR, rx=2)


def _fell(names: tuple[str, ...], counts: Mapping[str, int]) -> str:
    """Return what fell out before a bar, in words."""
    return "，".join(f"{PHRASES[f'funnel.{name}'].zh} {counts[name]:,}" for name in names if counts[name])
