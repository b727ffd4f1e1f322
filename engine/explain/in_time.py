"""Why an edition applies to conduct of its time: what every edition considered says of the subject."""

from dataclasses import dataclass
from datetime import date

from engine.decision.result import InTime, Result
from engine.explain.explanation import Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedInTime:
    """The choice among editions; `applied` explains the edition that applies, None where none does or it is open."""

    result: Result
    time: InTime
    first: date | None  #: of the conduct; None where unknown
    last: date | None
    final: date | None  #: None while the case is open
    as_of: date
    considered: tuple[Explanation, ...]  #: oldest first
    applied: Explanation | None

    @property
    def milder(self) -> bool:
        """Whether a later edition applies than the oldest considered."""
        return bool(self.considered) and self.time.edition != self.considered[0].program.edition
