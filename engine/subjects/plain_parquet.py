"""Parquet of plain columns → a query whose rows are the subjects: nothing is read into Python.

Whole numbers, text, flags, dates and moments without fractions are plain. Where a column or any cell is not, there is
no such query: the file is then read row by row, and that says what is wrong and where. So it is where a subject stands
twice, which takes longer to find out and is asked apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.backends.columnar.dialect import DUCKDB
from engine.backends.columnar.kinds import ROW
from engine.ledger.tables import TableError, Tables, identifier, literal_path
from engine.program.program import Program
from engine.rulebook.rulebook import FactDeclaration
from engine.subjects.columns import Columns, columns_of
from engine.subjects.values import LARGEST

_WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
_TYPES = {
    "CNY": _WHOLE,
    "count": _WHOLE,
    "duration": _WHOLE,
    "flag": frozenset({"BOOLEAN"}),
    "day": frozenset({"DATE"}),
    "moment": frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS"}),
    "choice": frozenset({"VARCHAR"}),
    "text": frozenset({"VARCHAR"}),
}
_NARROW = _WHOLE - {"BIGINT", "UBIGINT"}  #: holds no number that is too large
_NUMBERS = (str(-LARGEST), str(LARGEST))
#: The least and the largest value of a unit, as SQL.
_LIMITS = {
    "CNY": _NUMBERS,
    "count": _NUMBERS,
    "duration": _NUMBERS,
    "day": ("DATE '0001-01-01'", "DATE '9999-12-31'"),
    "moment": ("TIMESTAMP '0001-01-01 00:00:00'", "TIMESTAMP '9999-12-31 23:59:59'"),
}
#: Rows that show whether it is worth while to ask if all are sorted.
_FIRST = 10_000
#: Hashes held at a time.
_AT_ONCE = 4_000_000
#: What DuckDB adds to a row under a name of its own.
_NUMBERED = "file_row_number"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The subjects of a file, to be asked by SQL."""

    path: Path
    rows: int
    key: tuple[str, ...]
    query: str  #: columns: `ROW`, the key, every fact of the program in the units of the engine


def plain_table(path: Path, program: Program, tables: Tables) -> PlainTable | None:
    """Return the table at `path`, or None where it has to be read row by row."""
    columns = columns_of(program)
    if program.derived:  # lists are read row by row
        return None
    try:
        types = tables.parquet_types(path)
        if not _plain_types(types, columns):
            return None
        # extremes stand in the file's statistics, so they are asked for apart from what has to look at each row
        for trouble in _troubles(types, columns):
            if tables.rows(f"SELECT {trouble} FROM {_source(path)}") != [(False,)]:
                return None
        ((rows,),) = tables.rows(f"SELECT count(*) FROM {_source(path)}")
    except (TableError, UnicodeEncodeError):  # a broken file, or a path that is no UTF-8
        return None
    return PlainTable(path, rows, columns.key, _query(path, types, columns))


