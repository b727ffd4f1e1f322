"""quote_number: the value of a parameter is not the number in its quote.

What it finds: a cited value whose quote names numbers of its kind, none of which is the value; and a quote that names
no number at all.
Why it matters: the quote is the proof of the number. A number changed without its source is a threshold nobody enacted.
Avoid: `{value: 50万元, cite: after-article#T, quote: 大于等于30万元}`
Prefer: change the number together with the source that says so, or mark it `setting:` with the reason.
"""

from collections.abc import Iterator
from fractions import Fraction

from engine.library.library import Loaded
from engine.lint.numerals import Numeral, numerals
from engine.messages.words import phrase
from engine.rulebook.rulebook import DatedValue, Parameter
from engine.rulebook.values import FactValue, Unit, as_unit, show
from engine.source.report import Diagnostic, Label

#: What a number with a word of measure is worth in the engine's integers, by the unit of the parameter.
_MEASURES: dict[Unit, dict[str, Fraction]] = {
    "CNY": {"元": Fraction(100)},
    "duration": {
        "秒": Fraction(1),
        "分钟": Fraction(60),
        "小时": Fraction(3600),
        "日": Fraction(86400),
        "天": Fraction(86400),
    },
    "ratio": {"%": Fraction(1, 100), "成": Fraction(1, 10), "倍": Fraction(1), "": Fraction(1)},
    "count": {word: Fraction(1) for word in ("", "个", "张", "次", "人", "日", "天", "个月", "年")}
    | {"周": Fraction(7)},
}


def quote_number(loaded: Loaded) -> Iterator[Diagnostic]:
    """Yield N701 where the quote says another number, N702 where it says none."""
    for parameter in loaded.rulebook.parameters:
        for dated in parameter.values:
            yield from _held_against_quote(parameter, dated)


def _held_against_quote(parameter: Parameter, dated: DatedValue) -> Iterator[Diagnostic]:
    quote, measures = dated.basis.quote, _MEASURES.get(parameter.unit)
    if dated.written is None or quote is None or measures is None:
        return
    value = as_unit(dated.written, parameter.unit)
    said = [number for number in numerals(quote) if number.measure in measures]
    if not said:
        values = {"name": parameter.name, "quote": quote}
        yield Diagnostic(code="N702", span=dated.basis.quote_span, values=values, help=phrase("help.quote_number"))
    elif value not in [number.value * measures[number.measure] for number in said]:
        yield _disagreement(parameter, dated, value, said)


def _disagreement(
    parameter: Parameter, dated: DatedValue, value: FactValue | Fraction, said: list[Numeral]
) -> Diagnostic:
    return Diagnostic(
        code="N701",
        span=dated.span,
        values={
            "name": parameter.title,
            "value": show(value, parameter.unit),
            "said": "、".join(number.text for number in said),
        },
        labels=(Label(dated.basis.quote_span, phrase("label.quote")),) if dated.basis.quote_span else (),
        help=phrase("help.quote_number"),
    )
