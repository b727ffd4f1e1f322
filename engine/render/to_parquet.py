"""Results → a Parquet file, all columns text, nothing where there is nothing."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from engine.decision.result import Result
from engine.ledger.tables import identifier, open_tables
from engine.program.program import Program
from engine.render.to_csv import columns_of, row

_BATCH = 20_000


def write_parquet(path: Path, program: Program, results: Iterable[Result]) -> None:
    """Write `results` to `path`, in their order."""
    columns = [identifier(name) for name in columns_of(program)]
    tables = open_tables()
    try:
        tables.connection.execute(f"CREATE TABLE results ({', '.join(f'{name} VARCHAR' for name in columns)})")
        cells = ", ".join(f"nullif(cell[{place}], '')" for place in range(1, len(columns) + 1))
        rows = iter(results)
        while batch := [row(result) for result in islice(rows, _BATCH)]:
            tables.connection.execute(
                f"INSERT INTO results SELECT {cells} FROM (SELECT unnest(?::VARCHAR[][]) AS cell)", [batch]
            )
        target = str(path).replace("'", "''")
        tables.connection.execute(f"COPY results TO '{target}' (FORMAT parquet)")
    finally:
        tables.close()
