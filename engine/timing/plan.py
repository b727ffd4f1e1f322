"""Which editions are evaluated for conduct of a time, and by which rule each of them would apply.

An edition whose entry into force is unclear governs for sure only after the last day on which it may have begun: on the
days between, the edition before it and it itself are both evaluated.
Source: 刑法 12; 高检发释字〔2001〕5号 2-4 (T3-T5); 行政处罚法 37 (T6); T8 to T10 are practice, not confirmed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from engine.decision.result import Answer
from engine.timing.conduct import ConductTime

Effect = Literal["milder", "administrative_milder"]
#: T1 the rule of the conduct, unchanged · T3 none then, a later one · T4 old or milder · T5 final · T6 as T4, for
#: administrative penalties · T9 across a change.
Rule = Literal["T1", "T3", "T4", "T5", "T6", "T9"]
#: The flags that a choice of edition may raise beside those of the rulebook.
OF_TIME = ("analogy", "straddle", "needs_human", "effective_date_unclear", "conduct_date_unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEdition:
    """An edition as the calendar sees it."""

    day: date  #: from which it is in force
    rank: str
    repealed: date | None = None
    unclear: tuple[date, date] | None = None

    @property
    def surely(self) -> date:
        """The day from which it is in force beyond doubt."""
        return self.unclear[1] + timedelta(1) if self.unclear else self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be evaluated; the days are those of editions, oldest first."""

    shown: tuple[date, ...] = ()
    choosing: tuple[date, ...] = ()  #: the mildest of these applies, of equals the oldest
    oldest: Rule = "T1"  #: the rule where the first of `choosing` applies
    later: Rule = "T4"  #: the rule where a later one does
    flags: tuple[str, ...] = ()
    answer: Answer | None = None  #: why nothing is evaluated
    agreeing: bool = False  #: the days are not known: only what all of `choosing` agree on is decided
    settled: bool = True  #: without agreement of the editions, too, one of them may not apply at all


def planned(
    conduct: ConductTime, editions: Sequence[DatedEdition], as_of: date, effect: Effect, since: date = date.min
) -> Plan:
    """Return which of `editions`, oldest first, are evaluated when it is decided on `as_of`.

    An interpretation reaches back as far as the law that it interprets, not beyond: conduct that ended before `since`,
    the day on which the law began to know it, is not judged at all (刑法 12).
    """
    if _contradicts(conduct, as_of):
        return Plan(answer="error")
    if conduct.last and conduct.last < since:
        return Plan(answer="not_applicable")
    decided_on = min(as_of, conduct.final or as_of)
    begun = tuple(edition for edition in editions if edition.day <= decided_on)
    if not begun:
        return Plan(answer="not_yet_in_force")
    plan = _unsettled(conduct, begun, effect) if conduct.unknown else None
    if plan is None:
        # where one of the days is unknown here, it makes no difference
        first = conduct.first or conduct.last or decided_on
        plan = _known(first, conduct.last or first, begun, effect)
    if plan.answer is None:
        later = any(decided_on < edition.day <= as_of for edition in editions)
        plan = _named(plan, effect, final=later)
        doubts = (*_doubts(plan, begun, conduct, as_of), *_partly_before(conduct, since))
        plan = replace(plan, flags=tuple(dict.fromkeys((*plan.flags, *doubts))))
        if conduct.last is None and conduct.first and conduct.first < since:
            plan = replace(plan, agreeing=True, settled=False)
    return plan


def _partly_before(conduct: ConductTime, since: date) -> tuple[str, ...]:
    """Return the flags where part of the conduct came before the law knew it: the totals cannot be split there."""
    begun_before = conduct.first is not None and conduct.first < since
    return ("straddle", "needs_human") if begun_before and conduct.last and conduct.last >= since else ()


def _contradicts(conduct: ConductTime, as_of: date) -> bool:
    first, last = conduct.first or date.min, conduct.last or conduct.first or date.max
    latest = max(first, conduct.last or date.min)
    return last < first or latest > as_of or latest > (conduct.final or date.max)


def _governing(begun: Sequence[DatedEdition], day: date) -> int | None:
    """Return the place of the edition that was surely in force on `day`, None before the first."""
    return max((place for place, edition in enumerate(begun) if edition.surely <= day), default=None)


def _known(first: date, last: date, begun: Sequence[DatedEdition], effect: Effect) -> Plan:
    days = tuple(edition.day for edition in begun)
    start, end = _governing(begun, first), _governing(begun, last)
    if _ended(begun[-1], first):
        return Plan(answer="repealed")
    if end is None:
        if effect == "administrative_milder" and last < begun[0].day:
            return Plan(answer="not_applicable")
        return Plan(shown=days, choosing=days, oldest="T3")
    reaches_back = start is None and effect == "milder"
    if start != end and not reaches_back:
        flags = ("straddle", "needs_human")
        return Plan(shown=days[start or 0 :], choosing=days[end:], oldest="T9", flags=flags)
    if start is None:
        return Plan(shown=days, choosing=days, oldest="T3")
    return Plan(shown=days[start:], choosing=days[start:], oldest="T4" if days[start + 1 :] else "T1")


def _ended(newest: DatedEdition, first: date) -> bool:
    return newest.repealed is not None and newest.repealed <= first


def _unsettled(conduct: ConductTime, begun: Sequence[DatedEdition], effect: Effect) -> Plan | None:
    """Return the plan where an unknown day matters, None where it does not."""
    start = _governing(begun, conduct.first) if conduct.first else None
    if start is not None and start == len(begun) - 1:
        return None  # whenever it ended, the newest edition governed all of it
    if conduct.last and conduct.last < begun[0].day:
        return None  # whenever it began, it ended before the first edition
    days = tuple(edition.day for edition in begun[start or 0 :])
    may_precede = effect == "administrative_milder" and (conduct.first or date.min) < begun[0].day
    may_follow = any(edition.repealed for edition in begun[-1:])
    return Plan(shown=days, choosing=days, agreeing=True, settled=not (may_precede or may_follow))


def _named(plan: Plan, effect: Effect, *, final: bool) -> Plan:
    """Return `plan` with its rules as the final decision and the kind of law have them."""
    if final:
        return replace(plan, oldest="T5", later="T5")
    if effect == "administrative_milder":
        return replace(plan, oldest="T9" if plan.oldest == "T9" else "T6", later="T6")
    return plan


def _doubts(plan: Plan, begun: Sequence[DatedEdition], conduct: ConductTime, as_of: date) -> Iterator[str]:
    """Yield what is doubtful because it is unclear on which day an edition entered into force."""
    spans = [edition.unclear for edition in begun if edition.unclear and edition.day in plan.shown]
    days = [day for day in (conduct.first, conduct.last, conduct.final, as_of) if day]
    if not any(first <= day <= last for first, last in spans for day in days):
        return
    yield "effective_date_unclear"
    first, last = conduct.first, conduct.last
    if first and last and any(first < edition.day <= last for edition in begun[1:]):
        yield from ("straddle", "needs_human")
