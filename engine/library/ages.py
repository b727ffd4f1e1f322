"""How long the comparison of a source with its original holds good, by rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.document.from_yaml import read_yaml
from engine.rulebook.nodes import mapping, scalar, text
from engine.source.report import Report

_TABLE = Path(__file__).parent / "ages.yaml"


@dataclass(frozen=True, slots=True)
class Age:
    """The greatest age in days, and why."""

    days: int
    reason: str


@cache
def ages() -> Mapping[str, Age]:
    """Return the greatest age of each rank."""
    report = Report("rulebook")
    document = read_yaml(_TABLE, _TABLE.name, report)
    report.stop_if_errors()
    assert document is not None, "INVARIANT: our own table is readable"  # noqa: S101 (a bug of ours)
    rows = ((entry.name, mapping(entry.value)) for entry in mapping(document.root))
    return {rank: Age(int(text(scalar(row.get("days")))), text(row.get("reason"))) for rank, row in rows}
