"""A trace: every rule with its outcome, every leaf with what was observed and what was asked. Pure data."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from engine.decision.kleene import Kleene
from engine.decision.lists import AddedUp
from engine.decision.verdict import Value
from engine.program.program import DecisionLeaf, Leaf
from engine.rulebook.rulebook import Outcome
from engine.rulebook.values import Cell, FactValue


# a trace holds a score of these: named tuples are made in a third of the time of frozen dataclasses
class TracedLeaf(NamedTuple):
    """A leaf with its numbers. Units: those of `leaf.unit`; unknown is None."""

    leaf: Leaf
    outcome: Kleene
    observed: FactValue | Fraction
    threshold: Cell | Fraction | tuple[Cell, ...]
    margin: int | Fraction | None  #: observed less threshold; None for anything but numbers
    added: tuple[AddedUp, ...] = ()  #: the entries of lists that its numbers are made of


class TracedReference(NamedTuple):
    """A condition on another decision."""

    leaf: DecisionLeaf
    decision: str
    outcome: Kleene
    observed: tuple[Value, ...]  #: outcomes still possible


class TracedBranch(NamedTuple):
    how: Literal["all", "any", "not"]
    outcome: Kleene
    label: str | None
    parts: tuple["TracedCondition", ...]


TracedCondition = TracedLeaf | TracedReference | TracedBranch


class TracedRule(NamedTuple):
    id: str
    title: str
    then: Outcome
    cites: tuple[str, ...]
    outcome: Kleene
    condition: TracedCondition


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedDecision:
    name: str
    title: str
    rules: tuple[TracedRule, ...]


class TracedTrigger(NamedTuple):
    """A flag or a duty with its condition."""

    name: str
    title: str
    outcome: Kleene
    condition: TracedCondition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """A rule of the engine that fired. Rules `not X` stand for X not being met, `X#2` for another way to meet it."""

    order: int  #: from 1
    rule: str
    facts: tuple[str, ...]  #: what it was bound to: `facts`, or the name of a decision
    parents: tuple[int, ...]  #: orders of the firings it builds on


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    decisions: tuple[TracedDecision, ...]  #: in reading order
    flags: tuple[TracedTrigger, ...]
    duties: tuple[TracedTrigger, ...]
    amounts: tuple[TracedDecision, ...] = ()  #: which formula each amount comes to
    engine: str = "reference"  #: which engine decided
    firings: tuple[Firing, ...] = ()  #: as that engine went through its agenda
    json: str | None = None  #: the whole trace, where it was written at once; decisions, flags and duties are left out
