"""A decision table → the conditions of its rows: the shape only, as if each row were written out as a rule."""

from typing import cast

from engine.document.nodes import Mapping, Node, Scalar, Sequence
from engine.rulebook.conditions import Column, Comparing, Condition, DecisionColumn, Group, Named, Presence, Referring
from engine.rulebook.from_conditions import from_quantity
from engine.rulebook.nodes import boolean, items, mapping, scalar, text
from engine.rulebook.rulebook import Table
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Cells that say that the column does not matter; DMN writes a dash.
ANYTHING = frozenset({"any", "-"})


def from_table(node: Mapping, report: Report) -> Table:
    """Return the table that `node` states. Errors: R319 (as many cells as columns), R320 (some column must matter)."""
    columns = tuple(_column(column) for column in items(node.get("columns")))
    rows = tuple(_row(row, columns, report) for row in items(node.get("rows")))
    return Table(columns, rows)


def row_condition(row: Mapping, cells: tuple[Condition | None, ...]) -> Condition:
    """Return when a row is met: where all its cells are. Units: the cells are those of `from_table`."""
    stated = tuple(cell for cell in cells if cell)
    return stated[0] if len(stated) == 1 else _all_of(stated, cast("Node", row.get("cells")).span)


def _all_of(parts: tuple[Condition, ...], span: Span) -> Group:
    return Group(how="all", parts=parts, label=None, span=span)


def _column(node: Node) -> Column:
    if isinstance(node, Mapping) and (decision := node.get("decision")):
        return DecisionColumn(text(decision), scalar(decision).span)
    return from_quantity(node)


def _row(node: Node, columns: tuple[Column, ...], report: Report) -> tuple[Condition | None, ...]:
    cells = cast("Sequence", mapping(node).get("cells"))
    if len(cells.items) != len(columns):
        values = {"found": len(cells.items), "expected": len(columns)}
        report.add(Diagnostic(code="R319", span=cells.span, values=values))
    found = tuple(_cell(cell, column) for cell, column in zip(cells.items, columns, strict=False))
    if not any(found):
        report.add(Diagnostic(code="R320", span=cells.span))
    return found


def _cell(node: Node, column: Column) -> Condition | None:
    match node:
        case Scalar(text=written) if written in ANYTHING:
            return None
        case Scalar():
            return _compared(column, "is", (node,), node.span)
        case Sequence():
            return _compared(column, "one_of", node.items, node.span)
        case Mapping():
            parts = tuple(_stated(entry.name, entry.value, column, node.span) for entry in node)
            return parts[0] if len(parts) == 1 else _all_of(parts, node.span)


def _stated(comparator: str, node: Node, column: Column, span: Span) -> Condition:
    if comparator == "present" and isinstance(column, Named):
        return Presence(fact=column, wanted=boolean(node), label=None, span=span)
    values = items(node) if comparator in ("one_of", "between") else (node,)
    return _compared(column, comparator, values, span)


def _compared(column: Column, comparator: str, values: tuple[Node, ...], span: Span) -> Condition:
    right = tuple(from_quantity(value) for value in values)
    if isinstance(column, DecisionColumn):
        return Referring(decision=column.decision, comparator=comparator, values=right, label=None, span=span)
    return Comparing(left=column, comparator=comparator, right=right, label=None, span=span)
