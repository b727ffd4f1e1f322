"""Traces → JSON. What a leaf says of the rulebook is written once a program; its numbers are filled in."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from engine.decision.kleene import Kleene, outcome
from engine.decision.lists import AddedUp
from engine.decision.trace import (
    Firing,
    Trace,
    TracedBranch,
    TracedCondition,
    TracedDecision,
    TracedLeaf,
    TracedReference,
    TracedRule,
    TracedTrigger,
)
from engine.program.program import DecisionLeaf, Leaf, ParameterInForce, Program
from engine.render.json_text import obj, quoted, scalar, texts
from engine.rulebook.values import Unit, show

#: Records of firings kept in writing; subjects that fire the same are many.
_KEPT = 10_000
_WORDS = {found: quoted(outcome(found)) for found in (True, False, None)}


class TraceWriter:
    """Writes traces of one program."""

    def __init__(self, program: Program) -> None:
        self._parameters = {found.name: _parameter(found) for found in program.parameters}
        self._leaves: dict[int, LeafText] = {}
        self._references: dict[tuple[int, Kleene, tuple[object, ...]], str] = {}
        self._rules: dict[tuple[str, Kleene], str] = {}
        #: By identity, for equal ones tend to be the same: the firings, and their text.
        self._firings: dict[int, tuple[tuple[Firing, ...], str]] = {}

    def trace(self, trace: Trace) -> str:
        """Return `trace` as JSON."""
        return f"{self.body(trace, trace.engine)}{self.firings(trace.firings)}}}"

    def body(self, trace: Trace, engine: str) -> str:
        """Return the JSON of `trace` up to its firings."""
        decisions = [self._decision(found) for found in trace.decisions]
        amounts = [self._decision(found) for found in trace.amounts]
        flags = [self.trigger(found) for found in trace.flags]
        return body_of(decisions, amounts, flags, [self.trigger(found) for found in trace.duties], engine)

    def firings(self, firings: tuple[Firing, ...]) -> str:
        """Return `firings` as JSON."""
        found = self._firings.get(id(firings))
        if found is None:
            if len(self._firings) >= _KEPT:
                self._firings.clear()
            text = f"[{', '.join(map(_firing, firings))}]"
            found = self._firings[id(firings)] = firings, text  # they are kept, so their id stays their own
        return found[1]

    def _decision(self, traced: TracedDecision) -> str:
        return decision_of(traced.name, traced.title, [self.rule(rule) for rule in traced.rules])

    def rule(self, rule: TracedRule) -> str:
        """Return `rule` as JSON."""
        head = self._rules.get((rule.id, rule.outcome)) or self._rule_head(rule)
        return f"{head}{self._condition(rule.condition)}}}"

    def _rule_head(self, rule: TracedRule) -> str:
        members = {
            "id": quoted(rule.id),
            "outcome": _WORDS[rule.outcome],
            "then": scalar(rule.then),
            "cite": texts(rule.cites),
        }
        return self._rules.setdefault((rule.id, rule.outcome), f'{obj(members)[:-1]}, "condition": ')

    def trigger(self, trigger: TracedTrigger) -> str:
        """Return a flag or a duty as JSON."""
        condition = self._condition(trigger.condition) if trigger.condition else "null"
        return f'{{"id": {quoted(trigger.name)}, "outcome": {_WORDS[trigger.outcome]}, "condition": {condition}}}'

    def _condition(self, traced: TracedCondition) -> str:
        if type(traced) is TracedLeaf:
            return self.written_leaf(traced)
        if isinstance(traced, TracedBranch):
            parts = ", ".join([self._condition(part) for part in traced.parts])
            label = f', "label": {quoted(traced.label)}' if traced.label else ""
            return f'{{"how": "{traced.how}", "outcome": {_WORDS[traced.outcome]}{label}, "parts": [{parts}]}}'
        if isinstance(traced, TracedReference):
            key = (id(traced.leaf), traced.outcome, traced.observed)
            return self._references.get(key) or self._references.setdefault(key, _reference(traced))
        raise AssertionError("INVARIANT: a condition is a leaf, a branch or a reference")

    def written_leaf(self, traced: TracedLeaf) -> str:
        """Return `traced` as JSON."""
        return self.leaf_text(traced.leaf).written(traced)

    def leaf_text(self, leaf: Leaf) -> "LeafText":
        """Return what `leaf` says of the rulebook, with places for what was found."""
        found = self._leaves.get(id(leaf))
        if found is None:  # leaves live as long as their program, so an id stays its own
            found = self._leaves[id(leaf)] = self._leaf(leaf)
        return found

    def _leaf(self, leaf: Leaf) -> "LeafText":
        wanted = "" if leaf.comparator != "present" else ("false" if leaf.negated else "true")
        text = quoted(" ".join(filter(None, (leaf.left.text, leaf.comparator, leaf.right.text or wanted))))
        names = dict.fromkeys((*leaf.left.parameters, *leaf.right.parameters))
        parameters = ", ".join(self._parameters[name] for name in names)
        label = f', "label": {quoted(leaf.label)}' if leaf.label else ""
        return LeafText(
            leaf=f'{{"leaf": {text}, "outcome": ',
            comparator=f', "comparator": {quoted(leaf.comparator)}, "threshold": ',
            unit=f', "unit": "{leaf.unit}", "margin": ',
            last=f', "parameters": [{parameters}], "line": {leaf.span.line}{label}}}',
            value=_WRITERS.get(leaf.unit, scalar),
            wanted=wanted,
            one=leaf.comparator in ("is", "is_not"),
        )


def body_of(decisions: list[str], amounts: list[str], flags: list[str], duties: list[str], engine: str) -> str:
    """Return the JSON of a trace up to its firings, of parts that are JSON already."""
    computed = f'"amounts": [{", ".join(amounts)}], ' if amounts else ""
    return (
        f'{{"decisions": [{", ".join(decisions)}], {computed}"flags": [{", ".join(flags)}], '
        f'"duties": [{", ".join(duties)}], "engine": {quoted(engine)}, "firings": '
    )


def decision_of(name: str, title: str, rules: list[str]) -> str:
    """Return a decision of a trace as JSON, of rules that are JSON already."""
    return f'{{"decision": {quoted(name)}, "title": {quoted(title)}, "rules": [{", ".join(rules)}]}}'


class LeafText(NamedTuple):
    """The texts of a leaf between what was found: outcome and observed, threshold, margin."""

    leaf: str
    comparator: str
    unit: str
    last: str
    value: Callable[[object], str]
    wanted: str  #: of `present`: whether the fact is to be known
    one: bool  #: of several values asked for there is but one

    @property
    def plain(self) -> bool:
        """Whether its numbers are written as they are."""
        return self.value is scalar

    def split(self, outcome: Kleene) -> tuple[str, str, str]:
        """Return the texts before what was observed, behind the threshold and behind the margin."""
        return f'{self.leaf}{_WORDS[outcome]}, "observed": ', self.unit, self.last

    def written(self, traced: TracedLeaf) -> str:
        """Return `traced` as JSON."""
        threshold = traced.threshold
        if isinstance(threshold, tuple) and self.one:
            threshold = threshold[0]
        elif self.wanted:
            threshold = self.wanted == "true"
        head, behind, last = self.split(traced.outcome)
        added = added_up(traced.added) if traced.added else ""
        return (
            f"{head}{self.value(traced.observed)}{self.comparator}{self.value(threshold)}{behind}"
            f"{scalar(traced.margin)}{added}{last}"
        )


def added_up(added: tuple[AddedUp, ...]) -> str:
    """Return the entries of lists behind a number as a member of JSON, led by its comma.

    Shape: `"added": [{"quantity": …, "value": …, "entries": [1, 2], "days": […]}]`, positions from 1.
    """
    return f', "added": [{", ".join(map(_added, added))}]'


def _added(found: AddedUp) -> str:
    days = ", ".join(quoted(show(day, "day")) for day in found.days)
    members = {
        "quantity": quoted(found.derived.fact.name),
        "value": scalar(found.value),
        "entries": f"[{', '.join(map(str, found.entries))}]",
        "days": f"[{days}]",
    }
    return obj(members)


def _firing(firing: Firing) -> str:
    parents = ", ".join(map(str, firing.parents))
    members = {
        "order": str(firing.order),
        "rule": quoted(firing.rule),
        "facts": texts(firing.facts),
        "parents": f"[{parents}]",
    }
    return obj(members)


def _reference(traced: TracedReference) -> str:
    leaf: DecisionLeaf = traced.leaf
    threshold = leaf.asked if leaf.comparator in ("one_of", "between") else leaf.asked[0]
    observed = traced.observed if len(traced.observed) != 1 else traced.observed[0]
    words = " ".join((traced.decision, leaf.comparator, ", ".join(map(_word, leaf.asked))))
    members = {
        "leaf": quoted(words),
        "outcome": _WORDS[traced.outcome],
        "observed": scalar(observed),
        "comparator": quoted(leaf.comparator),
        "threshold": scalar(threshold),
        "unit": '"outcome"',
        "margin": "null",
        "parameters": "[]",
        "line": str(leaf.span.line),
    }
    if leaf.label:
        members["label"] = quoted(leaf.label)
    return obj(members)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _civil(unit: Unit) -> Callable[[object], str]:
    """Return what writes days or moments as ISO text; a list of them as a list."""

    def write(value: object) -> str:
        if isinstance(value, tuple):
            return f"[{', '.join(map(write, value))}]"
        return quoted(show(value, unit)) if isinstance(value, int) and not isinstance(value, bool) else scalar(value)

    return write


def _entries(value: object) -> str:
    """Return what a trace says of a whole list: how many entries it has."""
    return str(len(value)) if isinstance(value, tuple) else scalar(value)


_WRITERS: dict[Unit, Callable[[object], str]] = {"day": _civil("day"), "moment": _civil("moment"), "list": _entries}


def _parameter(parameter: ParameterInForce) -> str:
    value = parameter.value
    exact = Fraction(value, parameter.denominator) if type(value) is int else value
    write = _WRITERS.get(parameter.unit, scalar)
    basis = parameter.basis
    members = {
        "name": quoted(parameter.name),
        "value": write(value) if parameter.denominator == 1 else scalar(exact),
        "since": quoted(parameter.since.isoformat()),
    }
    members["cite" if basis.cite else "setting"] = quoted(basis.cite or basis.setting or "")
    return obj(members)
