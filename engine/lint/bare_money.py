"""bare_money: an amount of money is written without its unit.

What it finds: a bare number as a value of a parameter in CNY, or where a condition holds it against money. Zero is
zero.
Why it matters: in rulebooks a bare number is yuan, in fact tables it is fen: a factor of a hundred in a reader's
head.
Avoid: `value: 3000`
Prefer: `value: 3000元`
"""

from collections.abc import Iterator
from fractions import Fraction

from engine.lint.finding import Edition, Finding
from engine.lint.uses import comparisons
from engine.messages.words import phrase
from engine.rulebook.conditions import Combined, Comparing, Named, Quantity
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.values import Written
from engine.source.report import Diagnostic
from engine.source.text import Span


def bare_money(edition: Edition) -> Iterator[Finding]:
    """Yield N712 for each amount without a unit."""
    rulebook = edition.loaded.rulebook
    for parameter in rulebook.parameters:
        for dated in parameter.values:
            if parameter.unit == "CNY" and dated.written and _bare(dated.written):
                yield _finding(parameter.name, dated.span, dated.written)
    money = _money(rulebook)
    for key, comparison in comparisons(rulebook):
        for named in _held_against_money(comparison, money):
            yield _finding(key, named.span, named.written)


def _money(rulebook: Rulebook) -> frozenset[str]:
    facts = {fact.name for fact in rulebook.facts if fact.unit == "CNY"}
    return frozenset(facts | {parameter.name for parameter in rulebook.parameters if parameter.unit == "CNY"})


def _bare(written: Written) -> bool:
    return written.unit is None and isinstance(written.value, Fraction) and written.value != 0


def _held_against_money(comparison: Comparing, money: frozenset[str]) -> Iterator[Named]:
    sides = (comparison.left, *comparison.right)
    terms = tuple(named for side in sides for named in _terms(side))
    if any(_speaks_of(side, money) for side in sides):
        yield from (named for named in terms if _bare(named.written))


def _terms(quantity: Quantity) -> Iterator[Named]:
    """Yield the names and numbers that stand for an amount; factors of a product are plain numbers."""
    if isinstance(quantity, Named):
        yield quantity
    elif isinstance(quantity, Combined) and quantity.how != "product":
        for part in quantity.parts:
            yield from _terms(part)


def _speaks_of(quantity: Quantity, money: frozenset[str]) -> bool:
    if isinstance(quantity, Named):
        return quantity.name in money or quantity.written.unit == "CNY"
    return isinstance(quantity, Combined) and any(_speaks_of(part, money) for part in quantity.parts)


def _finding(key: str, span: Span, written: Written) -> Finding:
    values = {"value": written.value}
    return Finding(key, Diagnostic(code="N712", span=span, values=values, help=phrase("help.bare_money")))
