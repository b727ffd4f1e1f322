"""The tests beside a rulebook: what is given, and what must be decided because of which rules."""

from dataclasses import dataclass
from datetime import date
from types import EllipsisType
from typing import Literal

from engine.decision.result import OWED, DutyStatus
from engine.program.program import Facts
from engine.rulebook.rulebook import Outcome
from engine.source.text import Span
from engine.suite.amounts import WantedAmount

Side = Literal["below", "at", "above"]
#: An outcome as a test wants it; None is undetermined, a tuple is a list of outcomes.
Wanted = Outcome | tuple[Outcome, ...] | None


@dataclass(frozen=True, slots=True)
class Boundary:
    """The limit a test tries, and on which side of it the test stands."""

    parameter: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDuty:
    """What a test wants of a duty; `...` where it does not say."""

    name: str
    due: str | EllipsisType | None = ...  #: ISO day or moment; None where there must be none
    status: DutyStatus | None = None  #: None where it does not say, but the duty is owed

    @property
    def owed(self) -> bool:
        return self.status is None or self.status in OWED


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedInTime:
    """What a test across editions wants of the choice; `...` where it does not say, None where it must be open."""

    edition: date | EllipsisType | None
    applied_by: str | EllipsisType | None
    answer: str | None  #: None where it does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    __test__ = False  # this is not a test for pytest

    name: str
    as_of: date
    given: Facts
    want: tuple[tuple[str, Wanted], ...]
    because: tuple[tuple[str, tuple[str, ...]], ...]
    undetermined: tuple[tuple[str, tuple[str, ...]], ...]
    flags: tuple[str, ...] | None  #: None where the test does not say
    duties: tuple[WantedDuty, ...] | None
    boundary: Boundary | None
    span: Span
    amounts: tuple[tuple[str, WantedAmount], ...] = ()
    time: WantedInTime | None = None  #: only in tests across editions


@dataclass(frozen=True, slots=True)
class Suite:
    tests: tuple[Test, ...]
