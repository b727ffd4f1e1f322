"""Numbers as Chinese legal texts write them: `30万元`, `三十万元`, `百万元`, `３０００元`, `近一周`, `九成`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_WIDE = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
_NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<hanzi>[零〇一二两三四五六七八九十百千万亿]+))"
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
            value *= (_SMALL | _LARGE)[large]
        yield Numeral(value, match["unit"] or "", match[0].strip())


def _hanzi(text: str) -> int:
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _LARGE:
            total = (total + section + digit or 1) * _LARGE[character]
            section, digit = 0, 0
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + section + digit
