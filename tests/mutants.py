"""Rulebooks with one thing changed: what the tests beside a rulebook must tell from the rulebook itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from itertools import pairwise

from engine.rulebook.conditions import Comparing, Group, Named, Presence, Referring
from engine.rulebook.rulebook import DatedValue, Deadline, DecisionRules, DutyRule, Rulebook
from engine.rulebook.values import CLOCKED, Unit, Written
from engine.source.text import Span

#: The other comparator of the same direction: they differ at the limit itself and nowhere else.
EDGE = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
OPPOSITE = {"is": "is_not", "is_not": "is"}
#: Kinds whose score is held against a floor: numbers, comparators and the lengths of deadlines.
SCORED = ("threshold", "comparator", "deadline")
KINDS = (*SCORED, "value", "choice", "group", "presence", "rule", "order", "outcome", "flag", "duty", "holidays")
#: Fields that say nothing of what comes out: words, places, grounds, and a table as it is drawn.
_SILENT = frozenset({
    "span", "since_span", "then_span", "otherwise_span", "edition_span", "basis", "label", "title", "table", "family",
    "facts", "cites", "cite", "owner", "assisted_by", "prevails",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rulebook that differs from the shipped one in one thing."""

    rulebook: Rulebook
    kind: str
    what: str  #: what was changed, and into what
    where: Span


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yield every mutant of `rulebook`, in the order of its text."""
    for changed, kind, what, where in _changes(rulebook, rulebook.span, "count"):
        yield Mutant(changed, kind, what, where)


Change = tuple[object, str, str, Span]


def _changes(node: object, near: Span, unit: Unit) -> Iterator[Change]:
    """Yield what `node` may become; `near` is the closest place, `unit` that of the parameter around it."""
    if isinstance(node, tuple) and not hasattr(node, "_fields"):
        for index, part in enumerate(node):
            for changed, kind, what, where in _changes(part, near, unit):
                yield (*node[:index], changed, *node[index + 1 :]), kind, what, where
    elif is_dataclass(node):
        span = getattr(node, "span", near)
        span = span if isinstance(span, Span) and span.line else near
        unit = getattr(node, "unit", unit) or unit
        for changed, kind, what in _here(node, unit):
            yield changed, kind, what, span
        for field in fields(node):
            if field.name not in _SILENT:
                for changed, kind, what, where in _changes(getattr(node, field.name), span, unit):
                    yield replace(node, **{field.name: changed}), kind, what, where


def _here(node: object, unit: Unit) -> Iterator[tuple[object, str, str]]:
    for kind, change in _CHANGES:
        if isinstance(node, kind):
            yield from change(node, unit)


def _dated(node: DatedValue, unit: Unit) -> Iterator[tuple[object, str, str]]:
    if node.written is not None:
        for written, said in _steps(node.written, unit):
            yield replace(node, written=written), "threshold", said


def _named(node: Named, unit: Unit) -> Iterator[tuple[object, str, str]]:
    if node.written.unit == "flag":
        yield replace(node, written=Written("flag", not node.written.value)), "value", f"{node.name} flipped"
    elif node.written.unit != "text":
        for written, said in _steps(node.written, unit):
            yield replace(node, name=said.split()[-1], written=written), "threshold", said


def _steps(written: Written, unit: Unit) -> Iterator[tuple[Written, str]]:
    """Yield the value one smallest unit up and down: a fen, a second, a day, one, a thousandth of a ratio."""
    value = written.value
    if isinstance(value, bool | str):
        return
    step: Fraction | int = 1
    if isinstance(value, Fraction):
        step = Fraction(1, 100) if unit == "CNY" else Fraction(1, 1000) if unit == "ratio" else 1
    for by in (step, -step):
        yield Written(written.unit, value + by), f"{value} -> {value + by}"


def _comparing(node: Comparing, _: Unit) -> Iterator[tuple[object, str, str]]:
    if node.comparator in EDGE:
        other = EDGE[node.comparator]
        yield replace(node, comparator=other), "comparator", f"{node.comparator} -> {other}"
    if node.comparator in OPPOSITE:
        other = OPPOSITE[node.comparator]
        yield replace(node, comparator=other), "value", f"{node.comparator} -> {other}"
    yield from _dropped(node, "right", "choice") if node.comparator == "one_of" else ()


def _referring(node: Referring, _: Unit) -> Iterator[tuple[object, str, str]]:
    if node.comparator in EDGE:
        other = EDGE[node.comparator]
        yield replace(node, comparator=other), "comparator", f"{node.comparator} -> {other}"
    if node.comparator in OPPOSITE:
        other = OPPOSITE[node.comparator]
        yield replace(node, comparator=other), "value", f"{node.decision} {node.comparator} -> {other}"
    yield from _dropped(node, "values", "choice") if node.comparator == "one_of" else ()


def _dropped(node: Comparing | Referring, field: str, kind: str) -> Iterator[tuple[object, str, str]]:
    members = getattr(node, field)
    for index, member in enumerate(members):
        if len(members) > 1:
            rest = (*members[:index], *members[index + 1 :])
            yield replace(node, **{field: rest}), kind, f"{member.name} dropped"


def _presence(node: Presence, _: Unit) -> Iterator[tuple[object, str, str]]:
    yield replace(node, wanted=not node.wanted), "presence", f"present {node.wanted} -> {not node.wanted}"


def _group(node: Group, _: Unit) -> Iterator[tuple[object, str, str]]:
    if node.how == "not":
        yield replace(node, how="all"), "group", "not dropped"
    elif len(node.parts) > 1:
        other = "any" if node.how == "all" else "all"
        yield replace(node, how=other), "group", f"{node.how} -> {other}"


def _deadline(node: Deadline, _: Unit) -> Iterator[tuple[object, str, str]]:
    if node.within is None:
        return
    for by in (1, -1):
        within = replace(node.within, number=node.within.number + by)
        yield replace(node, within=within), "deadline", f"{node.within.number} -> {within.number} {within.unit}"
    if node.within.unit not in CLOCKED and node.within.unit != "working_day":
        yield replace(node, moved=not node.moved), "holidays", f"holidays {node.moved} -> {not node.moved}"


def _decision(node: DecisionRules, _: Unit) -> Iterator[tuple[object, str, str]]:
    rules = node.rules
    for index, rule in enumerate(rules):
        yield replace(node, rules=(*rules[:index], *rules[index + 1 :])), "rule", f"{rule.id} deleted"
        yield from (
            (replace(node, rules=(*rules[:index], replace(rule, then=other), *rules[index + 1 :])), "outcome",
             f"{rule.id} {rule.then} -> {other}")
            for other in _others(node, rule.then)
        )  # fmt: skip
    if node.hit in ("first", "rule_order"):
        for index, (one, two) in enumerate(pairwise(rules)):
            swapped = (*rules[:index], two, one, *rules[index + 2 :])
            yield replace(node, rules=swapped), "order", f"{one.id} and {two.id} swapped"
    if node.otherwise is not None:
        for other in _others(node, node.otherwise):
            yield replace(node, otherwise=other), "outcome", f"otherwise {node.otherwise} -> {other}"


def _others(node: DecisionRules, outcome: object) -> list[str | bool | int]:
    """Return the next outcome in the list, or the points one up."""
    if not node.outcomes:
        return [outcome + 1] if isinstance(outcome, int) else []
    values = [value for value, _ in node.outcomes]
    following = values[(values.index(outcome) + 1) % len(values)] if outcome in values else values[0]
    return [following] if following != outcome else []


def _duty(node: DutyRule, _: Unit) -> Iterator[tuple[object, str, str]]:
    if node.discharged_when is not None:
        yield replace(node, discharged_when=None), "duty", f"{node.name} is never discharged"


def _rulebook(node: Rulebook, _: Unit) -> Iterator[tuple[object, str, str]]:
    for kind, field in (("flag", "flags"), ("duty", "duties")):
        members = getattr(node, field)
        for index, member in enumerate(members):
            if kind == "duty" or member.when is not None:
                rest = (*members[:index], *members[index + 1 :])
                yield replace(node, **{field: rest}), kind, f"{member.name} deleted"


_CHANGES: tuple[tuple[type, Callable[..., Iterator[tuple[object, str, str]]]], ...] = (
    (DatedValue, _dated), (Named, _named), (Comparing, _comparing), (Referring, _referring), (Presence, _presence),
    (Group, _group), (Deadline, _deadline), (DecisionRules, _decision), (DutyRule, _duty), (Rulebook, _rulebook),
)  # fmt: skip
