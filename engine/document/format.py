"""A YAML text → the same document in one form: indentation, brackets, blank lines; comments and order kept."""

from bisect import bisect_right

from engine.document.format_lines import LineWriter
from engine.document.format_pieces import Piece, pieces
from engine.document.from_yaml import Extent, extents, from_yaml
from engine.document.nodes import Document, Mapping, Node, Scalar, Sequence
from engine.source.report import Diagnostic, Report
from engine.source.text import Source, Span


def formatted(source: Source, report: Report) -> str | None:
    """Return the text of `source` in its one form, or None and say why not.

    What comes out means the same, and a second time changes nothing; a text where that fails is refused.
    Errors: D102 to D118, Y701
    """
    document = from_yaml(source, report)
    if document is None:
        return None
    text = _Layout(source, document).text()
    again = Source(source.name, text)
    read = from_yaml(again, Report("rulebook"))
    if read is None or not same(document.root, read.root) or _Layout(again, read).text() != text:
        report.add(Diagnostic(code="Y701", span=Span(file=source.name)))
        return None
    return text


def same(one: Node, other: Node) -> bool:
    """Return whether two nodes mean the same: values as written, keys in the same order."""
    match one, other:
        case Scalar(), Scalar():
            return (type(one.value), one.value, one.text) == (type(other.value), other.value, other.text)
        case Mapping(), Mapping():
            named = [entry.name for entry in one] == [entry.name for entry in other]
            return named and all(same(a.value, b.value) for a, b in zip(one, other, strict=True))
        case Sequence(), Sequence():
            return len(one.items) == len(other.items) and all(map(same, one, other))
    return False


class _Layout:
    """Goes through the lines of one text and puts each where it belongs."""

    def __init__(self, source: Source, document: Document) -> None:
        self._lines = source.lines
        self._built: dict[int, list[Piece]] = {}
        for piece in pieces(document.root, source):
            self._built.setdefault(piece.line, []).append(piece)
        self._starts = sorted(self._built)
        found = {(extent.line, extent.column): extent for extent in extents(source)}
        self._writer = LineWriter(source, found)
        self._inside = {line for extent in found.values() for line in self._behind(extent)}
        self._shift = 0  #: how far the last line of keys moved, and what hangs on it with it
        self._open: dict[int, int] = {}  #: the columns of the levels around a line, and where they belong
        self._written: list[str] = []

    def _behind(self, extent: Extent) -> range:
        """Return the lines of a value behind its first; blank ones behind its last word belong to nobody."""
        last = extent.end_line if extent.end_column else extent.end_line - 1
        kept = "+" in self._lines[extent.line][extent.column : extent.column + 3]
        while not kept and last > extent.line and not self._lines[last].strip():
            last -= 1
        return range(extent.line + 1, last + 1)

    def text(self) -> str:
        number = 0
        while number < len(self._lines):
            number = self._place(number) + 1
        while self._written and not self._written[-1] and len(self._lines) - 1 not in self._inside:
            self._written.pop()
        return "".join(f"{line}\n" for line in self._written)

    def _place(self, number: int) -> int:
        """Write the line `number`; return the last line that went into it."""
        line = self._lines[number]
        if number in self._built:
            return self._place_built(number)
        if number in self._inside:
            self._written.append(self._hanging(line))
        elif not line.strip():
            if self._written and self._written[-1]:
                self._written.append("")
        elif line.lstrip().startswith("#"):
            self._written.append(" " * self._comment_column(number) + line.strip())
        else:
            bare = line.startswith(("---", "..."))  # where a document begins or ends
            self._written.append(line.rstrip() if bare else self._hanging(line).rstrip())
        return number

    def _place_built(self, number: int) -> int:
        built = self._built[number]
        written = self._writer.written(built)
        self._written.append(written.text)
        self._shift = built[-1].belongs - built[-1].column
        self._open = {old: new for old, new in self._open.items() if old < built[0].column}
        self._open |= {piece.column: piece.belongs for piece in built}
        return written.until

    def _hanging(self, line: str) -> str:
        """Return a line of a longer value, moved with the key it belongs to."""
        if not line.strip():
            return ""
        if self._shift >= 0:
            return " " * self._shift + line
        return line[min(-self._shift, len(line) - len(line.lstrip(" "))) :]

    def _comment_column(self, number: int) -> int:
        """Return where a comment belongs: with what follows, where it is not further in than that."""
        column = len(self._lines[number]) - len(self._lines[number].lstrip())
        levels = dict(self._open)
        following = bisect_right(self._starts, number)
        if following < len(self._starts):
            piece = self._built[self._starts[following]][0]
            if column <= piece.column:
                return piece.belongs
            levels[piece.column] = piece.belongs
        return max((new for old, new in levels.items() if old <= column), default=0)
