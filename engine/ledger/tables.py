"""The tables of a run: one in-memory DuckDB, opened closed to the outside. The only module that imports duckdb."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:  # loaded by those who look at whole columns
    import numpy as np
    from numpy.typing import NDArray

#: What a table refuses: a broken file, a value that does not fit. Callers turn it into a diagnostic.
TableError = duckdb.Error

#: What of it is the fault of a disk that is full or refuses.
DiskError = (duckdb.IOException, duckdb.OutOfMemoryException)

#: What holds the tables; files that another version wrote are not relied on.
TABLES_VERSION = duckdb.__version__

#: Joins the cells of a row on their way in; no text holds it, readers refuse NUL.
_CELL_END = "\0"

BOOKING_COLUMNS: Mapping[str, str] = {
    "booking_id": "VARCHAR",
    "account": "VARCHAR",
    "holder_name": "VARCHAR",
    "holder_id": "VARCHAR",
    "booked_at": "TIMESTAMP",
    "time_precision": "VARCHAR",
    "seq": "BIGINT",
    "direction": "VARCHAR",
    "amount": "BIGINT",
    "balance": "BIGINT",
    "counterparty": "VARCHAR",
    "counterparty_name": "VARCHAR",
    "counterparty_id": "VARCHAR",
    "counterparty_bank": "VARCHAR",
    "serial": "VARCHAR",
    "summary": "VARCHAR",
    "channel": "VARCHAR",
    "branch": "VARCHAR",
    "place": "VARCHAR",
    "ip": "VARCHAR",
    "mac": "VARCHAR",
    "terminal": "VARCHAR",
    "cash": "BOOLEAN",
    "status": "VARCHAR",
    "file": "VARCHAR",
    "row": "BIGINT",
}

#: Each table of the import, column and type; `row` is the line of the file where the row begins, the header's is 1.
TABLES: Mapping[str, Mapping[str, str]] = {
    "raw_bookings": BOOKING_COLUMNS,
    "victim_transfers": {
        "case_id": "VARCHAR",
        "victim_id": "VARCHAR",
        "account": "VARCHAR",
        "amount": "BIGINT",
        "paid_at": "TIMESTAMP",
        "time_precision": "VARCHAR",
        "row": "BIGINT",
    },
    "accounts": {
        "account": "VARCHAR",
        "holder_name": "VARCHAR",
        "holder_id": "VARCHAR",
        "bank": "VARCHAR",
        "open_branch": "VARCHAR",
        "open_place": "VARCHAR",
        "opened_on": "DATE",
        "phone": "VARCHAR",
        "agent": "VARCHAR",
        "covered_from": "DATE",
        "covered_to": "DATE",
    },
    "stated_accounts": {
        "account": "VARCHAR",
        "holder_name": "VARCHAR",
        "holder_id": "VARCHAR",
        "bank": "VARCHAR",
        "open_branch": "VARCHAR",
        "open_place": "VARCHAR",
        "opened_on": "DATE",
        "phone": "VARCHAR",
        "agent": "VARCHAR",
        "covered_from": "DATE",
        "covered_to": "DATE",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "coverage": {
        "account": "VARCHAR",
        "answer": "VARCHAR",
        "answered_at": "TIMESTAMP",
        "covered_from": "DATE",
        "covered_to": "DATE",
        "serial": "VARCHAR",
        "reason": "VARCHAR",
        "bank": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "freezes": {
        "account": "VARCHAR",
        "bank": "VARCHAR",
        "kind": "VARCHAR",
        "amount": "BIGINT",
        "authority": "VARCHAR",
        "frozen_from": "DATE",
        "frozen_to": "DATE",
        "serial": "VARCHAR",
        "remark": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "subaccounts": {
        "account": "VARCHAR",
        "subaccount": "VARCHAR",
        "bank": "VARCHAR",
        "kind": "VARCHAR",
        "serial": "VARCHAR",
        "currency": "VARCHAR",
        "balance": "BIGINT",
        "holder_name": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "persons": {
        "holder_name": "VARCHAR",
        "holder_id": "VARCHAR",
        "id_kind": "VARCHAR",
        "phone": "VARCHAR",
        "address": "VARCHAR",
        "employer": "VARCHAR",
        "agent": "VARCHAR",
        "agent_id": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "assets": {
        "asset": "VARCHAR",
        "asset_address": "VARCHAR",
        "amount": "VARCHAR",
        "moved_at": "TIMESTAMP",
        "from_address": "VARCHAR",
        "to_address": "VARCHAR",
        "serial": "VARCHAR",
        "file": "VARCHAR",
        "row": "BIGINT",
    },
    "cases": {"case_id": "VARCHAR", "conduct_from": "DATE", "conduct_to": "DATE"},
    "registry": {"holder_id": "VARCHAR", "account": "VARCHAR", "case_no": "VARCHAR", "status": "VARCHAR"},
    "rejects": {"file": "VARCHAR", "row": "BIGINT", "column": "VARCHAR", "reason": "VARCHAR", "raw": "VARCHAR"},
}


@dataclass(frozen=True, slots=True)
class Tables:
    """A connection with the empty or filled tables of one run."""

    connection: duckdb.DuckDBPyConnection

    def append(self, table: str, rows: Sequence[Sequence[str]]) -> None:
        """Append `rows` to `table`: each cell as text DuckDB casts to the column's type, empty text is NULL."""
        if rows:
            cells = ", ".join(
                f"CAST(nullif(cell[{place}], '') AS {kind})" for place, kind in enumerate(TABLES[table].values(), 1)
            )
            split = "SELECT string_split(unnest(?::VARCHAR[]), chr(0)) AS cell"
            self.connection.execute(
                f"INSERT INTO {table} SELECT {cells} FROM ({split})", [[_CELL_END.join(row) for row in rows]]
            )

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of `query`."""
        return self.connection.execute(query, list(values)).fetchall()

    def batches(self, query: str, values: Sequence[object] = (), size: int = 20_000) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of `query` in lists of at most `size`, so that memory stays bounded."""
        cursor = self.connection.cursor()
        cursor.execute(query, list(values))
        while found := cursor.fetchmany(size):
            yield found

    def columns(self, query: str, values: Sequence[object] = ()) -> dict[str, "NDArray[np.generic]"]:
        """Return the columns of `query`, in which nothing is NULL."""
        return dict(self.connection.execute(query, list(values)).fetchnumpy())

    def take(self, query: str, columns: "Mapping[str, NDArray[np.generic]]") -> None:
        """Run `query`, in which `taken` has these columns of whole numbers."""
        self.connection.register("taken", dict(columns))
        self.connection.execute(query)
        self.connection.unregister("taken")

    @property
    def threads(self) -> int:
        """The number of threads that look at the tables."""
        return int(self.rows("SELECT current_setting('threads')")[0][0])

    def parquet_types(self, path: Path) -> dict[str, str]:
        """Return the columns of the Parquet file at `path` with their DuckDB types, in order."""
        found = self.rows(f"DESCRIBE SELECT * FROM {READ_PARQUET}", [literal_path(path)])
        return {str(name): str(kind) for name, kind, *_ in found}

    def count(self, table: str) -> int:
        """Return the number of rows in `table`."""
        return int(self.rows(f'SELECT count(*) FROM "{table}"')[0][0])

    def beside(self) -> "Tables":
        """Return the same tables over a connection of its own, for another thread; temporary tables are not shared."""
        return Tables(self.connection.cursor())

    def close(self) -> None:
        self.connection.close()


#: Reads one Parquet file, bound as `literal_path`; folder names like `a=b` add no columns.
READ_PARQUET = "read_parquet(?, hive_partitioning = false)"


def literal_path(path: Path) -> str:
    """Return `path` for DuckDB, which takes `*`, `?` and `[` in a path for a pattern."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def identifier(name: str) -> str:
    """Return `name` quoted for use as an SQL name."""
    return '"' + name.replace('"', '""') + '"'


def open_tables(memory_limit: str | None = None, threads: int | None = None, spill: Path | None = None) -> Tables:
    """Return the empty tables of a run; nothing is written to disk unless `spill` names a folder for it."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
        "temp_directory": str(spill) if spill else "",
    }
    if memory_limit is not None:
        settings["memory_limit"] = memory_limit
    if threads is not None:
        settings["threads"] = threads
    connection = duckdb.connect(":memory:", config=settings)
    for setting in ("enable_progress_bar = false", "TimeZone = 'UTC'"):
        connection.execute(f"SET {setting}")
    for table, columns in TABLES.items():
        described = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE {table} ({described})")
    return Tables(connection)
