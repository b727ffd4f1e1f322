"""What a plain scalar means: YAML 1.2, narrowed to what reads the same for everybody."""

import re
from decimal import Decimal

from engine.document.nodes import ScalarValue

#: More digits than any amount, count or card number; a longer one is an identifier that lacks its quotes.
DIGITS = 30

_NULL = frozenset({"", "~", "null"})
_BOOL = {"true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)


def digits_of(text: str) -> int:
    """Return how many digits `text` has as a number, 0 where it is none."""
    return sum(map(str.isdigit, text)) if _NUMBER.fullmatch(text) else 0


def resolve(text: str) -> ScalarValue:
    """Return the value of a plain scalar of at most `DIGITS` digits.

    Of the YAML 1.2 core schema only `null ~ true false` in lower case, whole numbers and decimals keep their
    meaning. What else the schema would turn into a value (`True`, `0x1F`, `1e3`, `.5`, `+5`, `007`, `.nan`) is
    text: leading zeros and letters are kept, and a number is expected in vain, at its place, where one is needed.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    return text
