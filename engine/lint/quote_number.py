"""quote_number: the value of a parameter is not the number in its quote.

What it finds: a cited value whose quote names numbers of its kind, none of which is the value; and a quote that names
no number at all.
Why it matters: the quote is the proof of the number. A number changed without its source is a threshold nobody
enacted.
Avoid: `{value: 50万元, cite: after-article#T, quote: 大于等于30万元}`
Prefer: change the number together with the source that says so, or mark it `setting:` with the reason.
"""

from collections.abc import Iterator
from fractions import Fraction

from engine.lint.finding import Edition, Finding
from engine.lint.measures import Measured, measurable, measured
from engine.messages.words import phrase
from engine.rulebook.rulebook import DatedValue, Parameter
from engine.rulebook.values import FactValue, as_unit, show
from engine.source.report import Diagnostic, Label


def quote_number(edition: Edition) -> Iterator[Finding]:
    """Yield N701 where the quote says another number, N702 where it says none."""
    for parameter in edition.loaded.rulebook.parameters:
        for dated in parameter.values:
            for diagnostic in _held_against_quote(parameter, dated):
                yield Finding(parameter.name, diagnostic)


def refuted(parameter: Parameter, dated: DatedValue) -> bool:
    """Whether the quote says otherwise than the value: what else is said about the number follows from that."""
    return any(True for _ in _held_against_quote(parameter, dated))


def _held_against_quote(parameter: Parameter, dated: DatedValue) -> Iterator[Diagnostic]:
    quote = dated.basis.quote
    if dated.written is None or quote is None or not measurable(parameter.unit):
        return
    value = as_unit(dated.written, parameter.unit)
    said = list(measured(quote, parameter.unit))
    if not said:
        values = {"name": parameter.name, "quote": quote}
        yield Diagnostic(code="N702", span=dated.basis.quote_span, values=values, help=phrase("help.quote_number"))
    elif value not in [number.worth for number in said]:
        yield _disagreement(parameter, dated, value, said)


def _disagreement(
    parameter: Parameter, dated: DatedValue, value: FactValue | Fraction, said: list[Measured]
) -> Diagnostic:
    return Diagnostic(
        code="N701",
        span=dated.span,
        values={
            "name": parameter.title,
            "value": show(value, parameter.unit),
            "said": "、".join(number.numeral.text for number in said),
        },
        labels=(Label(dated.basis.quote_span, phrase("label.quote")),) if dated.basis.quote_span else (),
        help=phrase("help.quote_number"),
    )
