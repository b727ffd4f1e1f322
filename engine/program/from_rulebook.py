"""A rulebook on a day → a program: names, units, values in force and the order of decisions settled."""

from dataclasses import replace
from datetime import date

from engine.library.calendars import Calendar
from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.program.from_amounts import from_amount
from engine.program.leaves import Lowering
from engine.program.order import decision_order
from engine.program.program import CompiledDecision, CompiledDuty, CompiledFlag, CompiledRule, Program
from engine.program.scope import Scope, scope_of
from engine.program.totals import MOST_TOTALS, TooManyTotalsError, reachable
from engine.rulebook.citations import Cite
from engine.rulebook.rulebook import COUNTING, DecisionRules, DutyRule, Outcome, ReviewFlag, Rule, Rulebook
from engine.rulebook.values import CLOCKED
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report
from engine.source.text import Span


def from_rulebook(
    rulebook: Rulebook, *, digest: str, as_of: date, report: Report, calendar: Calendar | None = None
) -> Program | None:
    """Return what `rulebook` means on `as_of`, or None with every fault in `report`, once.

    Deadlines in working days are counted by `calendar`; whether it has the years is known when a duty falls due.

    Errors: R303 to R318, R321, R322. The passes, in an order in which each finds what it needs: the names and the
    values in force; the order of decisions; conditions over tests.
    """
    found = Report(report.about)
    scope = scope_of(rulebook, as_of, found)
    ordered = decision_order(rulebook.decisions, found)
    lowering = Lowering(scope, {decision.name: index for index, decision in enumerate(ordered)}, found)
    decisions = tuple(_decision(decision, lowering) for decision in ordered)
    chosen = tuple(from_amount(amount, len(decisions) + at, lowering) for at, amount in enumerate(rulebook.amounts))
    flags = (*(_flag(flag, lowering) for flag in rulebook.flags), *_standing(rulebook))
    duties = tuple(_duty(duty, scope, lowering, calendar) for duty in rulebook.duties)
    # every row of a table looks at the same columns
    report.extend({(fault.code, fault.span, str(fault.values)): fault for fault in found.diagnostics}.values())
    if report.has_errors:
        return None
    return Program(
        family=replace(rulebook.family, rank=rulebook.rank),
        edition=rulebook.edition,
        title=rulebook.title,
        status=rulebook.status,
        digest=digest,
        as_of=as_of,
        facts=rulebook.facts,
        parameters=tuple(found for found in scope.parameters.values() if found),
        tests=tuple(lowering.tests),
        decisions=(*decisions, *(decision for _, decision in chosen)),
        reading_order=tuple(ordered.index(decision) for decision in rulebook.decisions),
        flags=flags,
        duties=duties,
        calendar=calendar,
        amounts=tuple(amount for amount, _ in chosen),
        derived=tuple(scope.derived.values()),
    )


def _references(cites: tuple[Cite, ...]) -> tuple[str, ...]:
    return tuple(cite.reference for cite in cites)


def _decision(decision: DecisionRules, lowering: Lowering) -> CompiledDecision:
    if not decision.rules and decision.otherwise is None:
        lowering.report.add(Diagnostic(code="R317", span=decision.span, values={"name": decision.name}))
    if decision.otherwise is not None and decision.otherwise_span:
        _known_outcome(decision.otherwise, decision, decision.otherwise_span, lowering.report)
    return CompiledDecision(
        name=decision.name,
        title=decision.title,
        outcomes=decision.outcomes,
        hit=decision.hit,
        rules=tuple(_rule(rule, decision, lowering) for rule in decision.rules),
        otherwise=decision.otherwise,
        reachable=_reachable(decision, lowering.report),
        span=decision.span,
    )


def _reachable(decision: DecisionRules, report: Report) -> tuple[Outcome | None, ...]:
    if decision.hit not in COUNTING:
        return tuple(dict.fromkeys([*(rule.then for rule in decision.rules), decision.otherwise]))
    try:
        return reachable(decision)
    except TooManyTotalsError:
        report.add(Diagnostic(code="R322", span=decision.span, values={"name": decision.name, "limit": MOST_TOTALS}))
        return ()


def _rule(rule: Rule, decision: DecisionRules, lowering: Lowering) -> CompiledRule:
    _known_outcome(rule.then, decision, rule.then_span, lowering.report)
    return CompiledRule(
        id=rule.id,
        title=rule.title,
        when=lowering.condition(rule.when),
        then=rule.then,
        cites=_references(rule.cites),
        span=rule.span,
    )


def _known_outcome(value: Outcome, decision: DecisionRules, span: Span, report: Report) -> None:
    known = [outcome for outcome, _ in decision.outcomes]
    # True == 1 and "1" never meet here: outcomes are text, or both flags, or numbers that need no name
    if decision.hit not in COUNTING and value not in known:
        values = {"value": value, "decision": decision.name}
        help_ = did_you_mean(str(value), [str(outcome) for outcome in known])
        report.add(Diagnostic(code="R311", span=span, values=values, help=help_))


def _standing(rulebook: Rulebook) -> tuple[CompiledFlag, ...]:
    """Return the flag that marks every result of an edition nobody has released."""
    if rulebook.status == "released":
        return ()
    title = speak(phrase("flag.not_released"), "zh")
    return (CompiledFlag(name="not_released", title=title, when=None, cites=()),)


def _flag(flag: ReviewFlag, lowering: Lowering) -> CompiledFlag:
    when = lowering.condition(flag.when) if flag.when else None
    return CompiledFlag(name=flag.name, title=flag.title, when=when, cites=_references(flag.cites))


def _duty(duty: DutyRule, scope: Scope, lowering: Lowering, calendar: Calendar | None) -> CompiledDuty:
    _check_deadline(duty, scope, calendar, lowering.report)
    discharged = lowering.condition(duty.discharged_when) if duty.discharged_when else None
    return CompiledDuty(
        name=duty.name,
        title=duty.title,
        stage=duty.stage,
        what=duty.what,
        when=lowering.condition(duty.when),
        first=duty.first,
        owner=duty.owner,
        assisted_by=duty.assisted_by,
        due=duty.due,
        evidence=duty.evidence,
        discharged_when=discharged,
        cites=_references(duty.cites),
    )


def _check_deadline(duty: DutyRule, scope: Scope, calendar: Calendar | None, report: Report) -> None:
    due = duty.due
    if due is None or due.within is None:
        return
    if due.asks_calendar and calendar is None:
        report.add(Diagnostic(code="R314", span=due.span))
    fact = scope.facts.get(due.since or "")
    clocked = due.within.unit in CLOCKED
    if fact is None or fact.unit not in (("moment",) if clocked else ("day", "moment")):
        help_ = did_you_mean(due.since or "", scope.facts)
        report.add(Diagnostic(code="R313", span=due.span, values={"name": due.since}, help=help_))
    elif due.moved and (fact.unit != "day" or due.within.unit == "working_day"):
        report.add(Diagnostic(code="R325", span=due.span))
