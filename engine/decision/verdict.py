"""What the rules of a program say of one subject: a pure function of the outcomes of its tests."""

from dataclasses import dataclass
from typing import Literal

from engine.decision.kleene import Kleene

Value = str | bool
#: `conflict`: two rules met that the rulebook promised never to meet together.
Standing = Literal["decided", "undetermined", "conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOutcome:
    """What became of one decision."""

    name: str
    standing: Standing
    value: Value | tuple[Value, ...] | None  #: a tuple where the hit policy is `collect`; None unless decided
    possible: tuple[Value, ...]  #: every outcome that may still come out, in the order of the rulebook
    because: tuple[str, ...]  #: ids of the rules that decided, or `otherwise`
    deciding: tuple[str, ...]  #: where undetermined: the smallest set of facts that decides it whatever they say
    rules: tuple[tuple[str, Kleene], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Whether a flag stands or a duty is due; `deciding` as for a decision."""

    name: str
    outcome: Kleene
    deciding: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything decided about a subject, without times: decisions in reading order, flags, duties."""

    decisions: tuple[DecisionOutcome, ...]
    flags: tuple[Trigger, ...]
    duties: tuple[Trigger, ...]
    discharged: tuple[Kleene, ...]  #: beside `duties`

    def decision(self, name: str) -> DecisionOutcome:
        return next(decision for decision in self.decisions if decision.name == name)
