"""The facts as a plan: named steps of SQL over whole numbers, and walks in time order over one group at a time.

A plan knows no engine. Its SQL is what DuckDB and Spark SQL 4 both understand; the spots that differ are the `Dialect`.
Days are numbers from 1970-01-01, moments civil seconds from there, money is fen. Relations a plan starts from:

- `counted`: the bookings that count: `account_no, ordinal, moment, day, clock, incoming, amount`; `ordinal` numbers all
  rows in the order (account, booked_at, seq), `clock` is 0 where the second is known, 1 the minute, 2 the day
- `subject_days`: `subject, account_no, knowable, covered_from, covered_to, nothing_before, conduct_from, conduct_to`;
  `account_no` is NULL where the ledger has no row of the account
- `transfers`: `subject, account_no, transfer_row, amount, moment, day, by_day`

It leaves `linked`, `paired` and `fact_rows`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = tuple[Any, ...]

DAY = 24 * 3600
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the engines write differently."""

    wide: str  #: whole numbers beyond 64 bits
    divide: str  #: the operator of whole division; operands are never negative


DUCKDB = Dialect(wide="HUGEINT", divide="//")
SPARK = Dialect(wide="DECIMAL(38, 0)", divide="div")


@dataclass(frozen=True, slots=True)
class Step:
    """A relation made by a query."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A relation made by a function that is handed one group of rows after the other.

    Rows of a group come in any order: the function brings them into its own. Whole numbers and flags only.
    """

    name: str
    source: str  #: a query
    key: int  #: the first so many columns of the source tell the groups apart
    columns: tuple[str, ...]  #: of the relation; all of them BIGINT
    walk: Callable[[Sequence[Row]], Iterator[Row]]


Plan = tuple[Step | Walk, ...]

#: What a plan leaves behind.
LINKED, PAIRED, FACT_ROWS = "linked", "paired", "fact_rows"


def whole_days(seconds: str, dialect: Dialect) -> str:
    """Return the SQL of the day in which the moment `seconds` lies, before 1970 as well."""
    # From year 1 on no moment is negative: engines round negative quotients in different ways.
    days = 719_162
    return f"CAST(({seconds} + {days * DAY}) {dialect.divide} {DAY} - {days} AS INTEGER)"


def cut_to_minute(seconds: str) -> str:
    """Return the SQL of the moment `seconds` at its :00, before 1970 as well."""
    return f"({seconds} - (({seconds} % {MINUTE}) + {MINUTE}) % {MINUTE})"


def days_of(seconds: int) -> int:
    """Return the most midnights that lie within a span of `seconds`."""
    return -(-seconds // DAY)
