"""The text of a rulebook for a page: parameters with what they stand on, rules as sentences with their sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engine.program.program import Branch, CompiledDecision, Condition, DecisionLeaf, Leaf, ParameterInForce, Program
from engine.render.explanation_words import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    decision: str
    id: str
    title: str
    then: str
    conditions: tuple[tuple[int, str], ...]  #: how far each stands in, and its words
    sources: tuple[str, ...]


def parameter_rows(program: Program, speaker: Speaker) -> Iterator[tuple[str, ...]]:
    """Yield title, value, day it holds from, and basis of each parameter."""
    for parameter in program.parameters:
        value = speaker.quantity(_exact(parameter), parameter.unit)
        yield parameter.title, value, parameter.since.isoformat(), speaker.basis(parameter.basis)


def _exact(parameter: ParameterInForce) -> int | bool | str | Fraction:
    value = parameter.value
    return Fraction(value, parameter.denominator) if type(value) is int else value


def rule_texts(program: Program, speaker: Speaker) -> tuple[RuleText, ...]:
    """Return every rule in reading order."""
    decisions = (program.decisions[place] for place in program.reading_order)
    return tuple(
        RuleText(
            decision=decision.title,
            id=rule.id,
            title=rule.title,
            then=speaker.outcome(decision, rule.then),
            conditions=tuple(_condition(rule.when, speaker, 0)),
            sources=tuple(speaker.cited(reference) for reference in rule.cites),
        )
        for decision in decisions
        for rule in decision.rules
    )


def _condition(condition: Condition, speaker: Speaker, depth: int) -> Iterator[tuple[int, str]]:
    if condition.label:
        yield depth, condition.label
        return
    match condition:
        case Leaf():
            yield depth, _leaf(condition, speaker)
        case DecisionLeaf():
            yield depth, _reference(condition, speaker.program.decisions[condition.decision], speaker)
        case Branch(how="all") if depth == 0:
            for part in condition.parts:
                yield from _condition(part, speaker, depth)
        case Branch():
            yield depth, speaker.say(f"explain.group.{condition.how}")
            for part in condition.parts:
                yield from _condition(part, speaker, depth + 1)


def _leaf(leaf: Leaf, speaker: Speaker) -> str:
    left = speaker.worded(leaf.left.text)
    if leaf.comparator == "present":
        return speaker.say("explain.not_known" if leaf.negated else "explain.known", left=left)
    asked = f"{left} {speaker.say(f'compare.{leaf.comparator}')} {speaker.worded(leaf.right.text)}"
    return speaker.tight(asked)


def _reference(leaf: DecisionLeaf, decision: CompiledDecision, speaker: Speaker) -> str:
    wanted = speaker.asked(leaf)
    return speaker.tight(f"{decision.title} {speaker.say('compare.is_not' if leaf.negated else 'compare.is')} {wanted}")
