"""Civil moments as written, by layout; a moment keeps how precise it was written."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, get_args

Precision = Literal["second", "minute", "day"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)  #: from the finest

#: The only forms of canonical files (contract).
CANONICAL_LAYOUTS = ("yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd")

#: The letters of a layout; one letter where two are usual means one or two digits. Fractions of a second are cut.
_TOKENS = {
    "yyyy": "(?P<year>[0-9]{4})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "dd": "(?P<day>[0-9]{2})",
    "d": "(?P<day>[0-9]{1,2})",
    "HH": "(?P<hour>[0-9]{2})",
    "H": "(?P<hour>[0-9]{1,2})",
    "mm": "(?P<minute>[0-9]{2})",
    "ss": "(?P<second>[0-9]{2})",
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
    """Decide whether `layout` reads each text in one way only: a whole day, no digits running into each other."""
    tokens = _TOKEN.findall(layout)
    fields = [token[0] for token in tokens]
    runs_together = any(
        neighbour.isascii() and neighbour.isalnum()
        for found in _VARIABLE.finditer(layout)
        for neighbour in layout[max(found.start() - 1, 0) : found.start()] + layout[found.end() : found.end() + 1]
    )
    return {"y", "M", "d"} <= set(fields) and len(fields) == len(set(fields)) and not runs_together


def moment_reader(layouts: Iterable[str]) -> ReadMoment:
    """Return the reader of moments written in one of `layouts`; it answers None for any other text."""
    patterns = [re.compile(_pattern(layout)) for layout in layouts]

    @lru_cache(maxsize=1 << 16)
    def read(text: str) -> Moment | None:
        found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
        return _moment(found.groupdict()) if found else None

    return read


def _pattern(layout: str) -> str:
    literal = iter(_TOKEN.split(layout))
    tokens = _TOKEN.findall(layout)
    return re.escape(next(literal)) + "".join(_TOKENS[token] + re.escape(next(literal)) for token in tokens)


def _moment(written: dict[str, str | None]) -> Moment | None:
    parts = {name: int(digits) for name, digits in written.items() if digits is not None}
    precision: Precision = "second" if "second" in parts else "minute" if "minute" in parts else "day"
    try:
        return Moment(datetime(**parts), precision)  # type: ignore[arg-type]  # noqa: DTZ001 (civil time: UTC+8 throughout; names are datetime's)
    except ValueError:  # no such day, no such hour
        return None


_canonical = moment_reader(CANONICAL_LAYOUTS)
_canonical_day = moment_reader(("yyyy-MM-dd",))


def moment_from_text(text: str) -> Moment | None:
    """Return the moment of a canonical file, None for any other form."""
    return _canonical(text)


def day_from_text(text: str) -> date | None:
    """Return the civil day `yyyy-MM-dd`, None for any other form."""
    found = _canonical_day(text)
    return found.at.date() if found else None
