"""Traces → JSON. What a leaf says of the rulebook is written once a program; its numbers are filled in."""

from collections.abc import Callable
from fractions import Fraction

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
_KEPT = 1_000
_WORDS = {found: quoted(outcome(found)) for found in (True, False, None)}


class TraceWriter:
    """Writes traces of one program."""

    def __init__(self, program: Program) -> None:
        self._parameters = {found.name: _parameter(found) for found in program.parameters}
        self._leaves: dict[int, Callable[[TracedLeaf], str]] = {}
        self._references: dict[tuple[int, Kleene, tuple[object, ...]], str] = {}
        self._rules: dict[tuple[str, Kleene], str] = {}
        self._firings: dict[tuple[Firing, ...], str] = {}

    def trace(self, trace: Trace) -> str:
        """Return `trace` as JSON."""
        decisions = ", ".join([self._decision(found) for found in trace.decisions])
        flags = ", ".join([self._trigger(found) for found in trace.flags])
        duties = ", ".join([self._trigger(found) for found in trace.duties])
        firings = self._firings.get(trace.firings) or self._fired(trace.firings)
        return (
            f'{{"decisions": [{decisions}], "flags": [{flags}], "duties": [{duties}], '
            f'"engine": {quoted(trace.engine)}, "firings": {firings}}}'
        )

    def _fired(self, firings: tuple[Firing, ...]) -> str:
        if len(self._firings) >= _KEPT:
            self._firings.clear()
        return self._firings.setdefault(firings, f"[{', '.join(map(_firing, firings))}]")

    def _decision(self, traced: TracedDecision) -> str:
        rules = ", ".join([self._rule(rule) for rule in traced.rules])
        return f'{{"decision": {quoted(traced.name)}, "title": {quoted(traced.title)}, "rules": [{rules}]}}'

    def _rule(self, rule: TracedRule) -> str:
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

    def _trigger(self, trigger: TracedTrigger) -> str:
        condition = self._condition(trigger.condition) if trigger.condition else "null"
        return f'{{"id": {quoted(trigger.name)}, "outcome": {_WORDS[trigger.outcome]}, "condition": {condition}}}'

    def _condition(self, traced: TracedCondition) -> str:
        if type(traced) is TracedLeaf:
            write = self._leaves.get(id(traced.leaf))
            if write is None:  # leaves live as long as their program, so an id stays its own
                write = self._leaves[id(traced.leaf)] = self._leaf(traced.leaf)
            return write(traced)
        if isinstance(traced, TracedBranch):
            parts = ", ".join([self._condition(part) for part in traced.parts])
            label = f', "label": {quoted(traced.label)}' if traced.label else ""
            return f'{{"how": "{traced.how}", "outcome": {_WORDS[traced.outcome]}{label}, "parts": [{parts}]}}'
        if isinstance(traced, TracedReference):
            key = (id(traced.leaf), traced.outcome, traced.observed)
            return self._references.get(key) or self._references.setdefault(key, _reference(traced))
        raise AssertionError("INVARIANT: a condition is a leaf, a branch or a reference")

    def _leaf(self, leaf: Leaf) -> Callable[[TracedLeaf], str]:
        """Return what writes `leaf`: its text, with four places for what was found."""
        wanted = "" if leaf.comparator != "present" else ("false" if leaf.negated else "true")
        text = quoted(" ".join(filter(None, (leaf.left.text, leaf.comparator, leaf.right.text or wanted))))
        names = dict.fromkeys((*leaf.left.parameters, *leaf.right.parameters))
        parameters = ", ".join(self._parameters[name] for name in names)
        label = f', "label": {quoted(leaf.label)}' if leaf.label else ""
        one = leaf.comparator in ("is", "is_not")
        value = _WRITERS.get(leaf.unit, scalar)
        first = f', "comparator": {quoted(leaf.comparator)}, "threshold": '
        last = f', "parameters": [{parameters}], "line": {leaf.span.line}{label}}}'

        def write(traced: TracedLeaf) -> str:
            threshold = traced.threshold
            if isinstance(threshold, tuple) and one:
                threshold = threshold[0]
            elif wanted:
                threshold = wanted == "true"
            added = added_up(traced.added) if traced.added else ""
            return (
                f'{{"leaf": {text}, "outcome": {_WORDS[traced.outcome]}, "observed": {value(traced.observed)}'
                f'{first}{value(threshold)}, "unit": "{leaf.unit}", "margin": {scalar(traced.margin)}{added}{last}'
            )

        return write


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
