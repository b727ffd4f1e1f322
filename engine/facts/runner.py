"""Runs a plan on the tables of a run."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from engine.facts.columns import append_numbers, create_numbers, flat
from engine.facts.plan import Plan, Row, Step, Walk
from engine.ledger.tables import Tables


def run(tables: Tables, plan: Plan, *, keep: Iterable[str] = ()) -> None:
    """Make the relations of `plan`; all but those to `keep` are dropped again."""
    for step in plan:
        if isinstance(step, Step):
            tables.connection.execute(f"CREATE OR REPLACE TABLE {step.name} AS {step.query}")
        else:
            create_numbers(tables, step.name, *step.columns)
            append_numbers(tables, step.name, _walked(tables, step))
    for name in {step.name for step in plan} - set(keep):
        tables.connection.execute(f"DROP TABLE {name}")


def _walked(tables: Tables, walk: Walk) -> Iterator[Row]:
    key = itemgetter(*range(walk.key))
    order = ", ".join(str(place) for place in range(1, walk.key + 1))
    rows = flat(tables.batches(f"SELECT * FROM ({walk.source}) source ORDER BY {order}"))
    for _, group in groupby(rows, key=key):
        yield from walk.walk(list(group))
