"""Numbers as Chinese legal texts write them: `30万元`, `三十万元`, `百万元`, `３０００元`, `百分之三十`, `叁拾万圆`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
#: One character for one, so that a place in the result is the same place in the text.
_PLAIN = str.maketrans(
    "０１２３４５６７８９，．％＞＜＝（）：壹贰叁肆伍陆柒捌玖拾佰仟萬億圆",
    "0123456789,.%><=():一二三四五六七八九十百千万亿元",
)
_NUMBER = re.compile(
    r"(?:(?P<of>[一二三四五六七八九十百千万]+)分之)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<hanzi>[零〇一二两三四五六七八九十百千万亿]+))"
    r"\s*(?P<large>[百千万亿]*)\s*余?\s*"
    r"(?P<unit>元|%|‰|成|倍|秒|分钟|个?小时|个工作日|日|天|个?星期|周岁|周|个月|年|人次|[个张次人名户笔家条起套部枚份台件页])?"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in a text, with the word of measure behind it (empty where there is none)."""

    value: Fraction
    measure: str  #: `分之` for `百分之三十` and the like
    text: str
    start: int  #: its place in the text, the end excluded
    end: int


def plain(text: str) -> str:
    """Return `text` with its full-width digits and signs, and the numerals of banks, in their plain forms."""
    return text.translate(_PLAIN)


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in `text`, left to right."""
    for match in _NUMBER.finditer(plain(text)):
        digits, share = match["digits"], match["of"]
        value = Fraction(digits.replace(",", "")) if digits else Fraction(_hanzi(match["hanzi"]))
        for large in match["large"]:
            value *= (_SMALL | _LARGE)[large]
        measure = "分之" if share else match["unit"] or ""
        shown = match[0].strip()
        yield Numeral(value / _hanzi(share) if share else value, measure, shown, match.start(), match.end())


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
