"""Checked documents → a rulebook: family, facts and one edition."""

from datetime import date
from typing import cast

from engine.document.nodes import Document, Entry, Mapping, Node, Scalar
from engine.rulebook.citations import Cite
from engine.rulebook.conditions import Condition
from engine.rulebook.from_amounts import from_amount
from engine.rulebook.from_conditions import from_condition
from engine.rulebook.from_table import from_table, row_condition
from engine.rulebook.nodes import (
    boolean,
    civil_day,
    day_or_none,
    items,
    mapping,
    period_of_days,
    scalar,
    text,
    text_or_none,
)
from engine.rulebook.rulebook import (
    COUNTING,
    Basis,
    Conduct,
    DatedValue,
    Deadline,
    DecisionRules,
    DutyRule,
    FactDeclaration,
    Family,
    Hit,
    Named,
    Outcome,
    Owner,
    Parameter,
    Prevails,
    ReviewFlag,
    Rule,
    Rulebook,
    Severity,
    Since,
    Status,
    Table,
)
from engine.rulebook.values import Unit, literal, period
from engine.source.report import Diagnostic, Report

FLAG_OUTCOMES: tuple[tuple[bool, str], ...] = ((True, "是"), (False, "否"))


def from_documents(family: Document, facts: Document, edition: Document, report: Report) -> Rulebook:
    """Return the rulebook of one edition folder. Errors: R301 (not a day), R302 (not a period), R319, R320 (tables)."""
    root = mapping(edition.root)
    return Rulebook(
        family=from_family(family, report),
        names=text(root.get("rulebook")),
        facts=from_facts(facts),
        edition=civil_day(scalar(root.get("edition")), report) or date.min,
        edition_span=scalar(root.get("edition")).span,
        title=text(root.get("title")),
        status=cast("Status", text(root.get("status"))),
        summary=text(root.get("summary")),
        repealed=day_or_none(root.get("repealed"), report),
        parameters=tuple(_parameter(entry, report) for entry in mapping(root.get("parameters"))),
        decisions=tuple(_decision(entry, report) for entry in mapping(root.get("decisions"))),
        amounts=tuple(map(from_amount, mapping(root.get("amounts")))),
        flags=tuple(_flag(entry) for entry in mapping(root.get("flags"))),
        duties=tuple(_duty(entry, report) for entry in mapping(root.get("duties"))),
        span=scalar(root.get("rulebook")).span,
        own_rank=text_or_none(root.get("rank")),
        effective_unclear=period_of_days(mapping(root.get("effective_unclear")), report),
    )


def from_family(document: Document, report: Report) -> Family:
    """Return the family that `family.yaml` states; `report` takes what is wrong with its days."""
    root = mapping(document.root)
    subject = mapping(root.get("subject"))
    return Family(
        name=text(root.get("family")),
        title=text(root.get("title")),
        summary=text(root.get("summary")),
        subject=text(subject.get("kind")),
        key=tuple(text(column) for column in items(subject.get("key"))),
        rank=text(root.get("rank")),
        time_effect=text(root.get("time_effect")),
        owner=text(root.get("owner")),
        span=scalar(root.get("family")).span,
        conduct=_conduct(root.get("conduct"), report),
        severity=_severity(root.get("severity")),
    )


def _conduct(node: Node | None, report: Report) -> Conduct | None:
    stated = mapping(node)
    if node is None:
        return None
    since = mapping(stated.get("since"))
    day = day_or_none(since.get("day"), report)
    first, last, final = (_named(stated.get(key)) for key in ("from", "to", "final"))
    return Conduct(first, last, final, Since(day, text(since.get("because"))) if day else None)


def _severity(node: Node | None) -> Severity | None:
    stated = mapping(node)
    return Severity(_named(stated.get("decision")), tuple(map(_outcome, items(stated.get("order"))))) if node else None


def _named(node: Node | None) -> Named:
    return Named(text(node), scalar(node).span)


def from_facts(document: Document) -> tuple[FactDeclaration, ...]:
    """Return the facts that `facts.yaml` declares, in its order."""
    return tuple(_fact(entry) for entry in mapping(mapping(document.root).get("facts")))


def _fact(entry: Entry) -> FactDeclaration:
    node = mapping(entry.value)
    return FactDeclaration(
        name=entry.name,
        title=text(node.get("title")),
        unit=cast("Unit", text(node.get("unit"))),
        meaning=text(node.get("meaning")),
        choices=tuple((choice.name, text(choice.value)) for choice in mapping(node.get("choices"))),
        span=entry.key.span,
        members=tuple(map(_fact, mapping(node.get("of")))),
    )


def _parameter(entry: Entry, report: Report) -> Parameter:
    node = mapping(entry.value)
    values = (_dated(value, report) for value in mapping(node.get("values")))
    return Parameter(
        name=entry.name,
        title=text(node.get("title")),
        unit=cast("Unit", text(node.get("unit"))),
        values=tuple(value for value in values if value),
        span=entry.key.span,
    )


