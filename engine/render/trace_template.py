"""Traces as JSON from templates: one for each way the tests turned out, with places for what was observed.

Subjects whose tests turned out alike have traces that differ in numbers only. What is the same is written once, by the
writer of traces itself; where it would write a number of the subject the template has a hole. A template is put
together from those of its rules, flags and duties, of which there are few: each hangs on few tests.
"""

import operator
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from engine.backends.arithmetic import whole
from engine.backends.judging import REMEMBERED, Truths, reached_tests
from engine.backends.reference import Reference
from engine.decision.kleene import Kleene
from engine.decision.trace import Firing, TracedLeaf, TracedRule, TracedTrigger
from engine.program.expression import Constant, Fact
from engine.program.program import (
    Comparison,
    CompiledDecision,
    CompiledDuty,
    CompiledFlag,
    CompiledRule,
    Condition,
    Facts,
    Known,
    Leaf,
    Membership,
    Test,
    facts_of_test,
)
from engine.render.trace_json import TraceWriter, body_of, decision_of

#: Templates kept; each is as long as a trace.
_KEPT = 4_096
#: Stands for a leaf; JSON holds no such character.
_HOLE = "\0"
Values = Callable[[Facts], tuple[object, ...]]


class _Reached(NamedTuple):
    """A leaf about one number and a limit: its holes are the number and by how much it is beyond."""

    fact: str
    limit: int


class _Told(NamedTuple):
    """Any other leaf: what fills its holes."""

    number: int  #: of holes
    values: Values


_Holes: TypeAlias = "tuple[_Reached | _Told, ...]"


class _Piece(NamedTuple):
    """The text of a part of the trace."""

    format: str
    holes: _Holes
    met: bool


class Template(NamedTuple):
    """A text with `%s` for each of the values that stand in it; any other `%` is doubled."""

    format: str
    values: Values


