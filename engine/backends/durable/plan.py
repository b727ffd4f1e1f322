"""A plan: the rules durable_rules is given, the facts it is told, and what each firing means. Pure data."""

from dataclasses import dataclass
from typing import Literal

from engine.backends.durable.columns import Column
from engine.backends.durable.forms import Asked
from engine.program.program import Program

#: The attribute by which a fact says of which kind it is.
SHARD = "shard"

#: What a rule of the engine stands for. `settle` closes a decision when all its rules had their turn, `sink` takes a
#: fact that nobody else asks about.
Role = Literal["rule", "otherwise", "settle", "flag", "duty", "discharged", "sink"]


@dataclass(frozen=True, slots=True)
class Says:
    """What a firing says: of which part of the program, and whether that is met."""

    role: Role
    decision: int = -1  #: index into `Program.decisions`
    at: int = -1  #: index into the rules of the decision, or into the flags or duties
    met: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a rule asks of one fact: its shard, then questions in the order in which they are asked."""

    shard: int
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """One rule of the engine."""

    name: str
    priority: int  #: lower fires first
    patterns: tuple[Pattern, ...]
    says: Says


@dataclass(frozen=True, slots=True)
class Shard:
    """A kind of fact: columns of one source that the rules on it ask about."""

    number: int
    source: int  #: `SUBJECT` or the index of a decision
    title: str  #: `facts`, or the name of the decision
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        """The id of its one fact, stated by us: durable_rules makes up another one each time."""
        return f"f{self.number}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A program for durable_rules."""

    program: Program
    rules: tuple[PlannedRule, ...]  #: in the order of the agenda
    shards: tuple[Shard, ...]
    names: dict[Column, str]  #: attribute of each column

    @property
    def name(self) -> str:
        """One ruleset a rulebook and day: equal texts on another day may mean something else."""
        return f"{self.program.digest} {self.program.as_of}"

    def shards_of(self, source: int) -> tuple[Shard, ...]:
        return tuple(shard for shard in self.shards if shard.source == source)
