"""List quantities, and days later → facts derived once a subject: the fact, its members and the period settled."""

from collections.abc import Iterator
from dataclasses import replace

from engine.messages.words import phrase
from engine.program.program import Derived
from engine.program.scope import Scope, not_a_value
from engine.rulebook.conditions import Later, Listed, Named
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import Period, Unit, as_unit, period
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

#: Units of members that can be added up.
ADDABLE: frozenset[Unit] = frozenset({"CNY", "count", "duration"})
#: Units of facts after which a period can run.
_DATED: frozenset[Unit] = frozenset({"day", "moment"})


def unit_of_listed(quantity: Listed, scope: Scope) -> Unit | None:
    """Return the unit of `quantity`: that of its member, or a count; None where the list has no such member."""
    if quantity.how in ("count_of", "largest_count"):
        return "count"
    name, _, member = quantity.of.name.partition(".")
    found = scope.facts.get(name)
    units = (part.unit for part in found.members if part.name == member) if found else iter(())
    return next((unit for unit in units if unit in ADDABLE), None)


def derived(quantity: Listed, name: str, scope: Scope, report: Report) -> Derived | None:
    """Return what `quantity` derives under `name`, None where it is at fault. Errors: R303, R304, R312, R323."""
    source = list_of(quantity.of, scope, report)
    if source is None:
        return None
    before = len(report.diagnostics)
    counts = quantity.how in ("count_of", "largest_count")
    amount = None if counts else member(quantity.of, source, ADDABLE, report)
    day = member(quantity.by, source, frozenset({"day"}), report) if quantity.by else None
    within = _period(quantity.within, scope, report) if quantity.within else None
    if len(report.diagnostics) > before:
        return None
    unit: Unit = "count" if amount is None else source.members[amount].unit
    title = "·".join(_titles(source, amount))
    fact = FactDeclaration(name=name, title=title, unit=unit, meaning=source.meaning, choices=(), span=quantity.span)
    return Derived(fact=fact, source=source.name, how=quantity.how, amount=amount, day=day, within=within)


def unit_of_later(quantity: Later, scope: Scope) -> Unit | None:
    """Return the unit of `quantity`, a day or a moment as its fact is; None where it has no such fact."""
    found = scope.facts.get(quantity.since.name)
    return found.unit if found and found.unit in _DATED else None


def later(quantity: Later, name: str, scope: Scope, report: Report) -> Derived | None:
    """Return what `quantity` derives under `name`, None where it is at fault. Errors: R303, R304, R312, R323."""
    named = quantity.since
    since = scope.facts.get(named.name)
    within = _period(quantity.within, scope, report)
    if since is None:
        dated = [fact.name for fact in scope.facts.values() if fact.unit in _DATED]
        help_ = did_you_mean(named.name, dated) or phrase("help.declare_fact")
        report.add(Diagnostic(code="R304", span=named.span, values={"name": named.name}, help=help_))
    elif since.unit not in _DATED:
        values: dict[str, object] = {"name": since.name, "unit": phrase("unit.day")}
        report.add(Diagnostic(code="R323", span=named.span, values=values))
    if since is None or since.unit not in _DATED or within is None:
        return None
    fact = replace(since, name=name, span=quantity.span)
    return Derived(fact=fact, source=since.name, how="later", amount=None, day=None, within=within)


def _titles(source: FactDeclaration, amount: int | None) -> Iterator[str]:
    yield source.title
    if amount is not None:
        yield source.members[amount].title


def list_of(named: Named, scope: Scope, report: Report) -> FactDeclaration | None:
    """Return the list fact that `named` names, itself or by a member. Errors: R304, R323."""
    name = named.name.partition(".")[0]
    found = scope.facts.get(name)
    if found is None:
        lists = [fact.name for fact in scope.facts.values() if fact.unit == "list"]
        help_ = did_you_mean(name, lists) or phrase("help.declare_fact")
        report.add(Diagnostic(code="R304", span=named.span, values={"name": name}, help=help_))
    elif found.unit != "list":
        report.add(Diagnostic(code="R323", span=named.span, values={"name": name, "unit": phrase("unit.list")}))
    else:
        return found
    return None


def member(named: Named, source: FactDeclaration, units: frozenset[Unit], report: Report) -> int | None:
    """Return the place of the member of `source` that `named` names in full, `acts.day`. Errors: R304, R323."""
    name, _, member = named.name.partition(".")
    known = [f"{source.name}.{part.name}" for part in source.members]
    found = next((at for at, part in enumerate(source.members) if (source.name, part.name) == (name, member)), None)
    if found is None:
        values = {"name": named.name}
        report.add(Diagnostic(code="R304", span=named.span, values=values, help=did_you_mean(named.name, known)))
    elif source.members[found].unit not in units:
        wanted = phrase("unit.day" if "day" in units else "unit.number")
        report.add(Diagnostic(code="R323", span=named.span, values={"name": named.name, "unit": wanted}))
    return found


def _period(named: Named, scope: Scope, report: Report) -> Period | None:
    if named.name in scope.parameters:
        parameter = scope.parameters[named.name]
        if parameter is None:
            values = {"name": named.name, "day": scope.as_of}
            report.add(Diagnostic(code="R312", span=named.span, values=values))
        elif parameter.unit != "period":
            values = {"name": named.name, "unit": phrase("unit.period")}
            report.add(Diagnostic(code="R323", span=named.span, values=values))
        else:
            return period(str(parameter.value))
        return None
    text = as_unit(named.written, "period")
    if not isinstance(text, str):
        report.add(not_a_value(named.span, named.name, "period"))
        return None
    return period(text)
