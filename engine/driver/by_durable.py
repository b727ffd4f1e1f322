"""Subjects decided with durable_rules, each verdict held against the reference."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from engine.backends.durable.backend import Disagrees, Durable, Failed, Finding
from engine.backends.durable.firings import Rehearsal, record
from engine.backends.durable.planning import planned
from engine.backends.judging import REMEMBERED, Truths
from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.decision.trace import Firing, Trace
from engine.decision.verdict import Verdict
from engine.driver.decided import Decided, DisagreementError, undecided
from engine.source.report import Report


def by_durable(reference: Reference, subjects: list[Subject], *, traced: bool) -> Iterator[Decided]:
    """Return what became of each subject. Raises `Rejected` (about: usage) or `DisagreementError` at once."""
    with Durable(reference, traced=traced) as durable:
        found = list(durable.findings(subject.facts for subject in subjects))
    nothing = undecided(reference.program)
    return iter([_checked(reference, *each, nothing) for each in zip(subjects, found, strict=True)])


def _checked(reference: Reference, subject: Subject, finding: Finding, undecided: Verdict) -> Decided:
    if isinstance(finding, Disagrees):
        traces = (reference.trace(subject.facts), _fired_only(finding))
        raise DisagreementError(reference.program, subject, traces, "durable_rules")
    if isinstance(finding, Failed):
        return Decided(subject, undecided, (), finding.reason)
    return Decided(subject, finding.verdict, finding.firings, None)


def firings_of(reference: Reference) -> Callable[[Subject, Truths], tuple[Firing, ...]]:
    """Return what gives the firings a subject leads to, as durable_rules would report them; none where it could not."""
    plan = planned(reference.program, Report("usage"))
    if plan is None:
        return lambda *_: ()
    rehearsal = Rehearsal(plan)
    recorded = lru_cache(maxsize=REMEMBERED)(partial(record, plan))
    return lambda subject, truths: recorded(rehearsal.fired(subject.facts, truths))


def _fired_only(finding: Disagrees) -> Trace:
    return Trace(decisions=(), flags=(), duties=(), engine="durable", firings=finding.firings)
