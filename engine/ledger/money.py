"""What a row moved: an amount beside a direction, one column for each direction, or an amount whose sign tells."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from engine.ledger.amounts import Unreadable, amount_reader
from engine.ledger.cells import Columns, SheetCells
from engine.ledger.profile import Profile

Mode = Literal["coded", "columns", "signed"]


class RowMoney(NamedTuple):
    """The amount of a row in fen, and its direction where the amount tells it; or why there is none."""

    fen: int
    direction: str = ""
    reason: str = ""


class Money:
    """Reads the amounts of one sheet."""

    def __init__(self, profile: Profile, cells: SheetCells) -> None:
        self.fen = amount_reader(profile.unit, profile.forms)
        self._cells = cells
        self._positive = profile.positive
        self.mode: Mode = "coded"
        if not cells.states("direction"):
            self.mode = "signed" if profile.positive and cells.states("amount") else "columns"

    def rows(self, columns: Columns) -> Sequence[RowMoney]:
        """Return what each row moved."""
        if self.mode == "columns":
            texts = (self._cells.texts(columns, name) for name in ("amount_in", "amount_out"))
            return [self._of_two(came, went) for came, went in zip(*texts, strict=True)]
        read = self._signed if self.mode == "signed" else self._plain
        return [read(text) for text in self._cells.texts(columns, "amount")]

    def _plain(self, text: str) -> RowMoney:
        fen = self.fen(text)
        if isinstance(fen, Unreadable):
            return RowMoney(0, reason=fen.reason)
        return RowMoney(fen, reason="" if fen else "F637")

    def _signed(self, text: str) -> RowMoney:
        found = self._plain(text)
        other = "out" if self._positive == "in" else "in"
        return RowMoney(abs(found.fen), self._positive if found.fen > 0 else other, found.reason)

    def _of_two(self, came: str, went: str) -> RowMoney:
        """Return the one amount of a row; the other column is empty or zero, below zero is a reversal."""
        found = {direction: self.fen(text) for direction, text in (("in", came), ("out", went)) if text}
        for fen in found.values():
            if isinstance(fen, Unreadable):
                return RowMoney(0, reason=fen.reason)
        moved = [(direction, fen) for direction, fen in found.items() if isinstance(fen, int) and fen]
        if len(moved) > 1:
            return RowMoney(0, reason="F671")
        if not moved:
            return RowMoney(0, reason="F637" if found else "F635")
        direction, fen = moved[0]
        return RowMoney(fen, direction)
