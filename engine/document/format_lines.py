"""One line of keys and dashes in its one form: spaces and brackets; what is quoted, and comments, as written."""

from dataclasses import dataclass

from engine.document.format_pieces import Piece, in_brackets
from engine.document.from_yaml import Extent
from engine.document.nodes import Entry, Node, Scalar, Sequence
from engine.source.text import Source

#: A collection in brackets over several lines is put into one line that is not longer.
WIDTH = 120


@dataclass(frozen=True, slots=True)
class Written:
    """A line in its one form, and the last line of the text that went into it."""

    text: str
    until: int


class LineWriter:
    """Writes the lines of one text."""

    def __init__(self, source: Source, extents: dict[tuple[int, int], Extent]) -> None:
        self._source = source
        self._lines = source.lines
        self._extents = extents

    def written(self, found: list[Piece]) -> Written:
        """Return the line that is built of `found` and what stands behind it."""
        last = found[-1]
        start = " " * found[0].belongs + " ".join(self._word(piece) for piece in found)
        value = last.entry.value if last.entry else last.item
        if value is None or value.span.line - 1 != last.line or not self._is_inline(value):
            rest = self._lines[last.line][self._end(last) :].rstrip()
            return Written(start + rest, last.line)
        return self._with_value(start, value)

    def _word(self, piece: Piece) -> str:
        return f"{self._raw(piece.entry.key)}:" if piece.entry else "-"

    def _raw(self, scalar: Scalar) -> str:
        if scalar.value is None and not scalar.text:
            return ""
        column = scalar.span.column - 1
        return self._lines[scalar.span.line - 1][column : column + scalar.span.width]

    def _end(self, piece: Piece) -> int:
        """Return the column behind the colon or the dash; behind the key where `? key` has its colon elsewhere."""
        if piece.entry is None:
            return piece.column + 1
        end = piece.column + piece.entry.key.span.width
        return max(self._lines[piece.line].find(":", end) + 1, end)

    def _is_inline(self, value: Node) -> bool:
        return bool(self._raw(value)) if isinstance(value, Scalar) else in_brackets(value, self._source)

    def _with_value(self, start: str, value: Node) -> Written:
        line, column = value.span.line - 1, value.span.column - 1
        if not isinstance(value, Scalar):
            extent = self._extents[line, column]
            written = f"{start} {self._brackets(value)}"
            if extent.end_line == line or (self._joins(extent) and len(written) <= WIDTH):
                rest = self._lines[extent.end_line][extent.end_column :].rstrip()
                return Written(written + rest, extent.end_line)
        return Written(f"{start} {self._lines[line][column:].rstrip()}", line)

    def _brackets(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return self._raw(node)
        if isinstance(node, Sequence):
            return f"[{', '.join(map(self._brackets, node))}]"
        return f"{{{', '.join(map(self._pair, node.entries))}}}"

    def _pair(self, entry: Entry) -> str:
        return f"{self._raw(entry.key)}: {self._brackets(entry.value)}"  # `{a: }` without the space is a word

    def _joins(self, extent: Extent) -> bool:
        """Return whether what stands in brackets over several lines has no comment and no word over several lines."""
        first, *between, last = self._lines[extent.line : extent.end_line + 1]
        lines = (first[extent.column :], *between, last[: extent.end_column])
        inner = (found for found in self._extents.values() if _contains(extent, found))
        whole = all(found.end_line == found.line or self._opens(found) for found in inner)
        return whole and not any("#" in line for line in lines)

    def _opens(self, extent: Extent) -> bool:
        return self._lines[extent.line][extent.column] in "{["


def _contains(outer: Extent, inner: Extent) -> bool:
    begins = (outer.line, outer.column) < (inner.line, inner.column)
    return begins and (inner.line, inner.column) < (outer.end_line, outer.end_column)
