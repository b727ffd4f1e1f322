"""The distinct kinds of subjects in a table: same combination, same starts of deadlines, so the same result.

Columns of the source beside the facts: `row:` numbers the subjects from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.backends.columnar.plan import Combination, Plan
from engine.program.program import Facts

ROW = "row:"
#: Stands for an unknown start of a deadline; days and moments are not negative.
_NO_START = -1


class Kind(NamedTuple):
    """Subjects that cannot be told apart by anything a result depends on."""

    numbers: tuple[int, ...]  #: of the combination, then the starts of deadlines
    subjects: int
    key: tuple[str, ...]  #: of the first of them, as much of it as was asked for
    facts: Facts  #: of the first of them: those that tests look at
    row: int  #: of the first of them


@dataclass(frozen=True, slots=True)
class Kinds:
    """Asks a source of subjects which kinds of them there are."""

    plan: Plan
    source: str
    key: tuple[str, ...]  #: what is told of the first subject of each kind beside its facts

    @property
    def starts(self) -> tuple[str, ...]:
        """The facts from which deadlines run."""
        dues = (duty.due.since for duty in self.plan.program.duties if duty.due)
        return tuple(dict.fromkeys(since for since in dues if since))

    @property
    def columns(self) -> tuple[str, ...]:
        """The quoted names of the columns that tell a kind."""
        name = self.plan.dialect.name
        return (*self.plan.packed, *(name(f"start:{place}") for place in range(len(self.starts))))

    def told(self, first: int = 0, end: int | None = None) -> str:
        """Return the query of the subjects from row `first` to before `end`, with `columns` and the tests."""
        name = self.plan.dialect.name
        row = name(ROW)
        span = f"{row} >= {first}" + (f" AND {row} < {end}" if end is not None else "")
        narrowed = f"SELECT * FROM ({self.source}) AS source WHERE {span}"
        starts = "".join(
            f", coalesce({name(fact)}, {_NO_START}) AS {name(f'start:{place}')}"
            for place, fact in enumerate(self.starts)
        )
        return f"SELECT *{starts} FROM ({self.plan.combined(narrowed)}) AS combined"

    def query(self, first: int, end: int) -> str:
        """Return the query of the kinds from row `first` to before `end`, in the order of their first rows."""
        name = self.plan.dialect.name
        told = [name(ROW), *map(name, self.key), *map(name, self.plan.asked)]
        packed = self.plan.dialect.packed.format(", ".join(told))
        columns = ", ".join(self.columns)
        return (
            f"SELECT {columns}, count(*), min_by({packed}, {name(ROW)}) FROM ({self.told(first, end)}) AS told "
            f"GROUP BY {columns} ORDER BY min({name(ROW)})"
        )

    def kind(self, row: Sequence[Any]) -> Kind:
        """Return what a row of `query` says."""
        *numbers, subjects, packed = row
        first, *told = packed.values() if isinstance(packed, dict) else packed
        key, facts = told[: len(self.key)], told[len(self.key) :]
        return Kind(tuple(numbers), subjects, tuple(key), dict(zip(self.plan.asked, facts, strict=True)), first)

    def combination(self, numbers: tuple[int, ...]) -> Combination:
        return self.plan.combination(numbers[: len(self.plan.packed)])

    def start_facts(self, numbers: tuple[int, ...]) -> Facts:
        """Return the facts from which deadlines run; None is unknown."""
        starts = numbers[len(self.plan.packed) :]
        return {name: None if start == _NO_START else start for name, start in zip(self.starts, starts, strict=True)}
