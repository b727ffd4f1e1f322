"""What a run over a case folder found: everything that its files and pages show. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.clues.hand_over import HandOver
from engine.clues.overlaps import Overlap
from engine.decision.result import Result
from engine.decision.verdict import Value
from engine.explain.counterfactual import Change
from engine.facts.evidence import Evidence
from engine.library.library import Loaded
from engine.library.sources import SourceText
from engine.program.program import Program
from engine.render.case_funnel import Funnel
from engine.render.outcome_words import plain
from engine.rulebook.rulebook import Rulebook

#: Of an account, for each tier it did not reach: the nearest single changes that would reach it.
Nearest = tuple[tuple[Value, tuple[Change, ...]], ...]
Cell = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """The run's own identity: the only thing that differs between two runs on the same input."""

    run: str
    moment: str  #: ISO, as the clock of the command line said
    version: str  #: of the engine
    operator: str | None = None  #: as he named himself


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A rulebook and what it said of each subject, in the order of the input, without traces."""

    program: Program
    loaded: Loaded  #: the edition as it was read
    results: tuple[Result, ...]

    @property
    def sources(self) -> Mapping[str, SourceText]:
        return self.loaded.sources

    @property
    def rulebook(self) -> Rulebook:
        """The edition as it was read: its text."""
        return self.loaded.rulebook

    def outcomes(self) -> set[str]:
        """Return the words of all outcomes, and `undetermined` where there was one."""
        decisions = {found for result in self.results for found in result.verdict.decisions}
        words = {"undetermined" for found in decisions if found.standing == "undetermined"}
        for found in decisions:
            values = found.value if isinstance(found.value, tuple) else (found.value,)
            words |= {plain(value) for value in values if value is not None}
        return words


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRun:
    """All that was found; what is stated of the run itself stands in its `Stamp`."""

    folder: str  #: name of the case folder
    as_of: date  #: law date
    accounts: Judged
    case_ids: tuple[str, ...]  #: the cases of the accounts, in their order
    cases: Judged | None  #: None where the duty rulebook is not in force on the law date
    shown: tuple[Result, ...]  #: the accounts that the page lists, in its order, with their traces
    funnel: Funnel
    overlaps: tuple[Overlap, ...]
    hand_over: tuple[HandOver, ...]
    import_report: Mapping[str, object]
    rejects: Table
    evidence: Mapping[tuple[str, str], Evidence]  #: of the accounts to look into, by case and account
    nearest: Mapping[tuple[str, str], Nearest]  #: by case and account
