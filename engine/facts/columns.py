"""The columns of the facts table, and columns of plain values on their way into a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from engine.ledger.tables import Tables

_CHUNK = 10_000

#: The facts of a subject after its keys, in the order of facts.md: money in fen, gaps in seconds.
FACT_COLUMNS: Mapping[str, str] = {
    "victim_amount": "BIGINT",
    "victim_count": "BIGINT",
    "victim_linked_amount": "BIGINT",
    "incident_days": "BIGINT",
    "incident_day": "DATE",
    "day_inflow": "BIGINT",
    "day_outflow": "BIGINT",
    "day_turnover": "BIGINT",
    "week_inflow": "BIGINT",
    "week_outflow": "BIGINT",
    "week_turnover": "BIGINT",
    "window_inflow": "BIGINT",
    "window_turnover": "BIGINT",
    "pass_count": "BIGINT",
    "pass_amount": "BIGINT",
    "pass_min_gap": "BIGINT",
    "victim_pass_count": "BIGINT",
    "victim_pass_amount": "BIGINT",
    "swept_count": "BIGINT",
    "in_registry": "BOOLEAN",
}


def create_numbers(tables: Tables, table: str, *columns: str) -> None:
    """Make `table` anew with whole-number columns."""
    described = ", ".join(f"{column} BIGINT" for column in columns)
    tables.connection.execute(f"CREATE OR REPLACE TABLE {table} ({described})")


def append_numbers(tables: Tables, table: str, rows: Iterable[Sequence[int | None]]) -> None:
    """Append `rows` of whole numbers to `table`, many at a time and a column at a time."""
    coming = iter(rows)
    while chunk := list(islice(coming, _CHUNK)):
        columns = [list(column) for column in zip(*chunk, strict=True)]
        values = ", ".join("unnest(?::BIGINT[])" for _ in columns)
        tables.connection.execute(f"INSERT INTO {table} SELECT {values}", columns)


def flat(batches: Iterable[list[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `batches` one by one."""
    for batch in batches:
        yield from batch
