"""When the conduct of a subject happened, as its facts say."""

from dataclasses import dataclass
from datetime import date

from engine.program.program import Facts
from engine.rulebook.rulebook import Conduct
from engine.rulebook.values import FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductTime:
    """First and last day of the conduct, None where unknown; the day of the final decision, None while it is open."""

    first: date | None
    last: date | None
    final: date | None
    unknown: tuple[str, ...]  #: names of the facts that are missing, of those two


def conduct_time(facts: Facts, conduct: Conduct) -> ConductTime:
    """Return the days that `facts` state."""
    return ConductTime(
        first=_day(facts.get(conduct.first.name)),
        last=_day(facts.get(conduct.last.name)),
        final=_day(facts.get(conduct.final.name)),
        unknown=tuple(fact.name for fact in (conduct.first, conduct.last) if facts.get(fact.name) is None),
    )


def _day(value: FactValue) -> date | None:
    return date.fromordinal(value) if isinstance(value, int) else None
