"""Conditions as a rulebook states them → lines of words, each with how far it stands in."""

from collections.abc import Iterator

from engine.program.program import Branch, Condition, DecisionLeaf, Leaf
from engine.render.explanation_words import ORDERING, Speaker

Lines = Iterator[tuple[int, str]]


def condition_lines(condition: Condition, speaker: Speaker) -> Lines:
    """Yield `condition` in words; `speaker` knows the titles of its program."""
    match condition:
        case Branch():
            group = speaker.say(f"show.{condition.how}")
            yield 0, speaker.say("label.colon", label=condition.label, value=group) if condition.label else group
            for part in condition.parts:
                yield from ((depth + 1, text) for depth, text in condition_lines(part, speaker))
        case DecisionLeaf():
            yield from _labelled(_reference(condition, speaker), condition.label, speaker)
        case Leaf():
            yield from _labelled(_leaf(condition, speaker), condition.label, speaker)


def _labelled(what: str, label: str | None, speaker: Speaker) -> Lines:
    """Yield what the author says of a condition, and the condition itself below it."""
    if label:
        yield 0, label
    yield (1 if label else 0), speaker.tight(what)


def _leaf(leaf: Leaf, speaker: Speaker) -> str:
    left = speaker.worded(leaf.left.text)
    if leaf.comparator == "present":
        return speaker.say("show.absent" if leaf.negated else "show.present", left=left)
    return speaker.say("show.leaf", left=left, comparator=speaker.comparator(leaf), right=right_words(leaf, speaker))


def right_words(leaf: Leaf, speaker: Speaker) -> str:
    """Return the right side in words; choices by their titles, flags as yes and no."""
    if leaf.unit == "flag":
        return speaker.say("explain.yes" if leaf.right.text == "true" else "explain.no")
    if leaf.unit == "choice":
        titles = dict(speaker.program.fact(leaf.left.text).choices)
        return "、".join(titles.get(value, value) for value in leaf.right.text.replace("、", ", ").split(", "))
    return speaker.worded(leaf.right.text)


def _reference(leaf: DecisionLeaf, speaker: Speaker) -> str:
    decision = speaker.program.decisions[leaf.decision]
    asked = speaker.asked(leaf)
    if leaf.comparator in ORDERING:
        return speaker.say("show.reference_number", decision=decision.title, asked=asked)
    said = "show.reference_not" if leaf.negated else "show.reference"
    return speaker.say(said, decision=decision.title, outcomes=asked)
