"""What a check of a log found, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: Each has its diagnostic code in `engine.driver.auditing`.
Kind = Literal[
    "altered", "missing", "inserted", "reordered", "truncated", "torn", "not_closed", "checkpoint", "signature",
    "unsigned", "fork", "other_log", "malformed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `index` counts the lines of the log from 0."""

    kind: Kind
    index: int
    values: Mapping[str, object] = field(default_factory=dict)
