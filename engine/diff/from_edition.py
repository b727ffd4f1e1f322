"""An edition, as read and as compiled → its parts."""

from collections.abc import Hashable, Iterator

from engine.decision.deadline import counting
from engine.diff.parts import Amount, Aspect, Part, Shown, listed, stated
from engine.diff.shape import shape
from engine.library.library import Loaded
from engine.library.sources import SourceText
from engine.messages.words import phrase
from engine.program.amounts import Formula, Shares
from engine.program.program import CompiledDecision, Program
from engine.rulebook.citations import Cite
from engine.rulebook.rulebook import (
    DatedValue,
    Deadline,
    DecisionRules,
    DutyRule,
    FactDeclaration,
    Family,
    Owner,
    Parameter,
    Prevails,
    ReviewFlag,
    Rule,
    Rulebook,
)
from engine.source.text import Span


def from_edition(loaded: Loaded, program: Program) -> tuple[Part, ...]:
    """Return the parts of an edition in the order of its text; conditions are shown as `program` has them."""
    rulebook = loaded.rulebook
    return (
        _head(rulebook),
        *(_fact(fact) for fact in rulebook.facts),
        *(_parameter(parameter) for parameter in rulebook.parameters),
        *_decisions(rulebook, program),
        *_amounts(rulebook, program),
        *(_flag(flag, program) for flag in rulebook.flags),
        *(_duty(duty, program) for duty in rulebook.duties),
        *(_source(source) for _, source in sorted(loaded.sources.items())),
    )


def _head(rulebook: Rulebook) -> Part:
    status = Aspect("status", "", rulebook.status, phrase(f"show.status.{rulebook.status}"))
    aspects = (
        stated("edition", rulebook.edition),
        stated("title", rulebook.title),
        status,
        stated("summary", rulebook.summary),
        stated("repealed", rulebook.repealed),
        Aspect("rank", "", rulebook.rank, phrase(f"rank.{rulebook.rank}")),
        _unclear(rulebook),
        stated("time_effect", rulebook.family.time_effect),
        *_in_time(rulebook.family),
        listed("key", rulebook.family.key),
        stated("responsible", rulebook.family.owner),
    )
    return Part(kind="edition", name=rulebook.name, title=rulebook.title, span=rulebook.span, aspects=aspects)


def _unclear(rulebook: Rulebook) -> Aspect:
    between = rulebook.effective_unclear
    shown = phrase("law.between", first=between[0], last=between[1]) if between else None
    return Aspect("effective_unclear", "", between, shown)


def _in_time(family: Family) -> Iterator[Aspect]:
    conduct, severity = family.conduct, family.severity
    days = (conduct.first, conduct.last, conduct.final) if conduct else ()
    yield listed("conduct", tuple(day.name for day in days))
    since = conduct.since if conduct else None
    yield stated("conduct_since", since.day if since else None)
    yield stated("conduct_since_because", since.because if since else None)
    yield stated("severity_decision", severity.decision.name if severity else None)
    yield listed("severity", tuple(map(str, severity.order)) if severity else ())


def _fact(fact: FactDeclaration) -> Part:
    unit = Aspect("unit", "", fact.unit, phrase(f"unit.{fact.unit}"))
    choices = (Aspect("choice", value, title, title) for value, title in fact.choices)
    aspects = (stated("title", fact.title), unit, stated("meaning", fact.meaning), *choices)
    return Part(kind="fact", name=fact.name, title=fact.title, span=fact.span, aspects=aspects)


def _parameter(parameter: Parameter) -> Part:
    unit = Aspect("unit", "", parameter.unit, phrase(f"unit.{parameter.unit}"))
    dated = sorted(parameter.values, key=lambda value: value.since)
    values = (aspect for value in dated for aspect in _dated(value, parameter))
    aspects = (stated("title", parameter.title), unit, *values)
    return Part(kind="parameter", name=parameter.name, title=parameter.title, span=parameter.span, aspects=aspects)


def _dated(dated: DatedValue, parameter: Parameter) -> Iterator[Aspect]:
    since, basis = dated.since.isoformat(), dated.basis
    yield Aspect("value", since, ("value", dated.written), Amount(dated.written, parameter.unit))
    yield stated("cite", basis.cite, since)
    yield stated("quote", basis.quote, since)
    yield stated("setting", basis.setting, since)
    yield stated("note", basis.note, since)
    yield _prevails(dated.prevails, since)


def _prevails(found: Prevails | None, since: str = "") -> Aspect:
    if found is None:
        return Aspect("prevails", since, None, None)
    said = phrase("diff.prevails", cite=found.cite.reference, reason=found.reason)
    return Aspect("prevails", since, (found.cite.reference, found.reason), said)


def _decisions(rulebook: Rulebook, program: Program) -> Iterator[Part]:
    compiled = {decision.name: decision for decision in program.decisions}
    yield from (_decision(decision) for decision in rulebook.decisions)
    for decision in rulebook.decisions:
        for rule in decision.rules:
            yield _rule(rule, decision, compiled[decision.name])


