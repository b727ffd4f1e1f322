"""How the conditions of a rulebook compare facts with its parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engine.lint.boundary_words import COMPLEMENT
from engine.rulebook.amounts import AmountRules, Apportioning
from engine.rulebook.conditions import (
    Combined,
    Comparing,
    Condition,
    Group,
    Later,
    Listed,
    Named,
    Presence,
    Quantity,
    Referring,
    names_of,
)
from engine.rulebook.rulebook import Rulebook
from engine.source.text import Span

#: `a OPERATOR b` as `b OPERATOR a`.
_MIRRORED = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}


@dataclass(frozen=True, slots=True)
class Use:
    """A place where something is held against the parameter: `… COMPARATOR parameter`."""

    parameter: str
    comparator: str
    span: Span


def conditions(rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    """Yield every condition of `rulebook` with the rule, flag or duty it belongs to, in reading order."""
    for decision in rulebook.decisions:
        yield from ((rule.id, rule.when) for rule in decision.rules)
    for amount in rulebook.amounts:
        yield from ((rule.id, rule.when) for rule in amount.rules)
    yield from ((flag.name, flag.when) for flag in rulebook.flags if flag.when)
    for duty in rulebook.duties:
        yield duty.name, duty.when
        if duty.discharged_when:
            yield duty.name, duty.discharged_when


def comparisons(rulebook: Rulebook) -> Iterator[tuple[str, Comparing]]:
    """Yield every comparison of `rulebook` with the rule, flag or duty it belongs to."""
    for key, condition in conditions(rulebook):
        yield from ((key, leaf) for leaf, _ in _leaves(condition, negated=False) if isinstance(leaf, Comparing))


def uses(rulebook: Rulebook) -> tuple[Use, ...]:
    """Return every comparison with a parameter, as if each condition stood without `not`."""
    parameters = frozenset(parameter.name for parameter in rulebook.parameters)
    leaves = (leaf for _, condition in conditions(rulebook) for leaf in _leaves(condition, negated=False))
    compared = ((leaf, negated) for leaf, negated in leaves if isinstance(leaf, Comparing | Referring))
    found = (use for leaf, negated in compared for use in _uses(leaf, negated=negated))
    return tuple(use for use in found if use.parameter in parameters)


def names(rulebook: Rulebook) -> frozenset[str]:
    """Return every fact and parameter that a condition or a deadline looks at."""
    asked = frozenset[str]().union(*(names_in(condition) for _, condition in conditions(rulebook)))
    given = frozenset(name for amount in rulebook.amounts for name in _names_given(amount))
    return asked | given | {duty.due.since for duty in rulebook.duties if duty.due and duty.due.since}


def _names_given(amount: AmountRules) -> Iterator[str]:
    """Yield every fact and parameter that the formulas of `amount` look at."""
    for rule in amount.rules:
        if isinstance(rule.gives, Apportioning):
            yield from (*names_of(rule.gives.of), rule.gives.over.name)
        else:
            yield from names_of(rule.gives)
    yield from names_of(amount.otherwise) if amount.otherwise else ()


def names_in(condition: Condition) -> frozenset[str]:
    """Return every fact and parameter that `condition` itself looks at."""
    leaves = [leaf for leaf, _ in _leaves(condition, negated=False)]
    compared = (leaf for leaf in leaves if isinstance(leaf, Comparing | Referring))
    quantities = (quantity for leaf in compared for quantity in (*_left(leaf), *_right(leaf)))
    asked = {name for quantity in quantities for name in names_of(quantity)}
    return frozenset(asked | {leaf.fact.name for leaf in leaves if isinstance(leaf, Presence)})


def ends(rulebook: Rulebook) -> frozenset[str]:
    """Return every period after which a condition looks for a day: the cases stand before, on or after it."""
    compared = (quantity for _, found in comparisons(rulebook) for quantity in (found.left, *found.right))
    return frozenset(name for quantity in compared for name in _ends(quantity))


def _ends(quantity: Quantity) -> Iterator[str]:
    if isinstance(quantity, Later):
        yield quantity.within.name
    elif isinstance(quantity, Combined):
        for part in quantity.parts:
            yield from _ends(part)


def _leaves(condition: Condition, *, negated: bool) -> Iterator[tuple[Condition, bool]]:
    if isinstance(condition, Group):
        for part in condition.parts:
            yield from _leaves(part, negated=negated != (condition.how == "not"))
    else:
        yield condition, negated


def _uses(comparison: Comparing | Referring, *, negated: bool) -> Iterator[Use]:
    for comparator, right in _sides(comparison):
        asked = COMPLEMENT.get(comparator, comparator) if negated else comparator
        left = (found for quantity in _left(comparison) for found in _signs(quantity, -1))
        for name, sign in (*_signs(right, 1), *left):
            yield Use(name, asked if sign > 0 else _MIRRORED.get(asked, asked), comparison.span)


def _sides(comparison: Comparing | Referring) -> Iterator[tuple[str, Quantity]]:
    if comparison.comparator == "between":
        yield from zip(("at_least", "at_most"), _right(comparison), strict=True)
    elif comparison.comparator not in ("one_of", "includes"):
        yield comparison.comparator, _right(comparison)[0]


def _left(comparison: Comparing | Referring) -> tuple[Quantity, ...]:
    return (comparison.left,) if isinstance(comparison, Comparing) else ()


def _right(comparison: Comparing | Referring) -> tuple[Quantity, ...]:
    return comparison.right if isinstance(comparison, Comparing) else comparison.values


def _signs(quantity: Quantity, sign: int) -> Iterator[tuple[str, int]]:
    """Yield the names in `quantity`, each with the direction in which it moves it; facts are not negative."""
    if isinstance(quantity, Named):
        yield quantity.name, sign
        return
    if isinstance(quantity, Listed | Later):  # its period is no limit: nothing is held against it
        return
    for part, turned in zip(quantity.parts, _turns(quantity), strict=True):
        yield from _signs(part, sign * turned)


def _turns(quantity: Combined) -> list[int]:
    if quantity.how == "difference":
        return [1, -1]
    if quantity.how == "days_between":
        return [-1, 1]
    negative = quantity.how == "product" and sum(map(_negative, quantity.parts)) % 2
    return [-1 if negative else 1] * len(quantity.parts)


def _negative(quantity: Quantity) -> bool:
    value = quantity.written.value if isinstance(quantity, Named) else None
    return isinstance(value, int | Fraction) and value < 0
