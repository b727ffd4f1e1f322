"""Runs a plan on Spark, and hands what it leaves back to the tables of a run."""

import re
from collections.abc import Iterable
from pathlib import Path

from engine.facts.plan import Plan, Step, Walk
from engine.ledger.cluster import Cluster
from engine.ledger.tables import Tables


def run_on_cluster(cluster: Cluster, tables: Tables, plan: Plan, counted: Path, *, keep: Iterable[str]) -> None:
    """Make the relations of `plan` over the bookings at `counted`; those to `keep` become `all_…` in `tables`.

    The subjects and the victims' transfers are sent to the cluster from `tables`; what is kept is of their size.
    """
    cluster.read("counted", counted)
    for name in ("subject_days", "transfers"):
        cluster.load(name, tables, f"SELECT * EXCLUDE (batch) FROM all_{name}")
    for place, step in enumerate(plan):
        if isinstance(step, Step):
            again = _uses(step.name, plan[place + 1 :]) > 1 or step.name in keep
            cluster.make(step.name, step.query, again=again, handed=_meets_ledger(step.name, plan))
        else:
            cluster.walk(step.name, step.source, step.key, step.columns, step.walk)
    for name in keep:
        cluster.fetch(name, tables, f"all_{name}")
    cluster.forget()


def _meets_ledger(name: str, plan: Plan) -> bool:
    """Return whether a step that reads the ledger asks for `name` too."""
    return any(_uses("counted", [step]) and _uses(name, [step]) for step in plan)


def _uses(name: str, later: Iterable[Step | Walk]) -> int:
    """Return how many times later steps ask for `name`."""
    return sum(len(re.findall(rf"\b{name}\b", step.query if isinstance(step, Step) else step.source)) for step in later)
