"""The intermediate representation: what a rulebook means on one day, ready for any backend.

A `Program` holds distinct *tests* (comparisons over integer facts) and, above them, rules as trees of *leaves* that
refer to a test by its index. Every name is resolved, every parameter has its value of the day, every comparison is
between integers: a backend needs nothing else.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.library.calendars import Calendar
from engine.program.amounts import CompiledAmount
from engine.program.expression import Expression, facts_of
from engine.rulebook.conditions import Listing
from engine.rulebook.rulebook import COUNTING, LISTING, Basis, Deadline, FactDeclaration, Family, Hit, Outcome, Owner
from engine.rulebook.values import FactValue, Period, Unit
from engine.source.text import Span

Operator = Literal["at_least", "more_than", "at_most", "less_than", "is"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left OPERATOR right` over integers; unknown where any fact in it is."""

    left: Expression
    operator: Operator
    right: Expression


@dataclass(frozen=True, slots=True)
class Membership:
    """The fact is one of `values`; unknown where it is."""

    fact: str
    values: tuple[str | bool | int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The fact is stated; never unknown."""

    fact: str


Test = Comparison | Membership | Known


def facts_of_test(test: Test) -> tuple[str, ...]:
    """Return the names of the facts `test` looks at, in reading order."""
    if isinstance(test, Comparison):
        return tuple(dict.fromkeys(facts_of(test.left) + facts_of(test.right)))
    return (test.fact,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A whole number made of a fact, once a subject, before any test is asked: of a list, or the end of a period.

    `fact` declares it under a name that no rulebook can write: `total(acts.amount)`. Places are those of members.
    """

    fact: FactDeclaration
    source: str  #: the list fact; of a later day the fact from which the period runs
    how: Listing | Literal["later"]
    amount: int | None  #: the member that is added up; None where entries are counted
    day: int | None  #: the member, a day, by which time is counted; with it `within`
    within: Period | None

    @property
    def of_list(self) -> bool:
        """Whether it is made of entries."""
        return self.how != "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterInForce:
    """A parameter with its value on the day of the program."""

    name: str
    title: str
    unit: Unit
    value: int | bool | str  #: integer inside; a ratio is `numerator` over `denominator`
    denominator: int
    since: date
    basis: Basis
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison as the rulebook wrote it, for people."""

    text: str  #: names and literals: `day_turnover × baseline_days`
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A test at its place in a rule."""

    test: int  #: index into `Program.tests`
    negated: bool
    comparator: str  #: as written: `is_not` negates `is`
    unit: Unit
    scale: int  #: both sides were multiplied by it to stay whole
    left: Side
    right: Side
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLeaf:
    """A condition on another decision: met where every outcome still possible is among `values`."""

    decision: int  #: index into `Program.decisions`
    values: tuple[Outcome, ...]
    asked: tuple[Outcome, ...]  #: what the rulebook names: for points the limits, of which `values` follow
    negated: bool
    comparator: str
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """`all`, `any` or `not` over other conditions."""

    how: Literal["all", "any", "not"]
    parts: tuple["Condition", ...]
    label: str | None
    span: Span


Condition = Leaf | DecisionLeaf | Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    id: str
    title: str
    when: Condition
    then: Outcome
    cites: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledDecision:
    """A decision and its rules; it refers only to decisions before it in `Program.decisions`."""

    name: str
    title: str
    outcomes: tuple[tuple[str | bool, str], ...]  #: none where it comes to a number
    hit: Hit
    rules: tuple[CompiledRule, ...]
    otherwise: Outcome | None
    reachable: tuple[Outcome | None, ...]  #: all it can come to; None: no rule is met and nothing is said of that
    span: Span

    @property
    def lists(self) -> bool:
        """Whether it comes to a list of outcomes."""
        return self.hit in LISTING

    @property
    def counts(self) -> bool:
        """Whether it comes to a number."""
        return self.hit in COUNTING


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledFlag:
    name: str
    title: str
    when: Condition | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledDuty:
    name: str
    title: str
    stage: str | None
    what: tuple[str, ...]
    when: Condition
    first: str | None
    owner: Owner
    assisted_by: Owner | None
    due: Deadline | None
    evidence: str | None
    discharged_when: Condition | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One edition as it stands on `as_of`."""

    family: Family
    edition: date
    title: str
    status: str
    digest: str  #: `sha256:…` of the texts it was compiled from
    as_of: date
    facts: tuple[FactDeclaration, ...]
    parameters: tuple[ParameterInForce, ...]
    tests: tuple[Test, ...]  #: each distinct one once
    decisions: tuple[CompiledDecision, ...]  #: in an order in which each can be decided
    reading_order: tuple[int, ...]  #: indexes of `decisions` in the order of the text
    flags: tuple[CompiledFlag, ...]
    duties: tuple[CompiledDuty, ...]
    calendar: Calendar | None = None  #: None where no deadline is in working days
    amounts: tuple[CompiledAmount, ...] = ()
    derived: tuple[Derived, ...] = ()  #: what `decision.lists.completed` adds to the facts of a subject

    @property
    def name(self) -> str:
        return self.family.name

    def fact(self, name: str) -> FactDeclaration:
        return next(fact for fact in (*self.facts, *(found.fact for found in self.derived)) if fact.name == name)

    def stated(self, name: str) -> str:
        """Return the fact that a subject states where `name` is asked for: of what is derived, its source."""
        return next((found.source for found in self.derived if found.fact.name == name), name)

    def parameter(self, name: str) -> ParameterInForce:
        return next(parameter for parameter in self.parameters if parameter.name == name)


Facts = dict[str, FactValue]
