"""Text made safe for a terminal, and how wide it stands there."""

import re
import unicodedata

#: Controls (terminal sequences start with one), marks of direction and of no width, and what is no character.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """Return `text` with every hidden character written out as its code point."""
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """Return how many columns `text` takes: two for a wide (Chinese) character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
