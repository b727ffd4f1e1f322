"""The tasks of the cases in the order in which they fall due."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.decision.result import Duty, Result
from engine.program.program import CompiledDuty
from engine.render.case_run import Judged
from engine.render.explanation_text import due_words, owner_words
from engine.render.explanation_words import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    case_id: str
    stage: str
    title: str
    what: tuple[str, ...]
    state: str  #: open, overdue, discharged, undetermined or error
    status: str  #: its words, with the facts it waits for
    owner: str
    assisted_by: str
    first: str
    due: str | None  #: ISO day or moment
    when: str  #: the deadline in words
    evidence: str
    sources: tuple[str, ...]  #: references of the texts it rests on


#: Tasks that the page lists; `duties.jsonl` has all.
MOST_LISTED = 1_000
_ORDER = ("error", "overdue", "open", "undetermined", "discharged")


def agenda(cases: Judged, speaker: Speaker) -> tuple[tuple[Task, ...], Mapping[str, int]]:
    """Return what is to be done, and of what is not listed the number in each state.

    Overdue stands first, then by day; tasks without a day after those with one.
    """
    rules = {rule.name: rule for rule in cases.program.duties}
    duties = [(result, duty) for result in cases.results for duty in result.duties]
    duties.sort(key=lambda found: (_ORDER.index(found[1].status), found[1].due is None, found[1].due or ""))
    tasks = tuple(_task(result, duty, rules[duty.name], speaker) for result, duty in duties[:MOST_LISTED])
    return tasks, Counter(duty.status for _, duty in duties[MOST_LISTED:])


def _task(result: Result, duty: Duty, rule: CompiledDuty, speaker: Speaker) -> Task:
    return Task(
        case_id="/".join(value for _, value in result.subject.key),
        stage=rule.stage or "",
        title=rule.title,
        what=rule.what,
        state=duty.status,
        status=_waiting(speaker.say(f"explain.duty.{duty.status}"), duty.waits_for, speaker),
        owner=owner_words(rule.owner),
        assisted_by=owner_words(rule.assisted_by) if rule.assisted_by else "",
        first=rule.first or "",
        due=duty.due,
        when=due_words(rule.due, duty.due, speaker),
        evidence=rule.evidence or "",
        sources=rule.cites,
    )


def _waiting(status: str, facts: Iterable[str], speaker: Speaker) -> str:
    found = tuple(facts)
    return speaker.say("report.waiting", status=status, facts=speaker.facts(found)) if found else status
