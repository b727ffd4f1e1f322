"""`case.yaml`: one case or several, with whatever facts the duty rulebooks ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, get_args

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Mapping as MappingNode
from engine.document.nodes import Node, Scalar, Sequence
from engine.ledger.amounts import Unreadable, amount_reader
from engine.ledger.moments import Moment, day_from_text, moment_from_text
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span

VictimKind = Literal["person", "enterprise"]

_VICTIM_KINDS: tuple[VictimKind, ...] = get_args(VictimKind)

Value = TypeVar("Value")

#: Keys that every case may state; all others are facts for the duty rulebooks.
_KNOWN = frozenset(
    {"case_id", "reported_at", "conduct_from", "conduct_to", "fraud_type", "victim_kind", "loss", "recovered"}
)

_fen = amount_reader("yuan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; what is not stated is None."""

    case_id: str
    reported_at: Moment | None
    conduct_from: date | None
    conduct_to: date | None  #: inclusive
    fraud_type: str | None
    victim_kind: VictimKind | None
    loss: int | None  #: fen
    recovered: int | None  #: fen
    stated: Mapping[str, Node]  #: every other key, as written
    places: Mapping[str, Span]  #: where the value of each key stands
    span: Span


def read_cases(path: Path, report: Report) -> tuple[Case, ...]:
    """Return the cases of the file at `path`, in its order; what is wrong is reported.

    Shape: a mapping with `cases: [...]`, or one case alone.
    Errors: D101-D117, F621-F625, F651
    """
    document = read_yaml(path, path.name, report)
    if document is None:
        return ()
    nodes = _case_nodes(document.root)
    if not nodes:
        report.add(Diagnostic(code="F621", span=document.root.span, help=phrase("ledger.help.cases")))
    cases = [case for node in nodes if (case := _case(node, report))]
    _refuse_doubles(cases, report)
    return tuple(cases)


def _case_nodes(root: Node) -> tuple[Node, ...]:
    if isinstance(root, MappingNode) and "cases" in root:
        found = root.get("cases")
        return found.items if isinstance(found, Sequence) else (found,) if isinstance(found, MappingNode) else ()
    return (root,) if isinstance(root, MappingNode) and "case_id" in root else ()


def _case(node: Node, report: Report) -> Case | None:
    if not isinstance(node, MappingNode):
        report.add(Diagnostic(code="F622", span=node.span))
        return None
    written = _Written(node, report)
    case_id = written.text("case_id")
    if case_id is None:
        if not written.states("case_id"):  # a wrong value has been reported
            report.add(Diagnostic(code="F623", span=node.span))
        return None
    begins, ends = _conduct(written, report)
    return Case(
        case_id=case_id,
        reported_at=written.value("reported_at", moment_from_text, "moment"),
        conduct_from=begins,
        conduct_to=ends,
        fraud_type=written.text("fraud_type"),
        victim_kind=written.value("victim_kind", _victim_kind, "victim_kind"),
        loss=written.value("loss", _money, "money"),
        recovered=written.value("recovered", _money, "money"),
        stated={entry.name: entry.value for entry in node if entry.name not in _KNOWN},
        places={entry.name: entry.value.span for entry in node},
        span=node.span,
    )


def _conduct(written: "_Written", report: Report) -> tuple[date | None, date | None]:
    begins, ends = (written.value(key, day_from_text, "day") for key in ("conduct_from", "conduct_to"))
    if begins and ends and ends < begins:
        report.add(Diagnostic(code="F651", span=written.place("conduct_to")))
    return begins, ends


class _Written:
    """The known keys of one case, each read once."""

    def __init__(self, node: MappingNode, report: Report) -> None:
        self._node = node
        self._report = report

    def states(self, key: str) -> bool:
        node = self._node.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.value is None)

    def place(self, key: str) -> Span:
        return (self._node.get(key) or self._node).span

    def text(self, key: str) -> str | None:
        return self.value(key, lambda text: text, "text")

    def value(self, key: str, read: Callable[[str], Value | None], wanted: str) -> Value | None:
        """Return the value of `key`; None where it is not stated, or wrong and reported."""
        node = self._node.get(key)
        if node is None or not self.states(key):
            return None
        text = node.text.strip() if isinstance(node, Scalar) else ""
        found = read(text) if text else None
        if found is None:
            values = {"key": key, "text": text, "wanted": phrase(f"ledger.wanted.{wanted}")}
            self._report.add(Diagnostic(code="F625", span=node.span, values=values))
        return found


def _money(text: str) -> int | None:
    found = _fen(text)
    return None if isinstance(found, Unreadable) or found < 0 else found


def _victim_kind(text: str) -> VictimKind | None:
    return next((kind for kind in _VICTIM_KINDS if kind == text), None)


def _refuse_doubles(cases: list[Case], report: Report) -> None:
    first: dict[str, Case] = {}
    for case in cases:
        if case.case_id in first:
            label = Label(first[case.case_id].places["case_id"], phrase("ledger.first_here"))
            span, values = case.places["case_id"], {"case_id": case.case_id}
            report.add(Diagnostic(code="F624", span=span, values=values, labels=(label,)))
        first.setdefault(case.case_id, case)
