"""Conditions → the two things an engine of plain rules can find out: that one is met, and that one is not met.

durable_rules knows no unknown, and its `$not` never fires where it stands first or alone. So every condition is
written twice, negations pushed down to its leaves, and each leaf asks first whether its column is known: where
neither form fires the condition is unknown. A form is a list of branches; each is a conjunction without a group in
it, because a nested `$or` fires once for each true path (k groups of b branches: b^k times) or is ignored.
"""

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Literal as OneOf
from typing import NamedTuple

from engine.backends.durable.columns import (
    LARGEST,
    SUBJECT,
    Code,
    Column,
    Grouped,
    GroupedKnown,
    May,
    Meaning,
    Met,
    MetKnown,
    Number,
    Open,
    Stated,
    Sure,
)
from engine.program.expression import Constant, Fact
from engine.program.program import (
    Branch,
    Comparison,
    Condition,
    DecisionLeaf,
    Known,
    Leaf,
    Membership,
    Operator,
    Program,
)

Operation = OneOf["==", "!=", ">=", ">", "<=", "<"]
#: Branches a form may have; above that its groups are computed before and told as columns.
BRANCHES = 8
#: Facts a branch may join (durable_rules: 16) and questions it may ask (durable_rules: 255 attributes a fact).
JOINED = 12
ASKED = 100

_MET: dict[Operator, Operation] = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "is": "=="}
_NOT_MET: dict[Operator, Operation] = {
    "at_least": "<", "more_than": "<=", "at_most": ">", "less_than": ">=", "is": "!=",
}  # fmt: skip


class Asked(NamedTuple):
    """One question to the engine: `column operation value`."""

    column: Column
    operation: Operation
    value: int


#: Questions that must all be answered with yes.
Conjunction = frozenset[Asked]
#: Fires where one of its branches does.
Form = tuple[Conjunction, ...]


class Forms:
    """Writes the conditions of one program as forms."""

    def __init__(self, program: Program) -> None:
        self._program = program
        #: Every column asked for, by first use; a column comes after the one that says whether it is known.
        self.order: dict[Column, int] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        for test in program.tests:
            if isinstance(test, Membership):
                said = tuple(value for value in test.values if isinstance(value, str))
                self._words[test.fact] = tuple(dict.fromkeys(self._words.get(test.fact, ()) + said))

    def form(self, condition: Condition, *, met: bool) -> Form:
        """Return when `condition` is met, or when it is not met: no branch is a part of another one."""
        written = self._written(condition, met=met)
        if any(_too_wide(branch) for branch in written):
            return self._computed(condition, met=met)
        return written

    def _written(self, condition: Condition, *, met: bool) -> Form:
        match condition:
            case Leaf():
                return (self._leaf(condition, met=met != condition.negated),)
            case DecisionLeaf():
                return self._reference(condition, met=met != condition.negated)
            case Branch(how="not"):
                return self._written(condition.parts[0], met=not met)
            case Branch() if (condition.how == "all") == met:
                return self._every(condition, met=met)
            case Branch():
                return self._some(condition, met=met)

    def _every(self, group: Branch, *, met: bool) -> Form:
        forms = [self._written(part, met=met) for part in group.parts]
        if prod(map(len, forms)) > BRANCHES:
            forms = [
                form if len(form) == 1 else self._computed(part, met=met)
                for part, form in zip(group.parts, forms, strict=True)
            ]
        return _shortest(frozenset[Asked]().union(*branches) for branches in product(*forms))

    def _some(self, group: Branch, *, met: bool) -> Form:
        branches = _shortest(branch for part in group.parts for branch in self._written(part, met=met))
        return branches if len(branches) <= BRANCHES else self._computed(group, met=met)

    def _computed(self, condition: Condition, *, met: bool) -> Form:
        """Return the form that asks for one column, told with the last decision that `condition` looks at."""
        source = _last_decision(condition)
        return (self._known(source, GroupedKnown(condition), Grouped(condition), "==", int(met)),)

    def _leaf(self, leaf: Leaf, *, met: bool) -> Conjunction:
        match self._program.tests[leaf.test]:
            case Known(fact):
                return frozenset({self._asked(SUBJECT, Stated(fact), "==", int(met))})
            case Comparison(Fact(fact), operator, Constant(value)) if abs(value) < LARGEST:
                return self._known(SUBJECT, Stated(fact), Number(fact), (_MET if met else _NOT_MET)[operator], value)
            case Membership(fact, (int(value),)) if abs(value) < LARGEST:
                return self._known(SUBJECT, Stated(fact), Number(fact), "==" if met else "!=", int(value))
            case Membership(fact, (str(value),)):
                words = self._words[fact]
                code = words.index(value) + 1
                return self._known(SUBJECT, Stated(fact), Code(fact, words), "==" if met else "!=", code)
        return self._known(SUBJECT, MetKnown(leaf.test), Met(leaf.test), "==", int(met))

    def _reference(self, leaf: DecisionLeaf, *, met: bool) -> Form:
        """Return the form of a condition on a decision, which looks at the outcomes still possible."""
        decision, source = self._program.decisions[leaf.decision], leaf.decision
        shut = self._asked(source, Open(), "==", 0)
        if decision.lists and met:
            found = tuple(frozenset({shut, self._asked(source, Sure(value), "==", 1)}) for value in leaf.values)
            return found if len(found) <= BRANCHES else self._computed_reference(leaf, met=met)
        among = [value for value in decision.reachable if (value in leaf.values) != met]
        if len(among) >= ASKED:
            return self._computed_reference(leaf, met=met)
        return (frozenset({shut, *(self._asked(source, May(value), "==", 0) for value in among)}),)

    def _computed_reference(self, leaf: DecisionLeaf, *, met: bool) -> Form:
        return self._computed(leaf, met=met != leaf.negated)

    def _known(self, source: int, known: Meaning, meaning: Meaning, operation: Operation, value: int) -> Conjunction:
        return frozenset({self._asked(source, known, "==", 1), self._asked(source, meaning, operation, value)})

    def _asked(self, source: int, meaning: Meaning, operation: Operation, value: int) -> Asked:
        column = Column(source, meaning)
        self.order.setdefault(column, len(self.order))
        return Asked(column, operation, value)


def _last_decision(condition: Condition) -> int:
    match condition:
        case Leaf():
            return SUBJECT
        case DecisionLeaf():
            return condition.decision
        case Branch():
            return max((_last_decision(part) for part in condition.parts), default=SUBJECT)


def _too_wide(branch: Conjunction) -> bool:
    return len(branch) > ASKED or len({asked.column.source for asked in branch}) > JOINED


def _shortest(branches: Iterable[Conjunction]) -> Form:
    """Drop branches that cannot be true, are there twice, or say no more than a shorter one."""
    possible = [branch for branch in dict.fromkeys(branches) if not _contradicts_itself(branch)]
    return tuple(branch for branch in possible if not any(other < branch for other in possible))


def _contradicts_itself(branch: Conjunction) -> bool:
    wanted: dict[Column, int] = {}
    equal = (asked for asked in branch if asked.operation == "==")
    return any(wanted.setdefault(asked.column, asked.value) != asked.value for asked in equal)
