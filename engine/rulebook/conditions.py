"""Conditions and quantities as a rulebook states them: names not yet resolved, places kept."""

from dataclasses import dataclass
from typing import Literal

from engine.rulebook.values import Written
from engine.source.text import Span

Combination = Literal["sum", "difference", "product", "min", "max", "days_between"]
#: What is made of the entries of a list fact; the last two over the fullest stretch of time.
Listing = Literal["total", "count_of", "largest_total", "largest_count"]
NumberComparator = Literal["at_least", "more_than", "at_most", "less_than", "is", "is_not"]

COMBINATIONS: tuple[Combination, ...] = ("sum", "difference", "product", "min", "max", "days_between")
LISTINGS: tuple[Listing, ...] = ("total", "count_of", "largest_total", "largest_count")
COMPARATORS: tuple[str, ...] = (
    "at_least", "more_than", "at_most", "less_than", "between", "is", "is_not", "one_of", "present", "includes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A word that may name a fact or a parameter; as `written` it is a literal."""

    name: str
    written: Written
    span: Span


@dataclass(frozen=True, slots=True)
class Combined:
    """A quantity made of others."""

    how: Combination
    parts: tuple["Quantity", ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A quantity made of the entries of a list fact."""

    how: Listing
    of: Named  #: `acts`, or its member `acts.amount`
    by: Named | None  #: the member, a day, by which time is counted
    within: Named | None  #: a period, or the name of a parameter of that unit
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The day, or the moment, at which a period after a fact ends."""

    since: Named  #: a fact, a day or a moment
    within: Named  #: a period, or the name of a parameter of that unit
    span: Span
    how: Literal["later"] = "later"


Quantity = Named | Combined | Listed | Later


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """`{fact: …, at_least: …}`; the right side has two parts for `between` and any number for `one_of`."""

    left: Quantity
    comparator: str
    right: tuple[Quantity, ...]
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """`{fact: …, present: true}`: never unknown."""

    fact: Named
    wanted: bool
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """`{decision: …, is: …}`."""

    decision: str
    comparator: str
    values: tuple[Quantity, ...]
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`all`, `any` or `not` over other conditions."""

    how: Literal["all", "any", "not"]
    parts: tuple["Condition", ...]
    label: str | None
    span: Span


Condition = Comparing | Presence | Referring | Group


@dataclass(frozen=True, slots=True)
class DecisionColumn:
    """A column of a decision table that looks at another decision."""

    decision: str
    span: Span


#: What a column of a decision table looks at.
Column = Quantity | DecisionColumn


def names_of(quantity: Quantity) -> tuple[str, ...]:
    """Return every name that `quantity` looks at; of a list its own, not those of its members."""
    match quantity:
        case Named(name):
            return (name,)
        case Combined():
            return tuple(name for part in quantity.parts for name in names_of(part))
        case Listed():
            within = (quantity.within.name,) if quantity.within else ()
            return (quantity.of.name.partition(".")[0], *within)
        case Later():
            return (quantity.since.name, quantity.within.name)
