"""Conditions → trees of leaves over distinct tests, units and names checked."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import cast

from engine.messages.words import phrase
from engine.program.expression import times
from engine.program.program import Branch, Comparison, Condition, Known, Leaf, Membership, Operator, Test
from engine.program.quantities import scaled, side, unit_of
from engine.program.references import reference
from engine.program.scope import Scope, not_a_value
from engine.rulebook import conditions as stated
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import NUMERIC, PURE, Unit, as_unit
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

#: What a comparator tests, and whether the leaf turns it round.
_OPERATORS: dict[str, tuple[Operator, bool]] = {
    "at_least": ("at_least", False),
    "more_than": ("more_than", False),
    "at_most": ("at_most", False),
    "less_than": ("less_than", False),
    "is": ("is", False),
    "is_not": ("is", True),
}


@dataclass(slots=True)
class Lowering:
    """Turns conditions into leaves; equal tests share an index."""

    scope: Scope
    order: dict[str, int]  #: index of each decision in the program
    report: Report
    tests: dict[Test, int] = field(default_factory=dict)

    def condition(self, condition: stated.Condition) -> Condition:
        """Return `condition` over tests. Errors: R303, R304, R306, R308 to R312, R316, R321."""
        match condition:
            case stated.Group():
                parts = tuple(self.condition(part) for part in condition.parts)
                return Branch(how=condition.how, parts=parts, label=condition.label, span=condition.span)
            case stated.Presence():
                return self._presence(condition)
            case stated.Referring():
                return reference(condition, self.order, self.scope, self.report)
            case stated.Comparing():
                return self._comparing(condition)

    def _test(self, test: Test) -> int:
        return self.tests.setdefault(test, len(self.tests))

    def _presence(self, condition: stated.Presence) -> Leaf:
        fact = self._fact(condition.fact)
        return Leaf(
            test=self._test(Known(condition.fact.name)),
            negated=not condition.wanted,
            comparator="present",
            unit=fact.unit if fact else "text",
            scale=1,
            left=side((condition.fact,), self.scope),
            right=side((), self.scope),
            label=condition.label,
            span=condition.span,
        )

    def _fact(self, named: stated.Named) -> FactDeclaration | None:
        fact = self.scope.facts.get(named.name)
        if fact is None:
            help_ = did_you_mean(named.name, self.scope.facts) or phrase("help.declare_fact")
            self.report.add(Diagnostic(code="R304", span=named.span, values={"name": named.name}, help=help_))
        return fact

    def _comparing(self, condition: stated.Comparing) -> Condition:
        if isinstance(condition.left, stated.Named) and condition.left.name not in self.scope.parameters:
            fact = self._fact(condition.left)
            if fact is None or fact.unit not in NUMERIC or condition.comparator == "one_of":
                return self._membership(condition, condition.left, fact)
        if condition.comparator == "between":
            return self._between(condition)
        if condition.comparator not in _OPERATORS:
            self._wrong_comparator(condition, self._unit(condition))
            return self._leaf(condition, Known(""), negated=False, scale=1, unit="count")
        return self._numbers(condition, condition.comparator, condition.right[0])

    def _between(self, condition: stated.Comparing) -> Branch:
        low, high = condition.right
        parts = (self._numbers(condition, "at_least", low), self._numbers(condition, "at_most", high))
        return Branch(how="all", parts=parts, label=condition.label, span=condition.span)

    def _unit(self, condition: stated.Comparing) -> Unit:
        units = [unit_of(quantity, self.scope) for quantity in (condition.left, *condition.right)]
        dimensions = [unit for unit in units if unit and unit not in PURE and unit in NUMERIC]
        return dimensions[0] if dimensions else "count"

    def _numbers(self, condition: stated.Comparing, comparator: str, right: stated.Quantity) -> Leaf:
        unit = self._unit(condition)
        first, second = (scaled(part, unit, self.scope, self.report) for part in (condition.left, right))
        scale = lcm(first.scale, second.scale)
        operator, negated = _OPERATORS[comparator]
        test = Comparison(
            times(first.expression, scale // first.scale),
            operator,
            times(second.expression, scale // second.scale),
        )
        return self._leaf(
            condition, test, negated=negated, scale=scale, unit=unit, comparator=comparator, right=(right,)
        )

    def _leaf(  # noqa: PLR0913 (a leaf is what it is made of)
        self,
        condition: stated.Comparing,
        test: Test,
        *,
        negated: bool,
        scale: int,
        unit: Unit,
        comparator: str | None = None,
        right: tuple[stated.Quantity, ...] | None = None,
    ) -> Leaf:
        return Leaf(
            test=self._test(test),
            negated=negated,
            comparator=comparator or condition.comparator,
            unit=unit,
            scale=scale,
            left=side((condition.left,), self.scope),
            right=side(condition.right if right is None else right, self.scope),
            label=condition.label,
            span=condition.span,
        )

    def _membership(self, condition: stated.Comparing, left: stated.Named, fact: FactDeclaration | None) -> Leaf:
        unit = fact.unit if fact else "text"
        if fact and condition.comparator not in ("is", "is_not", "one_of"):
            self._wrong_comparator(condition, unit)
        elif fact:
            for named in condition.right:
                self._check_value(cast("stated.Named", named), fact)
        values = tuple(self._value(cast("stated.Named", named), unit) for named in condition.right)
        test = Membership(left.name, tuple(dict.fromkeys(values)))
        return self._leaf(condition, test, negated=condition.comparator == "is_not", scale=1, unit=unit)

    def _value(self, named: stated.Named, unit: Unit) -> str | bool | int:
        if not isinstance(named, stated.Named):
            return ""
        value = as_unit(named.written, unit)
        if unit in ("choice", "text"):
            return named.name
        if isinstance(value, Fraction):
            return value.numerator
        return "" if value is None else value

    def _check_value(self, named: stated.Named, fact: FactDeclaration) -> None:
        choices = [value for value, _ in fact.choices]
        if fact.unit == "choice" and named.name not in choices:
            values = {"value": named.name, "fact": fact.name}
            help_ = did_you_mean(named.name, choices)
            self.report.add(Diagnostic(code="R316", span=named.span, values=values, help=help_))
        elif fact.unit not in ("choice", "text") and as_unit(named.written, fact.unit) is None:
            self.report.add(not_a_value(named.span, named.name, fact.unit))

    def _wrong_comparator(self, condition: stated.Comparing, unit: Unit) -> None:
        values = {"comparator": condition.comparator, "unit": phrase(f"unit.{unit}")}
        self.report.add(Diagnostic(code="R310", span=condition.span, values=values))
