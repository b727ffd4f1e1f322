"""The names a rulebook may use, and the parameters in force on a day."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from engine.messages.words import phrase
from engine.program.program import Derived, ParameterInForce
from engine.rulebook.rulebook import DatedValue, DecisionRules, FactDeclaration, Parameter, Rulebook
from engine.rulebook.values import as_unit, show
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span


@dataclass(frozen=True, slots=True)
class Scope:
    """Facts, parameters and decisions by name; a parameter without a value on the day is None."""

    as_of: date
    facts: dict[str, FactDeclaration]
    parameters: dict[str, ParameterInForce | None]
    decisions: dict[str, DecisionRules]
    derived: dict[str, Derived] = field(default_factory=dict)  #: what conditions have asked of lists so far


def scope_of(rulebook: Rulebook, as_of: date, report: Report) -> Scope:
    """Return the names of `rulebook` on `as_of`. Errors: R303, R305, R315, R318."""
    _names_once(rulebook, report)
    for fact in rulebook.facts:
        if fact.unit == "ratio":
            report.add(Diagnostic(code="R318", span=fact.span, values={"name": fact.name}))
    return Scope(
        as_of=as_of,
        facts={fact.name: fact for fact in rulebook.facts},
        parameters={found.name: parameter_in_force(found, as_of, report) for found in rulebook.parameters},
        decisions={decision.name: decision for decision in rulebook.decisions},
    )


def _names_once(rulebook: Rulebook, report: Report) -> None:
    quantities = [(fact.name, fact.span) for fact in rulebook.facts]
    quantities += [(parameter.name, parameter.span) for parameter in rulebook.parameters]
    rules = [(rule.id, rule.span) for decision in rulebook.decisions for rule in decision.rules]
    rules += [(rule.id, rule.span) for amount in rulebook.amounts for rule in amount.rules]
    verdicts = [(decision.name, decision.span) for decision in rulebook.decisions]
    verdicts += [(amount.name, amount.span) for amount in rulebook.amounts]
    verdicts += [(flag.name, flag.span) for flag in rulebook.flags]
    verdicts += [(duty.name, duty.span) for duty in rulebook.duties]
    for names in (quantities, rules, verdicts):
        _each_once(names, report)


def _each_once(names: list[tuple[str, Span]], report: Report) -> None:
    first: dict[str, Span] = {}
    for name, span in names:
        if name in first:
            label = Label(first[name], phrase("label.first_here"))
            report.add(Diagnostic(code="R305", span=span, values={"name": name}, labels=(label,)))
        first.setdefault(name, span)


def parameter_in_force(parameter: Parameter, as_of: date, report: Report) -> ParameterInForce | None:
    """Return `parameter` with its value on `as_of`, None where it has none. Errors: R303, R315."""
    _dates_once(parameter, report)
    typed = {dated.since: _typed(parameter, dated, report) for dated in parameter.values}
    begun = [dated for dated in parameter.values if dated.since <= as_of]
    if not begun:
        return None
    dated = max(begun, key=lambda value: value.since)
    value = typed[dated.since]
    return None if value is None else _in_force(parameter, dated, value)


def _dates_once(parameter: Parameter, report: Report) -> None:
    seen: set[date] = set()
    for dated in parameter.values:
        if dated.since in seen:
            values = {"name": parameter.name, "day": dated.since}
            report.add(Diagnostic(code="R315", span=dated.since_span, values=values))
        seen.add(dated.since)


def _typed(parameter: Parameter, dated: DatedValue, report: Report) -> Fraction | int | bool | str | None:
    if dated.written is None:
        return None
    value = as_unit(dated.written, parameter.unit)
    if value is None:
        report.add(
            not_a_value(dated.span, dated.span.excerpt[dated.span.column - 1 :][: dated.span.width], parameter.unit)
        )
    return value


def not_a_value(span: Span, text: str, unit: str) -> Diagnostic:
    """Return the diagnostic that `text` is not a value of `unit`."""
    return Diagnostic(
        code="R303",
        span=span,
        values={"text": text, "unit": phrase(f"unit.{unit}")},
        help=phrase(f"help.value.{unit}"),
    )


def _in_force(parameter: Parameter, dated: DatedValue, value: Fraction | int | bool | str) -> ParameterInForce:
    exact = value if isinstance(value, Fraction) else None
    return ParameterInForce(
        name=parameter.name,
        title=parameter.title,
        unit=parameter.unit,
        value=exact.numerator if exact is not None else value,  # type: ignore[arg-type]  # only a ratio is a fraction
        denominator=exact.denominator if exact is not None else 1,
        since=dated.since,
        basis=dated.basis,
        span=dated.span,
    )


def show_parameter(parameter: ParameterInForce) -> str:
    """Return the value of `parameter` as people read it."""
    if isinstance(parameter.value, bool | str):
        return show(parameter.value, parameter.unit)
    return show(Fraction(parameter.value, parameter.denominator), parameter.unit)
