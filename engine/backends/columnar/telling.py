"""Facts of subjects in memory → their combinations, through the tables, batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from engine.backends.columnar.plan import Combination, Plan
from engine.program.program import Facts
from engine.rulebook.values import FactValue, Unit

#: Runs a query with the values bound in it and returns all its rows.
Run = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]

#: Subjects told at once: enough to hide the cost of a query, few enough to stay small.
BATCH = 20_000
_TYPES: Mapping[Unit, str] = {"flag": "BOOLEAN", "choice": "VARCHAR", "text": "VARCHAR"}


class Telling:
    """Asks DuckDB how the tests of one program turn out."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self._plan = plan
        self._run = run
        self._known: dict[tuple[int, ...], Combination] = {}
        totals = {found.fact.name for found in plan.program.derived}
        columns = [f"{self._column(name, wide=name in totals)} AS {plan.dialect.name(name)}" for name in plan.asked]
        numbered = ", ".join(["unnest(?::BIGINT[]) AS " + plan.dialect.name("row:"), *columns])
        # rows are numbered, so that nothing hangs on the order in which they come back
        self._query = (
            f"SELECT {', '.join(plan.packed)} FROM ({plan.combined(f'SELECT {numbered}')}) AS packed "
            f"ORDER BY {plan.dialect.name('row:')}"
        )

    def _column(self, name: str, *, wide: bool) -> str:
        if wide:  # told as text: a list of numbers is bound as 64-bit ones
            return f"CAST(unnest(?::VARCHAR[]) AS {self._plan.dialect.wide})"
        return f"unnest(?::{_TYPES.get(self._plan.program.fact(name).unit, self._plan.dialect.narrow)}[])"

    def combinations(self, subjects: Iterable[Facts]) -> Iterator[Combination]:
        """Yield the combination of each of `subjects`, in their order; equal ones are the same object."""
        rest = iter(subjects)
        while batch := list(islice(rest, BATCH)):
            columns = [[_told(facts.get(name)) for facts in batch] for name in self._plan.asked]
            for packed in self._run(self._query, [list(range(len(batch))), *columns]):
                yield self._known.get(packed) or self._known.setdefault(packed, self._plan.combination(packed))


def _told(value: FactValue) -> FactValue:
    """Return `value`; of a list, which tests ask only whether it is known, that it is.

    A text with half a character, which no rulebook holds, is told as another that none holds.
    """
    if isinstance(value, tuple):
        return True
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "\0" + value.encode(errors="backslashreplace").decode()
    return value
