"""Two programs and subjects → whose decisions, flags and duties differ, and by which rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from engine.backends.reference import Reference
from engine.decision.kleene import Kleene
from engine.decision.result import Subject
from engine.decision.trace import Trace, TracedBranch, TracedCondition, TracedLeaf
from engine.decision.verdict import DecisionOutcome, Trigger, Verdict

Affects = Literal["decision", "flag", "duty"]
#: A rule, and how it came out before and after; `absent` where an edition does not have it.
RuleChange = tuple[str, Kleene | Literal["absent"], Kleene | Literal["absent"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Subjects that differ in the same thing, in the same way, by the same rules."""

    affects: Affects
    name: str
    before: DecisionOutcome | Trigger | None  #: None where the edition does not have it
    after: DecisionOutcome | Trigger | None
    rules: tuple[RuleChange, ...]
    subjects: tuple[Subject, ...]
    leaves: tuple[tuple[TracedLeaf, ...], tuple[TracedLeaf, ...]]  #: what differs for the first subject


@dataclass(frozen=True, slots=True)
class Affected:
    """How many subjects differ in anything, of how many, and in what."""

    subjects: int
    changed: int
    groups: tuple[Group, ...]


_Found = tuple[Affects, str, DecisionOutcome | Trigger | None, DecisionOutcome | Trigger | None]


def affected(before: Reference, after: Reference, subjects: Iterable[Subject]) -> Affected:
    """Return what `after` decides otherwise than `before`, the largest group first."""
    grouped: dict[object, tuple[_Found, tuple[RuleChange, ...], list[Subject]]] = {}
    total = changed = 0
    for subject in subjects:
        total += 1
        found = tuple(_differing(before.verdict(subject.facts), after.verdict(subject.facts)))
        changed += bool(found)
        for one in found:
            rules = _rules(one)
            key = (*one[:2], _came_out(one[2]), _came_out(one[3]), rules)
            grouped.setdefault(key, (one, rules, []))[2].append(subject)
    groups = sorted((_group(*kept, before, after) for kept in grouped.values()), key=lambda found: -len(found.subjects))
    return Affected(total, changed, tuple(groups))


def _differing(before: Verdict, after: Verdict) -> Iterator[_Found]:
    kinds: tuple[Affects, ...] = ("decision", "flag", "duty")
    for affects, first, second in zip(kinds, _named(before), _named(after), strict=True):
        for name in dict.fromkeys((*first, *second)):
            one, other = first.get(name), second.get(name)
            if _came_out(one) != _came_out(other):
                yield affects, name, one, other


def _named(verdict: Verdict) -> tuple[dict[str, DecisionOutcome | Trigger], ...]:
    found: tuple[tuple[DecisionOutcome | Trigger, ...], ...] = (verdict.decisions, verdict.flags, verdict.duties)
    return tuple({one.name: one for one in named} for named in found)


def _came_out(found: DecisionOutcome | Trigger | None) -> object:
    """Return what can differ: an edition without a flag or duty is as one where it does not stand."""
    if isinstance(found, DecisionOutcome):
        return found.standing, found.value
    return found.outcome if found else False


def _rules(found: _Found) -> tuple[RuleChange, ...]:
    before, after = (dict(one.rules) if isinstance(one, DecisionOutcome) else dict[str, Kleene]() for one in found[2:])
    names = dict.fromkeys((*after, *before))
    changes = ((name, before.get(name, "absent"), after.get(name, "absent")) for name in names)
    return tuple(change for change in changes if change[1] != change[2])  # type: ignore[misc]  # "absent" is literal


def _group(
    found: _Found, rules: tuple[RuleChange, ...], subjects: list[Subject], before: Reference, after: Reference
) -> Group:
    affects, name, first, second = found
    names = {rule for rule, *_ in rules}
    leaves = [tuple(_leaves(reference.trace(subjects[0].facts), affects, name, names)) for reference in (before, after)]
    return Group(
        affects=affects,
        name=name,
        before=first,
        after=second,
        rules=rules,
        subjects=tuple(subjects),
        leaves=(_only(leaves[0], leaves[1]), _only(leaves[1], leaves[0])),
    )


def _only(these: tuple[TracedLeaf, ...], those: tuple[TracedLeaf, ...]) -> tuple[TracedLeaf, ...]:
    """Return the comparisons among `these` that came out otherwise, or with another number, than all of `those`."""
    known = {_compared(leaf) for leaf in those}
    return tuple(leaf for leaf in these if _compared(leaf) not in known)


def _compared(traced: TracedLeaf) -> object:
    leaf = traced.leaf
    return leaf.left.text, leaf.comparator, leaf.right.text, traced.threshold, traced.outcome


def _leaves(trace: Trace, affects: Affects, name: str, rules: set[str]) -> Iterator[TracedLeaf]:
    if affects == "decision":
        conditions = [rule.condition for found in trace.decisions for rule in found.rules if rule.id in rules]
    else:
        triggers = trace.flags if affects == "flag" else trace.duties
        conditions = [found.condition for found in triggers if found.name == name and found.condition]
    for condition in conditions:
        yield from _within(condition)


def _within(condition: TracedCondition) -> Iterator[TracedLeaf]:
    if isinstance(condition, TracedLeaf):
        yield condition
    elif isinstance(condition, TracedBranch):
        for part in condition.parts:
            yield from _within(part)
