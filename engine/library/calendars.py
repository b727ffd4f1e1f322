"""Calendars: which days are worked, as the notices of each year arrange them; a year without a notice is an error."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from engine.document.nodes import Document, Entry, Node
from engine.library.places import shipped_rulebooks
from engine.library.reading import read_checked
from engine.messages.words import phrase
from engine.rulebook.nodes import day_or_none, items, mapping, scalar, text, text_or_none
from engine.rulebook.rulebook import Rulebook
from engine.source.report import Diagnostic, Rejected, Report
from engine.source.text import Span

#: The calendar by which working days are counted.
_NATIONAL = "cn"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What arranged or rearranged the days of a year."""

    number: str
    issued: date
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days off, weekends among them included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The days of one year that are not as the weekday says."""

    year: int
    notices: tuple[Notice, ...]
    checked_on: date
    grade: str  #: A B C D K S, as for sources
    note: str | None
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]  #: Saturdays and Sundays that are worked

    def is_working_day(self, day: date) -> bool:
        """Return whether `day`, one of this year, is worked."""
        if any(holiday.first <= day <= holiday.last for holiday in self.holidays):
            return False
        return day.weekday() < _SATURDAY or day in self.workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The years of one country."""

    id: str
    title: str
    note: str | None
    years: tuple[Arrangement, ...]
    span: Span
    digest: str

    def is_working_day(self, day: date) -> bool:
        """Return whether `day` is worked. Raises `Rejected` where its year is not arranged: L420."""
        return self._year(day.year).is_working_day(day)

    def after_working_days(self, day: date, number: int) -> date:
        """Return the working day on which a period of `number` working days from `day` ends.

        The day itself does not count: the first working day after it is day 1. Nought working days end at once.
        Raises `Rejected` where a year on the way is not arranged: L420.
        """
        while number:
            day = self._after(day)
            number -= self.is_working_day(day)
        return day

    def working_day_from(self, day: date) -> date:
        """Return `day` where it is worked, else the first working day after it. Raises `Rejected`: L420."""
        while not self.is_working_day(day):
            day = self._after(day)
        return day

    def _after(self, day: date) -> date:
        if day == date.max:
            raise self._lacks(day.year + 1)
        return day + _DAY

    def _year(self, year: int) -> Arrangement:
        for arrangement in self.years:
            if arrangement.year == year:
                return arrangement
        raise self._lacks(year)

    def _lacks(self, year: int) -> Rejected:
        report = Report("rulebook")
        values = {"id": self.id, "year": year}
        report.add(Diagnostic(code="L420", span=self.span, values=values, help=phrase("help.add_year")))
        return Rejected(report)


def calendar_for(rulebook: Rulebook, folder: Path, report: Report) -> Calendar | None:
    """Return the calendar that `rulebook`, of the library in `folder`, counts by: its own, else the shipped one.

    None where no deadline asks for one, or where the file cannot be read. Errors: L415 to L419.
    """
    if not any(duty.due and duty.due.asks_calendar for duty in rulebook.duties):
        return None
    places = (root / "calendars" / f"{_NATIONAL}.yaml" for root in (folder, shipped_rulebooks()))
    path = next((path for path in places if path.is_file()), None)
    return read_calendar(path, report) if path else None


def read_calendars(folder: Path, report: Report) -> tuple[Calendar, ...]:
    """Return every calendar under `folder`. Errors: L415 to L419."""
    found = (read_calendar(path, report) for path in sorted(folder.glob("*.yaml")))
    return tuple(calendar for calendar in found if calendar)


def read_calendar(path: Path, report: Report) -> Calendar | None:
    """Return the calendar at `path`, None where it has no such shape. Errors: L415 to L419."""
    document = read_checked(path, "calendar", report)
    if document is None:
        return None
    calendar = from_calendar(document, report)
    if calendar.id != path.stem:
        span = Span(file=document.name)
        report.add(Diagnostic(code="L415", span=span, values={"id": calendar.id, "file": path.stem}))
    return calendar


def from_calendar(document: Document, report: Report) -> Calendar:
    """Return the calendar that a file under `calendars/` states. Errors: L416 to L419."""
    root = mapping(document.root)
    years = root.entry("years")
    assert years is not None, "INVARIANT: the schema checked that there are years"  # noqa: S101 (states an invariant)
    return Calendar(
        id=text(root.get("calendar")),
        title=text(root.get("title")),
        note=text_or_none(root.get("note")),
        years=tuple(_arrangement(entry, report) for entry in mapping(years.value)),
        span=years.key.span,
        digest=document.digest,
    )


def _arrangement(entry: Entry, report: Report) -> Arrangement:
    stated = mapping(entry.value)
    days = _Days(int(entry.name), report)
    return Arrangement(
        year=days.year,
        notices=tuple(_notice(notice, report) for notice in items(stated.get("notices"))),
        checked_on=_day(stated.get("checked_on"), report),
        grade=text(stated.get("grade")),
        note=text_or_none(stated.get("note")),
        holidays=tuple(days.holiday(holiday) for holiday in items(stated.get("holidays"))),
        workdays=tuple(days.workday(workday) for workday in items(stated.get("workdays"))),
    )


def _notice(node: Node, report: Report) -> Notice:
    stated = mapping(node)
    return Notice(
        number=text(stated.get("number")),
        issued=_day(stated.get("issued"), report),
        url=text_or_none(stated.get("url")),
    )


def _day(node: Node | None, report: Report) -> date:
    found = day_or_none(node, report)
    assert found is not None, "INVARIANT: the schema checked that this is a day"  # noqa: S101 (states an invariant)
    return found


class _Days:
    """The arranged days of one year, each of which may be arranged once."""

    def __init__(self, year: int, report: Report) -> None:
        self.year = year
        self._report = report
        self._arranged: set[date] = set()

    def holiday(self, node: Node) -> Holiday:
        """Return the holiday that `node` states. Errors: L416 to L418."""
        stated = mapping(node)
        ends = stated.get("from"), stated.get("to")
        first, last = (_day(end, self._report) for end in ends)
        if last < first:
            self._refuse("L417", ends[1], first=first, last=last)
        elif sum(self._is_of_year(end) for end in ends) == len(ends):  # each end is looked at
            day = first
            while day <= last:
                self._arrange(day, ends[0])
                day += _DAY
        return Holiday(name=text(stated.get("name")), first=first, last=last)

    def workday(self, node: Node) -> date:
        """Return the make-up working day that `node` states. Errors: L416, L418, L419."""
        day = _day(node, self._report)
        if self._is_of_year(node):
            self._arrange(day, node)
        if day.weekday() < _SATURDAY:
            self._refuse("L419", node, day=day)
        return day

    def _is_of_year(self, node: Node | None) -> bool:
        day = _day(node, self._report)
        if day.year != self.year:
            self._refuse("L416", node, day=day, year=self.year)
        return day.year == self.year

    def _arrange(self, day: date, node: Node | None) -> None:
        if day in self._arranged:
            self._refuse("L418", node, day=day)
        self._arranged.add(day)

    def _refuse(self, code: str, node: Node | None, **values: object) -> None:
        self._report.add(Diagnostic(code=code, span=scalar(node).span, values=values))
