"""What a run over a case folder found: everything that its files and pages show. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.decision.result import Result
from engine.library.sources import SourceText
from engine.program.program import Program

#: The names by which a run over a case folder knows its rulebooks and what they decide.
AFTER = "after"
DUTIES = "yangzhou_duties"
AMOUNT, FREQUENCY, TIER, HAND_OVER = "amount_anomaly", "fast_pass", "tier", "hand_over"
TIER_1, TIER_2 = "tier_1", "tier_2"

Cell = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """The run's own identity: the only thing that differs between two runs on the same input."""

    run: str
    moment: str  #: ISO, as the clock of the command line said
    version: str  #: of the engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A rulebook and what it said of each subject, in the order of the input."""

    program: Program
    sources: Mapping[str, SourceText]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
