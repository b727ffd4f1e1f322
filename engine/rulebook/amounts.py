"""Amounts that come out once decisions are made: by how much somebody is fined, what each victim gets back."""

from dataclasses import dataclass
from typing import Literal

from engine.rulebook.citations import Cite
from engine.rulebook.conditions import Condition, Named, Quantity
from engine.rulebook.values import Unit
from engine.source.text import Span

Rounding = Literal["down", "up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apportioning:
    """`of` shared among the entries of the list `over`; the members are named in full, `victims.loss`."""

    of: Quantity
    over: Named
    proportion: Named
    at_most: Named | None  #: what stands in `proportion`, where it is not stated
    first: Named | None  #: what an entry gets before anything is shared
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRule:
    id: str
    title: str
    when: Condition
    gives: Quantity | Apportioning
    cites: tuple[Cite, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRules:
    """One amount; the first of its rules that is met says what it is."""

    name: str
    title: str
    unit: Unit
    rules: tuple[AmountRule, ...]
    otherwise: Quantity | None
    rounding: Rounding | None
    span: Span
