"""What a case leaves for later cases: the attributes of its tier-1 accounts, in one small Parquet file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.ledger.tables import READ_PARQUET, TableError, Tables, literal_path
from engine.source.report import Diagnostic, Report

ATTRIBUTES_TABLE = "overlap_attributes"

#: The file's name in the output folder of a case.
ATTRIBUTES_FILE = "overlap_attributes.parquet"

_COLUMNS: Mapping[str, str] = dict.fromkeys(("case_id", "account", "attribute", "value"), "VARCHAR")


def write_attributes(tables: Tables, path: Path) -> None:
    """Write `overlap_attributes` to `path`; the same rows give the same bytes."""
    target = str(path).replace("'", "''")
    tables.connection.execute(f"COPY (FROM {ATTRIBUTES_TABLE} ORDER BY ALL) TO '{target}' (FORMAT parquet)")


def read_earlier(tables: Tables, paths: Sequence[Path]) -> None:
    """Make `earlier_attributes` from the files at `paths`, without the cases of this folder.

    Errors: F693; raises `Rejected` where there is one
    """
    report = Report(about="input")
    tables.connection.execute(f"CREATE OR REPLACE TABLE earlier_attributes AS FROM {ATTRIBUTES_TABLE} LIMIT 0")
    for path in paths:
        if not _append(tables, path):
            report.add(Diagnostic(code="F693", span=None, values={"name": path}))
    report.stop_if_errors()


def _append(tables: Tables, path: Path) -> bool:
    try:
        if tables.parquet_types(path) != _COLUMNS:
            return False
        tables.connection.execute(
            f"INSERT INTO earlier_attributes FROM {READ_PARQUET} "
            "WHERE case_id NOT IN (SELECT case_id FROM victim_transfers)",
            [literal_path(path)],
        )
    except TableError:
        return False
    return True
