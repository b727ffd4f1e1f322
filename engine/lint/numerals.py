"""Numbers as Chinese legal texts write them: `30万元`, `三十万元`, `百万元`, `３０００元`, `近一周`, `九成`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_WIDE = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<hanzi>[零〇一二两三四五六七八九十百千]+))"
    r"\s*(?P<large>[百千万亿]*)\s*余?\s*(?P<unit>元|%|成|倍|秒|分钟|小时|个工作日|日|天|周|个月|年|个|张|次|人)?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in a text, with the word of measure behind it (empty where there is none)."""

    value: Fraction
    measure: str
    text: str


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in `text`, left to right."""
    for match in _NUMBER.finditer(text.translate(_WIDE)):
        digits = match["digits"]
        value = Fraction(digits.replace(",", "")) if digits else Fraction(_hanzi(match["hanzi"]))
        for large in match["large"]:
            value *= _LARGE[large]
        yield Numeral(value, match["unit"] or "", match[0].strip())


def _hanzi(text: str) -> int:
    total, digit = 0, None
    for character in text:
        if character in _SMALL:
            total += (1 if digit is None else digit) * _SMALL[character]
            digit = None
        else:
            digit = _DIGITS[character] if not digit else digit * 10 + _DIGITS[character]
    return total + (digit or 0)
