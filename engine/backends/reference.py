"""The reference backend: THE meaning of a program, in plain Python.

Every other engine is held against this one. It is small on purpose: outcomes of tests, Kleene logic above them, hit
policies above rules. A verdict depends on nothing but the outcomes of the tests (and on which facts are unknown, for
the question what would decide), so it is made once for each combination of those and then found again.
"""

from dataclasses import replace
from functools import lru_cache, partial

from engine.backends.arithmetic import test_function
from engine.backends.deciding import Question, smallest_deciding_set
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
from engine.decision.trace import Trace
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.program.program import Condition, Facts, Program, facts_of_test


class Reference:
    """Evaluates one program; equal outcomes of its tests give the very same `Verdict`."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._tests = tuple(test_function(test) for test in program.tests)
        self._asked = tuple(dict.fromkeys(name for test in program.tests for name in facts_of_test(test)))
        self._tracer = Tracer(program)
        self._outcomes = lru_cache(maxsize=REMEMBERED)(partial(decision_outcomes, program))
        self._verdict = lru_cache(maxsize=REMEMBERED)(self._judge)

    def truths(self, facts: Facts) -> Truths:
        """Return the outcome of each test of the program."""
        return tuple([test(facts) for test in self._tests])

    def verdict(self, facts: Facts) -> Verdict:
        """Return what the program says of `facts`; a fact that is absent or None is unknown."""
        return self.verdict_on(facts, self.truths(facts))

    def verdict_on(self, facts: Facts, truths: Truths) -> Verdict:
        """Return what the program says of `facts`, on which its tests turned out as `truths`."""
        unknown = tuple([name for name in self._asked if facts.get(name) is None]) if None in truths else ()
        return self._verdict(truths, unknown)

    def trace(self, facts: Facts) -> Trace:
        """Return the full trace of `facts`: every rule, every leaf, with its numbers."""
        return self._tracer.trace(facts, self.truths(facts))

    def _judge(self, truths: Truths, unknown: tuple[str, ...]) -> Verdict:
        outcomes = self._outcomes(truths)
        asked = tuple(self._decided(outcome, truths, unknown) for outcome in outcomes)
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
        )

    def _decided(self, outcome: DecisionOutcome, truths: Truths, unknown: tuple[str, ...]) -> DecisionOutcome:
        if outcome.standing != "undetermined":
            return outcome
        index = next(at for at, found in enumerate(self.program.decisions) if found.name == outcome.name)

        def settled(known: Truths) -> bool:
            return self._outcomes(known)[index].standing != "undetermined"

        def live(known: Truths) -> frozenset[int]:
            return live_tests_of_decision(index, known, self._outcomes(known), self.program)

        reach = tests_of_decision(self.program.decisions[index], self.program)
        deciding = smallest_deciding_set(Question(self.program, truths, unknown, reach, settled, live))
        return replace(outcome, deciding=deciding)

    def _trigger(self, name: str, when: Condition | None, truths: Truths, unknown: tuple[str, ...]) -> Trigger:
        if when is None:
            return Trigger(name=name, outcome=True, deciding=())

        def outcome(known: Truths) -> Kleene:
            return condition_outcome(when, known, self._outcomes(known), self.program)

        def settled(known: Truths) -> bool:
            return outcome(known) is not None

        def live(known: Truths) -> frozenset[int]:
            return live_tests(when, known, self._outcomes(known), self.program)

        found = outcome(truths)
        if found is not None:
            return Trigger(name=name, outcome=found, deciding=())
        reach = reached_tests(when, self.program)
        deciding = smallest_deciding_set(Question(self.program, truths, unknown, reach, settled, live))
        return Trigger(name=name, outcome=None, deciding=deciding)
