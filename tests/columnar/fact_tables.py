"""Parquet files of facts for the tests."""

from collections.abc import Sequence
from pathlib import Path

from engine.ledger.tables import Tables, identifier
from engine.program.program import Facts, Program

#: How a unit is stored where nothing else is asked for.
TYPES = {"flag": "BOOLEAN", "choice": "VARCHAR", "text": "VARCHAR", "day": "DATE", "moment": "TIMESTAMP"}
#: From the units of the engine to what the file holds.
_STORED = {
    "day": "DATE '0001-01-01' + ({} - 1)::INTEGER",
    "moment": "TIMESTAMP '0001-01-01 00:00:00' + to_seconds({})",
}


def write_facts(path: Path, program: Program, subjects: Sequence[Facts], tables: Tables, key: str = "id") -> Path:
    """Write `subjects`, numbered as their key from 0, to `path`; without their lists."""
    declared = [fact for fact in program.facts if fact.unit != "list"]
    columns = [f"unnest(?::VARCHAR[]) AS {identifier(key)}"]
    values: list[list[object]] = [[str(at) for at in range(len(subjects))]]
    for fact in declared:
        inside = TYPES.get(fact.unit, "BIGINT") if fact.unit not in _STORED else "BIGINT"
        columns.append(f"unnest(?::{inside}[]) AS {identifier(fact.name)}")
        values.append([facts.get(fact.name) for facts in subjects])
    stored = [
        f"{_STORED.get(fact.unit, '{}').format(identifier(fact.name))} AS {identifier(fact.name)}" for fact in declared
    ]
    # a table first: COPY takes no values
    tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE stated AS SELECT {', '.join(columns)}", values)
    told = ", ".join([identifier(key), *stored])
    tables.connection.execute(f"COPY (SELECT {told} FROM stated) TO '{path}' (FORMAT parquet)")
    return path
