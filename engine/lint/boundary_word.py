"""boundary_word: a rule compares with a number otherwise than the quote of the number says.

What it finds: a comparator that is not the one the word beside the number means: 以上 不低于 不少于 达到 至少
大于等于 ask for `at_least`; 超过 大于 高于 多于 以外 for `more_than`; 以下 以内 不超过 至多 for `at_most`; 不满 不足
低于 少于 未达到 for `less_than`. The opposite side of the same boundary (`less_than` for 以上) is right only beside a
rule that uses the word itself. `not` is taken off first. A quote without such a word says nothing.
Why it matters: the case of exactly 300,000.00 yuan is decided by this word alone.
Avoid: `{fact: turnover, more_than: min_turnover}` where the quote says 三十万元以上
Prefer: the comparator of the word; where the text contradicts itself, a suppression with the reason.
Source: 刑法 99 (以上、以下、以内 include the number); 民法典 1259 (不满、超过、以外 do not).
"""

from collections.abc import Iterator

from engine.lint.boundary_words import COMPLEMENT, Boundary, boundary
from engine.lint.finding import Edition, Finding
from engine.lint.measures import measured
from engine.lint.uses import Use, uses
from engine.messages.words import phrase
from engine.rulebook.rulebook import DatedValue, Parameter
from engine.rulebook.values import as_unit
from engine.source.report import Diagnostic, Label


def boundary_word(edition: Edition) -> Iterator[Finding]:
    """Yield N704 for each comparison that the quote of its parameter does not bear out."""
    used = uses(edition.loaded.rulebook)
    for parameter in edition.loaded.rulebook.parameters:
        compared = [use for use in used if use.parameter == parameter.name]
        for dated, _, _ in edition.in_force(parameter):
            said = boundaries(parameter, dated)
            for use in compared:
                if not accepted(use.comparator, {other.comparator for other in compared}, said):
                    yield Finding(parameter.name, _contradicts(use, parameter, dated, said))


def boundaries(parameter: Parameter, dated: DatedValue) -> tuple[Boundary, ...]:
    """Return what the quote says at each place where it names the value."""
    quote, written = dated.basis.quote, dated.written
    if quote is None or written is None:
        return ()
    value = as_unit(written, parameter.unit)
    places = (number.numeral for number in measured(quote, parameter.unit) if number.worth == value)
    return tuple(found for place in places if (found := boundary(quote, place)))


def accepted(comparator: str, beside: set[str], said: tuple[Boundary, ...]) -> bool:
    """Whether `comparator` is what was said, or the other side of it where a comparison `beside` it is."""
    if any(len(found.bounds) > 1 for found in said):
        return False
    words: set[str] = {bound for found in said for bound in found.bounds}
    return not words or comparator in words or (COMPLEMENT[comparator] in words and COMPLEMENT[comparator] in beside)


def _contradicts(use: Use, parameter: Parameter, dated: DatedValue, said: tuple[Boundary, ...]) -> Diagnostic:
    bounds = sorted({bound for found in said for bound in found.bounds})
    quote = dated.basis.quote_span
    return Diagnostic(
        code="N704",
        span=use.span,
        values={
            "name": parameter.title,
            "comparator": use.comparator,
            "said": "、".join(dict.fromkeys(found.said for found in said)),
        },
        labels=(Label(quote, phrase("label.quote")),) if quote else (),
        help=phrase("help.boundary_word", bounds="、".join(f"`{bound}`" for bound in bounds)),
    )
