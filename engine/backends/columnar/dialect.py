"""Where the SQL of DuckDB and that of Spark differ; everything else is written in words that both understand."""

from collections.abc import Callable
from dataclasses import dataclass

#: Days before the first day of the calendar: 0001-01-01 has the ordinal 1.
_DUCKDB_DAY = "(date_diff('day', DATE '0001-01-01', {}) + 1)"
_SPARK_DAY = "CAST(datediff({}, DATE '0001-01-01') + 1 AS BIGINT)"
_DUCKDB_MOMENT = "date_diff('second', TIMESTAMP '0001-01-01 00:00:00', {})"
_SPARK_MOMENT = "timestampdiff(SECOND, TIMESTAMP_NTZ '0001-01-01 00:00:00', {})"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine spells names, texts and days."""

    name: Callable[[str], str]  #: a column name → its quoted form
    text: Callable[[str], str]  #: a text → a literal
    day: str  #: a date → its ordinal
    moment: str  #: a civil time → its seconds since 0001-01-01
    packed: str  #: columns → one value that holds them all

    #: Whole numbers beyond 64 bits: exact up to 38 digits, an error beyond in both engines (Spark: ANSI mode).
    wide = "DECIMAL(38,0)"
    narrow = "BIGINT"


def _double_quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _backticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _standard(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


DUCKDB = Dialect(name=_double_quoted, text=_standard, day=_DUCKDB_DAY, moment=_DUCKDB_MOMENT, packed="row({})")
SPARK = Dialect(name=_backticked, text=_escaped, day=_SPARK_DAY, moment=_SPARK_MOMENT, packed="struct({})")
