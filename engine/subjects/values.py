"""One cell → the value of a fact in the units of the engine, or why it is none.

Units: money is whole fen, a duration whole seconds; text with a unit (`3000元`, `3 minutes`) is read too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from engine.messages.words import Phrase, phrase
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import Cell, Unit, day, duration, moment, money, seconds_of
from engine.source.nearest import did_you_mean

#: Facts are 64-bit: a larger whole number is a slip, and no table could hold it.
LARGEST = 2**63 - 1

#: Types that stand for a fact of a unit as they are; None is unknown.
PLAIN: Mapping[Unit, frozenset[type]] = {
    "CNY": frozenset({int, type(None)}),
    "count": frozenset({int, type(None)}),
    "duration": frozenset({int, type(None)}),
    "flag": frozenset({bool, type(None)}),
    "text": frozenset({str, type(None)}),
    "choice": frozenset({type(None)}),
    "day": frozenset({type(None)}),
    "moment": frozenset({type(None)}),
    "list": frozenset({type(None)}),
}


@dataclass(frozen=True, slots=True)
class Constant:
    """`NaN`, `Infinity` or `-Infinity`, which JSON does not have."""

    text: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a cell is not a value of its fact."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    help: Phrase | None = None


day_of = lru_cache(maxsize=4096)(day)
moment_of = lru_cache(maxsize=4096)(moment)

_TEXTS: Mapping[Unit, Callable[[str], int | None]] = {
    "CNY": money,
    "duration": duration,
    "day": day_of,
    "moment": moment_of,
}


def cell_value(cell: object, fact: FactDeclaration) -> Cell | Unfit:
    """Return the value of `fact`, which is no list, that `cell` states; None is unknown.

    Errors: E507 (wrong type or unit), E508 (money or a number with decimals), E509 (choice), E514 (too large)
    """
    if cell is None:
        return None
    if isinstance(cell, int) and not -LARGEST <= cell <= LARGEST:
        return Unfit("E514", {"name": fact.name, "limit": LARGEST})
    if type(cell) in PLAIN[fact.unit]:
        return cell  # type: ignore[return-value]  # the table lists only types that facts have
    if fact.unit == "choice" and isinstance(cell, str):
        return _choice(cell, fact)
    found = _read(cell, fact.unit)
    return _unfit(cell, fact) if found is None else found


def _read(cell: object, unit: Unit) -> int | None:
    if isinstance(cell, str) and unit in _TEXTS:
        return _TEXTS[unit](cell)
    if unit == "moment" and isinstance(cell, datetime):  # of a Parquet table
        return seconds_of(cell) if cell.tzinfo is None and not cell.microsecond else None
    if unit == "day" and isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.toordinal()
    return None


def _choice(cell: str, fact: FactDeclaration) -> str | Unfit:
    known = tuple(value for value, _ in fact.choices)
    if cell in known:
        return cell
    help_ = did_you_mean(cell, known) or phrase("eval.help.choices", choices="、".join(known))
    return Unfit("E509", {"value": cell, "name": fact.name}, help_)


def _unfit(cell: object, fact: FactDeclaration) -> Unfit:
    if isinstance(cell, Constant):
        return Unfit("E511", {"text": cell.text}, phrase("eval.help.null"))
    if isinstance(cell, Decimal | float) and fact.unit in ("CNY", "count", "duration"):
        return Unfit("E508", {"name": fact.name, "text": written(cell)}, phrase(f"eval.help.{fact.unit}"))
    unit = phrase("eval.unit.flag" if fact.unit == "flag" else f"unit.{fact.unit}")
    values = {"name": fact.name, "unit": unit, "text": written(cell)}
    return Unfit("E507", values, phrase(f"eval.help.{fact.unit}"))


def written(cell: object) -> str:
    """Return `cell` as its author wrote it, in short."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case None:
            return "null"
        case tuple():
            return "{…}"
        case list():
            return "[…]"
        case Constant(text):
            return text
        case _:
            text = str(cell)
            return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 (what fits in one line)
