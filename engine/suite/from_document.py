"""`tests.yaml` → a suite: facts read in their units, names held against the rulebook."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from engine.decision.result import DutyStatus
from engine.document.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from engine.messages.words import phrase
from engine.program.program import Facts
from engine.program.scope import not_a_value
from engine.rulebook.nodes import civil_day, day_or_none, items, mapping, scalar, text, text_or_none
from engine.rulebook.rulebook import COUNTING, DutyRule, FactDeclaration, Outcome, Rulebook
from engine.rulebook.values import Cell, FactValue, Unit, as_unit, day, literal, moment, show
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span
from engine.suite.amounts import wanted_amount
from engine.suite.tests import Boundary, Side, Suite, Test, Wanted, WantedDuty, WantedInTime


def from_document(document: Document, rulebook: Rulebook, report: Report) -> Suite:
    """Return the suite of `rulebook` that `document` states. Errors: D202, R301, R303, R316, T801 to T808."""
    root = mapping(document.root)
    edition = root.get("edition")
    if edition is None:
        report.add(Diagnostic(code="D202", span=root.span, values={"name": "edition"}))
    else:
        _check_names(scalar(edition), rulebook.edition.isoformat(), report)
    return _suite(root, rulebook, report)


def across_editions(document: Document, family: Rulebook, report: Report) -> Suite:
    """Return the suite of a family, whose editions `family` stands for. Errors: as of `from_document`, D203."""
    root = mapping(document.root)
    edition = root.get("edition")
    if edition is not None:
        report.add(Diagnostic(code="D203", span=edition.span, values={"name": "edition"}))
    suite = _suite(root, family, report)
    nodes = items(root.get("tests"))
    timed = (replace(test, time=_in_time(mapping(node), report)) for test, node in zip(suite.tests, nodes, strict=True))
    return Suite(tuple(timed))


def _in_time(node: Mapping, report: Report) -> WantedInTime:
    edition, applied_by = node.get("edition"), node.get("applied_by")
    return WantedInTime(
        edition=day_or_none(edition, report) if edition else ...,
        applied_by=text(applied_by) or None if applied_by else ...,
        answer=text(node.get("answer")) or None,
    )


def _suite(root: Mapping, rulebook: Rulebook, report: Report) -> Suite:
    _check_names(scalar(root.get("rulebook")), rulebook.name, report)
    background = _facts(mapping(root.get("background")), rulebook, report)
    tests = tuple(_test(node, background, rulebook, report) for node in items(root.get("tests")))
    _check_named_once(tests, report)
    return Suite(tests)


def _check_names(node: Scalar, expected: str, report: Report) -> None:
    if node.text != expected:
        values = {"given": node.text, "expected": expected}
        report.add(Diagnostic(code="T804", span=node.span, values=values))


def _check_named_once(tests: tuple[Test, ...], report: Report) -> None:
    first: dict[str, Span] = {}
    for test in tests:
        if test.name in first:
            label = Label(first[test.name], phrase("label.first_here"))
            report.add(Diagnostic(code="T803", span=test.span, values={"name": test.name}, labels=(label,)))
        first.setdefault(test.name, test.span)


def _test(node: Node, background: Facts, rulebook: Rulebook, report: Report) -> Test:
    found = mapping(node)
    name, as_of = scalar(found.get("name")), found.get("as_of")
    decisions = [decision.name for decision in rulebook.decisions]
    amounts = {amount.name: amount for amount in rulebook.amounts}
    flags, duties = [flag.name for flag in rulebook.flags], [duty.name for duty in rulebook.duties]
    asked = [*decisions, *amounts, *flags, *duties]
    day = civil_day(scalar(as_of), report) if as_of else None
    return Test(
        name=name.text,
        as_of=day or rulebook.edition,
        given={**background, **_facts(mapping(found.get("given")), rulebook, report)},
        want=tuple(
            (entry.name, _wanted(entry, rulebook, report))
            for entry in _known(mapping(found.get("want")), [*decisions, *amounts], report)
            if entry.name not in amounts
        ),
        amounts=tuple(
            (entry.name, wanted_amount(entry.value, amounts[entry.name], report))
            for entry in mapping(found.get("want"))
            if entry.name in amounts
        ),
        because=_lists(_known(mapping(found.get("because")), [*decisions, *amounts], report)),
        undetermined=_lists(_known(mapping(found.get("undetermined")), asked, report)),
        flags=_names(found.get("flags"), "what.flag", flags, report),
        duties=_duties(found.get("duties"), rulebook, report),
        boundary=_boundary(found.get("boundary"), rulebook, report),
        span=name.span,
    )


def _facts(node: Mapping, rulebook: Rulebook, report: Report) -> Facts:
    declared = {fact.name: fact for fact in rulebook.facts}
    facts: Facts = {}
    for entry in node:
        fact = declared.get(entry.name)
        if fact is None:
            help_ = did_you_mean(entry.name, declared)
            report.add(Diagnostic(code="T801", span=entry.key.span, values={"name": entry.name}, help=help_))
        else:
            facts[fact.name] = fact_value(entry.value, fact, report)
    return facts


def fact_value(node: Node, fact: FactDeclaration, report: Report) -> FactValue:
    """Return what `node` states of `fact`; null is unknown. Errors: R303, R316, T801."""
    if isinstance(node, Sequence) and fact.unit == "list":
        return tuple(_entry(mapping(item), fact, report) for item in node.items)
    if isinstance(node, Sequence):
        report.add(not_a_value(node.span, "[…]", fact.unit))
        return None
    return _cell(scalar(node), fact, report)


def _entry(node: Mapping, fact: FactDeclaration, report: Report) -> tuple[Cell, ...]:
    members = {member.name: member for member in fact.members}
    for entry in node:
        if entry.name not in members:
            values = {"name": f"{fact.name}.{entry.name}"}
            help_ = did_you_mean(entry.name, members)
            report.add(Diagnostic(code="T801", span=entry.key.span, values=values, help=help_))
    return tuple(
        _cell(scalar(node.get(name)), member, report) if name in node else None for name, member in members.items()
    )


def _cell(node: Scalar, fact: FactDeclaration, report: Report) -> Cell:
    if node.value is None:
        return None
    choices = [choice for choice, _ in fact.choices]
    if choices and node.text not in choices:
        values = {"value": node.text, "fact": fact.name}
        help_ = did_you_mean(node.text, choices)
        report.add(Diagnostic(code="R316", span=node.span, values=values, help=help_))
        return None
    if fact.unit in ("choice", "text"):
        return node.text
    value = as_unit(literal(node.value), fact.unit)
    if value is None:
        report.add(not_a_value(node.span, node.text, fact.unit))
    return cast("Cell", value)


def _known(node: Mapping, names: list[str], report: Report) -> Iterable[Entry]:
    for entry in node:
        if entry.name in names:
            yield entry
        else:
            report.add(_unknown(entry.key, "what.decision", names))


def _unknown(node: Scalar, what: str, names: list[str]) -> Diagnostic:
    values = {"name": node.text, "what": phrase(what)}
    return Diagnostic(code="T802", span=node.span, values=values, help=did_you_mean(node.text, names))


def _lists(entries: Iterable[Entry]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry.name, tuple(text(item) for item in items(entry.value))) for entry in entries)


def _names(node: Node | None, what: str, names: list[str], report: Report) -> tuple[str, ...] | None:
    if node is None:
        return None
    found = [scalar(item) for item in items(node)]
    report.extend(_unknown(name, what, names) for name in found if name.text not in names)
    return tuple(name.text for name in found)


def _duties(node: Node | None, rulebook: Rulebook, report: Report) -> tuple[WantedDuty, ...] | None:
    if node is None:
        return None
    duties = {duty.name: duty for duty in rulebook.duties}
    found: dict[str, WantedDuty] = {}
    for name, stated in _named(node):
        if name.text not in duties:
            report.add(_unknown(name, "what.duty", list(duties)))
        elif name.text in found:
            report.add(Diagnostic(code="T808", span=name.span, values={"name": name.text}))
        else:
            found[name.text] = _wanted_duty(name.text, stated, _due_unit(duties[name.text], rulebook), report)
    return tuple(found.values())


def _named(node: Node) -> Iterator[tuple[Scalar, Mapping]]:
    """Yield the names of a list or mapping, each with what is stated of it."""
    for item in items(node) if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping):
            yield from ((entry.key, mapping(entry.value)) for entry in item)
        else:
            yield scalar(item), mapping(None)


def _due_unit(duty: DutyRule, rulebook: Rulebook) -> Unit:
    """Return whether the deadline of `duty` is a day or a moment; working days end on a day."""
    if duty.due is None or duty.due.within is None or duty.due.within.unit == "working_day":
        return "day"
    return next((fact.unit for fact in rulebook.facts if fact.name == duty.due.since), "day")


def _wanted_duty(name: str, stated: Mapping, unit: Unit, report: Report) -> WantedDuty:
    due = stated.get("due")
    return WantedDuty(
        name=name,
        due=_due(scalar(due), unit, report) if due else ...,
        status=cast("DutyStatus | None", text_or_none(stated.get("status"))),
    )


def _due(node: Scalar, unit: Unit, report: Report) -> str | None:
    """Return the day or moment as results state it, None where there must be none. Errors: T807."""
    if node.value is None:
        return None
    value = (moment if unit == "moment" else day)(node.text)
    if value is None:
        help_ = phrase(f"help.value.{unit}")
        report.add(Diagnostic(code="T807", span=node.span, values={"text": node.text}, help=help_))
    return show(value, unit)


def _wanted(entry: Entry, rulebook: Rulebook, report: Report) -> Wanted:
    node = entry.value
    if isinstance(node, Sequence):
        return tuple(_outcome(scalar(item), entry.name, rulebook, report) for item in node)
    return None if scalar(node).value is None else _outcome(scalar(node), entry.name, rulebook, report)


def _outcome(node: Scalar, name: str, rulebook: Rulebook, report: Report) -> Outcome:
    decision = next(decision for decision in rulebook.decisions if decision.name == name)
    value = node.value if isinstance(node.value, int) else node.text
    if decision.hit in COUNTING and type(value) is int:
        return value
    known = [outcome for outcome, _ in decision.outcomes]
    if type(value) is int or value not in known:
        values = {"value": node.text, "decision": name}
        help_ = did_you_mean(node.text, [str(outcome) for outcome in known])
        report.add(Diagnostic(code="T806", span=node.span, values=values, help=help_))
    return value


def _boundary(node: Node | None, rulebook: Rulebook, report: Report) -> Boundary | None:
    if node is None:
        return None
    parameter = scalar(mapping(node).get("parameter"))
    names = [found.name for found in rulebook.parameters]
    if parameter.text not in names:
        report.add(_unknown(parameter, "what.parameter", names))
    return Boundary(parameter.text, cast("Side", text(mapping(node).get("side"))))
