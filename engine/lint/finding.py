"""What a lint finds, and what it looks at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from engine.decision.deadline import Side
from engine.decision.trace import Trace
from engine.library.library import Loaded
from engine.messages.words import Phrase, phrase
from engine.program.program import Program
from engine.rulebook.rulebook import DatedValue, Parameter
from engine.source.report import Diagnostic
from engine.source.text import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful about the thing `key`: a parameter, rule, test, fact or source."""

    key: str
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A test beside the rulebook, and everything that came out of it."""

    name: str
    limit: str | None  #: the parameter whose limit it says it tries
    side: str | None  #: below, at or above that limit, as it says
    span: Span
    program: Program  #: of the law date of the test
    trace: Trace
    deadlines: frozenset[tuple[str, Side]]  #: duties whose deadline it states, and where the law date stands to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition as the lints see it."""

    loaded: Loaded
    ends: date | None  #: the first day on which it is no longer in force, where that is known
    trials: tuple[Trial, ...]
    read_elsewhere: frozenset[str]  #: parameters that the program reads beside the conditions, to derive facts
    on: date | None  #: the day on which sources must be fresh; None where nobody asked
    ages: Mapping[str, int]  #: days for which a source of a rank counts as fresh

    @property
    def name(self) -> str:
        return self.loaded.rulebook.edition.isoformat()

    def in_force(self, parameter: Parameter) -> Iterator[tuple[DatedValue, date, date | None]]:
        """Yield the values of `parameter` with the days of this edition on which each holds, the end excluded."""
        ordered = sorted(parameter.values, key=lambda dated: dated.since)
        begins = self.loaded.rulebook.edition
        for dated, following in zip(ordered, [*ordered[1:], None], strict=True):
            first = max(dated.since, begins)
            last = min((day for day in (following and following.since, self.ends) if day), default=None)
            if last is None or first < last:
                yield dated, first, last


def listed(said: Sequence[Phrase]) -> Phrase:
    """Return one or more phrases as one."""
    return reduce(lambda first, second: phrase("lint.and", first=first, second=second), said)
