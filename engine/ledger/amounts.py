"""Money as written becomes integer fen, exactly, or is refused with a reason."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Unit = Literal["yuan", "fen"]
Form = Literal["plain", "thousands", "bare_fraction"]

#: How the part before the decimal point may be written; digits are ASCII, the point is a full stop.
_WHOLE: dict[Form, str] = {
    "plain": "[0-9]+",
    "thousands": "[0-9]{1,3}(?:,[0-9]{3})+",
    "bare_fraction": r"(?=\.)",
}

FORMS: tuple[Form, ...] = ("plain", "thousands", "bare_fraction")

#: Amounts below ten thousand trillion yuan: their sums over a whole case stay inside int64.
_MOST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why an amount is refused, as a code of `messages/ledger.py`."""

    reason: str


ReadAmount = Callable[[str], "int | Unreadable"]


def amount_reader(unit: Unit, forms: Iterable[Form] = ("plain",)) -> ReadAmount:
    """Return the reader of amounts written in `unit`; it answers fen, or why not.

    Units: yuan has at most two decimals, fen none.
    Errors: F635 unreadable, F636 more than two decimals, F638 out of range.
    """
    decimals = r"(?:\.([0-9]+))?" if unit == "yuan" else "()"
    written = re.compile(f"(-?)({'|'.join(_WHOLE[form] for form in forms)}){decimals}")

    def read(text: str) -> int | Unreadable:
        found = written.fullmatch(text)
        if found is None:
            return Unreadable("F635")
        sign, whole, decimal = found.groups(default="")
        return _fen(sign, whole.replace(",", ""), decimal, unit)

    return read


def _fen(sign: str, whole: str, decimal: str, unit: Unit) -> int | Unreadable:
    places = 2 if unit == "yuan" else 0
    if len(decimal) > places:
        return Unreadable("F636")
    digits = (whole + decimal.ljust(places, "0")).lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS + 2:
        return Unreadable("F638")
    return int(sign + digits)