def every_subject_once(table: PlainTable, tables: Tables) -> bool:
    """Return whether no subject of `table` stands twice; False as well where that cannot be told cheaply.

    Most tables are sorted by their key: where each row is beyond the one before it, all are different. Otherwise
    subjects are told apart by hashes of their keys, so many at a time that the memory stays bounded.
    """
    own = Tables(tables.connection.cursor())  # other threads may be asking, too
    try:
        if _ascending(table, own, _FIRST) and _ascending(table, own, table.rows):
            return True
        keys = ", ".join(map(identifier, table.key))
        passes = -(-table.rows // _AT_ONCE)
        hashes = f"SELECT hash({keys}) AS hashed FROM {_source(table.path)}"
        found = (
            own.rows(f"SELECT count(DISTINCT hashed) FROM ({hashes}) AS told WHERE hashed % {passes} = {each}")[0][0]
            for each in range(passes)
        )
        return bool(sum(found) == table.rows)
    except TableError:  # a broken page
        return False


def _ascending(table: PlainTable, tables: Tables, rows: int) -> bool:
    """Return whether the key, or one of its columns, rises from row to row; in whichever order these come."""
    names = [identifier(name) for name in table.key]
    before = [identifier(f"before:{place}") for place in range(len(names))]
    told = ", ".join(f"{name}, lag({name}) OVER () AS {last}" for name, last in zip(names, before, strict=True))
    rises = [f"{name} > {last}" for name, last in zip(names, before, strict=True)]
    whole = "FALSE"
    for name, last, more in reversed(list(zip(names, before, rises, strict=True))):
        whole = f"({more} OR ({name} = {last} AND {whole}))"
    asked = ", ".join(f"coalesce(bool_and({found}), TRUE)" for found in dict.fromkeys((*rises, whole)))
    (found,) = tables.rows(f"SELECT {asked} FROM (SELECT {told} FROM {_source(table.path)} LIMIT {rows}) AS told")
    return any(found)


def _plain_types(types: dict[str, str], columns: Columns) -> bool:
    if not set(columns.key) <= set(types) <= set(columns.names) or set(columns.key) & set(columns.facts):
        return False
    if len({name.lower() for name in (*columns.names, _NUMBERED)}) <= len(columns.names):
        return False  # DuckDB would not tell them apart
    facts = ((columns.facts[name], kind) for name, kind in types.items() if name in columns.facts)
    return all(types[name] == "VARCHAR" for name in columns.key) and all(
        kind in _TYPES.get(fact.unit, ()) for fact, kind in facts
    )


def _source(path: Path) -> str:
    return f"read_parquet({DUCKDB.text(literal_path(path))}, hive_partitioning = false, {_NUMBERED} = true)"


def _query(path: Path, types: dict[str, str], columns: Columns) -> str:
    key = [identifier(name) for name in columns.key]
    facts = [f"{_told(fact, stated=name in types)} AS {identifier(name)}" for name, fact in columns.facts.items()]
    return f"SELECT {', '.join([f'{_NUMBERED} AS {identifier(ROW)}', *key, *facts])} FROM {_source(path)}"


def _told(fact: FactDeclaration, *, stated: bool) -> str:
    """Return the column of `fact` in the units of the engine."""
    column = identifier(fact.name) if stated else "NULL"
    match fact.unit:
        case "day":
            return DUCKDB.day.format(f"CAST({column} AS DATE)")
        case "moment":
            return DUCKDB.moment.format(f"CAST({column} AS TIMESTAMP)")
        case "flag":
            return f"CAST({column} AS BOOLEAN)"
        case "choice" | "text":
            return f"CAST({column} AS VARCHAR)"
        case _:
            return f"CAST({column} AS BIGINT)"


def _troubles(types: dict[str, str], columns: Columns) -> Iterator[str]:
    """Yield what is true where some cell is not as the row by row reading would take it."""
    keys = [identifier(name) for name in columns.key]
    yield " OR ".join(f"count({key}) < count(*) OR coalesce(bool_or({key} = ''), FALSE)" for key in keys)
    extremes, each = [], []
    for name, kind in types.items():
        if name in columns.facts:
            fact, column = columns.facts[name], identifier(name)
            extremes += [f"coalesce({found}, FALSE)" for found in _beyond(column, kind, fact)]
            each += [f"coalesce(bool_or({found}), FALSE)" for found in _misfit(column, fact)]
    yield from (" OR ".join(found) for found in (extremes, each) if found)


def _beyond(column: str, kind: str, fact: FactDeclaration) -> Iterator[str]:
    least, most = _LIMITS.get(fact.unit, (None, None))
    if least and kind not in _NARROW:
        yield f"min({column}) < {least}"
        yield f"max({column}) > {most}"


def _misfit(column: str, fact: FactDeclaration) -> Iterator[str]:
    if fact.unit == "moment":
        yield f"date_trunc('second', {column}) <> {column}"
    elif fact.unit == "choice":
        yield f"{column} NOT IN ({', '.join(DUCKDB.text(value) for value, _ in fact.choices)})"
