"""Which edition applies, in sentences: the days, every edition considered, the rule that chose, what is doubtful."""

from collections.abc import Iterator
from datetime import date

from engine.explain.explanation import Explanation
from engine.explain.in_time import ExplainedInTime
from engine.messages.words import Language
from engine.render.explanation_lines import Line
from engine.render.explanation_text import explanation_lines, outcome_lines
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.timing.plan import OF_TIME


def text_in_time(explained: ExplainedInTime, language: Language) -> str:
    """Return the explanation as text: the choice of the edition, then the reasons of the one that applies."""
    lines = lines_in_time(explained, language)
    return "\n".join("  " * line.depth + safe(line.text) for line in lines) + "\n"


def lines_in_time(explained: ExplainedInTime, language: Language) -> tuple[Line, ...]:
    """Return the lines of every section that has something to say."""
    program = explained.result.program
    speaker = Speaker(program, {}, language)
    key = " / ".join(f"{column} {value}" for column, value in explained.result.subject.key)
    head = Line(0, speaker.say("label.colon", label=speaker.say("explain.subject"), value=key))
    choice = (head, Line(0, ""), Line(0, speaker.say("timing.section")), *_choice(explained, speaker))
    if explained.applied is None:
        return choice
    return (*choice, Line(0, ""), *explanation_lines(explained.applied, language))


def _choice(explained: ExplainedInTime, speaker: Speaker) -> Iterator[Line]:
    final = speaker.say("timing.final.on", day=explained.final) if explained.final else speaker.say("timing.final.open")
    first, last = _day(explained.first, speaker), _day(explained.last, speaker)
    yield Line(1, speaker.say("timing.conduct", first=first, last=last, as_of=explained.as_of, final=final))
    for each in explained.considered:
        yield from _edition(each, explained, speaker)
    yield from _rule(explained, speaker)
    raised = {flag.name for flag in explained.result.verdict.flags if flag.outcome is True}
    yield from (Line(1, f"! {speaker.say(f'timing.flag.{name}')}") for name in OF_TIME if name in raised)
    if explained.time.edition and len(explained.considered) > 1:
        yield Line(1, speaker.say("timing.rest", edition=explained.time.edition))


def _day(day: date | None, speaker: Speaker) -> str:
    return day.isoformat() if day else speaker.say("timing.unknown")


def _edition(each: Explanation, explained: ExplainedInTime, speaker: Speaker) -> Iterator[Line]:
    """Yield what one edition, applied as a whole, makes of the subject."""
    program = each.program
    rank = next(found.rank for found in explained.time.considered if found.program.edition == program.edition)
    said = speaker.say("timing.edition", edition=program.edition, rank=speaker.say(f"rank.{rank}"), title=program.title)
    if program.edition == explained.time.edition:
        said = speaker.say("timing.applied", said=said)
    yield Line(1, said)
    own = Speaker(program, each.citations, speaker.language)
    yield from (Line(2, line.text) for line in outcome_lines(each, own))


def _rule(explained: ExplainedInTime, speaker: Speaker) -> Iterator[Line]:
    time = explained.time
    if time.edition is None:
        yield Line(1, speaker.say(f"timing.answer.{time.answer}"))
        conduct = explained.result.program.family.conduct
        if time.answer == "not_applicable" and conduct and conduct.since:
            yield Line(1, speaker.say("timing.basis", basis=conduct.since.because))
        deciding = dict.fromkeys(name for found in explained.result.verdict.decisions for name in found.deciding)
        if deciding:
            yield Line(1, speaker.say("explain.deciding", facts=speaker.facts(deciding)))
        return
    if time.applied_by is None:
        yield Line(1, speaker.say("timing.rule.none"))
        return
    way = f".{'new' if explained.milder else 'old'}" if time.applied_by == "T4" else ""
    yield Line(1, speaker.say(f"timing.rule.{time.applied_by}{way}"))
    yield Line(1, speaker.say("timing.basis", basis=speaker.say(f"timing.cite.{time.applied_by}")))
