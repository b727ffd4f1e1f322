"""JSON as results are written: exact numbers, readable Chinese, no hidden character as it is."""

import json
import re
from fractions import Fraction
from json.encoder import encode_basestring

#: Hidden characters that JSON would let through as they are; written out they mean the same.
_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def quoted(text: str) -> str:
    """Return `text` as a JSON string."""
    written: str = encode_basestring(text)
    return written if written.isascii() and written.isprintable() else _HIDDEN.sub(_written_out, written)


def _written_out(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def scalar(value: object) -> str:
    """Return a fact, outcome or number as JSON; a fraction that is not whole is text such as `"7/2"`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Fraction() if value.denominator == 1:
            return str(value.numerator)
        case Fraction():
            return f'"{value.numerator}/{value.denominator}"'
        case tuple() | list():
            return f"[{', '.join(map(scalar, value))}]"
        case _:
            return quoted(str(value))


def obj(members: dict[str, str]) -> str:
    """Return a JSON object of members that are JSON already."""
    return "{" + ", ".join(f"{quoted(name)}: {text}" for name, text in members.items()) + "}"


def texts(names: tuple[str, ...]) -> str:
    """Return a JSON array of texts."""
    return f"[{', '.join(map(quoted, names))}]"
