"""One record of a bank export as one row of `raw_bookings`, or the reason why not.

Only what facts.md lists makes a reject: an empty account, an unreadable moment, amount or balance, an unknown direction
or status (and another currency: its amount is no amount in yuan). Anything else that is not understood is unknown: the
cell stays empty, the import report counts it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.ledger.amounts import Unreadable, amount_reader
from engine.ledger.moments import PRECISIONS, Moment, Precision, moment_reader
from engine.ledger.profile import Profile
from engine.ledger.sheets import Sheet
from engine.ledger.tables import BOOKING_COLUMNS
from engine.ledger.text_file import Record


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a row is not taken: a code of `messages/ledger.py`, and the column that shows it."""

    reason: str
    column: str = ""


Cells = Sequence[str]
#: Reads one column from the cells of a record; empty text is unknown.
Part = Callable[[Cells], "str | Reject"]

#: Around a cell: blanks, the TAB that stops spreadsheets from rounding, ideographic and fixed spaces, byte order mark.
AROUND = " \t\r\n\u00a0\u3000\ufeff"

#: A number that a spreadsheet stored in floating point: digits beyond the fifteenth are gone.
_LOST = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+|[0-9]{16,}\.0+")
_DECIMAL_TAIL = re.compile(r"([0-9]{1,15})\.0+")
_INTEGER = re.compile("-?[0-9]{1,18}")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")

#: Numbers that name an account or a person: a damaged one must not be compared with anything.
_NUMBERED = frozenset({"holder_id", "counterparty", "counterparty_id"})


@dataclass(slots=True)
class BookingReader:
    """Reads the records of one sheet; counts the cells it did not understand."""

    sheet: Sheet
    not_understood: Counter[str] = field(default_factory=Counter)
    _parts: tuple[Part, ...] = ()
    _feedback: Callable[[Cells], Reject | None] | None = None

    def __post_init__(self) -> None:
        parts = _Parts(self.sheet, self.not_understood)
        stated = [name for name in BOOKING_COLUMNS if name not in ("booking_id", "file", "row")]
        self._parts = (*(parts.part(name) for name in stated), parts.currency())
        self._feedback = parts.feedback()

    def read(self, record: Record) -> list[str] | Reject:
        """Return the row for `raw_bookings`, each value as text, or why it is rejected (the first reason)."""
        if len(record.cells) != len(self.sheet.header):
            return Reject("F642")
        if self._feedback and (answer := self._feedback(record.cells)):
            return answer
        row = [f"{self.sheet.digest[:12]}:{record.row}"]
        for part in self._parts:
            value = part(record.cells)
            if isinstance(value, Reject):
                return value
            row.append(value)
        row[-1:] = (self.sheet.name, str(record.row))  # the currency has been checked and is not kept
        return row


