"""Records of a bank export as rows of `raw_bookings`, or the reason why not; column by column, a batch at a time.

Only what facts.md lists makes a reject: an empty account, an unreadable moment, amount or balance, an unknown direction
or status (and another currency: its amount is no amount in yuan). Anything else that is not understood is unknown: the
cell stays empty, the import report counts it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from engine.ledger.batches import Batch, Readings, Reject
from engine.ledger.cells import SheetCells
from engine.ledger.codes import CodeTable
from engine.ledger.moments import PRECISIONS, Moment
from engine.ledger.money import Money
from engine.ledger.sheet import Sheet
from engine.ledger.tables import BOOKING_COLUMNS
from engine.ledger.text_file import Record
from engine.ledger.times import TimeReader

_INTEGER = re.compile("-?[0-9]{1,18}")

#: Numbers that name an account or a person: a damaged one must not be compared with anything.
_NUMBERED = frozenset({"holder_id", "counterparty_id"})

#: A balance that somebody covered: letters and asterisks where digits were.
_COVERED = re.compile("[xyzXYZ*＊]{2,}(?:[,.][xyzXYZ*＊]+)+")

#: What a line says of the side that paid and the side that was paid, by column of ours.
_OTHER_SIDES = {"counterparty": "payee", "counterparty_name": "payee_name", "counterparty_bank": "payee_bank"}
_PAYEE_OF = {"payer": "payee", "payer_name": "payee_name", "payer_bank": "payee_bank"}


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
        self.unknown_codes: dict[str, Counter[str]] = {}
        self.signs: Counter[tuple[str, bool]] = Counter()  #: direction and whether the amount is below zero
        self.no_record: list[tuple[str, str, int]] = []  #: account, what the bank answered, row
        self.cells = SheetCells(sheet)
        self._times = TimeReader(sheet.profile)
        self._money = Money(sheet.profile, self.cells)
        self._codes = {name: CodeTable(meanings) for name, meanings in sheet.profile.codes.items()}
        self._sided = self.cells.states("payer") and self.cells.states("payee")

    def read(self, records: Sequence[Record]) -> Readings:
        """Return the rows that `records` state, and of the others the first reason against each."""
        width = len(self.sheet.header)
        whole = [record for record in records if len(record.cells) == width]
        batch = Batch(whole, list(zip(*(record.cells for record in whole), strict=True)))
        kept = [row for at, row in enumerate(self._rows(batch)) if at not in batch.rejected]
        ragged = [(record, Reject("F642")) for record in records if len(record.cells) != width]
        refused = [(whole[at], reject) for at, reject in batch.rejected.items()]
        return Readings(kept, sorted(ragged + refused, key=lambda found: found[0].row))

    def _rows(self, batch: Batch) -> Iterable[Sequence[str]]:
        if not batch.records:
            return ()
        self._reject_answers(batch)
        directions = self._directions(batch)
        values = [self._column(name, batch, directions) for name in BOOKING_COLUMNS]
        self._reject_currencies(batch)
        return zip(*values, strict=True)

    def _column(self, name: str, batch: Batch, directions: Sequence[str]) -> Sequence[str]:
        special: dict[str, Callable[[Batch], Sequence[str]]] = {
            "booking_id": self._booking_ids,
            "account": lambda batch: self._accounts(batch, directions),
            "booked_at": self._booked_at,
            "time_precision": lambda batch: [found.precision if found else "" for found in batch.moments],
            "seq": self._seqs,
            "direction": lambda batch: self._known_directions(batch, directions),
            "amount": lambda batch: self._amounts(batch, directions),
            "balance": self._balances,
            "counterparty": lambda batch: self._other_side(batch, "counterparty", directions),
            "counterparty_name": lambda batch: self._other_side(batch, "counterparty_name", directions),
            "counterparty_bank": lambda batch: self._other_side(batch, "counterparty_bank", directions),
            "cash": lambda batch: self._coded(batch, "cash", None),
            "status": lambda batch: self._coded(batch, "status", "F641"),
            "file": lambda batch: [self.sheet.name] * len(batch.records),
            "row": lambda batch: [str(record.row) for record in batch.records],
        }
        if name in special:
            return special[name](batch)
        return self._numbers(batch, name) if name in _NUMBERED else self._texts(batch, name)

    def _booking_ids(self, batch: Batch) -> Sequence[str]:
        return [f"{self.sheet.key}:{record.row}" for record in batch.records]

    def _texts(self, batch: Batch, name: str) -> Sequence[str]:
        return self.cells.texts(batch.columns, name)

    def _accounts(self, batch: Batch, directions: Sequence[str]) -> Sequence[str]:
        if self._sided:
            whole = self._side(batch, "payer", directions, own=True)
        elif self.cells.states("account"):
            whole = self.cells.numbers(batch.columns, "account")
        else:
            whole = [self.sheet.above.get("account", "")] * len(batch.records)
        for at, found in enumerate(whole):
            if not found:
                batch.reject(at, "F632" if found is None else "F631", "account")
        return [found or "" for found in whole]

    def _side(self, batch: Batch, name: str, directions: Sequence[str], *, own: bool) -> Sequence[str | None]:
        """Return what a line says of the own side or the other one: the payer is the own side of what goes out."""
        payers = self.cells.numbers(batch.columns, name)
        payees = self.cells.numbers(batch.columns, _PAYEE_OF[name])
        return [
            payer if (direction == "out") == own else payee
            for payer, payee, direction in zip(payers, payees, directions, strict=True)
        ]

    def _other_side(self, batch: Batch, name: str, directions: Sequence[str]) -> Sequence[str]:
        if not self._sided:
            return self._numbers(batch, name) if name == "counterparty" else self._texts(batch, name)
        payer = {payee: payer for payer, payee in _PAYEE_OF.items()}[_OTHER_SIDES[name]]
        found = self._side(batch, payer, directions, own=False)
        self.not_understood[name] += found.count(None)
        return [text or "" for text in found]

    def _numbers(self, batch: Batch, name: str) -> Sequence[str]:
        if not self.cells.states(name):
            return [""] * len(batch.records)
        whole = self.cells.numbers(batch.columns, name)
        self.not_understood[name] += whole.count(None)
        return [found or "" for found in whole]

    def _booked_at(self, batch: Batch) -> Sequence[str]:
        batch.moments = self._moments(batch)
        return [str(found.at) if found else "" for found in batch.moments]

    def _moments(self, batch: Batch) -> Sequence[Moment | None]:
        """Return the moments; a stated precision may be coarser than the moment is written, not finer."""
        times = self.cells.parts(batch.columns, "booked_time")
        found = self._times.moments(self.cells.parts(batch.columns, "booked_at"), times)
        for at, precision in enumerate(self._texts(batch, "time_precision")):
            moment = found[at]
            if moment is None:
                batch.reject(at, "F633", "booked_at")
            elif precision:
                found[at] = _at_precision(moment, precision) or moment
                if _at_precision(moment, precision) is None:
                    batch.reject(at, "F647", "time_precision")
        return found

    def _seqs(self, batch: Batch) -> Sequence[str]:
        texts = self._texts(batch, "seq")
        odd = {text for text in set(texts) if text and not _INTEGER.fullmatch(text)}
        self.not_understood["seq"] += sum(text in odd for text in texts)
        return ["" if text in odd else text for text in texts] if odd else texts

    def _directions(self, batch: Batch) -> Sequence[str]:
        """Return what the sheet says of each row's direction, before the reason against it is sought."""
        batch.money = self._money.rows(batch.columns)
        directions = [money.direction for money in batch.money]
        if self._money.mode == "coded":
            directions = list(self._meanings(self._texts(batch, "direction"), "direction"))
        if self.sheet.profile.signs == "direction":  # payments are written below zero
            batch.money = [
                money._replace(fen=-money.fen) if direction == "out" else money
                for money, direction in zip(batch.money, directions, strict=True)
            ]
        return directions

    def _known_directions(self, batch: Batch, directions: Sequence[str]) -> Sequence[str]:
        if self._money.mode == "coded":
            texts = self._texts(batch, "direction")
            for at, direction in enumerate(directions):
                if direction == "neutral":
                    batch.reject(at, "F670", "direction")
                elif not direction:
                    self._unknown(batch, at, "direction", texts[at], "F634")
        return directions

    def _amounts(self, batch: Batch, directions: Sequence[str]) -> Sequence[str]:
        for at, money in enumerate(batch.money):
            if money.reason:
                batch.reject(at, money.reason, "amount")
            elif at not in batch.rejected:
                self.signs[directions[at], money.fen < 0] += 1
        return [str(money.fen) for money in batch.money]

    def _balances(self, batch: Batch) -> Sequence[str]:
        if not self.cells.states("balance"):
            return [""] * len(batch.records)
        found: list[str] = []
        for at, text in enumerate(self._texts(batch, "balance")):
            fen = self._money.fen(text) if text else ""
            if text and not isinstance(fen, int):
                covered = _COVERED.fullmatch(text)
                self.not_understood["balance"] += bool(covered)
                fen = "" if covered else batch.reject(at, "F640", "balance")
            found.append(str(fen))
        return found

    def _meanings(self, texts: Sequence[str], name: str) -> Sequence[str]:
        table = self._codes.get(name)
        return table.meanings(texts) if table else [""] * len(texts)

    def _coded(self, batch: Batch, name: str, reason: str | None) -> Sequence[str]:
        """Return the meanings of a coded column; an unknown code is a reject, or unknown where there is no reason."""
        texts = self._texts(batch, name)
        found = self._meanings(texts, name)
        for at, meaning in enumerate(found):
            if meaning:
                continue
            if reason:
                self._unknown(batch, at, name, texts[at], reason)
            elif texts[at]:
                self.not_understood[name] += 1
        return found

    def _unknown(self, batch: Batch, at: int, name: str, text: str, reason: str) -> None:
        if text and at not in batch.rejected:
            self.unknown_codes.setdefault(name, Counter())[text] += 1
        batch.reject(at, reason, name)

    def _reject_currencies(self, batch: Batch) -> None:
        """Reject what is not in yuan; a table without a column for it may say so above its header."""
        if self.cells.states("currency"):
            texts = self._texts(batch, "currency")
        elif stated := self.sheet.above.get("currency"):
            texts = [stated] * len(batch.records)
        else:
            return
        for at, meaning in enumerate(self._meanings(texts, "currency")):
            if meaning == "foreign":
                batch.reject(at, "F644", "currency")
            elif not meaning:
                self._unknown(batch, at, "currency", texts[at], "F644")

    def _reject_answers(self, batch: Batch) -> None:
        """Tell the bank's answer «no record» from a transaction, where the layout has a column for it."""
        if not self.cells.states("feedback"):
            return
        answers, meanings = self._texts(batch, "feedback"), self.sheet.profile.codes.get("feedback", {})
        told = [at for at, text in enumerate(answers) if meanings.get(text) != "transaction"]
        if not told:
            return
        words = tuple(word for word, meaning in meanings.items() if meaning == "no_record")
        money = [text and self._money.fen(text) != 0 for text in self._texts(batch, "amount")]
        rest = list(zip(*(self._texts(batch, name) for name in ("booked_at", "direction")), strict=True))
        for at in told:
            says_none = any(word in answers[at] for word in words)
            if says_none or not (money[at] or any(rest[at])):
                batch.reject(at, "F646" if money[at] else "F645", "feedback")
                if says_none and not money[at]:
                    self._note_no_record(batch, at, answers[at])

    def _note_no_record(self, batch: Batch, at: int, answer: str) -> None:
        cells = [[column[at]] for column in batch.columns]
        counted = self.cells.decorated.copy()
        if account := self.cells.numbers(cells, "account")[0]:
            self.no_record.append((account, answer, batch.records[at].row))
        self.cells.decorated = counted  # the row is counted where its column is read


def _at_precision(found: Moment, stated: str) -> Moment | None:
    precision = next((known for known in PRECISIONS if known == stated), None)
    if precision is None or PRECISIONS.index(precision) < PRECISIONS.index(found.precision):
        return None
    return found.cut_to(precision)