class TraceTexts:
    """Writes traces of one program; where `met` rules, flags and duties that were not met are left out."""

    def __init__(self, reference: Reference, engine: str, *, met: bool = False) -> None:
        self._reference = reference
        self._engine = engine
        self._met = met
        self._writer = _WithHoles(reference.program)
        self._plain = TraceWriter(reference.program)
        self._templates: dict[Truths, Template] = {}
        self._pieces: dict[tuple[int, Truths], _Piece] = {}
        self._reached: dict[int, tuple[int, ...]] = {}
        self._leaves: dict[tuple[int, Kleene], tuple[str, _Holes]] = {}

    def text(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...]) -> str:
        """Return the trace of `facts`, on which the tests turned out as `truths`, as JSON."""
        template = self._templates.get(truths) or self._kept(facts, truths)
        return f"{template.format % template.values(facts)}{self._plain.firings(firings)}}}"

    def template(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...]) -> Template:
        """Return the template of all traces of subjects on which the tests turn out as on `facts`."""
        format_, values = self._templates.get(truths) or self._kept(facts, truths)
        return Template(f"{format_}{escaped(self._plain.firings(firings))}}}", values)

    def _kept(self, facts: Facts, truths: Truths) -> Template:
        if len(self._templates) >= _KEPT:
            self._templates.clear()
        return self._templates.setdefault(truths, self._template(facts, truths))

    def _template(self, facts: Facts, truths: Truths) -> Template:
        program = self._reference.program
        holes: list[_Reached | _Told] = []

        def asked(parts: tuple[CompiledRule | CompiledFlag | CompiledDuty, ...], *, met: bool) -> list[str]:
            pieces = [self._piece(part, facts, truths) for part in parts]
            shown = [piece for piece in pieces if piece.met or not met]
            holes.extend(hole for piece in shown for hole in piece.holes)
            return [piece.format for piece in shown]

        def decided(decision: CompiledDecision, *, met: bool) -> str:
            return decision_of(escaped(decision.name), escaped(decision.title), asked(decision.rules, met=met))

        decisions = [decided(program.decisions[index], met=self._met) for index in program.reading_order]
        amounts = [decided(program.decisions[amount.decision], met=False) for amount in program.amounts]
        flags, duties = asked(program.flags, met=self._met), asked(program.duties, met=self._met)
        return Template(body_of(decisions, amounts, flags, duties, self._engine), _values(tuple(holes)))

    def _piece(self, part: CompiledRule | CompiledFlag | CompiledDuty, facts: Facts, truths: Truths) -> _Piece:
        """Return the text of a rule, flag or duty; it lives as long as its program, so its id stays its own."""
        reached = self._reached.get(id(part))
        if reached is None:
            reached = self._reached[id(part)] = self._tests(part.when)
        key = id(part), tuple([truths[index] for index in reached])
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            found = self._pieces[key] = self._new_piece(part, facts, truths)
        return found

    def _tests(self, when: Condition | None) -> tuple[int, ...]:
        return tuple(sorted(reached_tests(when, self._reference.program))) if when else ()

    def _new_piece(self, part: CompiledRule | CompiledFlag | CompiledDuty, facts: Facts, truths: Truths) -> _Piece:
        self._writer.holes = []
        traced: TracedRule | TracedTrigger
        if isinstance(part, CompiledRule):
            traced = self._reference.traced_rule(part, facts, truths)
            first, *rest = self._writer.rule(traced).split(_HOLE)
        else:
            traced = self._reference.traced_trigger(part, facts, truths)
            first, *rest = self._writer.trigger(traced).split(_HOLE)
        texts, holes = [escaped(first)], list[_Reached | _Told]()
        for (leaf, outcome), behind in zip(self._writer.holes, rest, strict=True):
            text, own = self._leaf(leaf, outcome, facts)
            texts += [text, escaped(behind)]
            holes += own
        return _Piece("".join(texts), tuple(holes), traced.outcome is True)

    def _leaf(self, leaf: Leaf, outcome: Kleene, facts: Facts) -> tuple[str, _Holes]:
        key = id(leaf), outcome  # leaves live as long as their program, so an id stays its own
        if key not in self._leaves:
            self._leaves[key] = self._new_leaf(leaf, outcome, facts)
        return self._leaves[key]

    def _new_leaf(self, leaf: Leaf, outcome: Kleene, facts: Facts) -> tuple[str, _Holes]:
        """Return the text of `leaf` and what stands in it, the short way where that is fixed or whole numbers."""
        text, reference = self._plain.leaf_text(leaf), self._reference
        program = reference.program
        test = program.tests[leaf.test]
        truth = not outcome if leaf.negated and outcome is not None else outcome
        if not program.derived and self._fixed(test, truth):
            return escaped(text.written(reference.traced_leaf(leaf, facts, outcome))), ()
        if not isinstance(test, Comparison) or outcome is None or leaf.scale != 1 or not text.plain or program.derived:
            return "%s", (_Told(1, lambda facts: (text.written(reference.traced_leaf(leaf, facts, outcome)),)),)
        head, behind, last = map(escaped, text.split(outcome))
        comparator = escaped(text.comparator)
        if isinstance(test.left, Fact) and isinstance(test.right, Constant):
            limit = test.right.value
            return f"{head}%s{comparator}{limit}{behind}%s{last}", (_Reached(test.left.name, limit),)
        left, right = whole(test.left), whole(test.right)

        def compared(facts: Facts) -> tuple[object, ...]:
            observed, threshold = left(facts), right(facts)
            return observed, threshold, observed - threshold  # type: ignore[operator]  # the test is known, so both are

        return f"{head}%s{comparator}%s{behind}%s{last}", (_Told(3, compared),)

    def _fixed(self, test: Test, truth: Kleene) -> bool:
        """Return whether all subjects on which `test` turns out so have the same facts in it."""
        name, *others = facts_of_test(test) or ("",)
        if others or not name:
            return not name
        if isinstance(test, Known):
            return truth is False
        flag = self._reference.program.fact(name).unit == "flag"
        return truth is None or (isinstance(test, Membership) and flag and len(set(test.values)) == 1)


def escaped(text: str) -> str:
    """Return `text` as it stands in a template."""
    return text.replace("%", "%%")


def _values(holes: _Holes) -> Values:
    """Return what fills `holes`, in their order: numbers and limits all at once, the others one by one."""
    reached = [(place, hole) for place, hole in enumerate(holes) if isinstance(hole, _Reached)]
    told = [(place, hole) for place, hole in enumerate(holes) if isinstance(hole, _Told)]
    places = [place for place, _ in reached] * 2
    for place, hole in told:
        places += [place] * hole.number
    # stable: what stands in one hole keeps its order
    order = _picked(sorted(range(len(places)), key=places.__getitem__))
    seen = _picked([hole.fact for _, hole in reached])
    limits = [hole.limit for _, hole in reached]
    others = [hole.values for _, hole in told]

    def values(facts: Facts) -> tuple[object, ...]:
        numbers = seen(facts)
        found = [*numbers, *map(operator.sub, numbers, limits)]
        for other in others:
            found += other(facts)
        return order(found)

    return values


def _picked(places: list[int] | list[str]) -> Callable[..., tuple[object, ...]]:
    """Return what picks the values at `places` out of something."""
    if len(places) > 1:
        return operator.itemgetter(*places)
    return lambda source: tuple([source[place] for place in places])


class _WithHoles(TraceWriter):
    """Writes a hole for each leaf and keeps which leaf it was."""

    holes: list[tuple[Leaf, Kleene]]

    def written_leaf(self, traced: TracedLeaf) -> str:
        self.holes.append((traced.leaf, traced.outcome))
        return _HOLE
