"""Conditions in words: what was observed, what was asked, how far apart they are, where the number comes from."""

from collections.abc import Iterator
from fractions import Fraction

from engine.decision.kleene import Kleene
from engine.decision.lists import AddedUp
from engine.decision.trace import TracedBranch, TracedCondition, TracedLeaf, TracedReference
from engine.program.program import Leaf, Membership
from engine.render.explanation_lines import MARKS, Line
from engine.render.explanation_words import Speaker
from engine.rulebook.values import show

#: A comparator that an observed value misses from above.
_UPPER = ("at_most", "less_than")


def condition_lines(
    condition: TracedCondition, speaker: Speaker, depth: int, *, only_missing: bool = False
) -> Iterator[Line]:
    """Yield the lines of a condition; `only_missing` leaves out the parts that are met."""
    match condition:
        case TracedLeaf():
            yield from _leaf_lines(condition, speaker, depth)
        case TracedReference():
            yield Line(depth, f"{MARKS[condition.outcome]} {_reference(condition, speaker)}")
        case TracedBranch():
            yield from _branch_lines(condition, speaker, depth, only_missing=only_missing)


def _branch_lines(branch: TracedBranch, speaker: Speaker, depth: int, *, only_missing: bool) -> Iterator[Line]:
    inner = depth
    if branch.how != "all" or branch.label:
        group = speaker.say(f"explain.group.{branch.how}")
        yield Line(depth, f"{MARKS[branch.outcome]} {_said(group, branch.label, speaker)}")
        inner = depth + 1
    for part in branch.parts:
        if not only_missing or branch.how == "not" or part.outcome is not True:
            yield from condition_lines(part, speaker, inner, only_missing=only_missing and branch.how != "not")


def _leaf_lines(traced: TracedLeaf, speaker: Speaker, depth: int) -> Iterator[Line]:
    leaf = traced.leaf
    yield Line(depth, f"{MARKS[traced.outcome]} {leaf.label or leaf_sentence(traced, speaker)}")
    if leaf.label:
        yield Line(depth + 1, leaf_sentence(traced, speaker))
    for added in traced.added:
        yield from (Line(depth + 2, text) for text in added_words(added, speaker))
    for name in dict.fromkeys(leaf.left.parameters + leaf.right.parameters):
        yield Line(depth + 2, speaker.parameter(speaker.program.parameter(name)))


#: Entries that are told one by one; a longer list is told by its number.
MOST_ENTRIES = 12


def added_words(added: AddedUp, speaker: Speaker) -> Iterator[str]:
    """Yield which entries of a list were added up: their positions, days and number."""
    if added.value is None:
        return
    if not added.entries:
        yield speaker.say("list.added_none")
        return
    days = [speaker.say("list.entry_on", at=at, day=show(day, "day")) for at, day in zip(added.entries, added.days)]  # noqa: B905 (without days there are none)
    told = days or [speaker.say("list.entry", at=at) for at in added.entries]
    shown = speaker.joined(told[:MOST_ENTRIES], "explain.next_fact")
    more = len(told) > MOST_ENTRIES
    yield speaker.say("list.added_more" if more else "list.added", entries=shown, count=len(told))


def _said(what: str, label: str | None, speaker: Speaker) -> str:
    return speaker.say("explain.said", what=what, label=label) if label else what


def _reference(traced: TracedReference, speaker: Speaker) -> str:
    decision = speaker.program.decisions[traced.leaf.decision]
    observed, wanted = speaker.outcomes(decision, traced.observed), speaker.asked(traced.leaf)
    if traced.outcome is True and not traced.leaf.negated and traced.observed == traced.leaf.asked:
        return speaker.say("explain.decision_is", decision=decision.title, observed=observed)
    asked = "explain.decision_not_wanted" if traced.leaf.negated else "explain.decision_wanted"
    return speaker.say(asked, decision=decision.title, observed=observed, wanted=wanted)


def leaf_sentence(traced: TracedLeaf, speaker: Speaker) -> str:
    """Return one comparison as a sentence with its numbers and its margin."""
    leaf = traced.leaf
    left = speaker.worded(leaf.left.text)
    if leaf.comparator == "present":
        stated = (traced.outcome is True) != leaf.negated
        return speaker.say("explain.known" if stated else "explain.not_known", left=left)
    sentence = speaker.say(
        _COMPARED[traced.outcome],
        left=left,
        observed=observed_words(traced, speaker),
        comparator=speaker.say(comparator_of(leaf)),
        right=asked_words(traced, speaker),
    )
    margin = margin_words(traced, speaker)
    return speaker.tight(speaker.say("label.colon", label=sentence, value=margin) if margin else sentence)


_COMPARED: dict[Kleene, str] = {
    True: "explain.compared",
    False: "explain.not_compared",
    None: "explain.open_compared",
}


def comparator_of(leaf: Leaf) -> str:
    dated = leaf.unit in ("day", "moment") and leaf.comparator in ("at_least", "more_than", "at_most", "less_than")
    return f"compare.{leaf.comparator}.day" if dated else f"compare.{leaf.comparator}"


def observed_words(traced: TracedLeaf, speaker: Speaker) -> str:
    """Return the value that was found, in its unit."""
    test = speaker.program.tests[traced.leaf.test]
    if isinstance(test, Membership) and (traced.observed is None or isinstance(traced.observed, str | bool)):
        return speaker.fact_value(test.fact, traced.observed)
    return speaker.quantity(traced.observed, traced.leaf.unit)


def asked_words(traced: TracedLeaf, speaker: Speaker) -> str:
    """Return what it was compared with, by its title and with its value."""
    threshold = traced.threshold
    test = speaker.program.tests[traced.leaf.test]
    if isinstance(threshold, tuple):
        assert isinstance(test, Membership), "INVARIANT: only a membership has several thresholds"  # noqa: S101
        return speaker.joined((speaker.fact_value(test.fact, value) for value in threshold), "explain.or")
    value = speaker.quantity(threshold, traced.leaf.unit)
    words = speaker.worded(traced.leaf.right.text)
    return value if words == traced.leaf.right.text else speaker.say("explain.right", words=words, value=value)


def margin_words(traced: TracedLeaf, speaker: Speaker) -> str | None:
    """Return how far apart both are, in words; None where that says nothing."""
    margin, leaf = traced.margin, traced.leaf
    if margin is None or (leaf.comparator == "is" and traced.outcome):
        return None
    if margin == 0:
        return speaker.say(_exact(leaf.comparator))
    words = "margin.apart" if leaf.comparator in ("is", "is_not") else _words_of(Fraction(margin), leaf.comparator)
    return speaker.say(words, margin=speaker.distance(abs(Fraction(margin)), leaf.unit))


def _exact(comparator: str) -> str:
    if comparator in ("at_least", "at_most"):
        return "margin.exact_included"
    return "margin.exact_excluded" if comparator in ("more_than", "less_than") else "margin.exact"


def _words_of(margin: Fraction, comparator: str) -> str:
    if comparator in _UPPER:
        return "margin.over" if margin > 0 else "margin.below"
    return "margin.above" if margin > 0 else "margin.short"
