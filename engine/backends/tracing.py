"""A trace: the same evaluation as the reference, with the numbers written beside every leaf."""

from fractions import Fraction
from functools import lru_cache, partial

from engine.backends.arithmetic import Whole, whole
from engine.backends.judging import REMEMBERED, Truths, branch_outcome, condition_outcome, decision_outcomes
from engine.decision.kleene import Kleene
from engine.decision.lists import added_up
from engine.decision.trace import (
    Trace,
    TracedBranch,
    TracedCondition,
    TracedDecision,
    TracedLeaf,
    TracedReference,
    TracedRule,
    TracedTrigger,
)
from engine.decision.verdict import DecisionOutcome
from engine.program.program import (
    Branch,
    Comparison,
    CompiledDecision,
    CompiledDuty,
    CompiledFlag,
    CompiledRule,
    Condition,
    DecisionLeaf,
    Facts,
    Leaf,
    Membership,
    Program,
    facts_of_test,
)
from engine.rulebook.values import FactValue


class Tracer:
    """Writes traces of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._outcomes = lru_cache(maxsize=REMEMBERED)(partial(decision_outcomes, program, {}))
        self._sides: dict[int, tuple[Whole, Whole]] = {
            index: (whole(test.left), whole(test.right))
            for index, test in enumerate(program.tests)
            if isinstance(test, Comparison)
        }

    def trace(self, facts: Facts, truths: Truths) -> Trace:
        """Return every decision, flag and duty of the program on `facts`, in reading order.

        `truths` are the outcomes of the program's tests on those facts.
        """
        seen = self._seen(facts, truths)
        decisions = (self.program.decisions[index] for index in self.program.reading_order)
        return Trace(
            decisions=tuple(_decision(decision, seen) for decision in decisions),
            amounts=tuple(_decision(self.program.decisions[found.decision], seen) for found in self.program.amounts),
            flags=tuple(_trigger(flag.name, flag.title, flag.when, seen) for flag in self.program.flags),
            duties=tuple(_trigger(duty.name, duty.title, duty.when, seen) for duty in self.program.duties),
        )

    def rule(self, rule: CompiledRule, facts: Facts, truths: Truths) -> TracedRule:
        """Return `rule` as it stands in the trace of `facts`."""
        return _rule(rule, self._seen(facts, truths))

    def trigger(self, trigger: CompiledFlag | CompiledDuty, facts: Facts, truths: Truths) -> TracedTrigger:
        """Return a flag or a duty as it stands in the trace of `facts`."""
        return _trigger(trigger.name, trigger.title, trigger.when, self._seen(facts, truths))

    def _seen(self, facts: Facts, truths: Truths) -> "_Seen":
        return _Seen(self.program, facts, truths, self._outcomes(truths), self._sides)

    def leaf(self, leaf: Leaf, facts: Facts, outcome: Kleene) -> TracedLeaf:
        """Return `leaf` with its numbers on `facts`, where it came to `outcome`."""
        return _traced(leaf, outcome, _Seen(self.program, facts, (), (), self._sides))


class _Seen:
    """What is known while one trace is written."""

    __slots__ = ("facts", "outcomes", "program", "sides", "truths")

    def __init__(
        self,
        program: Program,
        facts: Facts,
        truths: Truths,
        outcomes: tuple[DecisionOutcome, ...],
        sides: dict[int, tuple[Whole, Whole]],
    ) -> None:
        self.program = program
        self.facts = facts
        self.truths = truths
        self.outcomes = outcomes
        self.sides = sides


def _decision(decision: CompiledDecision, seen: _Seen) -> TracedDecision:
    rules = tuple(_rule(rule, seen) for rule in decision.rules)
    return TracedDecision(name=decision.name, title=decision.title, rules=rules)


def _rule(rule: CompiledRule, seen: _Seen) -> TracedRule:
    condition = _condition(rule.when, seen)
    return TracedRule(
        id=rule.id,
        title=rule.title,
        then=rule.then,
        cites=rule.cites,
        outcome=condition.outcome,
        condition=condition,
    )


def _trigger(name: str, title: str, when: Condition | None, seen: _Seen) -> TracedTrigger:
    if when is None:
        return TracedTrigger(name=name, title=title, outcome=True, condition=None)
    condition = _condition(when, seen)
    return TracedTrigger(name=name, title=title, outcome=condition.outcome, condition=condition)


def _condition(condition: Condition, seen: _Seen) -> TracedCondition:
    match condition:
        case Leaf():
            return _leaf(condition, seen)
        case DecisionLeaf():
            return TracedReference(
                leaf=condition,
                decision=seen.program.decisions[condition.decision].name,
                outcome=condition_outcome(condition, seen.truths, seen.outcomes, seen.program),
                observed=seen.outcomes[condition.decision].possible,
            )
        case Branch():
            parts = tuple([_condition(part, seen) for part in condition.parts])
            outcome = branch_outcome(condition.how, [part.outcome for part in parts])
            return TracedBranch(how=condition.how, outcome=outcome, label=condition.label, parts=parts)


def _leaf(leaf: Leaf, seen: _Seen) -> TracedLeaf:
    truth = seen.truths[leaf.test]
    return _traced(leaf, truth if truth is None or not leaf.negated else not truth, seen)


def _traced(leaf: Leaf, outcome: Kleene, seen: _Seen) -> TracedLeaf:
    test = seen.program.tests[leaf.test]
    if isinstance(test, Comparison):
        return _compared(leaf, outcome, seen)
    return TracedLeaf(
        leaf=leaf,
        outcome=outcome,
        observed=seen.facts.get(test.fact),
        threshold=test.values if isinstance(test, Membership) else None,
        margin=None,
    )


def _compared(leaf: Leaf, outcome: bool | None, seen: _Seen) -> TracedLeaf:
    left, right = seen.sides[leaf.test]
    names = facts_of_test(seen.program.tests[leaf.test]) if seen.program.derived else ()
    lists = (found for found in seen.program.derived if found.of_list and found.fact.name in names)
    observed, threshold = left(seen.facts), right(seen.facts)
    known = observed is not None and threshold is not None
    return TracedLeaf(
        leaf=leaf,
        outcome=outcome,
        observed=_unscaled(observed, leaf.scale),
        threshold=_unscaled(threshold, leaf.scale),
        margin=_unscaled(observed - threshold, leaf.scale) if known else None,  # type: ignore[operator]  # both known
        added=tuple([added_up(found, seen.facts) for found in lists]),
    )


def _unscaled(value: FactValue, scale: int) -> int | Fraction | None:
    if value is None or isinstance(value, str | tuple):
        return None
    if scale == 1:
        return value
    exact = Fraction(value, scale)
    return exact.numerator if exact.denominator == 1 else exact
