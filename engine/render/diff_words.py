"""Aspects and outcomes of two editions in words; each side speaks with its own titles."""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.decision.kleene import Kleene, outcome
from engine.decision.verdict import DecisionOutcome, Trigger
from engine.diff.affected import Group
from engine.diff.changes import Difference
from engine.diff.parts import Amount, Shown
from engine.explain.citations import Citation
from engine.messages.words import Language, Phrase
from engine.program.program import Program
from engine.render.condition_text import Lines, condition_lines
from engine.render.explanation_words import Speaker
from engine.render.outcome_words import Titles


class Side:
    """One of the two editions, as it puts things."""

    def __init__(self, program: Program, citations: Mapping[str, Citation], language: Language) -> None:
        self.program = program
        self.speaker = Speaker(program, citations, language)
        self._titles = Titles(program, language)
        self._names = {decision.name: decision.title for decision in program.decisions}
        self._names |= {flag.name: flag.title for flag in program.flags}
        self._names |= {duty.name: duty.title for duty in program.duties}

    def title(self, name: str) -> str | None:
        return self._names.get(name)

    def outcome(self, found: DecisionOutcome | Trigger | None) -> str:
        """Return how a decision came out, or whether a flag or duty stands."""
        if isinstance(found, DecisionOutcome):
            return self._titles.outcome(found)
        return self.speaker.say(f"diff.trigger.{outcome(found.outcome if found else False)}")

    def shown(self, value: Shown) -> str | None:
        """Return an aspect in one line; None for a condition, which takes several."""
        say = self.speaker.say
        match value:
            case None:
                return say("diff.none")
            case str():
                return " ".join(value.split())
            case date():
                return value.isoformat()
            case Phrase():
                return say(value.id, **value.values)
            case Amount():
                return self._amount(value)
            case _:
                return None

    def _amount(self, amount: Amount) -> str:
        if amount.written is None:
            return self.speaker.say("diff.no_value")
        value = amount.written.value
        yuan = amount.unit == "CNY" and amount.written.unit is None and not isinstance(value, str | bool)
        return self.speaker.quantity(value * 100 if yuan else value, amount.unit)

    def lines(self, value: Shown) -> Lines:
        """Yield an aspect that takes several lines, or the one it takes."""
        line = self.shown(value)
        if line is not None:
            yield 0, line
        else:
            assert not isinstance(value, str | date | Phrase | Amount | None), "INVARIANT: else a condition"  # noqa: S101
            yield from condition_lines(value, self.speaker)


def rule_word(found: Kleene | str) -> str:
    """Return the word for how a rule came out: `met`, `not_met`, `unknown`, `absent`."""
    return found if isinstance(found, str) else outcome(found)


def difference_lines(found: Difference, before: Side, after: Side) -> Lines:
    """Yield what differs in one aspect: one line, or both conditions below each other."""
    say = after.speaker.say
    aspect = say(f"diff.aspect.{found.name}", key=found.key)
    first, second = before.shown(found.before), after.shown(found.after)
    if first is not None and second is not None:
        if found.before is None:
            yield 0, say("diff.only", aspect=aspect, value=second)
        else:
            yield 0, say("diff.from_to", aspect=aspect, before=first, after=second)
        return
    for words, side, value in (("diff.was", before, found.before), ("diff.is", after, found.after)):
        if value is not None:
            alone = found.before is None or found.after is None
            yield 0, say("diff.alone" if alone else words, aspect=aspect)
            yield from ((depth + 1, text) for depth, text in side.lines(value))


def reason_lines(group: Group, speaker: Speaker) -> Iterator[str]:
    """Yield the rules that came out otherwise."""
    say = speaker.say
    for name, first, second in group.rules:
        words = [say(f"diff.rule.{rule_word(found)}") for found in (first, second)]
        yield say("diff.rule", id=name, before=words[0], after=words[1])
