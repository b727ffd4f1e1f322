"""Results of a table of subjects → Parquet: what each kind comes to is joined to its subjects, in their order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from engine.backends.columnar.kinds import Kinds
from engine.decision.kleene import Kleene
from engine.ledger.tables import Tables, identifier
from engine.render.to_parquet import FLAG_TEXTS, ResultColumns

#: Texts of a column up to this many different ones are joined as their numbers, which is four times as fast.
_NUMBERED = 10_000
_BATCH = 20_000


class KindRow(NamedTuple):
    """What the results of one kind hold behind the key."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    flags: tuple[Kleene, ...]


class JoinedParquet:
    """Writes the results of subjects that are rows of `kinds`."""

    def __init__(self, tables: Tables, kinds: Kinds, columns: ResultColumns) -> None:
        self._tables = tables
        self._kinds = kinds
        self._columns = columns
        self._numbers = count()
        # one thread streams the subjects through the join in their order; sorting them again would take three times
        # as long and a hundred times the memory
        tables.connection.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")

    def write(self, path: Path, rows: Iterable[KindRow], first: int, end: int) -> None:
        """Write the subjects from row `first` to before `end`; `rows` holds each of their kinds once."""
        table = self._loaded(rows)
        key = [f"told.{identifier(name)}" for name in self._columns.key]
        names = (*self._columns.texts, *self._columns.flags)
        behind = [f"kinds.{column} AS {identifier(name)}" for column, name in zip(self._own(), names, strict=True)]
        same = " AND ".join(f"kinds.{name} = told.{name}" for name in self._kinds.columns)
        query = (
            f"SELECT {', '.join([*key, *behind])} FROM ({self._kinds.told(first, end)}) AS told "
            f"LEFT JOIN {table} AS kinds ON {same}"
        )
        self._tables.connection.execute("SET threads = 1")
        self._copy(query, path)
        self._tables.connection.execute("RESET threads")
        self._tables.connection.execute(f"DROP TABLE {table}")

    def gather(self, path: Path, parts: Sequence[Path]) -> None:
        """Write the rows of `parts`, one file after the other."""
        listed = ", ".join(_literal(part) for part in parts)
        self._copy(f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)", path)

    def _copy(self, query: str, path: Path) -> None:
        self._tables.connection.execute(f"COPY ({query}) TO {_literal(path)} (FORMAT parquet)")

    def _own(self) -> list[str]:
        texts = [f"text_{place}" for place in range(len(self._columns.texts))]
        return texts + [f"flag_{place}" for place in range(len(self._columns.flags))]

    def _loaded(self, rows: Iterable[KindRow]) -> str:
        """Return the name of a new table of `rows`."""
        table = f"kinds_{next(self._numbers)}"
        own = self._own()
        types = ["BIGINT"] * len(self._kinds.columns)
        types += ["VARCHAR"] * len(self._columns.texts) + ["BOOLEAN"] * len(self._columns.flags)
        columns = [*self._kinds.columns, *own]
        described = ", ".join(f"{name} {kind}" for name, kind in zip(columns, types, strict=True))
        self._tables.connection.execute(f"CREATE TEMP TABLE {table}_texts ({described})")
        cells = ", ".join(f"nullif(cell[{place}], '')" for place in range(1, len(columns) + 1))
        for batch in _batches(rows):
            self._tables.connection.execute(
                f"INSERT INTO {table}_texts SELECT {cells} FROM (SELECT unnest(?::VARCHAR[][]) AS cell)", [batch]
            )
        told = [*self._kinds.columns, *(self._numbered(f"{table}_texts", column) for column in own)]
        self._tables.connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {', '.join(told)} FROM {table}_texts")
        self._tables.connection.execute(f"DROP TABLE {table}_texts")
        return table

    def _numbered(self, table: str, column: str) -> str:
        """Return the column of `table`, as numbers of its texts where these are few."""
        if not column.startswith("text_"):
            return column
        ((texts,),) = self._tables.rows(f"SELECT count(DISTINCT {column}) FROM {table}")
        if not 0 < texts <= _NUMBERED:
            return column
        kind = f"{table}_{column}"
        listed = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1"
        self._tables.connection.execute(f"CREATE TYPE {kind} AS ENUM ({listed})")
        return f"CAST({column} AS {kind}) AS {column}"


def _batches(rows: Iterable[KindRow]) -> Iterator[list[tuple[str, ...]]]:
    batch: list[tuple[str, ...]] = []
    for row in rows:
        batch.append((*map(str, row.numbers), *row.texts, *(FLAG_TEXTS[flag] for flag in row.flags)))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