def _amounts(rulebook: Rulebook, program: Program) -> Iterator[Part]:
    for amount, compiled in zip(rulebook.amounts, program.amounts, strict=True):
        decision = program.decisions[compiled.decision]
        texts = dict(decision.outcomes)
        otherwise = texts.get(decision.otherwise) if isinstance(decision.otherwise, str) else None
        aspects = (
            stated("title", amount.title),
            Aspect("unit", "", amount.unit, phrase(f"unit.{amount.unit}")),
            stated("round", amount.rounding),
            listed("order", tuple(rule.id for rule in amount.rules)),
            stated("otherwise", otherwise),
        )
        yield Part(kind="amount", name=amount.name, title=amount.title, span=amount.span, aspects=aspects)
        for rule, made in zip(amount.rules, decision.rules, strict=True):
            yield Part(
                kind="rule",
                name=rule.id,
                title=rule.title,
                span=rule.span,
                aspects=(
                    stated("title", rule.title),
                    stated("amount", amount.name),
                    Aspect("when", "", shape(rule.when), made.when),
                    Aspect("then", "", _gives(compiled.formula(made.then)), texts[str(made.then)]),
                    _cites(rule.cites),
                ),
            )


def _gives(formula: Formula | None) -> Hashable:
    """Return what makes a formula another one; a value of a parameter is told with the parameter."""
    if isinstance(formula, Shares):
        return (formula.text, formula.over, formula.proportion, formula.at_most, formula.first)
    return formula.text if formula else None


def _decision(decision: DecisionRules) -> Part:
    outcomes = (Aspect("outcome", str(value), title, title) for value, title in decision.outcomes)
    otherwise = None if decision.otherwise is None else _outcome(decision.otherwise, decision)
    aspects = (
        stated("title", decision.title),
        Aspect("hit", "", decision.hit, phrase(f"show.hit.{decision.hit}")),
        *(outcomes if decision.outcomes and isinstance(decision.outcomes[0][0], str) else ()),
        listed("order", tuple(rule.id for rule in decision.rules)),
        Aspect("otherwise", "", decision.otherwise, otherwise),
    )
    return Part(kind="decision", name=decision.name, title=decision.title, span=decision.span, aspects=aspects)


def _outcome(value: str | bool | int, decision: DecisionRules) -> Shown:
    if isinstance(value, bool):
        return phrase("explain.yes" if value else "explain.no")
    title = next((title for known, title in decision.outcomes if known == value), None)
    return phrase("diff.outcome", title=title, value=value) if title else str(value)


def _rule(rule: Rule, decision: DecisionRules, compiled: CompiledDecision) -> Part:
    when = next(found.when for found in compiled.rules if found.id == rule.id)
    aspects = (
        stated("title", rule.title),
        stated("decision", decision.name),
        Aspect("when", "", shape(rule.when), when),
        Aspect("then", "", rule.then, _outcome(rule.then, decision)),
        _cites(rule.cites),
        _prevails(rule.prevails),
    )
    return Part(kind="rule", name=rule.id, title=rule.title, span=rule.span, aspects=aspects)


def _cites(cites: tuple[Cite, ...]) -> Aspect:
    return listed("cites", tuple(cite.reference for cite in cites))


def _flag(flag: ReviewFlag, program: Program) -> Part:
    when = next(found.when for found in program.flags if found.name == flag.name)
    aspects = (
        stated("title", flag.title),
        Aspect("when", "", shape(flag.when), when or phrase("show.always")),
        _cites(flag.cites),
    )
    return Part(kind="flag", name=flag.name, title=flag.title, span=flag.span, aspects=aspects)


def _duty(duty: DutyRule, program: Program) -> Part:
    compiled = next(found for found in program.duties if found.name == duty.name)
    aspects = (
        stated("title", duty.title),
        stated("stage", duty.stage),
        listed("what", duty.what),
        Aspect("when", "", shape(duty.when), compiled.when),
        stated("first", duty.first),
        *_owner("owner", duty.owner),
        *(_owner("assisted_by", duty.assisted_by) if duty.assisted_by else ()),
        *(_due(duty.due, program) if duty.due else ()),
        stated("evidence", duty.evidence),
        Aspect("discharged_when", "", shape(duty.discharged_when), compiled.discharged_when),
        _cites(duty.cites),
    )
    return Part(kind="duty", name=duty.name, title=duty.title, span=duty.span, aspects=aspects)


def _owner(name: str, owner: Owner) -> Iterator[Aspect]:
    said = (owner.role, owner.setting)
    yield Aspect(name, "", said, owner.role or phrase("explain.setting", reason=owner.setting or ""))
    yield stated(f"{name}_cite", owner.cite.reference if owner.cite else None)


def _due(due: Deadline, program: Program) -> Iterator[Aspect]:
    said: Shown = phrase("explain.setting", reason=due.setting or "")
    if due.within and due.since:
        said = counting(due, program.fact(due.since).title)
    yield Aspect("due", "", (due.within, due.since, due.setting, due.moved), said)
    yield stated("due_cite", due.cite.reference if due.cite else None)


def _source(source: SourceText) -> Part:
    aspects = (
        stated("title", source.title),
        stated("number", source.number),
        listed("issuers", source.issuers),
        Aspect("rank", "", source.rank, phrase(f"rank.{source.rank}")),
        Aspect("grade", "", source.grade, phrase(f"law.grade.{source.grade}")),
        stated("issued", source.issued),
        stated("effective", source.effective),
        stated("repealed", source.repealed),
        stated("checked_on", source.checked_on),
        *(stated("article_quote", article.quote or article.summary, article.id) for article in source.articles),
    )
    span = Span(file=f"sources/{source.id}.yaml")
    return Part(kind="source", name=source.id, title=source.title, span=span, aspects=aspects)
