"""Quantities → integer expressions with a scale: units checked, ratios cross-multiplied away."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from engine.messages.words import phrase
from engine.program.expression import (
    Constant,
    Difference,
    Expression,
    Fact,
    Greatest,
    Least,
    Product,
    Sum,
    times,
)
from engine.program.listed import derived, later, unit_of_later, unit_of_listed
from engine.program.program import Side
from engine.program.scope import Scope, not_a_value
from engine.rulebook.conditions import Combined, Later, Listed, Named, Quantity, names_of
from engine.rulebook.values import PURE, Unit, as_unit
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

_SIGNS = {"sum": " + ", "difference": " - ", "product": " × ", "min": ", ", "max": ", ", "days_between": " → "}


@dataclass(frozen=True, slots=True)
class Scaled:
    """`expression / scale`: the quantity, kept whole."""

    expression: Expression
    scale: int


def unit_of(quantity: Quantity, scope: Scope) -> Unit | None:
    """Return the unit of `quantity`, None for bare numbers, which take the unit of what they meet."""
    if isinstance(quantity, Named):
        return _unit_of_name(quantity, scope)
    if isinstance(quantity, Listed):
        return unit_of_listed(quantity, scope)
    if isinstance(quantity, Later):
        return unit_of_later(quantity, scope)
    if quantity.how == "days_between":
        return "count"
    units = [unit for part in quantity.parts if (unit := unit_of(part, scope))]
    dimensions = [unit for unit in units if unit not in PURE]
    if quantity.how == "product":
        return dimensions[0] if dimensions else "count"
    return next(iter(dimensions or units), None)


def _unit_of_name(quantity: Named, scope: Scope) -> Unit | None:
    if quantity.name in scope.facts:
        return scope.facts[quantity.name].unit
    parameter = scope.parameters.get(quantity.name)
    if parameter is not None:
        return parameter.unit
    return quantity.written.unit


def scaled(quantity: Quantity, unit: Unit, scope: Scope, report: Report) -> Scaled:
    """Return `quantity` in `unit` as a whole-number expression. Errors: R303, R304, R308, R309, R312."""
    if isinstance(quantity, Named):
        return _named(quantity, unit, scope, report)
    if isinstance(quantity, Listed | Later):
        return _derived(quantity, unit, scope, report)
    match quantity.how:
        case "product":
            return _product(quantity, unit, scope, report)
        case "days_between":
            _expect("count", unit, quantity.span, report)
            begin, end = (scaled(part, "day", scope, report).expression for part in quantity.parts)
            return Scaled(Difference(end, begin), 1)
    parts = [scaled(part, unit, scope, report) for part in quantity.parts]
    scale = lcm(*(part.scale for part in parts))
    whole = tuple(times(part.expression, scale // part.scale) for part in parts)
    return Scaled(_combined(quantity, whole), scale)


def _derived(quantity: Listed | Later, unit: Unit, scope: Scope, report: Report) -> Scaled:
    name = text_of(quantity)
    if isinstance(quantity, Listed):
        found = derived(quantity, name, scope, report)
    else:
        found = later(quantity, name, scope, report)
    if found is None:
        return Scaled(Constant(0), 1)
    _expect(found.fact.unit, unit, quantity.span, report)
    scope.derived.setdefault(found.fact.name, found)
    return Scaled(Fact(found.fact.name), 1)


def _combined(quantity: Combined, parts: tuple[Expression, ...]) -> Expression:
    match quantity.how:
        case "difference":
            return Difference(parts[0], parts[1])
        case "min":
            return Least(parts)
        case "max":
            return Greatest(parts)
        case _:
            return Sum(parts)


def _product(quantity: Combined, unit: Unit, scope: Scope, report: Report) -> Scaled:
    units = [unit_of(part, scope) for part in quantity.parts]
    dimensions = [found for found in units if found and found not in PURE]
    if len(dimensions) > 1:
        values = {"left": phrase(f"unit.{dimensions[0]}"), "right": phrase(f"unit.{dimensions[1]}")}
        report.add(Diagnostic(code="R309", span=quantity.span, values=values))
        return Scaled(Constant(0), 1)
    parts = [
        scaled(part, found if found and found not in PURE else "ratio", scope, report)
        for part, found in zip(quantity.parts, units, strict=True)
    ]
    _expect(dimensions[0] if dimensions else "count", unit, quantity.span, report)
    return Scaled(_folded([part.expression for part in parts]), prod(part.scale for part in parts))


def _folded(parts: list[Expression]) -> Expression:
    factor = prod(part.value for part in parts if isinstance(part, Constant))
    rest = tuple(part for part in parts if not isinstance(part, Constant))
    if not rest:
        return Constant(factor)
    return times(rest[0] if len(rest) == 1 else Product(rest), factor)


def _named(quantity: Named, unit: Unit, scope: Scope, report: Report) -> Scaled:
    if fact := scope.facts.get(quantity.name):
        _expect(fact.unit, unit, quantity.span, report)
        return Scaled(Fact(fact.name), 1)
    if quantity.name in scope.parameters:
        return _parameter(quantity, unit, scope, report)
    value = as_unit(quantity.written, _literal_unit(quantity, unit))
    if isinstance(value, Fraction):
        return Scaled(Constant(value.numerator), value.denominator)
    if isinstance(value, int) and not isinstance(value, bool):
        return Scaled(Constant(value), 1)
    report.add(_not_readable(quantity, unit, scope))
    return Scaled(Constant(0), 1)


def _literal_unit(quantity: Named, unit: Unit) -> Unit:
    return "ratio" if unit in PURE and quantity.written.unit in (None, "ratio") else unit


def _not_readable(quantity: Named, unit: Unit, scope: Scope) -> Diagnostic:
    if quantity.written.unit == "text":
        known = (*scope.facts, *scope.parameters)
        help_ = did_you_mean(quantity.name, known) or phrase("help.declare_fact")
        return Diagnostic(code="R304", span=quantity.span, values={"name": quantity.name}, help=help_)
    if quantity.written.unit not in (None, unit):
        values = {"left": phrase(f"unit.{unit}"), "right": phrase(f"unit.{quantity.written.unit}")}
        return Diagnostic(code="R308", span=quantity.span, values=values)
    return not_a_value(quantity.span, quantity.name, unit)


def _parameter(quantity: Named, unit: Unit, scope: Scope, report: Report) -> Scaled:
    parameter = scope.parameters[quantity.name]
    if parameter is None:
        values = {"name": quantity.name, "day": scope.as_of}
        report.add(Diagnostic(code="R312", span=quantity.span, values=values))
        return Scaled(Constant(0), 1)
    _expect(parameter.unit, unit, quantity.span, report)
    value = parameter.value
    return Scaled(Constant(value if isinstance(value, int) else 0), parameter.denominator)


def _expect(found: Unit, wanted: Unit, span: Span, report: Report) -> None:
    if found == wanted or (found in PURE and wanted in PURE):
        return
    values = {"left": phrase(f"unit.{wanted}"), "right": phrase(f"unit.{found}")}
    report.add(Diagnostic(code="R308", span=span, values=values))


def side(quantities: tuple[Quantity, ...], scope: Scope) -> Side:
    """Return what one side of a comparison says, for people."""
    names = tuple(dict.fromkeys(name for quantity in quantities for name in names_of(quantity)))
    return Side(
        text=", ".join(text_of(quantity) for quantity in quantities),
        parameters=tuple(name for name in names if name in scope.parameters),
    )


def text_of(quantity: Quantity) -> str:
    """Return `quantity` as a formula of names and literals."""
    if isinstance(quantity, Named):
        return quantity.name
    if isinstance(quantity, Listed):
        parts = (quantity.of, quantity.by, quantity.within)
        return f"{quantity.how}({', '.join(part.name for part in parts if part)})"
    if isinstance(quantity, Later):
        return f"later({quantity.since.name}, {quantity.within.name})"
    inner = _SIGNS[quantity.how].join(text_of(part) for part in quantity.parts)
    return inner if quantity.how in ("sum", "difference", "product") else f"{quantity.how}({inner})"
