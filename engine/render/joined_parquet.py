"""Results of a table of subjects → Parquet: what each kind comes to is joined to its subjects, in their order.

A join in DuckDB keeps the order of its rows on one thread only. So the subjects are taken in parts, each written by a
thread of its own, and the parts are put together without being read again.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

from engine.backends.columnar.dialect import DUCKDB
from engine.backends.columnar.kinds import Kinds
from engine.decision.kleene import Kleene
from engine.ledger.tables import Tables, identifier
from engine.render.parquet_parts import UnknownPartError, put_together
from engine.render.to_parquet import ResultColumns

#: Texts of a column up to this many different ones are joined as their numbers, which is four times as fast.
_NUMBERED = 10_000
_TEXT = "VARCHAR"
#: Rows of a row group, as DuckDB has them; parts are made of whole ones.
GROUP = 122_880
#: Row groups of a part at most.
_GROUPS = 8


class KindRow(NamedTuple):
    """What the results of one kind hold behind the key, without the outcomes of the tests: those are columns."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    rules: tuple[Kleene, ...]


class JoinedParquet:
    """Writes the results of subjects that are rows of `kinds`."""

    def __init__(self, tables: Tables, kinds: Kinds, columns: ResultColumns) -> None:
        self._tables = tables
        self._kinds = kinds
        self._columns = columns
        self._numbers = count()
        ((self._threads,),) = tables.rows("SELECT current_setting('threads')")
        # the subjects have to stream through the join: only so they keep their order
        tables.connection.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")

    def write(self, folder: Path, rows: Iterable[KindRow], first: int, end: int) -> list[Path]:
        """Write the subjects from row `first` to before `end` to parts in `folder`; return these in order.

        `rows` holds each of their kinds once.
        """
        parts = list(_parts(first, end, self._threads))
        paths = [folder / f"{start}.parquet" for start, _ in parts]
        with self._loaded(rows) as table, self._one_thread_a_query(), ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(self._copy, (self._joined(table, *part) for part in parts), paths))
        return paths

    def gather(self, path: Path, parts: Sequence[Path]) -> None:
        """Write the rows of `parts`, one file after the other; the parts are used up."""
        try:
            put_together(path, parts)
        except UnknownPartError:  # written by a DuckDB that says more in its footers than was known here
            listed = ", ".join(map(_literal, parts))
            self._copy(f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)", path)

    def _copy(self, query: str, path: Path) -> None:
        self._tables.connection.cursor().execute(f"COPY ({query}) TO {_literal(path)} (FORMAT parquet)")

    def _joined(self, table: str, first: int, end: int) -> str:
        columns, plan = self._columns, self._kinds.plan
        own = [f"kinds.{name}" for name in (*_texts(columns), *_rules(columns))]
        tests = [f"told.{plan.test_column(place)}" for place in range(len(columns.tests))]
        key = [f"told.{identifier(name)}" for name in columns.key]
        names = (*columns.texts, *columns.rules, *columns.tests)
        behind = [f"{cell} AS {identifier(name)}" for cell, name in zip((*own, *tests), names, strict=True)]
        same = " AND ".join(f"kinds.{name} = told.{name}" for name in self._kinds.columns)
        return (
            f"SELECT {', '.join([*key, *behind])} FROM ({self._kinds.told(first, end)}) AS told "
            f"LEFT JOIN {table} AS kinds ON {same}"
        )

    @contextmanager
    def _one_thread_a_query(self) -> Iterator[None]:
        connection = self._tables.connection
        connection.execute("SET threads = 1")
        try:
            yield
        finally:
            connection.execute(f"SET threads = {self._threads}")

    @contextmanager
    def _loaded(self, rows: Iterable[KindRow]) -> Iterator[str]:
        """Have a table of `rows`, in which each text that many of them share is told once."""
        number = next(self._numbers)
        table, shared = f"kinds_{number}", f"shared_{number}"
        columns, run = self._columns, self._tables.connection.execute
        places: dict[tuple[tuple[str, ...], tuple[Kleene, ...]], int] = {}
        told = [(row.numbers, places.setdefault((row.texts, row.rules), len(places))) for row in rows]
        texts: list[list[str | None]] = [
            [text or None for text in column] for column in zip(*(texts for texts, _ in places), strict=True)
        ] or [[] for _ in columns.texts]
        rules = list(zip(*(rules for _, rules in places), strict=True)) or [() for _ in columns.rules]
        types = [self._text_type(f"text_{number}_{place}", column) for place, column in enumerate(texts)]
        cells = [f"unnest(?::VARCHAR[])::{kind} AS {name}" for kind, name in zip(types, _texts(columns), strict=True)]
        cells += [f"unnest(?::BOOLEAN[]) AS {name}" for name in _rules(columns)]
        run(
            f"CREATE TABLE {shared} AS SELECT {', '.join(['unnest(?::BIGINT[]) AS place', *cells])}",
            [list(range(len(places))), *texts, *map(list, rules)],
        )
        numbers = list(zip(*(numbers for numbers, _ in told), strict=True)) or [() for _ in self._kinds.columns]
        names = [f"unnest(?::BIGINT[]) AS {name}" for name in (*self._kinds.columns, "place")]
        run(
            f"CREATE TABLE {table} AS SELECT * EXCLUDE (place) "
            f"FROM (SELECT {', '.join(names)}) AS told JOIN {shared} USING (place)",
            [*map(list, numbers), [place for _, place in told]],
        )
        run(f"DROP TABLE {shared}")
        yield table
        run(f"DROP TABLE {table}")
        for kind in dict.fromkeys(types):
            if kind != _TEXT:
                run(f"DROP TYPE {kind}")

    def _text_type(self, name: str, texts: Sequence[str | None]) -> str:
        """Return the type of a column of `texts`: their numbers where they are few."""
        different = sorted({text for text in texts if text})
        if not 0 < len(different) <= _NUMBERED:
            return _TEXT
        self._tables.connection.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(map(DUCKDB.text, different))})")
        return name


def _texts(columns: ResultColumns) -> list[str]:
    return [f"text_{place}" for place in range(len(columns.texts))]


def _rules(columns: ResultColumns) -> list[str]:
    return [f"rule_{place}" for place in range(len(columns.rules))]


def _parts(first: int, end: int, threads: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of the rows from `first` to before `end`: as many for each thread, of whole row groups."""
    groups = max(1, -(-(end - first) // GROUP))
    rounds = -(-groups // (_GROUPS * threads))
    size = -(-groups // (rounds * threads)) * GROUP
    yield from ((start, min(start + size, end)) for start in range(first, max(end, first + 1), size))


def _literal(path: Path) -> str:
    return DUCKDB.text(str(path))