class _Parts:
    """Makes the readers of the single columns of one sheet."""

    def __init__(self, sheet: Sheet, not_understood: Counter[str]) -> None:
        self._profile: Profile = sheet.profile
        self._places = {
            name: tuple(sheet.header.index(title) for title in titles if title in sheet.header)
            for name, titles in sheet.profile.columns.items()
        }
        self._not_understood = not_understood
        self._moment = moment_reader(sheet.profile.layouts)
        self._fen = amount_reader(sheet.profile.unit, sheet.profile.forms)

    def part(self, column: str) -> Part:
        special: dict[str, Callable[[], Part]] = {
            "account": self._account,
            "booked_at": self._booked_at,
            "time_precision": self._time_precision,
            "seq": self._seq,
            "direction": lambda: self._coded("direction", "F634"),
            "amount": self._amount,
            "balance": self._balance,
            "cash": lambda: self._coded("cash", None),
            "status": lambda: self._coded("status", "F641"),
        }
        if column in special:
            return special[column]()
        return self._number(column) if column in _NUMBERED else self._text(column)

    def currency(self) -> Part:
        return self._coded("currency", "F644") if self._places.get("currency") else _nothing

    def _text(self, column: str) -> Callable[[Cells], str]:
        """Return the reader of a text: of several columns the first with something in it."""
        places, blanks = self._places.get(column, ()), self._profile.blanks
        if not places:
            return _nothing
        dashes = "-" in blanks

        def first(cells: Cells) -> str:
            for place in places:
                text = cells[place].strip(AROUND)
                if text and not (blanks and (text.lower() in blanks or (dashes and not text.strip("-")))):
                    return _LINE_BREAKS.sub(" ", text) if "\n" in text or "\r" in text else text
            return ""

        return first

    def _account(self) -> Part:
        text, suffixes = self._text("account"), self._profile.account_suffixes

        def account(cells: Cells) -> str | Reject:
            written = text(cells)
            if not written:
                return Reject("F631", "account")
            return _whole(written, suffixes) or Reject("F632", "account")

        return account

    def _number(self, column: str) -> Part:
        text, suffixes = self._text(column), self._profile.account_suffixes

        def number(cells: Cells) -> str:
            written = text(cells)
            found = _whole(written, suffixes)
            self._not_understood[column] += found is None
            return found or ""

        return number

    def _booked_at(self) -> Part:
        at = self._at()

        def booked_at(cells: Cells) -> str | Reject:
            found = at(cells)
            return found if isinstance(found, Reject) else found.at.isoformat(" ")

        return booked_at

    def _time_precision(self) -> Part:
        at = self._at()

        def time_precision(cells: Cells) -> str | Reject:
            found = at(cells)
            return found if isinstance(found, Reject) else found.precision

        return time_precision

    def _at(self) -> Callable[[Cells], Moment | Reject]:
        """Return the reader of the moment; a stated precision may be coarser than the moment is written, not finer."""
        text, stated, read = self._text("booked_at"), self._text("time_precision"), self._moment

        def at(cells: Cells) -> Moment | Reject:
            found, precision = read(text(cells)), stated(cells)
            if found is None:
                return Reject("F633", "booked_at")
            return _at_precision(found, precision) if precision else found

        return at

    def _seq(self) -> Part:
        text = self._text("seq")

        def seq(cells: Cells) -> str:
            written = text(cells)
            if not written or _INTEGER.fullmatch(written):
                return written
            self._not_understood["seq"] += 1
            return ""

        return seq

    def _amount(self) -> Part:
        text, fen = self._text("amount"), self._fen

        def amount(cells: Cells) -> str | Reject:
            found = fen(text(cells))
            if isinstance(found, Unreadable):
                return Reject(found.reason, "amount")
            return str(found) if found else Reject("F637", "amount")

        return amount

    def _balance(self) -> Part:
        text, fen = self._text("balance"), self._fen

        def balance(cells: Cells) -> str | Reject:
            written = text(cells)
            found = fen(written) if written else ""
            return Reject("F640", "balance") if isinstance(found, Unreadable) else str(found)

        return balance

    def _coded(self, column: str, reason: str | None) -> Part:
        """Return the reader of a coded column; an unknown code rejects the row, or is unknown where no reason is."""
        text, meanings = self._text(column), self._profile.codes.get(column, {})

        def coded(cells: Cells) -> str | Reject:
            written = text(cells)
            meaning = meanings.get(written)
            if meaning is not None:
                return meaning
            if reason:
                return Reject(reason, column)
            self._not_understood[column] += bool(written)
            return ""

        return coded

    def feedback(self) -> Callable[[Cells], Reject | None] | None:
        """Return what tells the bank's answer «no record» from a transaction, where the layout has such a column."""
        if not self._places.get("feedback"):
            return None
        text, meanings = self._text("feedback"), self._profile.codes.get("feedback", {})
        words = tuple(word for word, meaning in meanings.items() if meaning == "no_record")
        rest = [self._text(column) for column in ("booked_at", "direction")]
        amount, fen = self._text("amount"), self._fen

        def feedback(cells: Cells) -> Reject | None:
            written = text(cells)
            if meanings.get(written) == "transaction":
                return None
            money = amount(cells)
            moved = money and fen(money) != 0
            if any(word in written for word in words):
                return Reject("F646" if moved else "F645", "feedback")
            return None if moved or any(column(cells) for column in rest) else Reject("F645", "feedback")

        return feedback


def _nothing(_: Cells) -> str:
    return ""


def _whole(written: str, suffixes: Sequence[str]) -> str | None:
    """Return the number as it was issued; None where a spreadsheet has rounded it."""
    if "." in written or "e" in written or "E" in written:
        if _LOST.fullmatch(written):
            return None
        tail = _DECIMAL_TAIL.fullmatch(written)
        written = tail.group(1) if tail else written
    for suffix in suffixes:
        written = written.removesuffix(suffix) or written
    return written


def _at_precision(found: Moment, stated: str) -> Moment | Reject:
    order: tuple[Precision, ...] = PRECISIONS
    precision = next((known for known in order if known == stated), None)
    if precision is None or order.index(precision) < order.index(found.precision):
        return Reject("F647", "time_precision")
    return found.cut_to(precision)
