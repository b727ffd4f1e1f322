"""Limits: the comparisons of conditions with parameters, and on which side of them a case stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from engine.cover.points import Side
from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedLeaf
from engine.program.expression import facts_of
from engine.program.program import Branch, Comparison, Condition, Leaf, Program, facts_of_test
from engine.rulebook.values import NUMERIC

SIDES: tuple[Side, ...] = ("below", "at", "above")


@dataclass(frozen=True, slots=True)
class Limit:
    """The value of a parameter from a day on, in one comparison."""

    parameter: str
    since: date
    left: str
    right: str


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    """Yield the comparisons in `condition`, in reading order."""
    if isinstance(condition, Leaf):
        yield condition
    elif isinstance(condition, Branch):
        for part in condition.parts:
            yield from leaves_of(part)


def conditions_of(program: Program) -> Iterator[Condition]:
    """Yield the conditions of `program` that a trace shows: of rules, flags and duties."""
    for index in program.reading_order:
        yield from (rule.when for rule in program.decisions[index].rules)
    for amount in program.amounts:
        yield from (rule.when for rule in program.decisions[amount.decision].rules)
    yield from (flag.when for flag in program.flags if flag.when)
    yield from (duty.when for duty in program.duties)


def limits_of(leaf: Leaf, program: Program) -> Iterator[Limit]:
    """Yield the limits that `leaf` compares a case with."""
    if leaf.unit not in NUMERIC or not isinstance(program.tests[leaf.test], Comparison):
        return
    asked = facts_of_test(program.tests[leaf.test])
    dated = any(found.fact.name in asked and not found.of_list for found in program.derived)
    for name in dict.fromkeys(leaf.left.parameters + leaf.right.parameters):
        if program.parameter(name).unit == "period" and not dated:
            continue  # it says which entries of a list count, a case does not stand below or above it
        yield Limit(name, program.parameter(name).since, leaf.left.text, leaf.right.text)


def sides_shown(trace: Trace, program: Program) -> Iterator[tuple[Limit, Side]]:
    """Yield on which side of each limit the traced case stands."""
    for traced in traced_leaves(trace):
        margin = traced.margin
        if margin is None:
            continue
        if not _states_facts_left(traced.leaf, program):
            margin = -margin
        side: Side = "at" if margin == 0 else "below" if margin < 0 else "above"
        for limit in limits_of(traced.leaf, program):
            yield limit, side


def _states_facts_left(leaf: Leaf, program: Program) -> bool:
    """Return whether the case stands on the left of the comparison; `{parameter, at_least: fact}` has it right."""
    test = program.tests[leaf.test]
    return not isinstance(test, Comparison) or bool(facts_of(test.left))


def traced_leaves(trace: Trace) -> Iterator[TracedLeaf]:
    """Yield every comparison of `trace`, in reading order."""
    for decision in (*trace.decisions, *trace.amounts):
        for rule in decision.rules:
            yield from _leaves(rule.condition)
    for trigger in (*trace.flags, *trace.duties):
        if trigger.condition:
            yield from _leaves(trigger.condition)


def _leaves(condition: TracedCondition) -> Iterator[TracedLeaf]:
    if isinstance(condition, TracedLeaf):
        yield condition
    elif isinstance(condition, TracedBranch):
        for part in condition.parts:
            yield from _leaves(part)


def all_limits(programs: Iterable[Program]) -> tuple[Limit, ...]:
    """Return the limits of an edition over its periods, each once."""
    found = (
        limit
        for program in programs
        for condition in conditions_of(program)
        for leaf in leaves_of(condition)
        for limit in limits_of(leaf, program)
    )
    return tuple(dict.fromkeys(found))
