"""The agenda of a day: every duty with the status it has then, the most urgent first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.agenda.discharges import Discharge
from engine.agenda.owed import Key, OwedDuty
from engine.decision.result import DutyStatus
from engine.library.calendars import Calendar
from engine.source.report import Rejected

#: The most urgent first.
_ORDER: tuple[DutyStatus, ...] = ("overdue", "open", "error", "undetermined", "discharged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A duty on the day of the agenda."""

    duty: OwedDuty
    status: DutyStatus
    days_left: int | None  #: civil days to the last day of the deadline; negative: since it was over
    working_days_left: int | None  #: working days after the day up to the last one; None: over, or not in the calendar
    discharge: Discharge | None  #: the record that says it was done, on the day or before


def agenda(
    duties: Iterable[OwedDuty], discharges: Mapping[Key, Discharge], on: date, calendar: Calendar | None
) -> tuple[Item, ...]:
    """Return `duties` as they stand on the day `on`: by status, deadline, rulebook and subject.

    A duty is overdue from the first day after the last one of its deadline, as in results. What was discharged after
    the day `on` is not discharged yet.
    """
    items = [_item(duty, discharges.get(duty.key), on, calendar) for duty in duties]
    return tuple(sorted(items, key=_urgency))


def _urgency(item: Item) -> tuple[object, ...]:
    duty = item.duty
    return (
        _ORDER.index(item.status),
        last_day(duty) or date.max,
        duty.due.isoformat() if duty.due else "",
        duty.rulebook,
        duty.subject,
        duty.line,
    )


def last_day(duty: OwedDuty) -> date | None:
    """Return the day on which the deadline of `duty` ends."""
    return duty.due.date() if isinstance(duty.due, datetime) else duty.due


def _item(duty: OwedDuty, discharge: Discharge | None, on: date, calendar: Calendar | None) -> Item:
    done = discharge if discharge and discharge.on <= on else None
    last = last_day(duty)
    return Item(
        duty=duty,
        status=_status(duty, done, last, on),
        days_left=None if last is None else (last - on).days,
        working_days_left=None if last is None or last < on else _working_days(on, last, calendar),
        discharge=done,
    )


def _status(duty: OwedDuty, done: Discharge | None, last: date | None, on: date) -> DutyStatus:
    if done or duty.status == "discharged":
        return "discharged"
    if duty.status in ("undetermined", "error"):
        return duty.status
    return "overdue" if last is not None and on > last else "open"


def _working_days(on: date, last: date, calendar: Calendar | None) -> int | None:
    if calendar is None:
        return None
    try:
        return sum(
            calendar.is_working_day(date.fromordinal(each)) for each in range(on.toordinal() + 1, last.toordinal() + 1)
        )
    except Rejected:  # a year that the calendar does not have; nothing is decided by this number
        return None


def count(items: Iterable[Item]) -> dict[DutyStatus, int]:
    """Return how many duties have each status, the most urgent first."""
    found = [item.status for item in items]
    return {status: found.count(status) for status in _ORDER}
