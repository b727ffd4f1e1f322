"""The smallest set of unknown facts that decides a question, whatever those facts turn out to say.

A set decides where the question is settled under every way its facts can turn out. Facts compared with constants are
tried below, at and above each constant (so `x >= 3` and `x >= 5` never contradict each other); a test over several
facts may turn out either way once all its facts are in the set, and stays unknown before.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from engine.backends.arithmetic import test_function
from engine.decision.kleene import Kleene
from engine.program.expression import Constant, Fact
from engine.program.program import Comparison, Known, Membership, Program, Test, facts_of_test
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import FactValue

Truths = tuple[Kleene, ...]
#: One way for some tests to turn out: index of the test and its outcome.
Turn = tuple[tuple[int, bool], ...]

#: Above this many unknown facts the set is made minimal by leaving facts out one by one, not by trying every set.
EXHAUSTIVE = 12


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that hangs on tests: the outcome of a decision, or whether a condition is met."""

    settled: Callable[[Truths], bool]  #: whether it is settled, given outcomes of the tests
    live: Callable[[Truths], frozenset[int]]  #: indexes of the unknown tests on which it still hangs


@dataclass(frozen=True, slots=True)
class Question:
    """Something a program leaves open, with the parts that settle it when each of them is settled."""

    program: Program
    truths: Truths
    unknown: tuple[str, ...]  #: facts that are not known
    reach: frozenset[int]  #: indexes of the tests it looks at, itself or through decisions
    whole: Hanging
    parts: tuple[Hanging, ...]  #: the rules of a decision; none for a condition


def smallest_deciding_set(question: Question) -> tuple[str, ...]:
    """Return the smallest deciding set, of equals the first in the order in which the facts are declared.

    Facts without which nothing decides are found first: each smallest set holds them all, and most questions need no
    others.
    """
    candidates = _candidates(question)
    needed = tuple(name for name in candidates if not _decides(question, _without(candidates, name)))
    others = tuple(name for name in candidates if name not in needed)
    if len(others) > EXHAUSTIVE:
        return _minimal(question, candidates)
    for size in range(len(others) + 1):
        for added in combinations(others, size):
            chosen = tuple(name for name in candidates if name in needed or name in added)
            if _decides(question, chosen):
                return chosen
    return candidates


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)


def _candidates(question: Question) -> tuple[str, ...]:
    tests = [question.program.tests[index] for index in question.reach]
    asked = {name for test in tests for name in facts_of_test(test)}.intersection(question.unknown)
    stated = {question.program.stated(name) for name in asked}
    return tuple(fact.name for fact in question.program.facts if fact.name in stated)


def _minimal(question: Question, candidates: tuple[str, ...]) -> tuple[str, ...]:
    kept = candidates
    for name in reversed(candidates):
        if _decides(question, _without(kept, name)):
            kept = _without(kept, name)
    return kept


def _decides(question: Question, candidate: tuple[str, ...]) -> bool:
    tests, told = question.program.tests, _told(question, candidate)
    still_unknown = frozenset(question.unknown).difference(told)
    stated = [
        True if isinstance(test, Known) and test.fact in candidate else truth
        for test, truth in zip(tests, question.truths, strict=True)
    ]
    open_tests = [
        index
        for index in sorted(question.reach)
        if stated[index] is None and not still_unknown.intersection(facts_of_test(tests[index]))
    ]
    choices = list(_turns(question.program, told, open_tests))
    # rule by rule is soon tried, and where each rule is settled so is the decision
    if question.parts and all(_settled_in_all(part, tuple(stated), choices) for part in question.parts):
        return True
    return _settled_in_all(question.whole, tuple(stated), choices)


def _told(question: Question, candidate: tuple[str, ...]) -> tuple[str, ...]:
    """Return what comes to be known once the facts of `candidate` are: they, and what is derived from their lists."""
    lists = (found for found in question.program.derived if found.source in candidate)
    return (*candidate, *(found.fact.name for found in lists))


def _settled_in_all(hanging: Hanging, truths: Truths, choices: list[list[Turn]]) -> bool:
    """Decide whether `hanging` is settled however the tests in `choices` turn out."""
    # what is settled stays settled whatever else comes in, so the rest need not be tried
    if hanging.settled(truths):
        return True
    live = hanging.live(truths)
    for place, choice in enumerate(choices):
        # tests on which nothing hangs any more need not be tried either
        if any(index in live for index, _ in choice[0]):
            rest = choices[:place] + choices[place + 1 :]
            return all(_settled_in_all(hanging, _with(truths, turn), rest) for turn in choice)
    return False


def _with(truths: Truths, turn: Turn) -> Truths:
    changed = list(truths)
    for index, outcome in turn:
        changed[index] = outcome
    return tuple(changed)


def _turns(program: Program, candidate: tuple[str, ...], open_tests: list[int]) -> Iterator[list[Turn]]:
    """Yield the ways to turn out: one choice a fact for its own tests, one choice for each test over several facts."""
    plain = {index for index in open_tests if _is_plain(program.tests[index])}
    for name in candidate:
        own = [index for index in sorted(plain) if facts_of_test(program.tests[index]) == (name,)]
        if own:
            yield _ways(program.fact(name), [(index, program.tests[index]) for index in own])
    for index in open_tests:
        if index not in plain:
            yield [((index, True),), ((index, False),)]


def _is_plain(test: Test) -> bool:
    return isinstance(test, Membership) or (
        isinstance(test, Comparison) and isinstance(test.left, Fact) and isinstance(test.right, Constant)
    )


def _ways(fact: FactDeclaration, tests: list[tuple[int, Test]]) -> list[Turn]:
    functions = [(index, test_function(test)) for index, test in tests]
    turns = (
        tuple((index, function({fact.name: value}) is True) for index, function in functions)
        for value in witnesses(fact, [test for _, test in tests])
    )
    return list(dict.fromkeys(turns))


def witnesses(fact: FactDeclaration, tests: list[Test]) -> list[FactValue]:
    """Return values of `fact` that between them make `tests` turn out in every way they can."""
    named = [value for test in tests if isinstance(test, Membership) for value in test.values]
    match fact.unit:
        case "flag":
            return [True, False]
        case "choice":
            return [value for value, _ in fact.choices]
        case "text":
            return [*named, "".join(map(str, named)) + "…"]
    constants = [int(value) for value in named]
    constants += [
        test.right.value for test in tests if isinstance(test, Comparison) and isinstance(test.right, Constant)
    ]
    around = sorted({constant + step for constant in constants for step in (-1, 0, 1)})
    lowest = 0 if fact.unit in ("count", "duration") else None
    return [value for value in around if lowest is None or value >= lowest]
