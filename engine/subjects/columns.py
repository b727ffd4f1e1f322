"""What a row of a fact table may state: the key of its family and the declared facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.program.program import Program
from engine.rulebook.rulebook import FactDeclaration


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a table may have; a fact without column is unknown."""

    key: tuple[str, ...]
    facts: Mapping[str, FactDeclaration]
    decisions: frozenset[str]  #: what rules answer: never stated as a fact

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.key, *self.facts)


def columns_of(program: Program) -> Columns:
    """Return the columns of the fact tables of `program`."""
    return Columns(
        key=program.family.key,
        facts={fact.name: fact for fact in program.facts},
        decisions=frozenset(decision.name for decision in program.decisions),
    )
