"""The incident days `D` of each subject, which of them the incident day is, and what moved about it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.facts.bookings import Bookings, Rows
from engine.facts.settings import FactSettings
from engine.facts.subject_columns import Subjects, unless
from engine.facts.vectors import UNKNOWN, Flags, Whole, changes, whole

#: Names and numbers of facts, one number a subject.
Facts = Iterator[tuple[str, Whole]]


@dataclass(frozen=True, slots=True)
class Incidents:
    """The days `D` of all subjects, in the order of subjects and days; every subject has one at least."""

    at: Whole  #: the subject's place among the subjects
    day: Whole
    starts: Whole  #: where the days of each subject begin
    rows: Rows  #: the bookings of each day

    def every(self, found: Flags) -> Flags:
        """Return for each subject whether it is so on all of its days."""
        return np.logical_and.reduceat(found, self.starts)


def incidents_of(bookings: Bookings, subjects: Subjects, at: Whole, day: Whole) -> Incidents:
    """Return the distinct days of `day`, each of the subject `at` that place."""
    order = np.lexsort((day, at))
    at, day = at[order], day[order]
    new = changes(at, day)
    at, day = at[new], day[new]
    rows = bookings.on_days(subjects.place[at], day, day)
    return Incidents(at, day, np.flatnonzero(changes(at)), rows)


def facts_about(bookings: Bookings, subjects: Subjects, incidents: Incidents, settings: FactSettings) -> Facts:
    """Yield the number of incident days, the incident day, and the sums of each span of days."""
    first_day, incident_day = incidents.day[incidents.starts], _incident_day(bookings, subjects, incidents)
    yield "incident_days", np.diff(incidents.starts, append=len(incidents.at))
    yield "incident_day", incident_day
    always, window = incident_day != UNKNOWN, settings.turnover_window_days
    # an unknown day is the smallest number there is; to stay a number it is not moved
    about = np.where(always, incident_day, 0)
    day = dict(_sums(bookings, subjects, always, (about, about)))
    week = _sums(bookings, subjects, np.ones_like(always), (first_day - settings.baseline_days, first_day - 1))
    conduct = _sums(bookings, subjects, subjects.conducted, (subjects.conduct_from, subjects.conduct_to))
    around = _sums(bookings, subjects, always, (about - window, about + window)) if window else day.items()
    for span, flows in (("day", day.items()), ("week", week), ("window", around), ("conduct", conduct)):
        yield from ((f"{span}_{flow}", fen) for flow, fen in flows)


def _incident_day(bookings: Bookings, subjects: Subjects, incidents: Incidents) -> Whole:
    """Return the busiest day, the earliest of equals; unknown where the turnover of one of them is."""
    turnover = bookings.inflow(incidents.rows) + bookings.outflow(incidents.rows)
    busiest = np.maximum.reduceat(turnover, incidents.starts)[incidents.at] == turnover
    places = np.where(busiest, np.arange(len(turnover)), len(turnover))
    chosen = incidents.day[np.minimum.reduceat(places, incidents.starts)]
    known = incidents.every(subjects.covered(incidents.at, incidents.day, incidents.day))
    return unless(known, chosen)


def _sums(bookings: Bookings, subjects: Subjects, known: Flags, days: tuple[Whole, Whole]) -> Facts:
    """Yield what came in, went out, and both, from the first of `days` to the last; unknown where not covered."""
    known = known & subjects.covered(np.arange(len(subjects), dtype=np.int64), *days)
    rows = bookings.on_days(np.where(known, subjects.place, -1), *days)
    inflow, outflow = bookings.inflow(rows), bookings.outflow(rows)
    yield "inflow", unless(known, inflow)
    yield "outflow", unless(known, outflow)
    yield "turnover", unless(known, whole(inflow + outflow))
