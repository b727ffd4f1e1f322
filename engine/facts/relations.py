"""What the kernel finds, as tables of a run: `all_linked`, `all_paired` and `all_fact_rows`; NULL is unknown."""

from collections.abc import Iterable, Mapping

import numpy as np

from engine.facts.kernel import Relations
from engine.facts.plan import FACT_ROWS, LINKED, PAIRED
from engine.facts.vectors import UNKNOWN
from engine.ledger.tables import Tables

_SPANS = ("day", "week", "window", "conduct")

#: The columns of each relation, all of them whole numbers of 64 bits.
RELATIONS: Mapping[str, tuple[str, ...]] = {
    LINKED: ("subject", "transfer_row", "ordinal", "day"),
    PAIRED: ("subject", "came", "went", "gap", "amount"),
    FACT_ROWS: (
        "subject",
        "victim_linked_amount",
        "incident_days",
        "incident_day",
        *(f"{span}_{flow}" for span in _SPANS for flow in ("inflow", "outflow", "turnover")),
        "pass_count",
        "pass_amount",
        "pass_min_gap",
        "victim_pass_count",
        "victim_pass_amount",
        "swept_count",
    ),
}


def keep(tables: Tables, found: Iterable[Relations]) -> None:
    """Make the tables of all that was `found`, each in the order of the subjects."""
    parts = list(found)
    for name, columns in RELATIONS.items():
        listed = ", ".join(f"nullif({column}, {UNKNOWN}) AS {column}" for column in columns)
        whole = {column: np.concatenate([part[name][column] for part in parts]) for column in columns}
        order = np.argsort(whole["subject"], kind="stable")
        taken = {column: numbers[order] for column, numbers in whole.items()}
        tables.take(f"CREATE OR REPLACE TABLE all_{name} AS SELECT {listed} FROM taken", taken)
