"""On which side of its limits each test stands, as its evaluation shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedLeaf
from engine.lint.finding import Trial

SIDES: tuple[str, ...] = ("below", "at", "above")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one comparison of a test stands to a parameter in it."""

    parameter: str
    side: str
    alone: bool  #: the parameter is one whole side of the comparison: its limit


def stands(trial: Trial) -> frozenset[Stand]:
    """Return where the test stands to every parameter that it is compared with."""
    return frozenset(stand for leaf in _leaves(trial.trace) for stand in _stands(leaf))


def _leaves(trace: Trace) -> Iterator[TracedLeaf]:
    conditions: list[TracedCondition | None] = [rule.condition for found in trace.decisions for rule in found.rules]
    conditions += [trigger.condition for trigger in (*trace.flags, *trace.duties)]
    for condition in conditions:
        if condition is not None:
            yield from _below(condition)


def _below(condition: TracedCondition) -> Iterator[TracedLeaf]:
    if isinstance(condition, TracedLeaf):
        yield condition
    elif isinstance(condition, TracedBranch):
        for part in condition.parts:
            yield from _below(part)


def _stands(traced: TracedLeaf) -> Iterator[Stand]:
    if traced.margin is None:
        return
    sign = (traced.margin > 0) - (traced.margin < 0)
    for side, turned in ((traced.leaf.right, 1), (traced.leaf.left, -1)):
        for name in side.parameters:
            yield Stand(name, SIDES[1 + sign * turned], side.text == name)
