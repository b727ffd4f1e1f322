"""An explanation as plain text for a terminal or a file: head, outcome, why, why not, duties, flags."""

from collections.abc import Iterator

from engine.decision.deadline import counting
from engine.decision.kleene import outcome as outcome_word
from engine.decision.trace import TracedRule
from engine.explain.explanation import ExplainedDecision, ExplainedDuty, Explanation, OtherOutcome
from engine.messages.catalogue import speak
from engine.messages.words import Language
from engine.program.program import CompiledDuty
from engine.render.explanation_amounts import amount_lines
from engine.render.explanation_changes import MOST_TOLD, change_sentence
from engine.render.explanation_leaves import condition_lines
from engine.render.explanation_lines import MARKS, Line
from engine.render.explanation_words import Speaker
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import Deadline, Owner

_DIGEST_SHOWN = len("sha256:") + 12


def explanation_text(explanation: Explanation, language: Language) -> str:
    """Return the explanation as text, one line a statement."""
    return "\n".join("  " * line.depth + safe(line.text) for line in explanation_lines(explanation, language)) + "\n"


def explanation_lines(explanation: Explanation, language: Language) -> tuple[Line, ...]:
    """Return the lines of every section that has something to say."""
    speaker = Speaker(explanation.program, explanation.citations, language)
    sections = (
        ("explain.outcome", outcome_lines(explanation, speaker)),
        ("explain.amounts", amount_lines(explanation, speaker, rule_lines)),
        ("explain.why", _why_lines(explanation, speaker)),
        ("explain.open", _open_lines(explanation, speaker)),
        ("explain.why_not", _why_not_lines(explanation, speaker)),
        ("explain.duties", _duties_lines(explanation, speaker)),
        ("explain.flags", flag_lines(explanation, speaker)),
    )
    found = list(_head_lines(explanation, speaker))
    for title, lines in sections:
        if told := list(lines):
            found += [Line(0, ""), Line(0, speaker.say(title)), *told]
    return tuple(found)


def _head_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    program = explanation.program
    key = " / ".join(f"{column} {value}" for column, value in explanation.subject.key)
    edition = f"{program.name}@{program.edition} {program.digest[:_DIGEST_SHOWN]}"
    heads = (
        ("explain.subject", key),
        ("explain.rulebook", program.title),
        ("explain.edition", edition),
        ("explain.as_of", program.as_of.isoformat()),
        ("explain.standing", speaker.say(f"rank.{program.family.rank}")),
    )
    for title, value in heads:
        yield Line(0, speaker.say("label.colon", label=speaker.say(title), value=value))


def outcome_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    """Yield one line a decision: its outcome and the rules that decided."""
    for explained in explanation.decisions:
        label = speaker.say("label.colon", label=explained.decision.title, value=outcome_sentence(explained, speaker))
        yield Line(1, label)


def outcome_sentence(explained: ExplainedDecision, speaker: Speaker) -> str:
    """Return what became of a decision, with what decided it."""
    outcome, decision = explained.outcome, explained.decision
    if outcome.standing == "conflict":
        return speaker.say("explain.conflict", rules=speaker.joined(outcome.because))
    if outcome.standing == "undetermined":
        return speaker.say("explain.undetermined", outcomes=speaker.outcomes(decision, outcome.possible))
    values = outcome.value if isinstance(outcome.value, tuple) else (outcome.value,)
    shown = speaker.joined(speaker.outcome(decision, value) for value in values) or speaker.say("explain.no_outcome")
    rules = tuple(rule for rule in outcome.because if rule != "otherwise")
    because = (
        speaker.say("explain.by_rules", rules=speaker.joined(rules)) if rules else speaker.say("explain.by_otherwise")
    )
    return speaker.say("explain.said", what=shown, label=because)


def _why_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    for explained in explanation.decisions:
        if explained.outcome.standing == "undetermined" or not explained.rules:
            continue
        yield Line(1, explained.decision.title)
        for rule in explained.rules:
            yield from rule_lines(rule, speaker, depth=2)


def rule_lines(rule: TracedRule, speaker: Speaker, depth: int, *, only_missing: bool = False) -> Iterator[Line]:
    """Yield a rule with its conditions and, unless only what is missing is asked for, its sources."""
    name = (
        speaker.say("explain.rule", id=rule.id, title=rule.title)
        if rule.title
        else speaker.say("explain.rule_bare", id=rule.id)
    )
    standing = speaker.say(f"explain.rule.{outcome_word(rule.outcome)}")
    yield Line(depth, f"{MARKS[rule.outcome]} {speaker.say('explain.said', what=name, label=standing)}")
    yield from condition_lines(rule.condition, speaker, depth + 1, only_missing=only_missing)
    if not only_missing:
        yield from (_source(reference, speaker, depth + 1) for reference in rule.cites)