def _dated(entry: Entry, report: Report) -> DatedValue | None:
    node = mapping(entry.value)
    since = civil_day(entry.key, report)
    if since is None:
        return None
    ended = "ended" in node and boolean(node.get("ended"))
    value = None if ended else scalar(node.get("value"))
    return DatedValue(
        since=since,
        written=None if value is None or value.value is None else literal(value.value),
        basis=_basis(node),
        span=value.span if value else node.span,
        since_span=entry.key.span,
        prevails=_prevails(node.get("prevails")),
    )


def _basis(node: Mapping) -> Basis:
    cite, quote = node.get("cite"), node.get("quote")
    return Basis(
        cite=text_or_none(cite),
        quote=text_or_none(quote),
        setting=text_or_none(node.get("setting")),
        note=text_or_none(node.get("note")),
        cite_span=scalar(cite).span if cite else None,
        quote_span=scalar(quote).span if quote else None,
    )


def _cites(node: Node | None) -> tuple[Cite, ...]:
    return tuple(Cite(text(cite), scalar(cite).span) for cite in items(node))


def _cite(node: Node | None) -> Cite | None:
    return Cite(text(node), scalar(node).span) if node else None


def _prevails(node: Node | None) -> Prevails | None:
    cite = _cite(mapping(node).get("cite"))
    return Prevails(cite, text(mapping(node).get("reason"))) if cite else None


def _outcome(node: Node) -> str | bool:
    found = scalar(node)
    return found.value if isinstance(found.value, bool) else found.text


def _given(node: Node) -> Outcome:
    found = scalar(node)
    return found.value if isinstance(found.value, int) else found.text


def _decision(entry: Entry, report: Report) -> DecisionRules:
    node = mapping(entry.value)
    named = tuple((outcome.name, text(outcome.value)) for outcome in mapping(node.get("outcomes")))
    hit = cast("Hit", text(node.get("aggregate")) or text(node.get("hit")) or "first")
    otherwise, stated = node.get("otherwise"), node.get("table")
    table = from_table(mapping(stated), report) if stated else None
    rules = _rows(mapping(stated), table) if table else tuple(map(_rule, items(node.get("rules"))))
    return DecisionRules(
        name=entry.name,
        title=text(node.get("title")) or entry.name,
        outcomes=named or (() if hit in COUNTING else FLAG_OUTCOMES),
        hit=hit,
        rules=rules,
        otherwise=_given(otherwise) if otherwise else None,
        otherwise_span=otherwise.span if otherwise else None,
        span=entry.key.span,
        table=table,
    )


def _rows(node: Mapping, table: Table) -> tuple[Rule, ...]:
    rows = (mapping(row) for row in items(node.get("rows")))
    return tuple(_ruled(row, row_condition(row, cells)) for row, cells in zip(rows, table.cells, strict=True))


def _rule(node: Node) -> Rule:
    found = mapping(node)
    return _ruled(found, from_condition(cast("Node", found.get("when"))))


def _ruled(node: Mapping, when: Condition) -> Rule:
    then = scalar(node.get("then"))
    return Rule(
        id=text(node.get("id")),
        title=text(node.get("title")),
        when=when,
        then=_given(then),
        cites=_cites(node.get("cite")),
        span=scalar(node.get("id")).span,
        then_span=then.span,
        prevails=_prevails(node.get("prevails")),
    )


def _flag(entry: Entry) -> ReviewFlag:
    node = mapping(entry.value)
    when = node.get("when")
    return ReviewFlag(
        name=entry.name,
        title=text(node.get("title")),
        when=from_condition(when) if when else None,
        cites=_cites(node.get("cite")),
        span=entry.key.span,
    )


def _duty(entry: Entry, report: Report) -> DutyRule:
    node = mapping(entry.value)
    assisted, due, discharged = node.get("assisted_by"), node.get("due"), node.get("discharged_when")
    return DutyRule(
        name=entry.name,
        title=text(node.get("title")),
        stage=text_or_none(node.get("stage")),
        what=tuple(text(step) for step in items(node.get("what"))),
        when=from_condition(cast("Node", node.get("when"))),
        first=text_or_none(node.get("first")),
        owner=_owner(mapping(node.get("owner"))),
        assisted_by=_owner(mapping(assisted)) if assisted else None,
        due=_deadline(mapping(due), report) if due else None,
        evidence=text_or_none(node.get("evidence")),
        discharged_when=from_condition(discharged) if discharged else None,
        cites=_cites(node.get("cite")),
        span=entry.key.span,
    )


def _owner(node: Mapping) -> Owner:
    return Owner(
        role=text_or_none(node.get("role")),
        setting=text_or_none(node.get("setting")),
        cite=_cite(node.get("cite")),
    )


def _deadline(node: Mapping, report: Report) -> Deadline:
    within = cast("Scalar | None", node.get("within"))
    length = period(within.text) if within else None
    if within and length is None:
        report.add(Diagnostic(code="R302", span=within.span, values={"text": within.text}))
    return Deadline(
        within=length,
        since=text_or_none(node.get("from")),
        setting=text_or_none(node.get("setting")),
        cite=_cite(node.get("cite")),
        span=node.span,
        moved="holidays" in node,
    )
