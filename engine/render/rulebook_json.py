"""A rulebook → JSON: what `rules show` says, for programs."""

import json
from collections.abc import Mapping
from fractions import Fraction

from engine.program.amounts import CompiledAmount, Quotient
from engine.program.program import Branch, CompiledDecision, CompiledDuty, Condition, DecisionLeaf, Leaf, Program
from engine.rulebook.rulebook import DatedValue, FactDeclaration, Parameter, Prevails, Rulebook
from engine.rulebook.values import plain


def rulebook_json(rulebook: Rulebook, program: Program) -> str:
    """Return `rulebook` as `program` reads it on its law date."""
    settled = {rule.id: rule.prevails for decision in rulebook.decisions for rule in decision.rules}
    shown = {
        "schema_version": 1,
        "rulebook": program.name,
        "edition": program.edition.isoformat(),
        "title": program.title,
        "status": program.status,
        "rank": program.family.rank,
        "digest": program.digest,
        "as_of": program.as_of.isoformat(),
        "subject": {"kind": program.family.subject, "key": list(program.family.key)},
        "facts": [
            {"name": fact.name, "title": fact.title, "unit": fact.unit, "choices": dict(fact.choices), **_members(fact)}
            for fact in program.facts
        ],
        "parameters": [_parameter(parameter, program) for parameter in rulebook.parameters],
        "decisions": [_decision(index, program, settled) for index in program.reading_order],
        **({"amounts": [_amount(amount, program) for amount in program.amounts]} if program.amounts else {}),
        "flags": [
            {
                "id": flag.name,
                "title": flag.title,
                "when": _condition(flag.when, program) if flag.when else None,
                "cite": list(flag.cites),
            }
            for flag in program.flags
        ],
        "duties": [_duty(duty, program) for duty in program.duties],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _amount(amount: CompiledAmount, program: Program) -> dict[str, object]:
    """Return an amount; the formulas that its rules name stand among the outcomes."""
    shown = _decision(amount.decision, program, {})
    return {
        **shown,
        "unit": amount.unit,
        "round": next((f.rounding for f in amount.formulas if isinstance(f, Quotient)), None),
    }


def _members(fact: FactDeclaration) -> dict[str, object]:
    return (
        {"of": {part.name: {"title": part.title, "unit": part.unit} for part in fact.members}} if fact.members else {}
    )


def _parameter(parameter: Parameter, program: Program) -> dict[str, object]:
    in_force = {found.name: found.since for found in program.parameters}
    return {
        "name": parameter.name,
        "title": parameter.title,
        "unit": parameter.unit,
        "in_force_since": since.isoformat() if (since := in_force.get(parameter.name)) else None,
        "values": [_dated(dated, parameter) for dated in parameter.values],
    }


def _dated(dated: DatedValue, parameter: Parameter) -> dict[str, object]:
    basis = {"cite": dated.basis.cite, "quote": dated.basis.quote, "setting": dated.basis.setting}
    return {
        "since": dated.since.isoformat(),
        "value": _value(dated, parameter),
        **{name: text for name, text in basis.items() if text},
        **_prevails(dated.prevails),
    }


def _prevails(found: Prevails | None) -> dict[str, object]:
    return {"prevails": {"cite": found.cite.reference, "reason": found.reason}} if found else {}


def _value(dated: DatedValue, parameter: Parameter) -> object:
    if dated.written is None:
        return None
    value = dated.written.value
    if isinstance(value, str | bool):
        return value
    exact = Fraction(value) * (100 if parameter.unit == "CNY" and dated.written.unit is None else 1)
    return plain(exact.numerator, parameter.unit) if exact.denominator == 1 else str(exact)


def _decision(index: int, program: Program, settled: Mapping[str, Prevails | None]) -> dict[str, object]:
    decision = program.decisions[index]
    return {
        "name": decision.name,
        "title": decision.title,
        **_hit(decision),
        "outcomes": [{"value": value, "title": title} for value, title in decision.outcomes],
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "when": _condition(rule.when, program),
                "then": rule.then,
                "cite": list(rule.cites),
                **_prevails(settled.get(rule.id)),
                "line": rule.span.line,
            }
            for rule in decision.rules
        ],
        "otherwise": decision.otherwise,
    }


def _hit(decision: CompiledDecision) -> dict[str, str]:
    return {"hit": "collect", "aggregate": decision.hit} if decision.counts else {"hit": decision.hit}


def _condition(condition: Condition, program: Program) -> dict[str, object]:
    label = {"label": condition.label} if condition.label else {}
    match condition:
        case Branch():
            return {condition.how: [_condition(part, program) for part in condition.parts], **label}
        case DecisionLeaf():
            name = program.decisions[condition.decision].name
            return {"decision": name, condition.comparator: list(condition.asked), **label}
        case Leaf():
            right = not condition.negated if condition.comparator == "present" else condition.right.text
            return {"left": condition.left.text, condition.comparator: right, "unit": condition.unit, **label}


def _duty(duty: CompiledDuty, program: Program) -> dict[str, object]:
    due = duty.due
    within = {"within": f"{due.within.number} {due.within.unit}", "from": due.since} if due and due.within else None
    return {
        "id": duty.name,
        "title": duty.title,
        "stage": duty.stage,
        "what": list(duty.what),
        "when": _condition(duty.when, program),
        "first": duty.first,
        "owner": duty.owner.role,
        "due": {**within, **({"holidays": "next_working_day"} if due and due.moved else {})} if within else None,
        "evidence": duty.evidence,
        "cite": list(duty.cites),
    }
