"""The conditions of a decision as rows: what was found, what was asked, how far apart, on which text."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedDecision, TracedLeaf, TracedReference
from engine.render.explanation_leaves import asked_words, comparator_of, margin_words, observed_words
from engine.render.explanation_lines import MARKS
from engine.render.explanation_words import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A row: a comparison, or the heading of those below it (`asked` is empty)."""

    depth: int
    mark: str  #: ✓ met, ✗ not met, ? unknown
    words: str
    label: str  #: what the author says of the condition
    observed: str
    asked: str
    margin: str
    parameters: tuple[str, ...]  #: names of the parameters it asks for


class Checks:
    """The rows of one subject's decision; a comparison that several rules ask for stands once."""

    def __init__(self, trace: Trace, speaker: Speaker) -> None:
        self._decisions = {decision.name: decision for decision in trace.decisions}
        self._speaker = speaker
        self._told: set[tuple[str, int]] = set()

    def of(self, decision: str) -> tuple[Check, ...]:
        """Return every condition that the rules of `decision` ask for, through the decisions they refer to."""
        return tuple(self._rules(self._decisions[decision], 0))

    def _rules(self, decision: TracedDecision, depth: int) -> Iterator[Check]:
        for rule in decision.rules:
            yield from self._rows(rule.condition, decision, depth)

    def _rows(self, condition: TracedCondition, decision: TracedDecision, depth: int) -> Iterator[Check]:
        match condition:
            case TracedLeaf():
                if self._is_new(decision.name, condition.leaf.test):
                    yield self._leaf(condition, depth)
            case TracedReference():
                yield from self._reference(condition, depth)
            case TracedBranch(how="all", label=None):
                for part in condition.parts:
                    yield from self._rows(part, decision, depth)
            case TracedBranch():
                rows = [row for part in condition.parts for row in self._rows(part, decision, depth + 1)]
                if rows:
                    group = self._speaker.say(f"explain.group.{condition.how}")
                    yield _heading(depth, MARKS[condition.outcome], condition.label or group, group)
                yield from rows

    def _is_new(self, decision: str, test: int) -> bool:
        new = (decision, test) not in self._told
        self._told.add((decision, test))
        return new

    def _reference(self, traced: TracedReference, depth: int) -> Iterator[Check]:
        """Yield the decision that is referred to with its outcome, and below it what that outcome hangs on."""
        if self._is_new(traced.decision, -1):
            decision = self._speaker.program.decisions[traced.leaf.decision]
            observed = self._speaker.outcomes(decision, traced.observed)
            yield _heading(depth, MARKS[traced.outcome], decision.title, observed)
            yield from self._rules(self._decisions[traced.decision], depth + 1)

    def _leaf(self, traced: TracedLeaf, depth: int) -> Check:
        leaf, speaker = traced.leaf, self._speaker
        present = leaf.comparator == "present"
        asked = "" if present else f"{speaker.say(comparator_of(leaf))} {asked_words(traced, speaker)}"
        return Check(
            depth=depth,
            mark=MARKS[traced.outcome],
            words=speaker.tight(speaker.worded(leaf.left.text)),
            label=leaf.label or "",
            observed=observed_words(traced, speaker),
            asked=speaker.tight(asked),
            margin=margin_words(traced, speaker) or "",
            parameters=tuple(dict.fromkeys(leaf.left.parameters + leaf.right.parameters)),
        )


def _heading(depth: int, mark: str, words: str, observed: str) -> Check:
    return Check(depth=depth, mark=mark, words=words, label="", observed=observed, asked="", margin="", parameters=())


def standing_words(trace: Trace, decision: str, wanted: str, speaker: Speaker) -> tuple[str, ...]:
    """Return in a few words each what keeps `wanted` from coming out, or where all is met how far beyond it is."""
    rules = [rule for found in trace.decisions if found.name == decision for rule in found.rules if rule.then == wanted]
    met = any(rule.outcome is True for rule in rules)
    return tuple(dict.fromkeys(words for rule in rules for words in _short(rule.condition, speaker, met=met)))


def _short(condition: TracedCondition, speaker: Speaker, *, met: bool) -> Iterator[str]:
    match condition:
        case _ if not met and condition.outcome is True:
            return
        case TracedLeaf():
            margin = margin_words(condition, speaker) or observed_words(condition, speaker)
            left = speaker.tight(speaker.worded(condition.leaf.left.text))
            yield speaker.say("report.apart", what=left, margin=margin)
        case TracedReference() if not met:
            decision = speaker.program.decisions[condition.leaf.decision]
            observed = speaker.outcomes(decision, condition.observed)
            yield speaker.say("label.colon", label=decision.title, value=observed)
        case TracedBranch():
            for part in condition.parts:
                yield from _short(part, speaker, met=met)
