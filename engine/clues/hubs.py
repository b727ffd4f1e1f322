"""The counterparties that connect everybody: a list in YAML, not in the program."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Document, Mapping, Node, Scalar, Sequence
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report

_KEYS = ("schema", "exact", "containing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hubs:
    """Payment companies and clearing accounts; they do not group (facts.md section 5)."""

    exact: tuple[str, ...]  #: the whole counterparty, or its whole name
    containing: tuple[str, ...]  #: a part of either


def shipped_hubs(report: Report) -> Hubs:
    """Return the list that stands beside this module."""
    return read_hubs(Path(str(files("engine.clues") / "hubs.yaml")), "hubs.yaml", report)


def read_hubs(path: Path, name: str, report: Report) -> Hubs:
    """Return the list in the file at `path`.

    Errors: D101-D117, F692; raises `Rejected` where there is one
    """
    document = read_yaml(path, name, report)
    hubs = _from_document(document, report) if document else Hubs(exact=(), containing=())
    report.stop_if_errors()
    return hubs


def _from_document(document: Document, report: Report) -> Hubs:
    root = document.root
    if not isinstance(root, Mapping):
        _refuse(root, report)
        return Hubs(exact=(), containing=())
    for entry in root:
        if entry.name not in _KEYS:
            _refuse(entry.key, report)
    return Hubs(exact=_texts(root.get("exact"), report), containing=_texts(root.get("containing"), report))


def _texts(node: Node | None, report: Report) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        if node is not None:
            _refuse(node, report)
        return ()
    found: list[str] = []
    for item in node:
        # An empty text is part of every name.
        if isinstance(item, Scalar) and isinstance(item.value, str) and item.value:
            found.append(item.value)
        else:
            _refuse(item, report)
    return tuple(found)


def _refuse(node: Node, report: Report) -> None:
    report.add(Diagnostic(code="F692", span=node.span, help=phrase("clues.help.hubs")))
