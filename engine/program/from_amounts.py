"""Amounts as stated → formulas and the decision among them: units checked, rounding stated or not needed."""

from math import gcd

from engine.messages.words import phrase
from engine.program.amounts import CompiledAmount, Formula, Quotient, Shares
from engine.program.expression import Constant
from engine.program.leaves import Lowering
from engine.program.listed import list_of, member
from engine.program.program import CompiledDecision, CompiledRule
from engine.program.quantities import Scaled, scaled, text_of
from engine.rulebook.amounts import AmountRules, Apportioning, Rounding
from engine.rulebook.conditions import Named, Quantity
from engine.rulebook.rulebook import FactDeclaration
from engine.source.report import Diagnostic


def from_amount(stated: AmountRules, at: int, lowering: Lowering) -> tuple[CompiledAmount, CompiledDecision]:
    """Return an amount and the decision, at the place `at`, that says which formula it comes to.

    Errors: those of conditions and quantities, R326 (a ratio without rounding), R327 (shares of something but money).
    """
    formulas: dict[Formula, str] = {}

    def outcome(formula: Formula) -> str:
        return formulas.setdefault(formula, f"={len(formulas)}")

    rules = tuple(
        CompiledRule(
            id=rule.id,
            title=rule.title,
            when=lowering.condition(rule.when),
            then=outcome(_formula(rule.gives, stated, lowering)),
            cites=tuple(cite.reference for cite in rule.cites),
            span=rule.span,
        )
        for rule in stated.rules
    )
    otherwise = None if stated.otherwise is None else outcome(_quotient(stated.otherwise, stated, lowering))
    decision = CompiledDecision(
        name=stated.name,
        title=stated.title,
        outcomes=tuple((name, formula.text) for formula, name in formulas.items()),
        hit="first",
        rules=rules,
        otherwise=otherwise,
        reachable=tuple(dict.fromkeys([*(rule.then for rule in rules), otherwise])),
        span=stated.span,
    )
    amount = CompiledAmount(
        name=stated.name, title=stated.title, unit=stated.unit, decision=at, formulas=tuple(formulas), span=stated.span
    )
    return amount, decision


def _formula(given: Quantity | Apportioning, stated: AmountRules, lowering: Lowering) -> Formula:
    if isinstance(given, Apportioning):
        return _shares(given, stated, lowering)
    return _quotient(given, stated, lowering)


def _quotient(quantity: Quantity, stated: AmountRules, lowering: Lowering) -> Quotient:
    found = _reduced(scaled(quantity, stated.unit, lowering.scope, lowering.report))
    rounding: Rounding | None = stated.rounding if found.scale > 1 else None
    if found.scale > 1 and rounding is None:
        values = {"name": stated.name, "text": text_of(quantity)}
        help_ = phrase("help.round")
        lowering.report.add(Diagnostic(code="R326", span=quantity.span, values=values, help=help_))
    return Quotient(expression=found.expression, scale=found.scale, rounding=rounding, text=text_of(quantity))


def _reduced(found: Scaled) -> Scaled:
    if not isinstance(found.expression, Constant):
        return found
    common = gcd(found.expression.value, found.scale)
    return Scaled(Constant(found.expression.value // common), found.scale // common)


def _shares(given: Apportioning, stated: AmountRules, lowering: Lowering) -> Shares:
    scope, report = lowering.scope, lowering.report
    if stated.unit != "CNY":
        values = {"name": stated.name, "unit": phrase(f"unit.{stated.unit}")}
        report.add(Diagnostic(code="R327", span=given.span, values=values))
    pot = scaled(given.of, "CNY", scope, report)
    if pot.scale != 1:
        values = {"name": stated.name, "text": text_of(given.of)}
        report.add(Diagnostic(code="R326", span=given.span, values=values))
    source = list_of(given.over, scope, report)

    def place(named: Named | None) -> int | None:
        return member(named, source, frozenset({"CNY"}), report) if named and source else None

    proportion = place(given.proportion) or 0
    at_most, first = place(given.at_most), place(given.first)
    return Shares(
        pot=pot.expression,
        over=given.over.name,
        proportion=proportion,
        at_most=proportion if at_most is None else at_most,
        first=first,
        named=_name_member(source) if source else None,
        text=text_of(given.of),
    )


def _name_member(source: FactDeclaration) -> int | None:
    return next((at for at, part in enumerate(source.members) if part.unit == "text"), None)
