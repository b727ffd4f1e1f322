"""Where the keys and dashes of a document stand, and where they belong: two columns a level."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.document.nodes import Entry, Mapping, Node, Sequence
from engine.source.text import Source

_STEP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A key or a dash that a line is built of: lines and columns from 0."""

    line: int
    column: int
    belongs: int  #: the column it belongs in
    entry: Entry | None  #: None for a dash
    item: Node | None  #: behind a dash


def pieces(node: Node, source: Source, belongs: int = 0) -> Iterator[Piece]:
    """Yield the keys and dashes of `node`, those in brackets left out, in the order of the text."""
    if in_brackets(node, source):
        return
    if isinstance(node, Mapping):
        for entry in node:
            span = entry.key.span
            yield Piece(span.line - 1, span.column - 1, belongs, entry, None)
            yield from pieces(entry.value, source, belongs + _STEP)
    elif isinstance(node, Sequence):
        column = node.span.column - 1
        for item in node:
            yield Piece(_dash_line(item, column, source), column, belongs, None, item)
            yield from pieces(item, source, belongs + _STEP)


def in_brackets(node: Node, source: Source) -> bool:
    """Return whether a collection is written in brackets."""
    return not isinstance(node, Mapping | Sequence) or _at(node, source) in "{["


def _at(node: Node, source: Source) -> str:
    line = source.lines[node.span.line - 1]
    return line[node.span.column - 1 : node.span.column] or " "


def _dash_line(item: Node, column: int, source: Source) -> int:
    """Return the line of the dash before `item`, which may stand above it."""
    line = item.span.line - 1
    while source.lines[line][column : column + 1] != "-" or source.lines[line][:column].strip(" -"):
        line -= 1
    return line
