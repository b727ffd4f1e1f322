"""What the rules of a program say of one subject: a pure function of the outcomes of its tests."""

from dataclasses import dataclass
from typing import Literal

from engine.decision.kleene import Kleene

#: None where no rule was met and the rulebook says no `otherwise`.
Value = str | bool | int | None
#: `conflict`: two rules met that the rulebook promised never to meet together.
Standing = Literal["decided", "undetermined", "conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOutcome:
    """What became of one decision."""

    name: str
    standing: Standing
    value: Value | tuple[Value, ...]  #: a tuple where the hit policy gives a list; None unless decided
    certain: tuple[Value, ...]  #: outcomes that stand whatever the unknown facts say
    possible: tuple[Value, ...]  #: every outcome that may still come out, in the order of the rules; numbers ascending
    may_conflict: bool  #: some unknown rule could still break a promise of the rulebook
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
    amounts: tuple[DecisionOutcome, ...] = ()  #: which formula each amount comes to; none where no engine decided

    def decision(self, name: str) -> DecisionOutcome:
        return next(decision for decision in self.decisions if decision.name == name)


def refers(outcome: DecisionOutcome, values: tuple[Value, ...], *, collects: bool) -> Kleene:
    """Return whether `outcome` is among `values` (of a list: holds one of them).

    Met where every outcome still possible is among them, so that an account that is surely tier 1 or tier 2 is
    handed over although it is not known yet which.
    """
    if outcome.standing == "conflict" or outcome.may_conflict:
        return None
    if collects:
        if any(value in values for value in outcome.certain):
            return True
        return None if any(value in values for value in outcome.possible) else False
    among = [value in values for value in outcome.possible]
    return True if all(among) else None if any(among) else False
