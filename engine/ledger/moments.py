"""Civil moments as written, by layout; a moment keeps how precise it was written."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

Precision = Literal["second", "minute", "day"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)  #: from the finest

#: The only forms of canonical files (contract).
CANONICAL_LAYOUTS = ("yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd")

#: The letters of a layout; one letter where two are usual means one or two digits. Fractions of a second are cut.
_TOKENS = {
    "yyyy": "([0-9]{4})",
    "MM": "([0-9]{2})",
    "M": "([0-9]{1,2})",
    "dd": "([0-9]{2})",
    "d": "([0-9]{1,2})",
    "HH": "([0-9]{2})",
    "H": "([0-9]{1,2})",
    "mm": "([0-9]{2})",
    "ss": "([0-9]{2})",
    "f": "[0-9]{1,9}",
}
_TOKEN = re.compile("yyyy|MM|M|dd|d|HH|H|mm|ss|f")
_VARIABLE = re.compile("(?<!M)M(?!M)|(?<!d)d(?!d)|(?<!H)H(?!H)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A civil moment (UTC+8); what is finer than its precision stands at zero."""

    at: datetime
    precision: Precision

    def cut_to(self, precision: Precision) -> "Moment":
        """Return this moment at `precision`, which must not be finer than its own."""
        kept = {"second": self.at, "minute": self.at.replace(second=0), "day": datetime.combine(self.at, _MIDNIGHT)}
        return Moment(kept[precision], precision)


_MIDNIGHT = datetime.min.time()

ReadMoment = Callable[[str], Moment | None]


def layout_is_sound(layout: str) -> bool:
    """Decide whether `layout` reads each text in one way only: from the year down, no digits running together."""
    if layout in NUMERIC_LAYOUTS:
        return True
    fields = "".join(token[0] for token in _TOKEN.findall(layout)).removesuffix("f")
    runs_together = any(
        neighbour.isascii() and neighbour.isalnum()
        for found in _VARIABLE.finditer(layout)
        for neighbour in layout[max(found.start() - 1, 0) : found.start()] + layout[found.end() : found.end() + 1]
    )
    return fields in ("yMd", "yMdHm", "yMdHms") and not runs_together


def time_layout_is_sound(layout: str) -> bool:
    """Decide whether `layout` reads each time of day in one way only, behind a day."""
    return layout_is_sound(f"yyyy-MM-dd {layout}") and "y" not in layout


def moment_reader(layouts: Iterable[str]) -> ReadMoment:
    """Return the reader of moments written in one of `layouts`; it answers None for any other text."""
    known = tuple(layouts)
    patterns = [re.compile(_pattern(layout)) for layout in known if layout not in NUMERIC_LAYOUTS]
    counted = [_COUNTED[layout] for layout in known if layout in NUMERIC_LAYOUTS]

    def read(text: str) -> Moment | None:
        for pattern in patterns:
            if found := pattern.fullmatch(text):
                return _moment(found.groups())
        for count in counted:
            if moment := count(text):
                return moment
        return None

    return read


#: Days since 1899-12-30 as spreadsheets count them, from 1990 to 2099; what stands before and after is no moment.
_SERIAL = re.compile("(3[2-9][0-9]{3}|[4-6][0-9]{4}|7[0-2][0-9]{3})(?:[.]([0-9]+))?")
_SPREADSHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (civil)
_DAY_SECONDS = 86_400

#: Fewer decimals of a day do not tell seconds apart.
_SECOND_DECIMALS = 5

#: Seconds or milliseconds since 1970 in UTC, from 2001 to 2096; civil time is eight hours ahead.
_EPOCH = re.compile("([1-3][0-9]{9})(?:[0-9]{3})?")
_CIVIL_EPOCH = datetime(1970, 1, 1, 8)  # noqa: DTZ001 (civil, UTC+8)


def _serial(text: str) -> Moment | None:
    """Return a spreadsheet's serial; the day alone where its decimals are too few to tell the second."""
    found = _SERIAL.fullmatch(text)
    if found is None:
        return None
    day, decimals = found.groups(default="")
    at = _SPREADSHEET_EPOCH + timedelta(days=int(day))
    if len(decimals) < _SECOND_DECIMALS:
        return Moment(at, "day")
    scale: int = 10 ** len(decimals)
    seconds = (int(decimals) * _DAY_SECONDS * 2 + scale) // (2 * scale)  # to the nearest second, exactly
    return Moment(at + timedelta(seconds=seconds), "second")


def _since_1970(text: str) -> Moment | None:
    found = _EPOCH.fullmatch(text)
    return Moment(_CIVIL_EPOCH + timedelta(seconds=int(found.group(1))), "second") if found else None


_COUNTED: dict[str, ReadMoment] = {"spreadsheet_serial": _serial, "epoch": _since_1970}

#: Layouts that are counts, not written dates.
NUMERIC_LAYOUTS = frozenset(_COUNTED)


def _pattern(layout: str) -> str:
    literal = iter(_TOKEN.split(layout))
    tokens = _TOKEN.findall(layout)
    return re.escape(next(literal)) + "".join(_TOKENS[token] + re.escape(next(literal)) for token in tokens)


#: How precise a moment is by the number of its fields: year, month, day, hour, minute, second.
_PRECISION_OF: dict[int, Precision] = {3: "day", 5: "minute", 6: "second"}


def _moment(written: tuple[str, ...]) -> Moment | None:
    try:
        at = datetime(*map(int, written))  # type: ignore[arg-type]  # noqa: DTZ001 (civil time, UTC+8 throughout; at most six fields)
    except ValueError:  # no such day, no such hour
        return None
    return Moment(at, _PRECISION_OF[len(written)])


_canonical = moment_reader(CANONICAL_LAYOUTS)
_canonical_day = moment_reader(("yyyy-MM-dd",))


def moment_from_text(text: str) -> Moment | None:
    """Return the moment of a canonical file, None for any other form."""
    return _canonical(text)


def day_from_text(text: str) -> date | None:
    """Return the civil day `yyyy-MM-dd`, None for any other form."""
    found = _canonical_day(text)
    return found.at.date() if found else None
