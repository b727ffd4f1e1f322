"""The order in which decisions can be decided: each after those it refers to."""

from collections.abc import Iterator

from engine.rulebook.conditions import Condition, Group, Referring
from engine.rulebook.rulebook import DecisionRules
from engine.source.report import Diagnostic, Report


def decision_order(decisions: tuple[DecisionRules, ...], report: Report) -> tuple[DecisionRules, ...]:
    """Return `decisions` so that each refers only to earlier ones, else in reading order. Errors: R307."""
    named = {decision.name: decision for decision in decisions}
    ordered: dict[str, DecisionRules] = {}

    def settle(decision: DecisionRules, path: tuple[str, ...]) -> None:
        if decision.name in path:
            circle = (*path[path.index(decision.name) :], decision.name)
            report.add(Diagnostic(code="R307", span=decision.span, values={"path": " → ".join(circle)}))
            return
        for name in _referred(decision):
            if name in named and name not in ordered:
                settle(named[name], (*path, decision.name))
        ordered.setdefault(decision.name, decision)

    for decision in decisions:
        if decision.name not in ordered:
            settle(decision, ())
    return tuple(ordered.values())


def _referred(decision: DecisionRules) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for rule in decision.rules for name in _names(rule.when)))


def _names(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Referring):
        yield condition.decision
    elif isinstance(condition, Group):
        for part in condition.parts:
            yield from _names(part)
