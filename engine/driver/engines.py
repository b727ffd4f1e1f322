"""Which engine decides, and what it found: durable_rules for a few subjects, the reference for many."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Literal, NamedTuple

from engine.backends.durable.backend import BATCH, Disagrees, Durable, Failed, Finding
from engine.backends.durable.firings import Rehearsal, record
from engine.backends.durable.planning import planned
from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.decision.trace import Firing, Trace
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.messages.words import Phrase, phrase
from engine.program.program import Program
from engine.source.report import Diagnostic, Rejected, Report

EngineName = Literal["auto", "durable", "reference"]
#: Up to this many subjects `auto` decides with durable_rules (`benchmarks/durable_speed.py` measures why).
SMALL = 1_000


class DisagreementError(Rejected):
    """Two engines come to different verdicts about `subject`: nothing may be shown. Codes: U704."""

    def __init__(self, program: Program, subject: Subject, traces: tuple[Trace, ...]) -> None:
        report = Report("disagreement")
        values = {"subject": subject_name(subject)}
        report.add(Diagnostic(code="U704", span=None, values=values, help=phrase("durable.help.disagree")))
        super().__init__(report)
        self.program = program
        self.traces = traces


class Decided(NamedTuple):
    """What became of one subject."""

    subject: Subject
    verdict: Verdict
    firings: tuple[Firing, ...]  #: empty where no trace is asked for
    failed: Phrase | None  #: why the engine could not decide; the verdict then leaves everything open


class Engines:
    """Decides subjects with the engine asked for, or the one that fits."""

    def __init__(self, reference: Reference, wanted: EngineName, *, traced: bool) -> None:
        self.name: EngineName = wanted
        #: What is to be told once: that another engine decides than was to be expected. Codes: U705.
        self.notice: Diagnostic | None = None
        self._reference = reference
        self._traced = traced

    def decided(self, subjects: Iterable[Subject]) -> Iterator[Decided]:
        """Yield what became of each subject, in the order given.

        Raises `Rejected` (about: usage) where the engine asked for cannot be used, and `DisagreementError`. Both come
        before the first subject is yielded, so that nothing has been written yet.
        """
        first = iter(subjects)
        if self.name == "reference":
            return self._by_reference(first)
        if self.name == "durable":
            return self._by_durable(list(first))
        head = list(islice(first, SMALL + 1))
        if len(head) <= SMALL:
            return self._by_durable_if_possible(head)
        self.name = "reference"
        return self._by_reference(chain(head, first))

    @staticmethod
    def failure(subject: Subject, reason: Phrase) -> Diagnostic:
        """Return what is said of a subject that the engine could not decide. Codes: U703."""
        values = {"subject": subject_name(subject), "reason": reason}
        return Diagnostic(code="U703", span=None, values=values, help=phrase("durable.help.failed"))

    def _by_durable_if_possible(self, subjects: list[Subject]) -> Iterator[Decided]:
        try:
            return self._by_durable(subjects)
        except DisagreementError:
            raise
        except Rejected as unavailable:
            found = unavailable.report.diagnostics[0]
            self.notice = Diagnostic(code="U705", span=None, values={"reason": found.message}, help=found.help)
            self.name = "reference"
            return self._by_reference(iter(subjects))

    def _by_durable(self, subjects: list[Subject]) -> Iterator[Decided]:
        self.name = "durable"
        with Durable(self._reference, traced=self._traced) as durable:
            found = list(durable.findings(subject.facts for subject in subjects))
        nothing = undecided(self._reference.program)
        return iter([self._checked(*each, nothing) for each in zip(subjects, found, strict=True)])

    def _checked(self, subject: Subject, finding: Finding, undecided: Verdict) -> Decided:
        if isinstance(finding, Disagrees):
            traces = (self._reference.trace(subject.facts), _fired_only(finding))
            raise DisagreementError(self._reference.program, subject, traces)
        if isinstance(finding, Failed):
            return Decided(subject, undecided, (), finding.reason)
        return Decided(subject, finding.verdict, finding.firings, None)

    def _by_reference(self, subjects: Iterator[Subject]) -> Iterator[Decided]:
        verdict_of = self._reference.verdict
        if not self._traced:
            return (Decided(subject, verdict_of(subject.facts), (), None) for subject in subjects)
        firings = _firings(self._reference)
        return (Decided(subject, verdict_of(subject.facts), firings(subject), None) for subject in subjects)


def _firings(reference: Reference) -> Callable[[Subject], tuple[Firing, ...]]:
    """Return what gives the firings a subject leads to, as durable_rules would report them; none where it could not."""
    plan = planned(reference.program, Report("usage"))
    if plan is None:
        return lambda _: ()
    rehearsal = Rehearsal(plan)
    recorded = lru_cache(maxsize=BATCH)(partial(record, plan))
    return lambda subject: recorded(rehearsal.fired(subject.facts, reference.truths(subject.facts)))


def _fired_only(finding: Disagrees) -> Trace:
    return Trace(decisions=(), flags=(), duties=(), engine="durable", firings=finding.firings)


def undecided(program: Program) -> Verdict:
    """Return the verdict on a subject that no engine decided: nothing is excluded."""
    decisions = (program.decisions[index] for index in program.reading_order)
    return Verdict(
        decisions=tuple(
            DecisionOutcome(
                name=decision.name,
                standing="undetermined",
                value=None,
                certain=(),
                possible=decision.reachable if decision.counts else tuple(value for value, _ in decision.outcomes),
                may_conflict=True,
                because=(),
                deciding=(),
                rules=tuple((rule.id, None) for rule in decision.rules),
            )
            for decision in decisions
        ),
        flags=tuple(Trigger(name=flag.name, outcome=None, deciding=()) for flag in program.flags),
        duties=tuple(Trigger(name=duty.name, outcome=None, deciding=()) for duty in program.duties),
        discharged=tuple(None for _ in program.duties),
    )


def subject_name(subject: Subject) -> str:
    """Return the name of `subject` in messages: its key."""
    return "/".join(text for _, text in subject.key)