def _source(reference: str, speaker: Speaker, depth: int) -> Line:
    return Line(depth, speaker.say("explain.source", cited=speaker.cited(reference)))


def _open_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    for explained in explanation.decisions:
        if explained.outcome.standing != "undetermined":
            continue
        yield Line(1, explained.decision.title)
        yield Line(2, speaker.say("explain.deciding", facts=speaker.facts(explained.outcome.deciding)))
        for rule in explained.rules:
            yield from rule_lines(rule, speaker, depth=2)


def _why_not_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    for explained in explanation.decisions:
        for other in explained.others:
            yield from _other_lines(explained, other, speaker)


def _other_lines(explained: ExplainedDecision, other: OtherOutcome, speaker: Speaker) -> Iterator[Line]:
    outcome = speaker.outcome(explained.decision, other.value)
    heading = "explain.may_outcome" if other.possible else "explain.not_outcome"
    yield Line(1, speaker.say(heading, title=explained.decision.title, outcome=outcome))
    if not other.possible:
        for rule in other.rules:
            yield from rule_lines(rule, speaker, depth=2, only_missing=True)
    for change in other.changes[:MOST_TOLD]:
        yield Line(2, f"→ {change_sentence(change, outcome, speaker)}")
    if (rest := len(other.changes) - MOST_TOLD) > 0:
        yield Line(2, f"→ {speaker.say('explain.change.more', count=rest)}")
    if not other.changes:
        yield Line(2, f"→ {speaker.say('explain.change.none', outcome=outcome)}")


def _duties_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    if not explanation.duties and explanation.program.duties:
        yield Line(1, speaker.say("explain.no_duties"))
    for explained in explanation.duties:
        yield from duty_lines(explained, speaker)


def duty_lines(explained: ExplainedDuty, speaker: Speaker) -> Iterator[Line]:
    """Yield a duty: what, who, after what, until when, on which text."""
    rule, status = explained.rule, explained.duty.status
    said = speaker.say("explain.duty", title=rule.title, status=speaker.say(f"explain.duty.{status}"))
    yield Line(1, f"{MARKS[explained.outcome]} {said}")
    if explained.duty.fault:
        yield Line(2, speak(explained.duty.fault.message, speaker.language))
    if explained.duty.waits_for:
        yield Line(2, speaker.say("explain.duty.waits_for", facts=speaker.facts(explained.duty.waits_for)))
    for name, value in _particulars(rule, explained, speaker):
        yield Line(2, speaker.say(f"explain.duty.{name}", **{name: value}))
    yield from (_source(reference, speaker, 2) for reference in rule.cites)


def _particulars(rule: CompiledDuty, explained: ExplainedDuty, speaker: Speaker) -> Iterator[tuple[str, str]]:
    if rule.stage:
        yield "stage", rule.stage
    if rule.what:
        yield "what", speaker.joined(rule.what)
    yield "owner", owner_words(rule.owner)
    if rule.assisted_by:
        yield "assisted_by", owner_words(rule.assisted_by)
    if rule.first:
        yield "first", rule.first
    yield "due", due_words(rule.due, explained.duty.due, speaker)
    if rule.evidence:
        yield "evidence", rule.evidence


def owner_words(owner: Owner) -> str:
    """Return the published role, or the setting that leaves it to the user unit."""
    return owner.role or owner.setting or ""


def due_words(deadline: Deadline | None, due: str | None, speaker: Speaker) -> str:
    """Return a deadline: its day, the period it comes from, or the setting that leaves it open."""
    if deadline is None:
        return speaker.say("explain.duty.no_due")
    if deadline.within is None:
        return deadline.setting or speaker.say("explain.duty.no_due")
    within = speak(counting(deadline, speaker.fact(deadline.since or "")), speaker.language)
    return speaker.say("explain.duty.day", day=due, within=within) if due else within


def flag_lines(explanation: Explanation, speaker: Speaker) -> Iterator[Line]:
    """Yield the review flags that stand, and those that may."""
    for explained in explanation.flags:
        title, trigger = explained.flag.title, explained.trigger
        if trigger.outcome is None:
            title = speaker.say("explain.flag.open", title=title, facts=speaker.facts(trigger.deciding))
        yield Line(1, f"{MARKS[trigger.outcome]} {title}")
