"""The funnel as a picture: bars in shares of the width, so that it fits a telephone and a sheet of paper alike."""

from collections.abc import Iterator, Mapping

from engine.messages.catalogue import PHRASES
from engine.render.svg import element, words

_ROW, _BAR = 46, 14  #: pixels


def funnel_picture(funnel: Mapping[str, int]) -> str:
    """Return bars from the accounts that came in to those to be handed over; `funnel` is what `Funnel` counts."""
    bars = list(_bars(funnel))
    parts = [part for row, bar in enumerate(bars) for part in _drawn(row, *bar, counts=funnel)]
    title = PHRASES["report.chart.funnel"].zh
    return element("svg", *parts, role="img", aria_label=title, class_="funnel", width="100%", height=_ROW * len(bars))


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


def _drawn(  # noqa: PLR0913 (a bar)
    row: int, title: str, kind: str, number: int, fell: tuple[str, ...], *, counts: Mapping[str, int]
) -> Iterator[str]:
    top = row * _ROW
    share = number * 1000 // counts["accounts"] if counts["accounts"] else 0
    yield element("text", words(PHRASES[title].zh), _fell(fell, counts), x=0, y=top + 15)
    yield element("text", words(f"{number:,}"), x="100%", y=top + 15, text_anchor="end", class_="strong")
    yield element("rect", class_="track", x=0, y=top + 21, width="100%", height=_BAR, rx=2)
    if number:
        width = f"{share // 10}.{share % 10}%"
        yield element("rect", class_=kind, x=0, y=top + 21, width=width, height=_BAR, rx=2)


def _fell(names: tuple[str, ...], counts: Mapping[str, int]) -> str:
    """Return what fell out before a bar, in small words behind its title."""
    told = "，".join(f"{PHRASES[f'funnel.{name}'].zh} {counts[name]:,}" for name in names if counts[name])
    return element("tspan", words(told), dx=10, class_="note") if told else ""
