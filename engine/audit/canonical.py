r"""The one text of a value: RFC 8785 for the values a log holds, and digests of it.

Members are sorted by name (names are ASCII, so by code point and by UTF-16 unit is the same), nothing stands between
tokens, numbers are integers written in full, text is UTF-8 with the shortest escapes. Where RFC 8785 refuses half of a
surrogate pair it is written as `\udXXX`, as ECMAScript does: a ledger may hold one, and no row is dropped.
"""

import hashlib
import json
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

PREFIX = "sha256:"
#: In the place of a hash where there is nothing before.
FIRST = PREFIX + "0" * 64
_HALF = re.compile("[\ud800-\udfff]")


def _members(record: Any) -> dict[str, object]:
    """Return the fields of a dataclass by their names."""
    if not is_dataclass(record):
        raise TypeError(type(record).__name__)
    return {field.name: getattr(record, field.name) for field in fields(record)}


_WRITTEN = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_members
).encode


def canonical(value: object) -> str:
    """Return the canonical JSON of `value`: equal values give equal text; a dataclass is an object of its fields."""
    text = _WRITTEN(value)
    return text if text.isascii() else _HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def runs(members: Mapping[str, object], cuts: Sequence[str]) -> tuple[str, ...]:
    """Return the canonical JSON of `members` without braces, in runs between which the members `cuts` would stand.

    `cuts` are sorted and none of them is among `members`; there is one run more, and a run may be empty.
    """
    found: list[dict[str, object]] = [{} for _ in range(len(cuts) + 1)]
    for name, value in members.items():
        found[bisect(cuts, name)][name] = value
    return tuple([canonical(run)[1:-1] for run in found])


def joined(*pieces: str) -> str:
    """Return runs and members as one run."""
    return ",".join(filter(None, pieces))


def digest_of(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return digest(canonical(value))


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8."""
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def sm3(text: str) -> str:
    """Return the SM3 (GB/T 32905) of `text` in UTF-8. Raises `ValueError` where the platform has no SM3."""
    return "sm3:" + hashlib.new("sm3", text.encode()).hexdigest()


@cache
def has_sm3() -> bool:
    """Return whether the platform can compute SM3."""
    try:
        hashlib.new("sm3")
    except ValueError:
        return False
    return True
