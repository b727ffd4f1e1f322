"""The decisions in a log that was verified."""

import json
from collections.abc import Iterator
from pathlib import Path

from engine.audit.records import Record


def decisions(log: Path) -> Iterator[Record]:
    """Yield each decision of `log`, in order. The log was verified before: no shape is checked here."""
    for record in records(log):
        if record["kind"] == "decision":
            yield record


def records(log: Path) -> Iterator[Record]:
    """Yield each record of `log`, which was verified before."""
    with log.open("rb") as lines:
        for line in lines:
            yield json.loads(line)
