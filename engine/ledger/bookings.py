"""Records of a bank export as rows of `raw_bookings`, or the reason why not; column by column, a batch at a time.

Only what facts.md lists makes a reject: an empty account, an unreadable moment, amount or balance, an unknown direction
or status (and another currency: its amount is no amount in yuan). Anything else that is not understood is unknown: the
cell stays empty, the import report counts it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from engine.ledger.amounts import Unreadable, amount_reader
from engine.ledger.cells import SheetCells
from engine.ledger.moments import PRECISIONS, Moment, moment_reader
from engine.ledger.sheets import Sheet
from engine.ledger.tables import BOOKING_COLUMNS
from engine.ledger.text_file import Record


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a row is not taken: a code of `messages/ledger.py`, and the column that shows it."""

    reason: str
    column: str = ""


_INTEGER = re.compile("-?[0-9]{1,18}")

#: Numbers that name an account or a person: a damaged one must not be compared with anything.
_NUMBERED = frozenset({"holder_id", "counterparty", "counterparty_id"})


@dataclass(slots=True)
class _Batch:
    """Records of one width, by column; the first reason found against a record stands."""

    records: Sequence[Record]
    columns: Sequence[Sequence[str]]
    rejected: dict[int, Reject] = field(default_factory=dict)
    moments: Sequence[Moment | None] = ()  #: read once, for the moment and for how precise it is

    def reject(self, at: int, reason: str, column: str) -> str:
        self.rejected.setdefault(at, Reject(reason, column))
        return ""


@dataclass(frozen=True, slots=True)
class Readings:
    """What became of a batch of records: rows for `raw_bookings`, each value as text, and rejects."""

    kept: Sequence[Sequence[str]]
    rejected: Sequence[tuple[Record, Reject]]


