"""Why not: the nearest change of one fact that reaches another outcome, each change tried out on the rules.

For one fact, all others as they are, a verdict is constant between the places where some comparison turns over. Those
places are found exactly, the verdict is taken once between each two, and so the nearest value is the nearest there is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from engine.backends.arithmetic import Whole, whole
from engine.backends.reference import Reference
from engine.decision.lists import completed
from engine.decision.verdict import DecisionOutcome, Value, Verdict
from engine.explain.polynomials import TooManyPieces, is_straight, pieces, polynomial, turns
from engine.program.expression import Difference
from engine.program.program import Comparison, Facts, Membership, Program, Test, facts_of_test
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import NUMERIC, FactValue

_MOST = 2**63 - 1
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact stated otherwise reaches the outcome; every other fact stays as it is."""

    fact: str
    before: FactValue  #: None: unknown so far
    after: FactValue  #: the nearest value that reaches the outcome, or the lowest where the fact is unknown
    also: tuple[FactValue, ...] = ()  #: further choices that reach it
    low: int | None = None  #: the values from `low` to `high`, both in, that reach it like `after`; None is open
    high: int | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    """A run of numbers with one verdict."""

    low: int
    high: int
    verdict: Verdict


class _Moved(NamedTuple):
    """A test as it hangs on one fact."""

    test: Test
    others: tuple[str, ...]  #: the other facts it looks at
    line: Whole | None  #: of a comparison: left minus right, where that is surely a line


class Moves:
    """The facts of a program that can be moved, each with the tests that move with it: the same for all subjects."""

    def __init__(self, program: Program) -> None:
        asked = {name for test in program.tests for name in facts_of_test(test)}
        sources = {found.source for found in program.derived}  # where their verdicts turn is not found by one test
        self.facts = tuple(
            fact for fact in program.facts if fact.name in asked - sources and fact.unit not in ("text", "list")
        )
        self.tests = {
            fact.name: tuple(_moved(test, fact.name) for test in program.tests if fact.name in facts_of_test(test))
            for fact in self.facts
        }


def _moved(test: Test, fact: str) -> _Moved:
    others = tuple(name for name in facts_of_test(test) if name != fact)
    difference = Difference(test.left, test.right) if isinstance(test, Comparison) else None
    return _Moved(test, others, whole(difference) if difference and is_straight(difference, fact) else None)


class Counterfactuals:
    """The verdicts a subject would get if one fact were stated otherwise, each tried at most once."""

    def __init__(self, reference: Reference, program: Program, facts: Facts, moves: Moves | None = None) -> None:
        """Take the facts of one subject; `moves` are those of `program`, for who asks about many subjects."""
        self._reference = reference
        self._facts = completed(program, facts)
        self._moves = moves or Moves(program)
        self._runs: dict[str, tuple[_Tried, ...]] = {}

    def reaching(self, decision: str, outcome: Value) -> tuple[Change, ...]:
        """Return for each fact the nearest change that reaches `outcome`, in the order of the facts."""
        changes = (self._change(fact, decision, outcome) for fact in self._moves.facts)
        return tuple(change for change in changes if change is not None)

    def _change(self, fact: FactDeclaration, decision: str, outcome: Value) -> Change | None:
        if fact.unit in NUMERIC:
            return self._number(fact, decision, outcome)
        return self._word(fact, decision, outcome)

    def _word(self, fact: FactDeclaration, decision: str, outcome: Value) -> Change | None:
        values: tuple[str | bool, ...] = (
            (True, False) if fact.unit == "flag" else tuple(name for name, _ in fact.choices)
        )
        before = self._facts.get(fact.name)
        found = [
            value
            for value in values
            if value != before and reached(self._with(fact.name, value).decision(decision), outcome)
        ]
        return Change(fact=fact.name, before=before, after=found[0], also=tuple(found[1:])) if found else None

    def _number(self, fact: FactDeclaration, decision: str, outcome: Value) -> Change | None:
        found = list(_joined(run for run in self._tried(fact) if reached(run.verdict.decision(decision), outcome)))
        if not found:
            return None
        stated = self._facts.get(fact.name)
        before = stated if isinstance(stated, int) else None
        low, high = found[0] if before is None else min(found, key=lambda run: (_distance(before, run), run))
        after = low if before is None else min(max(before, low), high)
        ends = domain(fact, before)
        return Change(
            fact=fact.name,
            before=before,
            after=after,
            low=None if low == ends[0] else low,
            high=None if high == ends[1] else high,
        )

    def _tried(self, fact: FactDeclaration) -> tuple[_Tried, ...]:
        if fact.name not in self._runs:
            low, high = domain(fact, self._facts.get(fact.name))
            starts = sorted({low, *self._starts(fact.name, low, high)})
            ends = [start - 1 for start in starts[1:]] + [high]
            self._runs[fact.name] = tuple(
                _Tried(start, end, self._with(fact.name, start)) for start, end in zip(starts, ends, strict=True)
            )
        return self._runs[fact.name]

    def _starts(self, fact: str, low: int, high: int) -> Iterator[int]:
        for moved in self._moves.tests[fact]:
            yield from (start for start in _turns_of(moved, fact, self._facts, low, high) if low < start <= high)

    def _with(self, fact: str, value: FactValue) -> Verdict:
        return self._reference.verdict({**self._facts, fact: value})


def reached(decision: DecisionOutcome, outcome: Value) -> bool:
    """Whether `decision` came out as `outcome`; for `collect`, whether the outcome is among those collected."""
    if decision.standing != "decided":
        return False
    if isinstance(decision.value, tuple):
        return any(value is outcome or value == outcome for value in decision.value)
    return decision.value == outcome


def domain(fact: FactDeclaration, before: FactValue) -> tuple[int, int]:
    """Return the lowest and highest value worth naming; money goes below zero only where it already is."""
    match fact.unit:
        case "day":
            return 1, _LAST_DAY
        case "moment":
            return 0, _LAST_DAY * 86_400 - 1
        case "CNY" if isinstance(before, int) and before < 0:
            return -_MOST, _MOST
        case _:
            return 0, _MOST


def _turns_of(moved: _Moved, fact: str, facts: Facts, low: int, high: int) -> Iterable[int]:
    """Return the values at which a test may change its outcome."""
    test = moved.test
    if isinstance(test, Membership):
        return [place for value in test.values if isinstance(value, int) for place in (value, value + 1)]
    if not isinstance(test, Comparison) or any(facts.get(name) is None for name in moved.others):
        return ()  # it stays unknown, or known, whatever the fact says
    if moved.line:
        constant, next_ = moved.line({**facts, fact: 0}), moved.line({**facts, fact: 1})
        assert constant is not None and next_ is not None, "INVARIANT: all facts of the comparison are known"  # noqa: S101, PT018
        return turns(polynomial(constant, next_ - constant), low, high)
    try:
        found = pieces(Difference(test.left, test.right), fact, facts)
    except TooManyPieces:
        return ()
    return [turn for piece in found for turn in turns(piece, low, high)]


def _joined(runs: Iterable[_Tried]) -> Iterator[tuple[int, int]]:
    """Yield the ends of `runs`, neighbours made one."""
    found = list(runs)
    gaps = [place for place, (one, other) in enumerate(pairwise(found), 1) if one.high + 1 != other.low]
    for start, end in pairwise([0, *gaps, len(found)]):
        if start < end:
            yield found[start].low, found[end - 1].high


def _distance(value: int, run: tuple[int, int]) -> int:
    low, high = run
    return max(low - value, value - high, 0)
