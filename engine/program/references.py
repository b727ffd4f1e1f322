"""Conditions on other decisions → leaves that list the outcomes they ask for."""

import operator
from collections.abc import Callable

from engine.messages.words import phrase
from engine.program.program import DecisionLeaf
from engine.program.scope import Scope
from engine.program.totals import TooManyTotalsError, reachable
from engine.rulebook.conditions import Named, Quantity, Referring
from engine.rulebook.rulebook import COUNTING, LISTING, DecisionRules, Outcome
from engine.rulebook.values import as_unit
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report


def _same(total: int, limit: int) -> bool:
    return total == limit


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
}


def reference(condition: Referring, order: dict[str, int], scope: Scope, report: Report) -> DecisionLeaf:
    """Return `condition` as a leaf; `order` is the index of each decision. Errors: R306, R310 to R312, R321."""
    decision = scope.decisions.get(condition.decision)
    asked: tuple[Outcome, ...] = ()
    values: tuple[Outcome, ...] = ()
    if decision is None:
        help_ = did_you_mean(condition.decision, scope.decisions)
        report.add(Diagnostic(code="R306", span=condition.span, values={"name": condition.decision}, help=help_))
    elif decision.hit in COUNTING:
        asked = limits = _limits(condition, decision, scope, report)
        values = _reached(decision, condition.comparator, limits)
    else:
        asked = values = _named(condition, decision, report)
    return DecisionLeaf(
        decision=order.get(condition.decision, 0),
        values=values,
        asked=asked,
        negated=condition.comparator == "is_not",
        comparator=condition.comparator,
        label=condition.label,
        span=condition.span,
    )


def _named(condition: Referring, decision: DecisionRules, report: Report) -> tuple[Outcome, ...]:
    """Return the outcomes that are asked for, none where the comparator does not go with the decision."""
    fitting = ("includes",) if decision.hit in LISTING else ("is", "is_not")
    if condition.comparator not in (*fitting, "one_of"):
        report.add(_wrong_comparator(condition, decision))
        return ()
    return tuple(_outcome(value, decision, report) for value in condition.values)


def _wrong_comparator(condition: Referring, decision: DecisionRules) -> Diagnostic:
    values = {"comparator": condition.comparator, "unit": decision.title}
    return Diagnostic(code="R310", span=condition.span, values=values)


def _outcome(quantity: Quantity, decision: DecisionRules, report: Report) -> Outcome:
    known = [outcome for outcome, _ in decision.outcomes]
    value: Outcome = ""
    if isinstance(quantity, Named):
        value = quantity.written.value if isinstance(quantity.written.value, bool) else quantity.name
    if value not in known:
        values = {"value": _written(quantity), "decision": decision.name}
        help_ = did_you_mean(str(value), [str(outcome) for outcome in known])
        report.add(Diagnostic(code="R311", span=quantity.span, values=values, help=help_))
    return value


def _written(quantity: Quantity) -> str:
    return quantity.name if isinstance(quantity, Named) else quantity.how


def _limits(condition: Referring, decision: DecisionRules, scope: Scope, report: Report) -> tuple[int, ...]:
    """Return the numbers that points are held against, none where one of them cannot be read."""
    if condition.comparator in ("includes", "present"):
        report.add(_wrong_comparator(condition, decision))
        return ()
    found = [_limit(quantity, decision, scope, report) for quantity in condition.values]
    return tuple(limit for limit in found if limit is not None)


def _limit(quantity: Quantity, decision: DecisionRules, scope: Scope, report: Report) -> int | None:
    if isinstance(quantity, Named) and quantity.name in scope.parameters:
        parameter = scope.parameters[quantity.name]
        if parameter is None:
            values: dict[str, object] = {"name": quantity.name, "day": scope.as_of}
            report.add(Diagnostic(code="R312", span=quantity.span, values=values))
            return None
        if parameter.unit == "count":
            return int(parameter.value)
    elif isinstance(quantity, Named) and quantity.name not in scope.facts:
        value = as_unit(quantity.written, "count")
        if isinstance(value, int):
            return value
    values = {"text": _written(quantity), "decision": decision.name}
    report.add(Diagnostic(code="R321", span=quantity.span, values=values, help=phrase("help.points")))
    return None


def _reached(decision: DecisionRules, comparator: str, limits: tuple[int, ...]) -> tuple[int, ...]:
    """Return the points `decision` can come to that stand to `limits` as asked."""
    try:
        found = [total for total in reachable(decision) if total is not None]
    except TooManyTotalsError:
        return ()  # said where the decision is compiled
    if comparator == "between":
        return tuple(total for total in found if limits and limits[0] <= total <= limits[-1])
    compared = _COMPARED.get(comparator, _same)
    return tuple(total for total in found if any(compared(total, limit) for limit in limits))
