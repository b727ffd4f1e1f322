"""Which of the evaluated editions applies: the mildest, of equals the oldest; open where unknown facts could tell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.decision.result import Answer
from engine.decision.verdict import DecisionOutcome, Value
from engine.timing.plan import Plan, Rule

#: Texts from which a choice is by analogy only (T8).
_NO_ANALOGY = frozenset({"law", "judicial_interpretation"})
_BY_INTERPRETATION: frozenset[Rule | None] = frozenset({"T3", "T4", "T5"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The edition that applies; None where that is open, with the facts that would settle it."""

    edition: date | None
    rule: Rule | None
    answer: Answer
    flags: tuple[str, ...]
    deciding: tuple[str, ...] = ()
    milder: bool = False  #: a later edition applies because it is milder than the one of the conduct


def chosen(
    plan: Plan,
    outcomes: Mapping[date, DecisionOutcome],
    order: tuple[Value, ...],
    ranks: Mapping[date, str],
    unknown: tuple[str, ...],
) -> Choice:
    """Return what applies, given the outcome of the family's decision under each edition of `plan`.

    `order` runs from the mildest outcome to the gravest; `unknown` are the facts of the conduct that are missing.
    """
    if plan.answer is not None:
        return Choice(edition=None, rule=None, answer=plan.answer, flags=plan.flags)
    contradicting = [day for day in plan.shown if outcomes[day].standing == "conflict" or outcomes[day].may_conflict]
    sets = {day: _severities(outcomes[day].possible, order) for day in plan.choosing}
    if contradicting:
        conflict = next((day for day in contradicting if outcomes[day].standing == "conflict"), None)
        answer: Answer = "error" if conflict else "unknown"
        deciding = _deciding(outcomes, contradicting)
        return Choice(edition=conflict, rule=None, answer=answer, flags=plan.flags, deciding=deciding)
    choice = _agreed(plan, outcomes, sets, unknown) if plan.agreeing else _mildest(plan, outcomes, sets)
    return _with_analogy(choice, plan, ranks)


def _severities(possible: tuple[Value, ...], order: tuple[Value, ...]) -> frozenset[int]:
    return frozenset(order.index(value) for value in possible if value is not None)


def _mildest(plan: Plan, outcomes: Mapping[date, DecisionOutcome], sets: Mapping[date, frozenset[int]]) -> Choice:
    """Whatever unknown facts say, the mildest outcome lies between the lowest minimum and the lowest maximum."""
    lowest, surely = min(map(min, sets.values())), min(map(max, sets.values()))
    if lowest != surely:
        matter = [day for day in plan.choosing if min(sets[day]) < surely]
        deciding = _deciding(outcomes, matter)
        return Choice(edition=None, rule=None, answer="unknown", flags=plan.flags, deciding=deciding)
    applied = next(day for day in plan.choosing if sets[day] == {surely})
    oldest = applied == plan.choosing[0]
    rule = plan.oldest if oldest else plan.later
    return Choice(edition=applied, rule=rule, answer="value", flags=plan.flags, milder=not oldest)


def _agreed(
    plan: Plan,
    outcomes: Mapping[date, DecisionOutcome],
    sets: Mapping[date, frozenset[int]],
    unknown: tuple[str, ...],
) -> Choice:
    """Without the days of the conduct only what every edition says is decided; the newest speaks for all."""
    if plan.settled and len(set(sets.values())) == 1 and len(next(iter(sets.values()))) == 1:
        flags = (*plan.flags, "conduct_date_unknown")
        return Choice(edition=plan.choosing[-1], rule=None, answer="value", flags=flags)
    deciding = tuple(dict.fromkeys((*unknown, *_deciding(outcomes, plan.choosing))))
    return Choice(edition=None, rule=None, answer="unknown", flags=plan.flags, deciding=deciding)


def _deciding(outcomes: Mapping[date, DecisionOutcome], days: tuple[date, ...] | list[date]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for day in days for name in outcomes[day].deciding))


def _with_analogy(choice: Choice, plan: Plan, ranks: Mapping[date, str]) -> Choice:
    by_analogy = choice.rule in _BY_INTERPRETATION and any(ranks[day] not in _NO_ANALOGY for day in plan.shown)
    if not by_analogy:
        return choice
    by_hand = ("needs_human",) if choice.milder else ()  # no text says that opinions are compared so
    return replace(choice, flags=("analogy", *choice.flags, *by_hand))
