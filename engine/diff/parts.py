"""The parts of an edition, in a form in which two editions can be held against each other."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.messages.words import Phrase
from engine.program.program import Condition
from engine.rulebook.values import Unit, Written
from engine.source.text import Span

PartKind = Literal["edition", "fact", "parameter", "decision", "amount", "rule", "flag", "duty", "source"]
PART_KINDS: tuple[PartKind, ...] = (
    "edition", "fact", "parameter", "decision", "amount", "rule", "flag", "duty", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of a parameter; None where it ended."""

    written: Written | None
    unit: Unit


#: What is shown of an aspect; None where there is nothing.
Shown = str | date | Phrase | Amount | Condition | None


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that can differ: `name` with, for what is dated or listed, `key`."""

    name: str
    key: str
    same: Hashable  #: equal where nothing differs
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    kind: PartKind
    name: str
    title: str
    span: Span | None
    aspects: tuple[Aspect, ...]


def stated(name: str, value: str | date | None, key: str = "") -> Aspect:
    """Return an aspect that is text or a day."""
    return Aspect(name, key, value or None, value or None)


def listed(name: str, values: tuple[str, ...]) -> Aspect:
    """Return an aspect that is a list of texts."""
    return Aspect(name, "", values, "、".join(values) or None)
