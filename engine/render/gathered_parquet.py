"""Parts of results, written by the workers of a cluster → one Parquet file, its rows in the order of their numbers."""

from pathlib import Path

from engine.ledger.tables import Tables, identifier, literal_path


class MissingRowsError(ValueError):
    """Of the rows written not all are seen here."""


def gather(folder: Path, path: Path, number: str, rows: int, tables: Tables) -> None:
    """Write the `rows` rows in the files of `folder` to `path`, without their column `number`, which counts from 0.

    A part is mostly a stretch of rows in order, for it comes of one stretch of the input. Where that is so, the parts
    are put one behind the other; else the rows are sorted. Raises `MissingRowsError`.
    """
    parts = sorted(folder.glob("*.parquet"))
    listed = _listed(parts)
    row = identifier(number)
    stretches = (
        tables.rows(
            f"SELECT filename, count(*), min({row}), min({row} - file_row_number), max({row} - file_row_number) "
            f"FROM read_parquet({listed}, filename = true, file_row_number = true, hive_partitioning = false) "
            f"GROUP BY filename ORDER BY min({row})"
        )
        if parts
        else []
    )
    if sum(count for _, count, *_ in stretches) != rows:
        raise MissingRowsError
    in_order = all(least == most for *_, least, most in stretches)
    reached = 0
    for _, count, first, *_ in stretches:
        in_order = in_order and first == reached
        reached += count
    if in_order and stretches:
        listed = _listed([Path(name) for name, *_ in stretches])
    order = "" if in_order else f" ORDER BY {row}"
    query = f"SELECT * EXCLUDE ({row}) FROM read_parquet({listed}, hive_partitioning = false){order}"
    target = str(path).replace("'", "''")
    # into the file that is there, which is for its owner alone
    tables.connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, USE_TMP_FILE false)")


def _listed(parts: list[Path]) -> str:
    quoted = (literal_path(part).replace("'", "''") for part in parts)
    return "[" + ", ".join(f"'{name}'" for name in quoted) + "]"
