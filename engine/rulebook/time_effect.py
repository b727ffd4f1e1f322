"""What a family with a time effect must say, so that its editions can be compared."""

from collections.abc import Iterable, Iterator

from engine.messages.words import phrase
from engine.rulebook.rulebook import DecisionRules, Named, Rulebook
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic

#: Policies that give one of the outcomes.
_SINGLE = frozenset({"first", "unique", "any", "priority"})


def time_effect_faults(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Yield what keeps an edition from being compared with the others of its family. Errors: M501 to M508."""
    family = rulebook.family
    if family.time_effect == "none":
        for key, found in (("conduct", family.conduct), ("severity", family.severity)):
            if found:
                yield Diagnostic(code="M508", span=family.span, values={"family": family.name, "key": key})
        return
    stated = {"family": family.name, "effect": family.time_effect}
    if family.conduct is None:
        yield Diagnostic(code="M501", span=family.span, values=stated)
    if family.severity is None:
        yield Diagnostic(code="M502", span=family.span, values=stated)
    yield from _conduct_faults(rulebook)
    yield from _severity_faults(rulebook)
    yield from _dated_twice(rulebook)


def _conduct_faults(rulebook: Rulebook) -> Iterator[Diagnostic]:
    conduct = rulebook.family.conduct
    days = [fact.name for fact in rulebook.facts if fact.unit == "day"]
    named: tuple[Named, ...] = (conduct.first, conduct.last, conduct.final) if conduct else ()
    for fact in named:
        if fact.name not in days:
            help_ = did_you_mean(fact.name, days)
            yield Diagnostic(code="M503", span=fact.span, values={"name": fact.name}, help=help_)


def _severity_faults(rulebook: Rulebook) -> Iterator[Diagnostic]:
    severity = rulebook.family.severity
    if severity is None:
        return
    name, span = severity.decision.name, severity.decision.span
    decision = next((found for found in rulebook.decisions if found.name == name), None)
    values: dict[str, object] = {"edition": rulebook.edition, "name": name}
    if decision is None:
        help_ = did_you_mean(name, [found.name for found in rulebook.decisions])
        yield Diagnostic(code="M504", span=span, values=values, help=help_)
    elif decision.hit not in _SINGLE:
        yield Diagnostic(code="M505", span=decision.span, values=values)
    elif not _ordered(decision, severity.order):
        found = _listed(value for value, _ in decision.outcomes)
        values |= {"found": found, "order": _listed(severity.order)}
        yield Diagnostic(code="M506", span=decision.span, values=values)


def _ordered(decision: DecisionRules, order: tuple[str | bool, ...]) -> bool:
    """Return whether `order` holds every outcome; without `otherwise` there may be none, which has no place in it."""
    return {value for value, _ in decision.outcomes} == set(order) and decision.otherwise is not None


def _listed(values: Iterable[str | bool]) -> str:
    return ", ".join(f"`{str(value).lower()}`" for value in values)


def _dated_twice(rulebook: Rulebook) -> Iterator[Diagnostic]:
    for parameter in rulebook.parameters:
        for dated in sorted(parameter.values, key=lambda value: value.since)[1:]:
            help_ = phrase("help.milder_edition")
            yield Diagnostic(code="M507", span=dated.since_span, values={"name": parameter.name}, help=help_)
