"""The text of a chunk as the query for usual lines takes it: one record a line, nothing around cells, no quotes.

Lines with quotes are split here as the reader of rows does it; their cells go on joined by a character of their own.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.ledger.cells import AROUND, one_line
from engine.ledger.text_file import CELL_LIMIT, LINE_LIMIT, next_cells

#: Joins the cells of a record that was split here; a text that holds it goes to the reader of rows.
JOINT = "\x1f"

#: A cell padded with more blanks than this is found by the query.
_ROUNDS = 6

#: In a line with fewer quotes than this they are looked at one by one; csv is as fast where there are more.
_FEW = 13

_BLANKS = AROUND.replace("\r", "").replace("\n", "")


@dataclass(frozen=True, slots=True)
class Lines:
    """The records of a chunk, one a line, counted from 1; what cannot be written so is an empty line."""

    text: str
    joined: bool = False  #: some lines were split here
    padded: bool = False  #: blanks may still stand around cells
    left: Sequence[int] = ()  #: records that only the reader of rows can take
    tall: Mapping[int, int] = field(default_factory=dict)  #: lines that a record takes where it takes more than one


def usual_lines(chunk: str) -> Lines | None:
    """Return the records of `chunk`, whole lines; None where only the reader of rows can tell them apart."""
    text = chunk.replace("\r\n", "\n")
    last = len(text) - text.rfind("\n", 0, len(text) - 1)
    if "\r" in text or JOINT in text or len(text) >= LINE_LIMIT or last > CELL_LIMIT:
        return None
    if '"' not in text:
        bare, padded = _tight(text)
        return Lines(bare, padded=padded)
    lines = text.split("\n")
    try:
        found = _Split(lines)
    except csv.Error:
        return None
    bare, padded = _tight("\n".join(lines))
    whole = bare.split("\n")
    for at, joined in found.joined.items():
        whole[at] = joined
    return Lines("\n".join(whole), joined=True, padded=padded, left=found.left, tall=found.tall)


def left_texts(odd: Sequence[int], lines: Lines, chunk: str) -> list[tuple[int, str]]:
    """Return the records that are `odd` or left over: the line where each begins, from 1, and its text."""
    at_once = sorted((*odd, *lines.left))
    original = chunk.split("\n") if at_once else []
    return [(at, "\n".join(original[at - 1 : at - 1 + lines.tall.get(at, 1)]) + "\n") for at in at_once]


class _Split:
    """Takes the records with quotes out of `lines`, which are empty afterwards."""

    def __init__(self, lines: list[str]) -> None:
        self.joined: dict[int, str] = {}
        self.left: list[int] = []
        self.tall: dict[int, int] = {}
        self._lines = lines
        self._at = 0
        self._taken: list[str] = []
        source = self._coming()
        reader = csv.reader(source, strict=True)
        while self._at < len(lines):
            begins, line = self._at, lines[self._at]
            if '"' not in line:
                self._at += 1
            elif (cells := _simple(line)) is not None:
                self._at += 1
                self._place(begins, cells)
            else:
                self._taken.clear()
                if (cells := next_cells(reader, source, self._taken)) is not None:
                    self._place(begins, cells)

    def _coming(self) -> Iterator[str]:
        while self._at < len(self._lines):
            line = self._lines[self._at] + "\n"
            self._at += 1
            self._taken.append(line)
            yield line

    def _place(self, begins: int, cells: list[str]) -> None:
        height = self._at - begins
        if height > 1:
            self.tall[begins + 1] = height
            cells = [one_line(cell) for cell in cells]
        self._lines[begins : self._at] = [""] * height
        if len(cells) > 1:
            self.joined[begins] = JOINT.join([cell.strip(AROUND) for cell in cells])
        else:
            self.left.append(begins + 1)


def _simple(line: str) -> list[str] | None:
    """Return the cells of a line whose quotes stand around whole cells and nowhere else; else None.

    Of such lines all cells stand in quotes, or a few with nothing but TABs behind them.
    """
    if len(line) > 1 and line[0] == line[-1] == '"' and '"' not in (inside := line[1:-1].replace('","', JOINT)):
        return inside.split(JOINT)
    parts = line.split('"', _FEW)
    if len(parts) > _FEW or len(parts) % 2 == 0:
        return None
    last = len(parts) - 1
    for at in range(0, len(parts), 2):
        behind = parts[at].lstrip("\t") if at else ","
        if not (behind[:1] == "," or (at == last and not behind)) or not (
            at == last or not at or parts[at][-1:] == ","
        ):
            return None
    if parts[0] and parts[0][-1] != ",":
        return None
    parts[::2] = [part.replace(",", JOINT) for part in parts[::2]]
    return "".join(parts).split(JOINT)


def _tight(text: str) -> tuple[str, bool]:
    """Return `text` without the blanks around cells, and whether some may be left; a space may stand inside a cell."""
    for blank in _BLANKS.replace(" ", ""):
        if blank in text:
            text, _ = _without(text, blank)
    others = any(blank in text for blank in _BLANKS.replace(" ", ""))
    text, stable = _without(text, " ")
    return text, others or not stable or text[:1] == " " or text[-1:] == " "


def _without(text: str, blank: str) -> tuple[str, bool]:
    """Return `text` without the blanks of one kind around cells, and whether none is left."""
    for _ in range(_ROUNDS):
        size = len(text)
        for old, new in ((f"{blank},", ","), (f"{blank}\n", "\n"), (f",{blank}", ","), (f"\n{blank}", "\n")):
            if blank not in text:
                return text, True
            text = text.replace(old, new)
        if len(text) == size:
            return text, True
    return text, False
