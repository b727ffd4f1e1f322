"""Which accounts share which values: a picture with a dot where an account has a value."""

from collections import Counter
from collections.abc import Sequence

from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.render.report_view import SharedValue, Sharer
from engine.render.svg import element, label, told

#: Accounts and values beyond these are in the table alone.
MOST_ACCOUNTS, MOST_VALUES = 40, 30
_ROW, _COLUMN, _SIDE, _HEAD = 20, 24, 176, 196
_LONGEST = 24  #: characters of a value


def matrix(shared: Sequence[SharedValue], sharers: Sequence[Sharer]) -> tuple[str, int, int]:
    """Return the picture, and how many accounts and values it leaves out."""
    values = shared[:MOST_VALUES]
    held = Counter(place for found in values for place in found.accounts)
    ordered = sorted(held, key=lambda place: (-held[place], sharers[place].account, place))
    accounts = ordered[:MOST_ACCOUNTS]
    if not accounts:
        return "", 0, 0
    width, height = _SIDE + _COLUMN * len(values) + 8, _HEAD + _ROW * len(accounts) + 4
    parts = [
        *_heads(values),
        *(part for row, place in enumerate(accounts) for part in _row(row, place, values, sharers[place])),
    ]
    picture = element(
        "svg", *parts, role="img", aria_label=_say("report.chart.matrix"), width=width, height=height,
        viewBox=f"0 0 {width} {height}",
    )  # fmt: skip
    return picture, len(ordered) - len(accounts), len(shared) - len(values)


def _heads(values: Sequence[SharedValue]) -> list[str]:
    found = []
    for place, shared in enumerate(values):
        x = _SIDE + place * _COLUMN + _COLUMN // 2 + 4
        words = f"{shared.attribute} {shared.value}"
        short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
        found.append(
            element("g", label(0, 0, short, class_="tick"), transform=f"translate({x} {_HEAD - 8}) rotate(-90)")
        )
    return found


def _row(row: int, sharer: int, values: Sequence[SharedValue], shown: Sharer) -> list[str]:
    y = _HEAD + row * _ROW
    width = _SIDE + _COLUMN * len(values)
    name = label(0, y + 14, shown.account, class_="account")
    if shown.number:
        name = element("a", name, href=f"#a{shown.number}")
    parts = [element("rect", class_=f"band{row % 2}", x=0, y=y, width=width, height=_ROW), name]
    for place, shared in enumerate(values):
        if sharer in shared.accounts:
            says = told(f"{shown.account} {shared.attribute} {shared.value}")
            x = _SIDE + place * _COLUMN + _COLUMN // 2
            parts.append(element("circle", says, class_="dot", cx=x, cy=y + _ROW // 2, r=6))
    return parts


def _say(identifier: str, **values: object) -> str:
    return speak(phrase(identifier, **values), "zh")
