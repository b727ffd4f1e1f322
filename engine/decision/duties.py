"""From a verdict to the duties that follow from it on the day of the program."""

from datetime import date, datetime

from engine.decision.deadline import due_at
from engine.decision.kleene import Kleene
from engine.decision.result import Duty, DutyStatus
from engine.decision.verdict import Trigger, Verdict
from engine.messages.words import Phrase, phrase
from engine.program.program import CompiledDuty, Facts, Program
from engine.source.report import Diagnostic, Rejected


def duties_of(program: Program, verdict: Verdict, facts: Facts) -> tuple[Duty, ...]:
    """Return the duties owed, and those of which it is not known yet whether they are, in rulebook order.

    A duty is overdue from the first day after the last one of its deadline. Where the deadline cannot be computed the
    status is `error` and the duty says why (E520).
    """
    triggered = zip(program.duties, verdict.duties, verdict.discharged, strict=True)
    return tuple(
        _duty(program, duty, trigger, discharged, facts)
        for duty, trigger, discharged in triggered
        if trigger.outcome is not False
    )


def _duty(program: Program, duty: CompiledDuty, trigger: Trigger, discharged: Kleene, facts: Facts) -> Duty:
    if trigger.outcome is None:
        return Duty(name=duty.name, status="undetermined", due=None, waits_for=trigger.deciding)
    since = duty.due.since if duty.due else None
    try:
        due = _due(program, duty, facts)
    except Rejected as rejected:
        (found,) = rejected.report.diagnostics
        return _without_deadline(duty, found.message, found.help, discharged=discharged is True)
    except OverflowError:
        return _without_deadline(duty, phrase("eval.beyond_calendar"), None, discharged=discharged is True)
    waits_for = (since,) if since and due is None else ()
    status = _status(due, program.as_of, discharged=discharged is True)
    return Duty(name=duty.name, status=status, due=due.isoformat() if due else None, waits_for=waits_for)


def _due(program: Program, duty: CompiledDuty, facts: Facts) -> date | datetime | None:
    if duty.due is None or duty.due.since is None:
        return None
    return due_at(duty.due, facts.get(duty.due.since), program.fact(duty.due.since).unit, program.calendar)


def _without_deadline(duty: CompiledDuty, why: Phrase, help_: Phrase | None, *, discharged: bool) -> Duty:
    """Return a duty whose deadline cannot be computed, which is no matter where it was discharged."""
    span = duty.due.span if duty.due else None
    values = {"duty": duty.name, "why": why}
    fault = None if discharged else Diagnostic(code="E520", span=span, values=values, help=help_)
    status: DutyStatus = "discharged" if discharged else "error"
    return Duty(name=duty.name, status=status, due=None, waits_for=(), fault=fault)


def _status(due: date | datetime | None, as_of: date, *, discharged: bool) -> DutyStatus:
    if discharged:
        return "discharged"
    last = due.date() if isinstance(due, datetime) else due
    return "overdue" if last is not None and as_of > last else "open"
