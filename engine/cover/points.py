"""What can be shown of a rulebook by a test, and which tests show it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.decision.trace import Trace
from engine.decision.verdict import Value, Verdict
from engine.program.program import Program
from engine.source.text import Span

Kind = Literal["rule", "flag", "duty", "outcome", "boundary", "article"]
KINDS: tuple[Kind, ...] = ("rule", "flag", "duty", "outcome", "boundary", "article")

#: How a rule came out, on which side of a limit a case stood; an outcome and an article have no sides.
Side = Literal["met", "not_met", "unknown", "below", "at", "above", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A test as it was evaluated."""

    name: str
    program: Program
    verdict: Verdict
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that a test can show."""

    kind: Kind
    name: str  #: id of a rule, flag or duty; a decision; a parameter; `source#article`
    title: str
    side: Side
    span: Span
    value: Value = None  #: the outcome
    since: date | None = None  #: the day from which the limit holds
    compared: tuple[str, str] | None = None  #: the two sides of the comparison with the limit, as written


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every point of an edition, in the order of its text, with the names of the tests that show it."""

    shown: dict[Point, tuple[str, ...]]

    def points(self, kind: Kind) -> tuple[Point, ...]:
        return tuple(point for point in self.shown if point.kind == kind)

    def uncovered(self) -> tuple[Point, ...]:
        return tuple(point for point, tests in self.shown.items() if not tests)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many points of how many are shown."""

    covered: int
    total: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means all; nothing to show is all shown."""
        return self.covered * 100 // self.total if self.total else 100

    def reaches(self, percent: int) -> bool:
        return self.covered * 100 >= percent * self.total

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.covered + other.covered, self.total + other.total)


def tally(coverage: Coverage, kind: Kind | None = None) -> Tally:
    """Return how many points of `kind`, of all kinds where none is named, are shown."""
    counted = [bool(tests) for point, tests in coverage.shown.items() if kind in (None, point.kind)]
    return Tally(sum(counted), len(counted))
