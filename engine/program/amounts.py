"""Amounts of a program: which formula an amount comes to is a decision like any other, its number is exact."""

from dataclasses import dataclass

from engine.program.expression import Expression
from engine.rulebook.amounts import Rounding
from engine.rulebook.values import Unit
from engine.source.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """`expression / scale`, rounded as the rulebook says where it does not come out whole."""

    expression: Expression
    scale: int
    rounding: Rounding | None  #: None only where `scale` is 1
    text: str  #: names and literals, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """`pot` shared among the entries of the list `over`; places are those of its members."""

    pot: Expression
    over: str
    proportion: int
    at_most: int
    first: int | None
    named: int | None  #: the member by which results name an entry: the first that is text
    text: str  #: of `pot`


Formula = Quotient | Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledAmount:
    """An amount; the outcome of its decision, `=0`, `=1`, …, is the place of the formula it comes to."""

    name: str
    title: str
    unit: Unit
    decision: int  #: index into `Program.decisions`; not among those of `reading_order`
    formulas: tuple[Formula, ...]
    span: Span

    def formula(self, outcome: object) -> Formula | None:
        """Return the formula that an outcome of the decision stands for; None where there is no amount."""
        return self.formulas[int(outcome.removeprefix("="))] if isinstance(outcome, str) else None