class BookingReader:
    """Reads the records of one sheet column by column; counts the cells it did not understand."""

    table = "raw_bookings"
    #: Columns that a file states; the rest is ours.
    stated = tuple(
        column for column in BOOKING_COLUMNS if column not in ("booking_id", "time_precision", "file", "row")
    )

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.not_understood: Counter[str] = Counter()
        self._profile = sheet.profile
        self._cells = SheetCells(sheet)
        self._moment = moment_reader(sheet.profile.layouts)
        self._fen = amount_reader(sheet.profile.unit, sheet.profile.forms)

    def read(self, records: Sequence[Record]) -> Readings:
        """Return the rows that `records` state, and of the others the first reason against each."""
        width = len(self.sheet.header)
        whole = [record for record in records if len(record.cells) == width]
        batch = _Batch(whole, list(zip(*(record.cells for record in whole), strict=True)))
        kept = [row for at, row in enumerate(self._rows(batch)) if at not in batch.rejected]
        ragged = [(record, Reject("F642")) for record in records if len(record.cells) != width]
        refused = [(whole[at], reject) for at, reject in batch.rejected.items()]
        return Readings(kept, sorted(ragged + refused, key=lambda found: found[0].row))

    def _rows(self, batch: _Batch) -> Iterable[Sequence[str]]:
        if not batch.records:
            return ()
        self._reject_answers(batch)
        values = [self._column(name, batch) for name in BOOKING_COLUMNS]
        self._coded(batch, "currency", "F644")
        return zip(*values, strict=True)

    def _column(self, name: str, batch: _Batch) -> Sequence[str]:
        special: dict[str, Callable[[_Batch], Sequence[str]]] = {
            "booking_id": self._booking_ids,
            "account": self._accounts,
            "booked_at": self._booked_at,
            "time_precision": lambda batch: [found.precision if found else "" for found in batch.moments],
            "seq": self._seqs,
            "direction": lambda batch: self._coded(batch, "direction", "F634"),
            "amount": self._amounts,
            "balance": self._balances,
            "cash": lambda batch: self._coded(batch, "cash", None),
            "status": lambda batch: self._coded(batch, "status", "F641"),
            "file": lambda batch: [self.sheet.name] * len(batch.records),
            "row": lambda batch: [str(record.row) for record in batch.records],
        }
        if name in special:
            return special[name](batch)
        return self._numbers(batch, name) if name in _NUMBERED else self._texts(batch, name)

    def _booking_ids(self, batch: _Batch) -> Sequence[str]:
        begins = self.sheet.digest[:12]
        return [f"{begins}:{record.row}" for record in batch.records]

    def _texts(self, batch: _Batch, name: str) -> Sequence[str]:
        return self._cells.texts(batch.columns, name)

    def _accounts(self, batch: _Batch) -> Sequence[str]:
        whole = self._cells.numbers(batch.columns, "account")
        for at, found in enumerate(whole):
            if not found:
                batch.reject(at, "F632" if found is None else "F631", "account")
        return [found or "" for found in whole]

    def _numbers(self, batch: _Batch, name: str) -> Sequence[str]:
        if not self._cells.states(name):
            return [""] * len(batch.records)
        whole = self._cells.numbers(batch.columns, name)
        self.not_understood[name] += whole.count(None)
        return [found or "" for found in whole]

    def _booked_at(self, batch: _Batch) -> Sequence[str]:
        batch.moments = self._moments(batch)
        return [str(found.at) if found else "" for found in batch.moments]

    def _moments(self, batch: _Batch) -> Sequence[Moment | None]:
        """Return the moments; a stated precision may be coarser than the moment is written, not finer."""
        found = [self._moment(text) for text in self._texts(batch, "booked_at")]
        for at, precision in enumerate(self._texts(batch, "time_precision")):
            moment = found[at]
            if moment is None:
                batch.reject(at, "F633", "booked_at")
            elif precision:
                found[at] = _at_precision(moment, precision) or moment
                if _at_precision(moment, precision) is None:
                    batch.reject(at, "F647", "time_precision")
        return found

    def _seqs(self, batch: _Batch) -> Sequence[str]:
        texts = self._texts(batch, "seq")
        odd = {text for text in set(texts) if text and not _INTEGER.fullmatch(text)}
        self.not_understood["seq"] += sum(text in odd for text in texts)
        return ["" if text in odd else text for text in texts] if odd else texts

    def _amounts(self, batch: _Batch) -> Sequence[str]:
        found = [self._fen(text) for text in self._texts(batch, "amount")]
        for at, fen in enumerate(found):
            if not isinstance(fen, int):
                batch.reject(at, fen.reason, "amount")
            elif fen == 0:
                batch.reject(at, "F637", "amount")
        return [str(fen) for fen in found]

    def _balances(self, batch: _Batch) -> Sequence[str]:
        if not self._cells.states("balance"):
            return [""] * len(batch.records)
        found = [self._fen(text) if text else "" for text in self._texts(batch, "balance")]
        for at, fen in enumerate(found):
            if isinstance(fen, Unreadable):
                batch.reject(at, "F640", "balance")
        return [str(fen) for fen in found]

    def _coded(self, batch: _Batch, name: str, reason: str | None) -> Sequence[str]:
        """Return the meanings of a coded column; an unknown code is a reject, or unknown where there is no reason."""
        if name == "currency" and not self._cells.states(name):
            return ()
        texts, meanings = self._texts(batch, name), self._profile.codes.get(name, {})
        odd = {text for text in set(texts) if text not in meanings}
        for at, text in enumerate(texts) if reason and odd else ():
            if text in odd:
                batch.reject(at, reason or "", name)
        if not reason and odd - {""}:
            self.not_understood[name] += sum(bool(text) and text in odd for text in texts)
        return [meanings.get(text, "") for text in texts]

    def _reject_answers(self, batch: _Batch) -> None:
        """Tell the bank's answer «no record» from a transaction, where the layout has a column for it."""
        if not self._cells.states("feedback"):
            return
        answers, meanings = self._texts(batch, "feedback"), self._profile.codes.get("feedback", {})
        told = [at for at, text in enumerate(answers) if meanings.get(text) != "transaction"]
        if not told:
            return
        words = tuple(word for word, meaning in meanings.items() if meaning == "no_record")
        money = [text and self._fen(text) != 0 for text in self._texts(batch, "amount")]
        rest = list(zip(*(self._texts(batch, name) for name in ("booked_at", "direction")), strict=True))
        for at in told:
            says_none = any(word in answers[at] for word in words)
            if says_none or not (money[at] or any(rest[at])):
                batch.reject(at, "F646" if money[at] else "F645", "feedback")


def _at_precision(found: Moment, stated: str) -> Moment | None:
    precision = next((known for known in PRECISIONS if known == stated), None)
    if precision is None or PRECISIONS.index(precision) < PRECISIONS.index(found.precision):
        return None
    return found.cut_to(precision)
