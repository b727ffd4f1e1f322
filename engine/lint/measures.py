"""What a number with a word of measure is worth in the engine's integers, by the unit of a parameter."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engine.lint.numerals import Numeral, numerals
from engine.rulebook.values import Unit

_ONE = Fraction(1)
_DAY = Fraction(86_400)
_COUNTED = (
    *("", "个", "张", "次", "人", "人次", "名", "户", "笔", "家", "条", "起", "套", "部", "枚", "份", "台", "件", "页"),
    *("日", "天", "个月", "年", "周岁", "个工作日"),
)

_MEASURES: dict[Unit, dict[str, Fraction]] = {
    "CNY": {"元": Fraction(100)},
    "duration": {
        "秒": _ONE,
        "分钟": Fraction(60),
        "小时": Fraction(3600),
        "个小时": Fraction(3600),
        "日": _DAY,
        "天": _DAY,
        "周": 7 * _DAY,
        "星期": 7 * _DAY,
        "个星期": 7 * _DAY,
    },
    "ratio": {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "分之": _ONE, "成": Fraction(1, 10), "倍": _ONE, "": _ONE},
    "count": dict.fromkeys(_COUNTED, _ONE) | dict.fromkeys(("周", "星期", "个星期"), Fraction(7)),
}
#: Measures of time: `三日内` bounds them.
TIMES: frozenset[str] = frozenset(
    {"秒", "分钟", "小时", "个小时", "日", "天", "周", "星期", "个星期", "个月", "年", "个工作日"}
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of a quote and what it is worth."""

    numeral: Numeral
    worth: Fraction


def measurable(unit: Unit) -> bool:
    """Whether a quote can name numbers of `unit`."""
    return unit in _MEASURES


def measured(quote: str, unit: Unit) -> Iterator[Measured]:
    """Yield the numbers of `quote` that can be a value of `unit`, left to right."""
    worth = _MEASURES.get(unit, {})
    for numeral in numerals(quote):
        measure = "元" if unit == "CNY" and _yuan_left_out(numeral) else numeral.measure
        if measure in worth:
            yield Measured(numeral, numeral.value * worth[measure])


def _yuan_left_out(numeral: Numeral) -> bool:
    """Whether a number may be money although no 元 stands behind it: `30万以上`."""
    return numeral.measure == "" and numeral.text.endswith(("万", "亿"))
