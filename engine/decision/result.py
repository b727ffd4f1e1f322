"""The result for one subject: what was decided, on which facts, by which text, with which duties."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.decision.amounts import Amount
from engine.decision.trace import Trace
from engine.decision.verdict import DecisionOutcome, Verdict
from engine.messages.words import Phrase
from engine.program.program import Facts, Program
from engine.source.report import Diagnostic

#: `error`: it is owed, and its deadline cannot be computed.
DutyStatus = Literal["open", "overdue", "discharged", "undetermined", "error"]
#: The duty is owed and has not been discharged.
OWED: frozenset[DutyStatus] = frozenset({"open", "overdue", "error"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who is decided about, and what is stated of it; a fact that is not stated is unknown."""

    key: tuple[tuple[str, str], ...]  #: column and value, in the order of the family's key
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody owes because of a verdict."""

    name: str
    status: DutyStatus
    due: str | None  #: ISO day or moment; None where no deadline is stated or its start is unknown
    waits_for: tuple[str, ...]  #: facts that would settle whether it is owed, or when it is due
    fault: Diagnostic | None = None  #: why the deadline cannot be computed, where `status` is `error`


#: What kind of answer a subject of a family with a time effect gets: six that are never taken for one another.
Answer = Literal["value", "not_applicable", "repealed", "not_yet_in_force", "unknown", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What one edition, applied as a whole, makes of the subject."""

    program: Program
    rank: str
    outcome: DecisionOutcome  #: of the decision by which the family compares its editions
    trace: Trace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """Which edition applies to conduct of its time, and why."""

    edition: date | None  #: None where none applies, or which one does is open
    considered: tuple[Considered, ...]  #: oldest first
    applied_by: str | None  #: T1 to T9
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    program: Program
    subject: Subject
    verdict: Verdict
    duties: tuple[Duty, ...]  #: those owed, and those undetermined
    trace: Trace | None
    failed: Phrase | None = None  #: why the engine could not decide the subject; the verdict then leaves all open
    amounts: tuple[Amount, ...] = ()
    time: InTime | None = None  #: only in families with a time effect

    @property
    def failure(self) -> str | None:
        """The reason of a failure in one word, for results: `crash`, `time`, `memory` or `fault`."""
        return self.failed.id.rpartition(".")[2] if self.failed else None
