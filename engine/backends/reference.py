"""The reference backend: THE meaning of a program, in plain Python.

Every other engine is held against this one. It is small on purpose: outcomes of tests, Kleene logic above them, hit
policies above rules. A verdict depends on nothing but the outcomes of the tests (and on which facts are unknown, for
the question what would decide), so it is made once for each combination of those and then found again.
"""

from dataclasses import replace
from functools import lru_cache, partial

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
from engine.decision.lists import completed
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
        #: What would decide a question hangs on few of the tests and facts: found once for all that share those.
        self._deciding: dict[tuple[str, Truths, tuple[str, ...]], tuple[str, ...]] = {}

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

    def _judge(self, truths: Truths, unknown: tuple[str, ...]) -> Verdict:
        outcomes = self._outcomes(truths)
        asked = tuple(self._decided(outcome, truths, unknown) for outcome in outcomes)
        return Verdict(
            decisions=tuple(asked[index] for index in self.program.reading_order),
            flags=tuple(self._trigger("flag", flag.name, flag.when, truths, unknown) for flag in self.program.flags),
            duties=tuple(self._trigger("duty", duty.name, duty.when, truths, unknown) for duty in self.program.duties),
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
        decision = self.program.decisions[index]
        whole = Hanging(
            lambda known: self._outcomes(known)[index].standing != "undetermined",
            lambda known: live_tests_of_decision(index, known, self._outcomes(known), self.program),
        )
        question = Question(
            program=self.program,
            truths=truths,
            unknown=unknown,
            reach=tests_of_decision(decision, self.program),
            whole=whole,
            parts=tuple(self._hanging(rule.when) for rule in decision.rules),
        )
        return replace(outcome, deciding=self._decides(f"decision {outcome.name}", question))

    def _decides(self, name: str, question: Question) -> tuple[str, ...]:
        """Return the smallest deciding set of the question `name`, on what it looks at alone."""
        reach = sorted(question.reach)
        looked_at = {fact for index in reach for fact in facts_of_test(self.program.tests[index])}
        key = (
            name,
            tuple([question.truths[index] for index in reach]),
            tuple([fact for fact in question.unknown if fact in looked_at]),
        )
        if key not in self._deciding:
            if len(self._deciding) >= REMEMBERED:
                self._deciding.clear()
            self._deciding[key] = smallest_deciding_set(question)
        return self._deciding[key]

    def _trigger(
        self, kind: str, name: str, when: Condition | None, truths: Truths, unknown: tuple[str, ...]
    ) -> Trigger:
        if when is None:
            return Trigger(name=name, outcome=True, deciding=())
        found = condition_outcome(when, truths, self._outcomes(truths), self.program)
        if found is not None:
            return Trigger(name=name, outcome=found, deciding=())
        question = Question(
            program=self.program,
            truths=truths,
            unknown=unknown,
            reach=reached_tests(when, self.program),
            whole=self._hanging(when),
            parts=(),
        )
        return Trigger(name=name, outcome=None, deciding=self._decides(f"{kind} {name}", question))

    def _hanging(self, when: Condition) -> Hanging:
        return Hanging(
            lambda known: condition_outcome(when, known, self._outcomes(known), self.program) is not None,
            lambda known: live_tests(when, known, self._outcomes(known), self.program),
        )
