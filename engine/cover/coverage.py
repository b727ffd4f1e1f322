"""Tests as evaluated → what of the edition they show, and what none of them shows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.cover.limits import SIDES, Limit, all_limits, sides_shown, traced_leaves
from engine.cover.points import Coverage, Kind, Point, Side, Tried
from engine.decision.kleene import Kleene, outcome
from engine.program.program import Branch, Condition, DecisionLeaf, Known, Program
from engine.rulebook.citing import citing
from engine.rulebook.rulebook import DatedValue, Parameter, Rulebook
from engine.source.text import Span


def coverage(rulebook: Rulebook, programs: Sequence[Program], tried: Iterable[Tried]) -> Coverage:
    """Return what `tried` shows of `rulebook`; `programs` are what it means in each of its periods.

    A rule can be met, not met and unknown; a decision can come out in each of its ways; a case can stand below, at
    and above each limit; an article counts where a test meets what rests on it or is measured by a number from it.
    Flags and duties with a condition count as rules.
    """
    shown: dict[Point, list[str]] = {}
    places: dict[object, Point] = {}
    for key, point in _points(rulebook, programs):
        if key not in places:
            places[key] = point
            shown[point] = []
    for test in tried:
        for key in dict.fromkeys(_shown_by(test, rulebook)):
            if key in places:
                shown[places[key]].append(test.name)
    return Coverage({point: tuple(names) for point, names in shown.items()})


def _points(rulebook: Rulebook, programs: Sequence[Program]) -> Iterator[tuple[object, Point]]:
    yield from _rule_points(rulebook, programs[0])
    for decision in rulebook.decisions:
        for value, title in decision.outcomes:
            point = Point(
                kind="outcome", name=decision.name, title=title, side="shown", span=decision.span, value=value
            )
            yield ("outcome", decision.name, value), point
    parameters = {parameter.name: parameter for parameter in rulebook.parameters}
    for limit in all_limits(programs):
        parameter = parameters[limit.parameter]
        for side in SIDES:
            yield (limit, side), _limit_point(limit, side, parameter)
    for found in citing(rulebook):
        reference = found.cite.reference
        point = Point(kind="article", name=reference, title=reference, side="shown", span=found.cite.span)
        yield ("article", reference), point


def _limit_point(limit: Limit, side: Side, parameter: Parameter) -> Point:
    dated: DatedValue = next(value for value in parameter.values if value.since == limit.since)
    return Point(
        kind="boundary",
        name=parameter.name,
        title=parameter.title,
        side=side,
        span=dated.span,
        since=limit.since,
        compared=(limit.left, limit.right),
    )


def _rule_points(rulebook: Rulebook, program: Program) -> Iterator[tuple[object, Point]]:
    for kind, name, title, when in _conditions(program):
        span = _span(rulebook, kind, name)
        sides: tuple[Side, ...] = (
            ("met", "not_met", "unknown") if _may_be_unknown(when, program) else ("met", "not_met")
        )
        for side in sides:
            yield (kind, name, side), Point(kind=kind, name=name, title=title, side=side, span=span)


def _conditions(program: Program) -> Iterator[tuple[Kind, str, str, Condition]]:
    for index in (*program.reading_order, *(amount.decision for amount in program.amounts)):
        for rule in program.decisions[index].rules:
            yield "rule", rule.id, rule.title, rule.when
    for flag in program.flags:
        if flag.when:
            yield "flag", flag.name, flag.title, flag.when
    for duty in program.duties:
        yield "duty", duty.name, duty.title, duty.when


def _span(rulebook: Rulebook, kind: Kind, name: str) -> Span:
    if kind == "rule":
        spans = {rule.id: rule.span for amount in rulebook.amounts for rule in amount.rules}
        spans |= {rule.id: rule.span for decision in rulebook.decisions for rule in decision.rules}
        return spans[name]
    named = rulebook.flags if kind == "flag" else rulebook.duties
    return next(found.span for found in named if found.name == name)


def _may_be_unknown(condition: Condition, program: Program) -> bool:
    """Return whether a fact that is not stated can leave `condition` open; whether one is stated is never open."""
    if isinstance(condition, DecisionLeaf):
        decision = program.decisions[condition.decision]
        return any(_may_be_unknown(rule.when, program) for rule in decision.rules)
    if isinstance(condition, Branch):
        return any(_may_be_unknown(part, program) for part in condition.parts)
    return not isinstance(program.tests[condition.test], Known)


def _shown_by(test: Tried, rulebook: Rulebook) -> Iterator[object]:
    came_out = tuple(_outcomes(test))
    yield from ((kind, name, outcome(found)) for kind, name, found in came_out)
    for decision in test.verdict.decisions:
        values = decision.value if isinstance(decision.value, tuple) else (decision.value,)
        yield from (("outcome", decision.name, value) for value in values if decision.standing == "decided")
    yield from sides_shown(test.trace, test.program)
    exercised: set[object] = {(kind, name, None) for kind, name, found in came_out if found is True}
    exercised |= {("parameter", *measured) for measured in _measured(test)}
    for found in citing(rulebook):
        if (found.kind, found.name, found.since) in exercised:
            yield "article", found.cite.reference


def _measured(test: Tried) -> Iterator[tuple[str, date]]:
    """Yield the values of parameters by which the case was measured."""
    for traced in traced_leaves(test.trace):
        if traced.outcome is not None:
            for name in traced.leaf.left.parameters + traced.leaf.right.parameters:
                yield name, test.program.parameter(name).since


def _outcomes(test: Tried) -> Iterator[tuple[Kind, str, Kleene]]:
    for decision in (*test.trace.decisions, *test.trace.amounts):
        yield from (("rule", rule.id, rule.outcome) for rule in decision.rules)
    yield from (("flag", trigger.name, trigger.outcome) for trigger in test.trace.flags)
    yield from (("duty", trigger.name, trigger.outcome) for trigger in test.trace.duties)
