"""Makes the facts on Spark, with the kernel that makes them here, and hands them to the tables of a run.

Subjects and transfers are few and come from here; the bookings are read by the workers where they lie. Each batch of
accounts is brought together on one worker, which makes its facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.facts.batches import batches
from engine.facts.kernel import Columns, Relations, facts_of
from engine.facts.plan import NEAR_COLUMNS, near, wanted
from engine.facts.relations import RELATIONS
from engine.facts.settings import FactSettings
from engine.facts.subject_columns import SUBJECTS, TRANSFERS
from engine.ledger.cluster import Cluster
from engine.ledger.tables import Tables

if TYPE_CHECKING:
    from engine.facts.vectors import Whole

#: What is handed to the kernel, in one relation: `kind` is the place of its name, `c0…` are its columns.
_HANDED: Mapping[str, tuple[str, ...]] = {
    "near": NEAR_COLUMNS,
    "subject_days": (
        "subject", "account_no", "knowable", "covered_from", "covered_to", "nothing_before", "conduct_from",
        "conduct_to",
    ),
    "transfers": ("subject", "transfer_row", "amount", "moment", "day", "by_day"),
}  # fmt: skip
#: Counted bookings of the accounts that one task brings together: a worker has less memory than this machine.
_ROWS_AT_ONCE = 1_000_000
_MOST_HANDED = max(map(len, _HANDED.values()))
_MOST_FOUND = max(map(len, RELATIONS.values()))


@dataclass(frozen=True, slots=True)
class OnSpark:
    """Where facts are made when not in the tables of the run."""

    cluster: Cluster
    counted: Path  #: the bookings that count as Parquet, on a path that the workers see; written where it is not there


def run_on_cluster(where: OnSpark, tables: Tables, settings: FactSettings) -> Iterator[Relations]:
    """Yield what the kernel finds on the cluster."""
    cluster = where.cluster
    if not where.counted.exists():
        target = str(where.counted).replace("'", "''")
        tables.connection.execute(f"COPY (FROM counted) TO '{target}' (FORMAT parquet)")
    cluster.read("counted", where.counted)
    for name, query in _small(tables, settings).items():
        cluster.load(name, tables, query)
    queries = {**{name: f"SELECT * FROM {name}" for name in _HANDED}, "near": near("wanted", more="batch")}
    handed = " UNION ALL ".join(
        f"SELECT batch, {kind} AS kind, {_padded(columns)} FROM ({queries[name]}) handed"
        for kind, (name, columns) in enumerate(_HANDED.items())
    )

    def found(columns: Columns) -> Columns:
        bookings, subjects, transfers = _handed(columns)
        return _packed(facts_of(bookings, subjects, transfers, settings))

    told = cluster.grouped(handed, "batch", found, ("kind", *(f"c{place}" for place in range(_MOST_FOUND))))
    cluster.forget()
    yield _unpacked(told)


def _small(tables: Tables, settings: FactSettings) -> Mapping[str, str]:
    """Return the queries of what is sent to the cluster, each row with the batch of its account."""
    subjects, transfers = (query.format(chosen="true") for query in (SUBJECTS, TRANSFERS))
    bounds = ", ".join(f"({batch.first}, {place})" for place, batch in enumerate(batches(tables, _ROWS_AT_ONCE)))
    asof = f"ASOF LEFT JOIN (VALUES {bounds}) batches(first, batch) ON coalesce(told.account_no, -1) >= batches.first"
    return {
        name: f"SELECT told.*, coalesce(batch, 0) AS batch FROM ({query}) told {asof}"
        for name, query in (
            ("wanted", wanted(settings, subjects, transfers)),
            ("subject_days", subjects),
            ("transfers", transfers),
        )
    }


def _padded(columns: Sequence[str]) -> str:
    names = (*columns, *["0"] * (_MOST_HANDED - len(columns)))
    return ", ".join(f"CAST({name} AS BIGINT) AS c{place}" for place, name in enumerate(names))


def _handed(columns: Columns) -> Iterator[Columns]:
    """Yield the columns of each relation that is handed to the kernel."""
    for kind, names in enumerate(_HANDED.values()):
        own = columns["kind"] == kind
        yield {name: columns[f"c{place}"][own] for place, name in enumerate(names)}


def _packed(found: Relations) -> Columns:
    """Return all relations as one, as `_unpacked` reads it."""
    import numpy as np  # noqa: PLC0415 (loaded by the worker)

    sizes = [len(found[name]["subject"]) for name in RELATIONS]
    nothing = [np.zeros(size, np.int64) for size in sizes]
    columns = [
        np.concatenate(
            [
                found[name][names[place]] if place < len(names) else nothing[kind]
                for kind, (name, names) in enumerate(RELATIONS.items())
            ]
        )
        for place in range(_MOST_FOUND)
    ]
    kinds = np.repeat(np.arange(len(sizes)), sizes)
    return {"kind": kinds, **{f"c{place}": column for place, column in enumerate(columns)}}


def _unpacked(told: Mapping[str, "Whole"]) -> Relations:
    return {
        name: {column: told[f"c{place}"][told["kind"] == kind] for place, column in enumerate(columns)}
        for kind, (name, columns) in enumerate(RELATIONS.items())
    }
