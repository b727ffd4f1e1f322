"""Readers of single nodes, for documents whose shape the schema has already checked."""

from datetime import date

from engine.document.nodes import Mapping, Node, Scalar, Sequence
from engine.rulebook.values import day
from engine.source.report import Diagnostic, Report
from engine.source.text import Span


def mapping(node: Node | None) -> Mapping:
    """Return `node` as a mapping; an absent one is empty."""
    if node is None:
        return Mapping((), Span(file=""))
    assert isinstance(node, Mapping), "INVARIANT: the schema checked that this is a mapping"  # noqa: S101
    return node


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a sequence; an absent one has none."""
    if node is None:
        return ()
    assert isinstance(node, Sequence), "INVARIANT: the schema checked that this is a sequence"  # noqa: S101
    return node.items


def scalar(node: Node | None) -> Scalar:
    """Return `node` as a scalar."""
    assert isinstance(node, Scalar), "INVARIANT: the schema checked that this is a scalar"  # noqa: S101
    return node


def text(node: Node | None) -> str:
    """Return the text of a scalar; absent or null is empty."""
    if node is None:
        return ""
    found = scalar(node)
    return "" if found.value is None else found.text


def text_or_none(node: Node | None) -> str | None:
    return text(node) or None


def boolean(node: Node | None) -> bool:
    return scalar(node).value is True


def civil_day(node: Scalar, report: Report) -> date | None:
    """Return the day that `node` states. Errors: R301."""
    ordinal = day(node.text)
    if ordinal is None:
        report.add(Diagnostic(code="R301", span=node.span, values={"text": node.text}))
        return None
    return date.fromordinal(ordinal)


def day_or_none(node: Node | None, report: Report) -> date | None:
    """Return the day that `node` states, None where it is absent or null."""
    return civil_day(scalar(node), report) if text(node) else None


def period_of_days(stated: Mapping, report: Report) -> tuple[date, date] | None:
    """Return the days `from` and `to`, None where they are not stated. Errors: L417."""
    first, last = day_or_none(stated.get("from"), report), day_or_none(stated.get("to"), report)
    if first is None or last is None:
        return None
    if last < first:
        report.add(Diagnostic(code="L417", span=stated.span, values={"first": first, "last": last}))
    return first, last
