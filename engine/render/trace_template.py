"""Traces as JSON from templates: one for each way the tests turned out, with places for what was observed.

Subjects whose tests turned out alike have traces that differ in numbers only. What is the same is written once, by the
writer of traces itself; where it would write a leaf the template has a hole, filled from the facts of each subject.
"""

from collections.abc import Callable
from typing import NamedTuple

from engine.backends.arithmetic import whole
from engine.backends.judging import REMEMBERED, Truths
from engine.backends.reference import Reference
from engine.decision.kleene import Kleene
from engine.decision.trace import Firing, Trace, TracedLeaf
from engine.program.expression import Constant, Fact
from engine.program.program import Comparison, Facts, Leaf
from engine.render.trace_json import LeafText, TraceWriter

#: Stands for a leaf; JSON holds no such character.
_HOLE = "\0"
Fill = Callable[[Facts], str]


class _Template(NamedTuple):
    first: str
    rest: tuple[tuple[Fill, str], ...]  #: what fills a hole, and the text behind it


class TraceTexts:
    """Writes traces of one program; `shown` leaves out what is not asked for."""

    def __init__(self, reference: Reference, shown: Callable[[Trace], Trace], engine: str) -> None:
        self._reference = reference
        self._shown = shown
        self._engine = engine
        self._writer = _Holes(reference.program)
        self._plain = TraceWriter(reference.program)
        self._templates: dict[Truths, _Template] = {}
        self._fills: dict[tuple[int, Kleene], Fill] = {}

    def text(self, facts: Facts, truths: Truths, firings: tuple[Firing, ...]) -> str:
        """Return the trace of `facts`, on which the tests turned out as `truths`, as JSON."""
        template = self._templates.get(truths) or self._template(facts, truths)
        pieces = [template.first]
        for fill, behind in template.rest:
            pieces.append(fill(facts))
            pieces.append(behind)
        pieces.append(self._plain.firings(firings))
        pieces.append("}")
        return "".join(pieces)

    def _template(self, facts: Facts, truths: Truths) -> _Template:
        trace = self._shown(self._reference.trace_on(facts, truths))
        self._writer.holes = []
        first, *rest = self._writer.body(trace, self._engine).split(_HOLE)
        fills = [self._fill(*hole) for hole in self._writer.holes]
        if len(self._templates) >= REMEMBERED:
            self._templates.clear()
        return self._templates.setdefault(truths, _Template(first, tuple(zip(fills, rest, strict=True))))

    def _fill(self, leaf: Leaf, outcome: Kleene) -> Fill:
        key = id(leaf), outcome  # leaves live as long as their program, so an id stays its own
        if key not in self._fills:
            self._fills[key] = self._filling(leaf, outcome)
        return self._fills[key]

    def _filling(self, leaf: Leaf, outcome: Kleene) -> Fill:
        """Return what writes `leaf`, the short way where both sides are known whole numbers that stand as they are."""
        text = self._plain.leaf_text(leaf)
        test = self._reference.program.tests[leaf.test]
        if not isinstance(test, Comparison):
            return _looked_at(text, leaf, outcome, self._reference)
        if outcome is None or leaf.scale != 1 or not text.plain or self._reference.program.derived:
            return lambda facts: text.written(self._reference.traced_leaf(leaf, facts, outcome))
        head, behind, last = text.split(outcome)
        if isinstance(test.left, Fact) and isinstance(test.right, Constant):
            limit = test.right.value
            return _threshold(test.left.name, limit, (head, f"{text.comparator}{limit}{behind}", last))
        left, right = whole(test.left), whole(test.right)

        def compared(facts: Facts) -> str:
            observed, threshold = left(facts), right(facts)
            margin = observed - threshold  # type: ignore[operator]  # the test is known, so both are
            return f"{head}{observed}{text.comparator}{threshold}{behind}{margin}{last}"

        return compared


def _threshold(name: str, limit: int, texts: tuple[str, str, str]) -> Fill:
    head, middle, last = texts

    def reached(facts: Facts) -> str:
        observed = facts[name]
        return f"{head}{observed}{middle}{observed - limit}{last}"  # type: ignore[operator]  # the test is known

    return reached


def _looked_at(text: LeafText, leaf: Leaf, outcome: Kleene, reference: Reference) -> Fill:
    """Return what writes a leaf about one fact as it is; each of its few values is written once."""
    written: dict[object, str] = {}

    def looked_at(facts: Facts) -> str:
        traced: TracedLeaf = reference.traced_leaf(leaf, facts, outcome)
        observed = traced.observed
        if type(observed) is bool:
            return written.get(observed) or written.setdefault(observed, text.written(traced))
        return text.written(traced)

    return looked_at


class _Holes(TraceWriter):
    """Writes a hole for each leaf and keeps which leaf it was."""

    holes: list[tuple[Leaf, Kleene]]

    def written_leaf(self, traced: TracedLeaf) -> str:
        self.holes.append((traced.leaf, traced.outcome))
        return _HOLE
