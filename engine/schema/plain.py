"""Nodes as plain values, and the way back from a path to its node."""

from engine.document.nodes import Mapping, Node, Scalar, Sequence
from engine.schema.flaws import Path, Step


def plain(node: Node) -> object:
    """Return `node` as dicts, lists and scalars; numbers stay exact."""
    match node:
        case Scalar():
            return node.value
        case Mapping():
            return {entry.name: plain(entry.value) for entry in node}
        case Sequence():
            return [plain(item) for item in node]


def node_at(root: Node, path: Path) -> Node:
    """Return the node that the validator calls `path`."""
    node = root
    for step in path:
        found = _child(node, step)
        assert found is not None, "INVARIANT: the validator saw these very nodes"  # noqa: S101 (states an invariant)
        node = found
    return node


def _child(node: Node, step: Step) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    return node.items[int(step)] if isinstance(node, Sequence) else None
