"""The reference backend: THE meaning of a program, in plain Python.

Every other engine is held against this one. It is small on purpose: outcomes of tests, Kleene logic above them, hit
policies above rules. A verdict depends on nothing but the outcomes of the tests (and on which facts are unknown, for
the question what would decide), so it is made once for each combination of those and then found again.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Generic, NamedTuple, TypeVar

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
from engine.decision.trace import Trace, TracedLeaf, TracedRule, TracedTrigger
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.program.program import (
    CompiledDuty,
    CompiledFlag,
    CompiledRule,
    Condition,
    Facts,
    Leaf,
    Program,
    facts_of_test,
)

Said = TypeVar("Said", DecisionOutcome, Trigger)


class _Question(NamedTuple):
    """A question of the program: what it looks at and what decides it."""

    tests: tuple[int, ...]
    facts: frozenset[str]
    whole: Hanging
    parts: tuple[Hanging, ...]

    @classmethod
    def over(cls, tests: frozenset[int], program: Program, whole: Hanging, parts: tuple[Hanging, ...]) -> "_Question":
        facts = frozenset(name for index in tests for name in facts_of_test(program.tests[index]))
        return cls(tuple(sorted(tests)), facts, whole, parts)


class _Answers(Generic[Said]):
    """What was said to one question; it hangs on few tests and facts, so the same is soon asked again."""

    def __init__(self, question: _Question) -> None:
        self.question = question
        #: By the outcomes of its tests and those of its facts that are unknown.
        self._said: dict[tuple[Truths, tuple[str, ...]], Said] = {}

    def answer(self, truths: Truths, unknown: tuple[str, ...], make: Callable[[], Said]) -> Said:
        tests, facts, *_ = self.question
        key = tuple([truths[index] for index in tests]), tuple([fact for fact in unknown if fact in facts])
        try:
            return self._said[key]
        except KeyError:
            if len(self._said) >= REMEMBERED:
                self._said.clear()
            return self._said.setdefault(key, make())


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
        self._outcomes = lru_cache(maxsize=REMEMBERED)(partial(decision_outcomes, program, {}))
        self._verdict = lru_cache(maxsize=REMEMBERED)(self._judge)
        #: Decisions that were open, by index; flags and duties by the identity of their condition, which lives as long
        #: as the program, and their name.
        self._open: dict[int, _Answers[DecisionOutcome]] = {}
        self._triggers: dict[tuple[int, str], _Answers[Trigger]] = {}

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

    def traced_rule(self, rule: CompiledRule, facts: Facts, truths: Truths) -> TracedRule:
        """Return `rule` as it stands in the trace of `facts`, on which the tests turned out as `truths`."""
        return self._tracer.rule(rule, facts, truths)

    def traced_trigger(self, trigger: CompiledFlag | CompiledDuty, facts: Facts, truths: Truths) -> TracedTrigger:
        """Return a flag or a duty as it stands in the trace of `facts`."""
        return self._tracer.trigger(trigger, facts, truths)

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
        if index not in self._open:
            self._open[index] = _Answers(self._decision(index))
        asked = self._open[index]

        def said() -> DecisionOutcome:
            return replace(outcome, deciding=self._decides(asked.question, truths, unknown))

        return asked.answer(truths, unknown, said)

    def _trigger(self, name: str, when: Condition | None, truths: Truths, unknown: tuple[str, ...]) -> Trigger:
        if when is None:
            return Trigger(name=name, outcome=True, deciding=())
        asked = self._triggers.get((id(when), name))
        if asked is None:
            tests = reached_tests(when, self.program)
            asked = _Answers(_Question.over(tests, self.program, self._hanging(when), ()))
            self._triggers[id(when), name] = asked
        question = asked.question

        def said() -> Trigger:
            found = condition_outcome(when, truths, self._outcomes(truths), self.program)
            is_open = found is None and self._says_deciding
            deciding = self._decides(question, truths, unknown) if is_open else ()
            return Trigger(name=name, outcome=found, deciding=deciding)

        return asked.answer(truths, unknown, said)

    def _decides(self, asked: _Question, truths: Truths, unknown: tuple[str, ...]) -> tuple[str, ...]:
        """Return the smallest set that decides `asked`."""
        reach = frozenset(asked.tests)
        return smallest_deciding_set(Question(self.program, truths, unknown, reach, asked.whole, asked.parts))

    def _decision(self, index: int) -> _Question:
        decision = self.program.decisions[index]
        whole = Hanging(
            lambda known: self._outcomes(known)[index].standing != "undetermined",
            lambda known: live_tests_of_decision(index, known, self._outcomes(known), self.program),
        )
        parts = tuple(self._hanging(rule.when) for rule in decision.rules)
        return _Question.over(tests_of_decision(decision, self.program), self.program, whole, parts)

    def _hanging(self, when: Condition) -> Hanging:
        return Hanging(
            lambda known: condition_outcome(when, known, self._outcomes(known), self.program) is not None,
            lambda known: live_tests(when, known, self._outcomes(known), self.program),
        )
