"""The entry of an edition in the changelog of its family, and what of it is still to be filled in."""

import re
from collections.abc import Iterator

_ENTRY = re.compile(r"^## +(\S+)")
#: How the entries of new editions say that something is to be written there.
_TO_WRITE = ("请写明", "（样例，")

Numbered = tuple[int, str]


def entry_of(text: str, day: str) -> tuple[Numbered, ...]:
    """Return the lines, numbered, below the heading of the edition `day` that say anything; none where it has none."""
    found: list[Numbered] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _ENTRY.match(line)
        if heading or line.startswith("---"):
            inside = bool(heading and heading[1] == day)
        elif inside and line.strip():
            found.append((number, line))
    return tuple(found)


def unfilled(entry: tuple[Numbered, ...]) -> Iterator[Numbered]:
    """Yield the lines that are as `rules new` wrote them."""
    return ((number, line) for number, line in entry if any(words in line for words in _TO_WRITE))
