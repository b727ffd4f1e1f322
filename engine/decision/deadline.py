"""Deadlines: civil arithmetic on days and moments. Months end on the same day number or the last day of the month."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from engine.rulebook.rulebook import Deadline
from engine.rulebook.values import FactValue, Unit, datetime_of

_STEPS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}


def due_at(deadline: Deadline, start: FactValue, unit: Unit) -> date | datetime | None:
    """Return when `deadline` ends, None where its start is unknown. A day where `unit` is `day`, else a moment."""
    if deadline.within is None or not isinstance(start, int):
        return None
    begun = date.fromordinal(start) if unit == "day" else datetime_of(start)
    number, step = deadline.within.number, deadline.within.unit
    match step:
        case "month":
            return _months_after(begun, number)
        case "year":
            return _months_after(begun, 12 * number)
        case "working_day":
            raise AssertionError("INVARIANT: a program without a calendar has no working-day deadline")
        case _:
            return begun + timedelta(**{_STEPS[step]: number})


def _months_after(begun: date | datetime, months: int) -> date | datetime:
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return begun.replace(year=year, month=month + 1, day=min(begun.day, last))
