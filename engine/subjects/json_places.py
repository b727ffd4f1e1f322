"""Where a name stands in a JSON text: looked up only when there is something to say about it."""

import json
import re
from bisect import bisect_right

from engine.source.text import Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[{}\[\]]')
_NESTS = ("subject", "facts")


class JsonPlaces:
    """The places of one text; lines are counted when the first place is asked for."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._starts: list[int] = []

    def place(self, row: int, name: str | None) -> Span:
        """Return the place of `name` in the object at offset `row`, or of the object itself."""
        found = self._name_in(row, name) if name is not None else None
        return self.at(*found) if found else self.at(row)

    def at(self, offset: int, width: int = 1) -> Span:
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self._text)
        excerpt = self._text[start:end].rstrip("\r")
        return Span(file=self._name, line=line, column=offset - start + 1, width=width, excerpt=excerpt)

    def _line_starts(self) -> list[int]:
        if not self._starts:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        return self._starts

    def _name_in(self, row: int, name: str) -> tuple[int, int] | None:
        """Return offset and width of the last time `name` is a key of the object at `row`, or of its two parts."""
        depth, outer, found = 0, "", None
        for token in _TOKEN.finditer(self._text, row):
            mark = token.group()
            if mark in "{[":
                depth += 1
            elif mark in "}]":
                depth -= 1
                if depth <= 0:
                    break
            elif token[1]:
                quoted = mark.removesuffix(token[1])
                key = json.loads(quoted, strict=False)
                outer = key if depth == 1 else outer
                if key == name and (depth == 1 or outer in _NESTS):
                    found = token.start(), len(quoted)
        return found
