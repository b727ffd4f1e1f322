"""Condition nodes → conditions: the shape only; names and units are settled when a program is made."""

from typing import Literal, cast

from engine.document.nodes import Mapping, Node, Scalar
from engine.rulebook.conditions import (
    COMBINATIONS,
    COMPARATORS,
    LISTINGS,
    Combination,
    Combined,
    Comparing,
    Condition,
    Group,
    Later,
    Listed,
    Listing,
    Named,
    Presence,
    Quantity,
    Referring,
)
from engine.rulebook.nodes import boolean, items, mapping, scalar, text, text_or_none
from engine.rulebook.values import literal

_GROUPS: tuple[Literal["all", "any"], ...] = ("all", "any")


def from_condition(node: Node) -> Condition:
    """Return the condition that `node` states."""
    found = mapping(node)
    for how in _GROUPS:
        if how in found:
            return _group(found, how, items(found.get(how)))
    if "not" in found:
        return _group(found, "not", (cast("Node", found.get("not")),))
    if "decision" in found:
        return _reference(found)
    if "present" in found:
        return _presence(found)
    return _comparison(found)


def _group(node: Mapping, how: Literal["all", "any", "not"], parts: tuple[Node, ...]) -> Group:
    return Group(
        how=how,
        parts=tuple(from_condition(part) for part in parts),
        label=text_or_none(node.get("label")),
        span=node.span,
    )


def _reference(node: Mapping) -> Referring:
    comparator, values = _right(node)
    return Referring(
        decision=text(node.get("decision")),
        comparator=comparator,
        values=tuple(from_quantity(value) for value in values),
        label=text_or_none(node.get("label")),
        span=scalar(node.get("decision")).span,
    )


def _presence(node: Mapping) -> Presence:
    return Presence(
        fact=_named(scalar(node.get("fact"))),
        wanted=boolean(node.get("present")),
        label=text_or_none(node.get("label")),
        span=node.span,
    )


def _comparison(node: Mapping) -> Comparing:
    comparator, values = _right(node)
    return Comparing(
        left=_left(node),
        comparator=comparator,
        right=tuple(from_quantity(value) for value in values),
        label=text_or_none(node.get("label")),
        span=node.span,
    )


def _right(node: Mapping) -> tuple[str, tuple[Node, ...]]:
    entry = next(entry for entry in node if entry.name in COMPARATORS)
    many = entry.name in ("one_of", "between")
    return entry.name, items(entry.value) if many else (entry.value,)


def _left(node: Mapping) -> Quantity:
    if "fact" in node:
        return _named(scalar(node.get("fact")))
    return _made(node)


def from_quantity(node: Node) -> Quantity:
    """Return the quantity that `node` states: a name, a value, or a mapping such as `{sum: […]}`."""
    if isinstance(node, Mapping):
        return _made(node)
    return _named(scalar(node))


def _made(node: Mapping) -> Combined | Listed | Later:
    entry = next(entry for entry in node if entry.name in (*COMBINATIONS, *LISTINGS, "later"))
    if entry.name in COMBINATIONS:
        return _combined(entry.name, entry.value)
    if entry.name == "later":
        since, length = items(entry.value)
        return Later(since=_named(scalar(since)), within=_named(scalar(length)), span=entry.key.span)
    by, within = node.get("by"), node.get("within")
    return Listed(
        how=cast("Listing", entry.name),
        of=_named(scalar(entry.value)),
        by=_named(scalar(by)) if by else None,
        within=_named(scalar(within)) if within else None,
        span=entry.key.span,
    )


def _combined(how: Combination, node: Node) -> Combined:
    return Combined(how, tuple(from_quantity(part) for part in items(node)), node.span)


def _named(node: Scalar) -> Named:
    value = "" if node.value is None else node.value
    return Named(node.text, literal(value), node.span)
