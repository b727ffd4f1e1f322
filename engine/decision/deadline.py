"""Deadlines: civil arithmetic on days and moments. Months end on the same day number or the last day of the month.

The day on which a period of working days starts does not count: its first working day is the next one. No source of
the library states this rule of counting; it is a setting, and the calendar says so. That the first day does not count
in a period of days, and that one whose last day is a holiday ends on the first day after the holidays, are rules of
article 105 of the Criminal Procedure Law; the second holds where a rulebook says `holidays: next_working_day`.
"""

from calendar import monthrange
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Literal, TypeVar

from engine.library.calendars import Calendar
from engine.messages.words import Phrase, phrase
from engine.rulebook.rulebook import Deadline
from engine.rulebook.values import FactValue, Period, Unit, datetime_of, seconds_of

#: Before the last day of a deadline, on it, after it.
Side = Literal["before", "on", "after"]
Civil = TypeVar("Civil", date, datetime)

_STEPS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}


def due_at(deadline: Deadline, start: FactValue, unit: Unit, calendar: Calendar | None) -> date | datetime | None:
    """Return when `deadline` ends, None where its start is unknown. A day where `unit` is `day`, else a moment.

    Working days end on a day, with its end, whatever `unit` is. A deadline that is moved by holidays starts from a day
    and ends on a working day. Raises `Rejected` (L420) where `calendar` lacks a year
    on the way, `OverflowError` beyond the year 9999.
    """
    if deadline.within is None or not isinstance(start, int):
        return None
    begun = date.fromordinal(start) if unit == "day" else datetime_of(start)
    plain = _plain(deadline.within, begun, calendar)
    if not deadline.moved or calendar is None or isinstance(plain, datetime):
        return plain
    return calendar.working_day_from(plain)


def _plain(within: Period, begun: date | datetime, calendar: Calendar | None) -> date | datetime:
    number, step = within.number, within.unit
    match step:
        case "month":
            return _months_after(begun, number)
        case "year":
            return _months_after(begun, 12 * number)
        case "working_day":
            assert calendar is not None, "INVARIANT: it did not compile without a calendar"  # noqa: S101 (a bug of ours)
            return calendar.after_working_days(begun.date() if isinstance(begun, datetime) else begun, number)
        case _:
            return begun + timedelta(**{_STEPS[step]: number})


def side_of(due: str, as_of: date) -> Side:
    """Return where `as_of` stands to the last day of a deadline, stated as results state it."""
    last = date.fromisoformat(due[:10])
    if as_of == last:
        return "on"
    return "before" if as_of < last else "after"


def counting(deadline: Deadline, since: str) -> Phrase:
    """Return how `deadline`, which starts from what is titled `since`, is counted."""
    assert deadline.within is not None, "INVARIANT: only a period is counted"  # noqa: S101 (a bug of ours)
    unit = phrase(f"period.{deadline.within.unit}")
    within = phrase("explain.duty.within", since=since, number=deadline.within.number, unit=unit)
    return phrase("explain.duty.moved", within=within) if deadline.moved else within


def last_day(start: date, within: Period) -> date:
    """Return the last day of a period in days, months or years from `start`; no later than the calendar goes."""
    try:
        return _end(start, within)
    except OverflowError:
        return date.max


def last_moment(start: int, within: Period) -> int:
    """Return when such a period that runs from the moment `start` ends: the same time of its last day."""
    try:
        return seconds_of(_end(datetime_of(start), within))
    except OverflowError:
        return date.max.toordinal() * 86_400 - 1


def _end(start: Civil, within: Period) -> Civil:
    if within.unit == "day":
        return start + timedelta(days=within.number)
    return _months_after(start, within.number * (12 if within.unit == "year" else 1))


def _months_after(begun: Civil, months: int) -> Civil:
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError
    last = monthrange(year, month + 1)[1]
    return begun.replace(year=year, month=month + 1, day=min(begun.day, last))
