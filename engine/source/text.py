"""Text with a name, and places in it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in a file, with the line it stands in, so that it can be shown without the file."""

    file: str
    line: int = 1  #: from 1
    column: int = 1  #: from 1, in characters
    width: int = 1  #: characters under the caret
    excerpt: str = ""  #: the whole line


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name users know it by."""

    name: str
    text: str
    lines: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(self.text.splitlines()))

    def span(self, line: int, column: int, width: int = 1) -> Span:
        """Return the place at `line` and `column`, both from 1."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Span(file=self.name, line=line, column=column, width=max(width, 1), excerpt=excerpt)
