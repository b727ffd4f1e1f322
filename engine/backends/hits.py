"""Hit policies: from the outcomes of rules to what a decision may still be.

One principle for all of them: an unknown rule may turn out met or not met. A decision is decided where every way of
turning out gives the same; so no fact that comes in later can change it.
"""

from collections.abc import Callable
from typing import NamedTuple

from engine.decision.kleene import Kleene
from engine.decision.verdict import Standing, Value
from engine.program.program import CompiledDecision
from engine.rulebook.rulebook import Hit


class Decided(NamedTuple):
    standing: Standing
    value: Value | tuple[Value, ...]
    certain: tuple[Value, ...]
    possible: tuple[Value, ...]
    may_conflict: bool
    because: tuple[str, ...]


def decide(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Return what `outcomes`, one a rule, make of `decision`."""
    return _POLICIES[decision.hit](decision, outcomes)


def _distinct(values: list[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


def _one(possible: tuple[Value, ...], because: tuple[str, ...], *, may_conflict: bool) -> Decided:
    if len(possible) == 1 and not may_conflict:
        return Decided("decided", possible[0], possible, possible, may_conflict=False, because=because)
    return Decided("undetermined", None, (), possible, may_conflict=may_conflict, because=())


def _conflict(because: tuple[str, ...]) -> Decided:
    return Decided("conflict", None, (), (), may_conflict=True, because=because)


def _first(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Let the first met rule decide; an unknown one before it may decide too."""
    possible: list[Value] = []
    for rule, outcome in zip(decision.rules, outcomes, strict=True):
        if outcome is not False:
            possible.append(rule.then)
        if outcome is True:
            return _one(_distinct(possible), (rule.id,), may_conflict=False)
    return _one(_distinct([*possible, decision.otherwise]), ("otherwise",), may_conflict=False)


def _unique(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """At most one rule may be met; a second one is a conflict."""
    met = [rule for rule, outcome in zip(decision.rules, outcomes, strict=True) if outcome is True]
    unknown = [rule for rule, outcome in zip(decision.rules, outcomes, strict=True) if outcome is None]
    if len(met) > 1:
        return _conflict(tuple(rule.id for rule in met))
    if met:
        return _one((met[0].then,), (met[0].id,), may_conflict=bool(unknown))
    possible = _distinct([*(rule.then for rule in unknown), decision.otherwise])
    return _one(possible, ("otherwise",), may_conflict=len(unknown) > 1)


def _any(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Several rules may be met where they say the same; where they differ it is a conflict."""
    met = [rule for rule, outcome in zip(decision.rules, outcomes, strict=True) if outcome is True]
    unknown = [rule for rule, outcome in zip(decision.rules, outcomes, strict=True) if outcome is None]
    said = _distinct([rule.then for rule in met])
    may_say = _distinct([rule.then for rule in (*met, *unknown)])
    if len(said) > 1:
        return _conflict(tuple(rule.id for rule in met))
    if met:
        return _one(said, tuple(rule.id for rule in met), may_conflict=len(may_say) > 1)
    return _one(_distinct([*may_say, decision.otherwise]), ("otherwise",), may_conflict=len(may_say) > 1)


def _collect(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Gather the distinct outcomes of all met rules, in the order in which the rules first name them."""
    paired = list(zip(decision.rules, outcomes, strict=True))
    order = _distinct([rule.then for rule in decision.rules])
    certain = [value for value in order if any(o is True and rule.then == value for rule, o in paired)]
    possible = [value for value in order if any(o is not False and rule.then == value for rule, o in paired)]
    because = tuple(rule.id for rule, outcome in paired if outcome is True)
    if not certain and decision.otherwise is not None:
        if decision.otherwise not in possible:
            possible.append(decision.otherwise)
        if all(outcome is False for outcome in outcomes):
            certain, because = [decision.otherwise], ("otherwise",)
    standing: Standing = "decided" if certain == possible else "undetermined"
    value = tuple(certain) if standing == "decided" else None
    because = because if standing == "decided" else ()
    return Decided(standing, value, tuple(certain), tuple(possible), may_conflict=False, because=because)


_POLICIES: dict[Hit, Callable[[CompiledDecision, tuple[Kleene, ...]], Decided]] = {
    "first": _first,
    "unique": _unique,
    "any": _any,
    "collect": _collect,
}
