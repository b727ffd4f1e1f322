"""Values a rulebook speaks of: money, counts, ratios, durations, days, moments - all exact.

Units: inside the engine money is integer fen, a duration integer seconds, a day its proleptic ordinal, a moment
civil seconds since 0001-01-01 (UTC+8 everywhere, so no zone is carried), a flag `bool`, a choice or text `str`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Unit = Literal["CNY", "count", "ratio", "duration", "period", "day", "moment", "flag", "choice", "text", "list"]
#: What one cell holds inside the engine; None is unknown.
Cell = int | bool | str | None
#: The entries of a list fact, each with its members in the order in which they are declared.
Entries = tuple[tuple[Cell, ...], ...]
#: What a fact holds inside the engine; None is unknown.
FactValue = Cell | Entries

#: Units whose values are integers inside the engine.
NUMERIC: frozenset[str] = frozenset({"CNY", "count", "ratio", "duration", "day", "moment"})
#: Units without a dimension: they multiply anything and compare with each other.
PURE: frozenset[str] = frozenset({"count", "ratio"})

#: Units of a period that runs from moment to moment.
CLOCKED: frozenset[str] = frozenset({"second", "minute", "hour"})

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_YUAN = {"": 1, "万": 10_000, "亿": 100_000_000}
_MONEY = re.compile(r"(-?\d{1,15}(?:\.\d{1,10})?)\s*(万|亿)?(?:元|\s*CNY)", re.ASCII)
_DURATION = re.compile(r"(\d{1,9})\s*(second|minute|hour|day)s?", re.ASCII)
_CALENDAR = re.compile(r"(\d{1,5})\s*(second|minute|hour|day|working_day|month|year)s?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*%", re.ASCII)
_FRACTION = re.compile(r"(\d{1,12})\s*/\s*([1-9]\d{0,11})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?", re.ASCII)
_EPOCH = datetime(1, 1, 1)  # noqa: DTZ001 (civil time UTC+8 carries no zone)


@dataclass(frozen=True, slots=True)
class Written:
    """A value as written; `unit` is None for a bare number, which takes the unit of what it meets."""

    unit: Unit | None
    value: Fraction | int | str | bool


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time for deadlines; months and working days have no fixed length in seconds."""

    number: int
    unit: Literal["second", "minute", "hour", "day", "working_day", "month", "year"]


def money(text: str) -> int | None:
    """Return fen for `3000元`, `30万元`, `1.5亿元`, `3000.00 CNY`; None where it is not money to the fen."""
    match = _MONEY.fullmatch(text.strip())
    return _fen(Fraction(match[1]) * _YUAN[match[2] or ""]) if match else None


def _fen(yuan: Fraction) -> int | None:
    fen = yuan * 100
    return fen.numerator if fen.denominator == 1 else None


def duration(text: str) -> int | None:
    """Return seconds for `3 minutes`, `48 hours`, `7 days`; None for anything else."""
    match = _DURATION.fullmatch(text.strip())
    return int(match[1]) * _SECONDS[match[2]] if match else None


def period(text: str) -> Period | None:
    """Return the period for `15 days`, `3 working_days`, `6 months`; None for anything else."""
    match = _CALENDAR.fullmatch(text.strip())
    return Period(int(match[1]), match[2]) if match else None  # type: ignore[arg-type]  # the pattern lists the units


def ratio(text: str) -> Fraction | None:
    """Return the exact ratio for `90 %`, `3/2`; None for anything else."""
    if match := _PERCENT.fullmatch(text.strip()):
        return Fraction(match[1]) / 100
    if match := _FRACTION.fullmatch(text.strip()):
        return Fraction(int(match[1]), int(match[2]))
    return None


def day(text: str) -> int | None:
    """Return the ordinal of a day `2022-01-01`; None where there is no such day."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def moment(text: str) -> int | None:
    """Return civil seconds for `2021-05-03T10:02:11` or `2021-05-03T10:02`; None where there is no such moment."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return seconds_of(datetime.fromisoformat(text))
    except ValueError:
        return None


def seconds_of(civil: datetime) -> int:
    """Return civil seconds since 0001-01-01 of a moment without zone."""
    since = civil - _EPOCH
    return since.days * 86400 + since.seconds


def datetime_of(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)


def _text_literal(text: str) -> Written:
    readers: tuple[tuple[Unit, Callable[[str], int | Fraction | None]], ...] = (
        ("CNY", money),
        ("duration", duration),
        ("ratio", ratio),
        ("day", day),
        ("moment", moment),
    )
    for unit, read in readers:
        if (value := read(text)) is not None:
            return Written(unit, value)
    return Written("text", text)


def literal(value: str | int | Decimal | bool) -> Written:
    """Return the literal that `value`, one scalar of a document, stands for."""
    if isinstance(value, bool):
        return Written("flag", value)
    if isinstance(value, str):
        return _text_literal(value)
    return Written(None, Fraction(value))


def as_unit(written: Written, unit: Unit) -> Cell | Fraction:
    """Return the value of `written` where `unit` is asked for, or None where it is of another unit."""
    value = written.value
    match unit, written.unit:
        case "CNY", None if isinstance(value, Fraction):
            return _fen(value)
        case "count", None if isinstance(value, Fraction):
            return value.numerator if value.denominator == 1 else None
        case "ratio", None:
            return value
        case (("choice" | "text"), _) if isinstance(value, str):
            return value
        case "period", _:
            return _calendar_period(written)
        case asked, given if asked == given:
            return value
    return None


def _calendar_period(written: Written) -> str | None:
    """Return a period in whole days, months or years as its one text: `2 years`; None for anything else."""
    if written.unit == "duration" and isinstance(written.value, int):
        days, rest = divmod(written.value, _SECONDS["day"])
        return None if rest else f"{days} days"
    found = period(written.value) if isinstance(written.value, str) else None
    return f"{found.number} {found.unit}s" if found and found.unit in ("month", "year") else None


def show_fraction(value: Fraction) -> str:
    """Return a ratio as a person writes it: `3`, `2.5`, `2/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    places = Decimal(value.numerator) / Decimal(value.denominator)
    return str(places) if Fraction(places) == value else f"{value.numerator}/{value.denominator}"


def show_money(fen: int | Fraction) -> str:
    """Return money in yuan with two decimals and thousands separators: `300,000.00 元`."""
    sign, exact = ("-", -fen) if fen < 0 else ("", fen)
    whole, rest = exact // 100, exact % 100
    cents = f"{rest.numerator:02d}" if rest.denominator == 1 else f"{int(rest):02d}…"
    return f"{sign}{whole:,}.{cents} 元"


def _show_duration(seconds: int) -> str:
    if seconds and seconds % 3600 == 0:
        return f"{seconds // 3600} 小时"
    if seconds and seconds % 60 == 0:
        return f"{seconds // 60} 分钟"
    return f"{seconds} 秒"


def show(value: FactValue | Fraction, unit: Unit) -> str:
    """Return `value` as a reader expects it in its unit; unknown is `未知`."""
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"{len(value)} 项"
    match unit:
        case "CNY":
            return show_money(value)
        case "duration":
            return _show_duration(int(value))
        case "day":
            return date.fromordinal(int(value)).isoformat()
        case "moment":
            return datetime_of(int(value)).isoformat()
        case _:
            return show_fraction(Fraction(value))


def plain(value: FactValue, unit: Unit) -> FactValue:
    """Return `value` as result files state it: days and moments as ISO text, the rest as it is."""
    if value is None or isinstance(value, bool | str | tuple):
        return value
    if unit in ("day", "moment"):
        return show(value, unit)
    return value
