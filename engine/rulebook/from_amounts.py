"""Amount nodes → amounts: the shape only; names and units are settled when a program is made."""

from typing import cast

from engine.document.nodes import Entry, Mapping, Node
from engine.rulebook.amounts import AmountRule, AmountRules, Apportioning, Rounding
from engine.rulebook.citations import Cite
from engine.rulebook.conditions import Named, Quantity
from engine.rulebook.from_conditions import from_condition, from_quantity
from engine.rulebook.nodes import items, mapping, scalar, text, text_or_none
from engine.rulebook.values import Unit


def from_amount(entry: Entry) -> AmountRules:
    """Return the amount that `entry` states."""
    node = mapping(entry.value)
    otherwise = node.get("otherwise")
    return AmountRules(
        name=entry.name,
        title=text(node.get("title")),
        unit=cast("Unit", text(node.get("unit"))),
        rules=tuple(map(_rule, items(node.get("rules")))),
        otherwise=from_quantity(otherwise) if otherwise else None,
        rounding=cast("Rounding | None", text_or_none(node.get("round"))),
        span=entry.key.span,
    )


def _rule(node: Node) -> AmountRule:
    found = mapping(node)
    return AmountRule(
        id=text(found.get("id")),
        title=text(found.get("title")),
        when=from_condition(cast("Node", found.get("when"))),
        gives=_given(cast("Node", found.get("is"))),
        cites=tuple(Cite(text(cite), scalar(cite).span) for cite in items(found.get("cite"))),
        span=scalar(found.get("id")).span,
    )


def _given(node: Node) -> Quantity | Apportioning:
    if not isinstance(node, Mapping) or "apportion" not in node:
        return from_quantity(node)
    return Apportioning(
        of=from_quantity(cast("Node", node.get("apportion"))),
        over=cast("Named", from_quantity(scalar(node.get("over")))),
        proportion=cast("Named", from_quantity(scalar(node.get("in_proportion_to")))),
        at_most=_named_or_none(node.get("at_most")),
        first=_named_or_none(node.get("first")),
        span=node.span,
    )


def _named_or_none(node: Node | None) -> Named | None:
    return cast("Named", from_quantity(scalar(node))) if node else None
