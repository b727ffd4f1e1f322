"""Money as written becomes integer fen, exactly, or is refused with a reason."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["yuan", "fen"]
Form = Literal["plain", "thousands", "bare_fraction", "currency_sign", "plus", "zero_tail", "refund_note"]

#: How the part before the decimal point may be written; digits are ASCII, the point is a full stop.
_WHOLE: dict[str, str] = {
    "plain": "[0-9]+",
    "thousands": "[0-9]{1,3}(?:,[0-9]{3})+",
    "bare_fraction": r"(?=\.)",
}

FORMS: tuple[Form, ...] = get_args(Form)

#: Amounts below ten thousand trillion yuan: their sums over a whole case stay inside int64.
_MOST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why an amount is refused, as a code of `messages/ledger.py`."""

    reason: str


ReadAmount = Callable[[str], "int | Unreadable"]


def amount_reader(unit: Unit, forms: Iterable[Form] = ("plain",)) -> ReadAmount:
    """Return the reader of amounts written in `unit`; it answers fen, or why not.

    Units: yuan has at most two decimals, fen none. `zero_tail` takes zeros behind them, `refund_note` the note that a
    part was given back (which stands in a row of its own), `currency_sign` a `¥`, `plus` a sign before amounts above
    zero.
    Errors: F635 unreadable, F636 more than two decimals, F638 out of range.
    """
    known = tuple(forms)
    decimals = r"(?:\.([0-9]+))?" if unit == "yuan" else r"(?:\.(0+))?" if "zero_tail" in known else "()"
    sign_before = "([-+]?)" if "plus" in known else "(-?)"
    currency = "[¥￥]?" if "currency_sign" in known else ""
    note = r"(?:\(已(?:全额)?退款[^()]*\))?" if "refund_note" in known else ""
    whole_part = "|".join(_WHOLE[form] for form in known if form in _WHOLE)
    written = re.compile(f"{sign_before}{currency}({whole_part}){decimals}{note}")

    def read(text: str) -> int | Unreadable:
        found = written.fullmatch(text)
        if found is None:
            return Unreadable("F635")
        sign, whole, decimal = found.groups(default="")
        if "zero_tail" in known:
            decimal = decimal[:2] + decimal[2:].rstrip("0") if unit == "yuan" else ""
        return _fen(sign.replace("+", ""), whole.replace(",", ""), decimal, unit)

    return read


def _fen(sign: str, whole: str, decimal: str, unit: Unit) -> int | Unreadable:
    places = 2 if unit == "yuan" else 0
    if len(decimal) > places:
        return Unreadable("F636")
    digits = (whole + decimal.ljust(places, "0")).lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS + 2:
        return Unreadable("F638")
    return int(sign + digits)
