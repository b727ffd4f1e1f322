"""What an engine makes of a subject: a verdict, nothing, or a quarrel with the reference."""

from typing import NamedTuple

from engine.backends.judging import Truths
from engine.decision.result import Subject
from engine.decision.trace import Firing, Trace
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict
from engine.messages.words import Phrase, phrase
from engine.program.program import Program
from engine.source.report import Diagnostic, Rejected, Report


class DisagreementError(Rejected):
    """Two engines come to different verdicts about `subject`: nothing may be shown. Codes: U704."""

    def __init__(self, program: Program, subject: Subject, traces: tuple[Trace, ...], engine: str) -> None:
        report = Report("disagreement")
        values = {"subject": subject_name(subject), "engine": engine}
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
    truths: Truths | None = None  #: how the tests turned out, where that was already asked


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
