"""The reference backend: THE meaning of a program, in plain Python.

Every other engine is held against this one. It is small on purpose: outcomes of tests, Kleene logic above them, hit
policies above rules. A verdict depends on nothing but the outcomes of the tests (and on which facts are unknown, for
the question what would decide), so it is made once for each combination of those and then found again.
"""

from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from engine.backends.arithmetic import test_function
from engine.backends.deciding import Hanging, Question, smallest_deciding_set
from engine.backends.judging import (
    REMEMBERED,
    Truths,
    condition_outcome,
    decision_outcomes,
    live_tests,
    live_tests_of_decision,
    reached_tests,
    tests_of_decision,
)
from engine.backends.tracing import Tracer
from engine.decision.kleene import Kleene
from engine.decision.lists import completed
from engine.decision.trace import Trace, TracedLeaf
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.program.program import Condition, Facts, Leaf, Program, facts_of_test


class _Open(NamedTuple):
    """A question of the program, what it looks at, and the sets that decided it."""

    tests: tuple[int, ...]
    facts: frozenset[str]
    whole: Hanging
    parts: tuple[Hanging, ...]
    #: By the outcomes of `tests` and those of `facts` that are unknown.
    found: dict[tuple[Truths, tuple[str, ...]], tuple[str, ...]]

    @classmethod
    def over(cls, tests: frozenset[int], program: Program, whole: Hanging, parts: tuple[Hanging, ...]) -> "_Open":
        facts = frozenset(name for index in tests for name in facts_of_test(program.tests[index]))
        return cls(tuple(sorted(tests)), facts, whole, parts, {})


class Reference:
    """Evaluates one program; equal outcomes of its tests give the very same `Verdict`.

    Finding out what would decide an open question takes most of the time; without `deciding` nobody asks, and the
    verdict names no facts.
    """

    def __init__(self, program: Program, *, deciding: bool = True) -> None:
        self.program = program
        self._says_deciding = deciding
        self._tests = tuple(test_function(test) for test in program.tests)
        self._asked = tuple(dict.fromkeys(name for test in program.tests for name in facts_of_test(test)))
        self._tracer = Tracer(program)
        self._outcomes = lru_cache(maxsize=REMEMBERED)(partial(decision_outcomes, program))
        self._verdict = lru_cache(maxsize=REMEMBERED)(self._judge)
        #: Questions that were open: by the name of a decision, or by the identity of a condition.
        self._open: dict[str | int, _Open] = {}

    def truths(self, facts: Facts) -> Truths:
        """Return the outcome of each test of the program on `facts`, which are completed."""
        return tuple([test(facts) for test in self._tests])

    def verdict(self, facts: Facts) -> Verdict:
        """Return what the program says of `facts`; a fact that is absent or None is unknown."""
        known = completed(self.program, facts)
        return self.verdict_on(known, self.truths(known))

    def verdict_on(self, facts: Facts, truths: Truths) -> Verdict:
        """Return what the program says of `facts`, on which its tests turned out as `truths`."""
        return self._verdict(truths, self.unknown(facts, truths))

    def judged(self, truths: Truths, unknown: tuple[str, ...]) -> Verdict:
        """Return what the program says where its tests turned out as `truths`.

        `unknown` are the facts asked about that are not known; none where every test is known.
        """
        return self._verdict(truths, unknown)

    def unknown(self, facts: Facts, truths: Truths) -> tuple[str, ...]:
        """Return the facts of `facts` that `judged` has to be told."""
        return tuple([name for name in self._asked if facts.get(name) is None]) if None in truths else ()

    def trace(self, facts: Facts) -> Trace:
        """Return the full trace of `facts`: every rule, every leaf, with its numbers."""
        known = completed(self.program, facts)
        return self.trace_on(known, self.truths(known))

    def trace_on(self, facts: Facts, truths: Truths) -> Trace:
        """Return the full trace of `facts`, on which the tests of the program turned out as `truths`."""
        return self._tracer.trace(facts, truths)

    def traced_leaf(self, leaf: Leaf, facts: Facts, outcome: Kleene) -> TracedLeaf:
        """Return `leaf` as it stands in the trace of `facts`, where it came to `outcome`."""
        return self._tracer.leaf(leaf, facts, outcome)

    def _judge(self, truths: Truths, unknown: tuple[str, ...]) -> Verdict:
        outcomes = self._outcomes(truths)
        asked = tuple(self._decided(index, outcome, truths, unknown) for index, outcome in enumerate(outcomes))
        return Verdict(
            decisions=tuple(asked[index] for index in self.program.reading_order),
            flags=tuple(self._trigger(flag.name, flag.when, truths, unknown) for flag in self.program.flags),
            duties=tuple(self._trigger(duty.name, duty.when, truths, unknown) for duty in self.program.duties),
            discharged=tuple(
                condition_outcome(duty.discharged_when, truths, outcomes, self.program)
                if duty.discharged_when
                else False
                for duty in self.program.duties
            ),
            amounts=tuple([asked[amount.decision] for amount in self.program.amounts]),
        )

    def _decided(
        self, index: int, outcome: DecisionOutcome, truths: Truths, unknown: tuple[str, ...]
    ) -> DecisionOutcome:
        if outcome.standing != "undetermined" or not self._says_deciding:
            return outcome
        decision = self.program.decisions[index]
        asked = self._open.get(outcome.name)
        if asked is None:
            whole = Hanging(
                lambda known: self._outcomes(known)[index].standing != "undetermined",
                lambda known: live_tests_of_decision(index, known, self._outcomes(known), self.program),
            )
            parts = tuple(self._hanging(rule.when) for rule in decision.rules)
            asked = _Open.over(tests_of_decision(decision, self.program), self.program, whole, parts)
            self._open[outcome.name] = asked
        return replace(outcome, deciding=self._decides(asked, truths, unknown))

    def _trigger(self, name: str, when: Condition | None, truths: Truths, unknown: tuple[str, ...]) -> Trigger:
        if when is None:
            return Trigger(name=name, outcome=True, deciding=())
        found = condition_outcome(when, truths, self._outcomes(truths), self.program)
        if found is not None or not self._says_deciding:
            return Trigger(name=name, outcome=found, deciding=())
        asked = self._open.get(id(when))  # conditions live as long as their program, so an id stays its own
        if asked is None:
            asked = _Open.over(reached_tests(when, self.program), self.program, self._hanging(when), ())
            self._open[id(when)] = asked
        return Trigger(name=name, outcome=None, deciding=self._decides(asked, truths, unknown))

    def _decides(self, asked: "_Open", truths: Truths, unknown: tuple[str, ...]) -> tuple[str, ...]:
        """Return the smallest set that decides `asked`; it hangs on few tests and facts, so it is soon known."""
        key = (
            tuple([truths[index] for index in asked.tests]),
            tuple([fact for fact in unknown if fact in asked.facts]),
        )
        if key not in asked.found:
            if len(asked.found) >= REMEMBERED:
                asked.found.clear()
            reach = frozenset(asked.tests)
            asked.found[key] = smallest_deciding_set(
                Question(self.program, truths, unknown, reach, asked.whole, asked.parts)
            )
        return asked.found[key]

    def _hanging(self, when: Condition) -> Hanging:
        return Hanging(
            lambda known: condition_outcome(when, known, self._outcomes(known), self.program) is not None,
            lambda known: live_tests(when, known, self._outcomes(known), self.program),
        )
