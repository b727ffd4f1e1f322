"""Hit policies: from the outcomes of rules to what a decision may still be.

One principle for all of them: an unknown rule may turn out met or not met. A decision is decided where every way of
turning out gives the same; so no fact that comes in later can change it.
"""

from collections.abc import Callable
from typing import NamedTuple

from engine.decision.kleene import Kleene
from engine.decision.verdict import Standing, Value
from engine.program.program import CompiledDecision, CompiledRule
from engine.program.totals import total, totals
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


def _met_and_unknown(
    decision: CompiledDecision, outcomes: tuple[Kleene, ...]
) -> tuple[list[CompiledRule], list[CompiledRule]]:
    paired = list(zip(decision.rules, outcomes, strict=True))
    return [rule for rule, found in paired if found], [rule for rule, found in paired if found is None]


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
    met, unknown = _met_and_unknown(decision, outcomes)
    if len(met) > 1:
        return _conflict(tuple(rule.id for rule in met))
    if met:
        return _one((met[0].then,), (met[0].id,), may_conflict=bool(unknown))
    possible = _distinct([*(rule.then for rule in unknown), decision.otherwise])
    return _one(possible, ("otherwise",), may_conflict=len(unknown) > 1)


def _any(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Several rules may be met where they say the same; where they differ it is a conflict."""
    met, unknown = _met_and_unknown(decision, outcomes)
    said = _distinct([rule.then for rule in met])
    may_say = _distinct([rule.then for rule in (*met, *unknown)])
    if len(said) > 1:
        return _conflict(tuple(rule.id for rule in met))
    if met:
        return _one(said, tuple(rule.id for rule in met), may_conflict=len(may_say) > 1)
    return _one(_distinct([*may_say, decision.otherwise]), ("otherwise",), may_conflict=len(may_say) > 1)


def _priority(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Let the met rule decide whose outcome stands first among those declared; a graver unknown one may decide too."""
    rank = _ranks(decision)
    met, unknown = _met_and_unknown(decision, outcomes)
    if not met:
        possible = [*(rule.then for rule in unknown), decision.otherwise]
        return _one(_distinct(possible), ("otherwise",), may_conflict=False)
    best = min((rule.then for rule in met), key=rank)
    graver = [rule.then for rule in unknown if rank(rule.then) < rank(best)]
    because = tuple(rule.id for rule in met if rule.then == best)
    return _one(_distinct([*graver, best]), because, may_conflict=False)


def _ranks(decision: CompiledDecision) -> Callable[[Value], int]:
    places: dict[Value, int] = {value: place for place, (value, _) in enumerate(decision.outcomes)}
    return places.__getitem__


def _collect(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Gather the distinct outcomes of all met rules, in the order in which the rules first name them."""
    certain, possible = _surely_and_possibly(decision, outcomes)
    if set(certain) == set(possible):
        return _listed(decision, outcomes, certain)
    return Decided("undetermined", None, certain, possible, may_conflict=False, because=())


def _rule_order(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """List the outcomes of all met rules in the order of the rules, each as often as it is met."""
    met, unknown = _met_and_unknown(decision, outcomes)
    certain, possible = _surely_and_possibly(decision, outcomes)
    # an unknown rule makes the list longer, unless it says alone what `otherwise` says
    if not unknown or (not met and len(unknown) == 1 and unknown[0].then == decision.otherwise):
        return _listed(decision, outcomes, tuple(rule.then for rule in met) or certain)
    return Decided("undetermined", None, certain, possible, may_conflict=False, because=())


def _output_order(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """List as `rule_order`, in the order in which the outcomes are declared."""
    found = _rule_order(decision, outcomes)
    if not isinstance(found.value, tuple):
        return found
    return found._replace(value=tuple(sorted(found.value, key=_ranks(decision))))


def _surely_and_possibly(
    decision: CompiledDecision, outcomes: tuple[Kleene, ...]
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Return the outcomes in every list that may come out, and those in any, as the rules first name them."""
    said: list[set[Value]] = [{rule.then for rule in rules} for rules in _met_and_unknown(decision, outcomes)]
    met, unknown = said
    order = _distinct([*(rule.then for rule in decision.rules), decision.otherwise])
    if met:
        sure, may = met, met | unknown
    else:
        # every list holds what all unknown rules and `otherwise` say alike; None: without `otherwise` it is empty
        may = unknown | {decision.otherwise}
        sure = may if len(may) == 1 else set()
    may, sure = may - {None}, sure - {None}
    return tuple(value for value in order if value in sure), tuple(value for value in order if value in may)


def _listed(decision: CompiledDecision, outcomes: tuple[Kleene, ...], value: tuple[Value, ...]) -> Decided:
    because = tuple(rule.id for rule, outcome in zip(decision.rules, outcomes, strict=True) if outcome)
    if not because and decision.otherwise is not None:
        because = ("otherwise",)
    found = _distinct(list(value))
    return Decided("decided", value, found, found, may_conflict=False, because=because)


def _points(decision: CompiledDecision, outcomes: tuple[Kleene, ...]) -> Decided:
    """Add up, count or compare the points of all met rules."""
    met, unknown = _met_and_unknown(decision, outcomes)
    points, may_add = [int(rule.then) for rule in met], [int(rule.then) for rule in unknown]
    possible = totals(decision.hit, points, may_add, total(decision.otherwise))
    of_all = decision.hit in ("sum", "count")
    because = tuple(rule.id for rule in met if of_all or rule.then == possible[0])
    return _one(possible, because or ("otherwise",), may_conflict=False)


_POLICIES: dict[Hit, Callable[[CompiledDecision, tuple[Kleene, ...]], Decided]] = {
    "first": _first,
    "unique": _unique,
    "any": _any,
    "priority": _priority,
    "rule_order": _rule_order,
    "output_order": _output_order,
    "collect": _collect,
    "sum": _points,
    "min": _points,
    "max": _points,
    "count": _points,
}
