"""One subject of a table of facts, found by what its reader calls it, and its explanation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.engines import EngineName, Engines
from engine.driver.families import OpenedFamily
from engine.driver.opening import Opened
from engine.driver.timed import TimedEvaluation
from engine.explain.explanation import Explanation
from engine.explain.from_verdict import explain
from engine.explain.in_time import ExplainedInTime
from engine.messages.words import phrase
from engine.source.nearest import did_you_mean
from engine.source.report import About, Diagnostic, Report
from engine.timing.conduct import conduct_time


def explained(
    opened: Opened, subjects: Sequence[Subject], named: str, engine: EngineName, report: Report
) -> Explanation:
    """Return why the subject `named` comes out as it does; `report` gathers warnings: U705.

    Raises `Rejected` (about: usage): K831, K832; (about: undetermined): U703; `DisagreementError`.
    """
    reference, subject = Reference(opened.program), subject_named(subjects, named)
    explanation = explain(opened.program, reference, subject, opened.loaded.sources)
    engines = Engines(reference, engine, traced=True)
    (decided,) = engines.decided([subject])
    if engines.notice:
        report.add(engines.notice)
    if decided.failed:
        failed = Report("undetermined")
        failed.add(engines.failure(decided.subject, decided.failed))
        failed.stop_if_errors()
    trace = replace(explanation.trace, engine=engines.name, firings=decided.firings)
    return replace(explanation, trace=trace)


def explained_in_time(
    family: OpenedFamily, subjects: Sequence[Subject], named: str, engine: EngineName, report: Report
) -> ExplainedInTime:
    """Return which edition applies to the subject `named`, and why it comes out as it does; `report` as above.

    Raises as `explained` does, and `Rejected` (about: input): M510 to M512.
    """
    subject = subject_named(subjects, named)
    evaluation = TimedEvaluation(family, "full", engine)
    (result,) = evaluation.results([subject])
    _stop("input", evaluation.wrong_facts())
    troubles = tuple(evaluation.engine_troubles())
    report.extend(trouble for trouble in troubles if trouble.severity != "error")
    _stop("undetermined", (trouble for trouble in troubles if trouble.severity == "error"))
    conduct = family.program.family.conduct
    assert result.time is not None and conduct is not None, "INVARIANT: a family with a time effect"  # noqa: S101, PT018
    when, shown = conduct_time(subject.facts, conduct), [each.program.edition for each in result.time.considered]
    each = {
        opened.program.edition: explain(opened.program, Reference(opened.program), subject, opened.loaded.sources)
        for opened in family.editions
        if opened.program.edition in shown
    }
    applied = each[result.time.edition] if result.time.edition else None
    return ExplainedInTime(
        result=result,
        time=result.time,
        first=when.first,
        last=when.last,
        final=when.final,
        as_of=family.as_of,
        considered=tuple(each.values()),
        applied=replace(applied, trace=result.trace or applied.trace) if applied else None,
    )


def _stop(about: About, found: Iterable[Diagnostic]) -> None:
    report = Report(about)
    report.extend(found)
    report.stop_if_errors()


def subject_named(subjects: Sequence[Subject], named: str) -> Subject:
    """Return the subject with the key `named`, its columns joined by `/`; the last column alone will do if unique."""
    exact = [subject for subject in subjects if _name(subject) == named]
    found = exact or [subject for subject in subjects if subject.key[-1][1] == named]
    if len(found) != 1:
        report = Report("usage")
        report.add(_ambiguous(found, named) if found else _unknown(subjects, named))
        report.stop_if_errors()
    return found[0]


def _name(subject: Subject) -> str:
    return "/".join(value for _, value in subject.key)


def _ambiguous(found: Sequence[Subject], named: str) -> Diagnostic:
    names = "、".join(f"`{_name(subject)}`" for subject in found[:5])
    return Diagnostic(code="K832", span=None, values={"subject": named, "found": names})


def _unknown(subjects: Sequence[Subject], named: str) -> Diagnostic:
    names = [_name(subject) for subject in subjects]
    last = [subject.key[-1][1] for subject in subjects]
    columns = "/".join(column for column, _ in subjects[0].key) if subjects else ""
    help_ = did_you_mean(named, names) or did_you_mean(named, last)
    if help_ is None and columns:
        help_ = phrase("case.help.subject", columns=columns)
    return Diagnostic(code="K831", span=None, values={"subject": named}, help=help_)
