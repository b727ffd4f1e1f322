"""Amounts as results state them: pure data."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from engine.program.amounts import Formula
from engine.rulebook.values import Cell

#: `none`: no rule is met and nothing is said of that. `contradiction`: the facts cannot all be true.
AmountStanding = Literal["decided", "undetermined", "none", "contradiction"]


class Share(NamedTuple):
    """What one entry of a list gets."""

    position: int  #: in the list, from 1
    name: Cell  #: the first member of the entry that is text; None where it has none
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What became of one amount. Units: those of the amount, money in fen."""

    name: str
    standing: AmountStanding
    value: int | None = None  #: of what is shared: what remains
    shares: tuple[Share, ...] | None = None  #: only where something is shared
    deciding: tuple[str, ...] = ()  #: facts that are missing, or that contradict each other
    because: tuple[str, ...] = ()  #: the rule that is met, or `otherwise`
    formula: Formula | None = None  #: where it is settled which one applies
