"""JSON (one object or an array of them) and JSONL → subjects, exact: no float is ever made."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.subjects.columns import Columns
from engine.subjects.intake import Intake
from engine.subjects.json_places import JsonPlaces
from engine.subjects.values import Constant, written

_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=Constant)
#: An object becomes a tuple of its pairs: names that stand twice are kept, and it is told from an array.
_PAIRS = json.JSONDecoder(object_pairs_hook=tuple, parse_float=Decimal, parse_constant=Constant)
_SPACE = re.compile(r"[ \t\r\n]*")
_AFTER_ITEM = re.compile(r"[ \t\r\n]*([,\]]?)[ \t\r\n]*")

#: The beginnings of the decoder's sentences, and what they mean.
_PROBLEMS = (
    ("Expecting value", "value"),
    ("Expecting property name", "key"),
    ("Illegal trailing comma", "comma"),
    ("Expecting ':'", "colon"),
    ("Expecting ','", "comma"),
    ("Unterminated string", "open"),
    ("Invalid control character", "control"),
    ("Invalid \\", "escape"),
)


def from_json(text: str, name: str, columns: Columns, report: Report) -> Intake:
    """Return the subjects in `text`; its form is told from the text, not from its name.

    Errors: E501, E502 and those of the rows
    """
    places = JsonPlaces(text, name)
    intake = Intake(columns, places.place, report)
    reader = _Reader(text, name, places, report)
    for start, end, item in reader.items():
        # INVARIANT: each name is followed by a colon, so where there are as many names as colons, none stands twice.
        if isinstance(item, dict) and text.count(":", start, end) == len(item) and intake.take(start, item):
            continue
        pairs, _ = _PAIRS.raw_decode(text, start)
        if isinstance(pairs, tuple):
            intake.examine(start, pairs)
        else:
            report.add(Diagnostic(code="E502", span=places.at(start), values={"text": written(pairs)}))
    return intake


#: Where a value starts and ends, and the value.
Item = tuple[int, int, object]


def _skip(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset


class _Reader:
    """Reads the values of one text, each with its place."""

    def __init__(self, text: str, name: str, places: JsonPlaces, report: Report) -> None:
        self._text = text
        self._name = name
        self._places = places
        self._report = report

    def items(self) -> Iterator[Item]:
        start = _skip(self._text, 0)
        if start == len(self._text):
            return self._nothing()
        if self._text[start] == "[":
            return self._array(start + 1)
        return self._single(start) if self._is_single(start) else self._lines()

    def wrong(self, offset: int, problem: str) -> None:
        values = {"problem": phrase(f"eval.json.{problem}")}
        self._report.add(Diagnostic(code="E501", span=self._places.at(offset), values=values))

    def _nothing(self) -> Iterator[Item]:
        """Yield nothing: a JSONL without lines has no subjects, a JSON file must say so with `[]`."""
        if self._name.endswith(".json"):
            self.wrong(0, "empty")
        yield from ()

    def _decoded(self, text: str, start: int, base: int) -> tuple[object, int] | None:
        """Return the value that starts at `start` of `text` and its end, or None and say what is wrong."""
        try:
            return _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            self.wrong(
                base + error.pos, next((word for part, word in _PROBLEMS if error.msg.startswith(part)), "other")
            )
        except ValueError:  # more digits than Python turns into a number
            self.wrong(base + start, "digits")
        except RecursionError:
            self.wrong(base + start, "deep")
        return None

    def _is_single(self, start: int) -> bool:
        """Decide whether the text is one object, over several lines; else it holds one a line."""
        line_end = self._text.find("\n", start)
        if line_end < 0 or self._text[start:line_end].rstrip().endswith("}"):
            return line_end < 0
        try:
            _, end = _DECODER.raw_decode(self._text, start)
        except (ValueError, RecursionError):
            return self._name.endswith(".json")
        return _skip(self._text, end) == len(self._text)

    def _single(self, start: int) -> Iterator[Item]:
        decoded = self._decoded(self._text, start, 0)
        if decoded is not None:
            self._nothing_more(decoded[1])
            yield start, decoded[1], decoded[0]

    def _array(self, offset: int) -> Iterator[Item]:
        """Yield the items of an array; a slip in its syntax ends it, for what follows cannot be told."""
        offset = _skip(self._text, offset)
        mark = self._text[offset : offset + 1]
        while mark != "]":
            decoded = self._decoded(self._text, offset, 0)
            if decoded is None:
                return
            yield offset, decoded[1], decoded[0]
            offset = _skip(self._text, decoded[1])
            mark = self._text[offset : offset + 1]
            if mark not in (",", "]"):
                self.wrong(offset, "comma")
                return
            offset = _skip(self._text, offset + 1) if mark == "," else offset
        self._nothing_more(offset + 1)

    def _nothing_more(self, end: int) -> None:
        rest = _skip(self._text, end)
        if rest < len(self._text):
            self.wrong(rest, "extra")

    def _lines(self) -> Iterator[Item]:
        """Yield the objects of JSONL; a line that cannot be read is reported and the next one is read."""
        base = 0
        for line in self._text.split("\n"):
            start = _skip(line, 0)
            if start < len(line) and (decoded := self._decoded(line, start, base)) is not None:
                rest = _skip(line, decoded[1])
                if rest < len(line):
                    self.wrong(base + rest, "extra")
                yield base + start, base + decoded[1], decoded[0]
            base += len(line) + 1
