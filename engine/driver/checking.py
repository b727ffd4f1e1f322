"""Editions → everything that is wrong with them, by every pass that can still run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.driver.families import differing, family_suite, whole_families
from engine.driver.linting import Read, linted
from engine.driver.locking import lock_faults
from engine.library.calendars import read_calendars
from engine.library.library import Loaded, load
from engine.library.reading import read_checked
from engine.library.sources import read_register
from engine.program.from_rulebook import from_rulebook
from engine.rulebook.rulebook import Rulebook, Status
from engine.source.report import Diagnostic, Report
from engine.suite.from_document import from_document
from engine.suite.tests import Suite


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in some editions."""

    editions: int
    rulebook: Report  #: what makes them invalid
    lints: Report  #: what is doubtful
    lock: Report  #: released editions that are not what was signed
    loaded: tuple[Loaded, ...]  #: those without errors


@dataclass(slots=True)
class _Said:
    """Collects what is not said yet: a family's files are read with each edition, sources with each citation."""

    report: Report
    known: set[object]

    def add(self, found: Iterable[Diagnostic]) -> None:
        for diagnostic in found:
            place = (diagnostic.code, diagnostic.span)
            if place not in self.known:
                self.known.add(place)
                self.report.add(diagnostic)


def check(folders: tuple[Path, ...], *, today: date, on: date | None = None, status: Status | None = None) -> Checked:
    """Return all that is wrong in `folders`; one invalid edition does not hide what is wrong with the next.

    Suppressions hold until `today`; sources must be fresh `on` a day, where one is given. With a `status` the editions
    are checked as if they had that one.
    """
    invalid, doubtful = _Said(Report("rulebook"), set()), _Said(Report("rulebook"), set())
    read = [found for folder in folders if (found := _read(folder, invalid, status))]
    for family in whole_families(found.loaded for found in read):
        invalid.add(_of_family(family))
    for library in dict.fromkeys(folder.parent.parent for folder in folders):
        invalid.add(_registered(library))
    report = Report("rulebook")
    doubtful.add(linted(tuple(read), frozenset(folders), report, today=today, on=on))
    invalid.add(report.diagnostics)
    loaded = tuple(found.loaded for found in read)
    lock = Report("integrity")
    lock.extend(lock_faults(loaded, lock))
    return Checked(len(folders), invalid.report, doubtful.report, lock, loaded)


def _read(folder: Path, invalid: _Said, status: Status | None) -> Read | None:
    report = Report("rulebook")
    loaded = load(folder, report, status)
    suite = None
    if loaded is not None and not report.has_errors:
        _compile(loaded, report)
        suite = _read_tests(loaded, report)
    invalid.add(report.diagnostics)
    return Read(loaded, suite) if loaded is not None and not report.has_errors else None


def _of_family(family: tuple[Loaded, ...]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the editions of a family together, and with the tests across them."""
    report = Report("rulebook")
    report.extend(differing(found.rulebook for found in family))
    family_suite(family, report)
    return report.diagnostics


def _registered(library: Path) -> tuple[Diagnostic, ...]:
    """Return the faults of the sources and calendars of a library, whether anything rests on them or not."""
    report = Report("rulebook")
    read_register(library / "sources", report)
    read_calendars(library / "calendars", report)
    return report.diagnostics


def _compile(loaded: Loaded, report: Report) -> None:
    said = _Said(report, set())
    for day in periods(loaded.rulebook):
        found = Report("rulebook")
        from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=day, report=found, calendar=loaded.calendar)
        said.add(found.diagnostics)


def periods(rulebook: Rulebook) -> Iterator[date]:
    """Yield the days on which the edition may mean something new: its first, and each on which a value changes."""
    changes = {dated.since for parameter in rulebook.parameters for dated in parameter.values}
    later = sorted(day for day in changes if day > rulebook.edition and (rulebook.repealed or date.max) > day)
    yield from (rulebook.edition, *later)


def _read_tests(loaded: Loaded, report: Report) -> Suite | None:
    document = read_checked(loaded.tests, "tests", report) if loaded.tests.is_file() else None
    return from_document(document, loaded.rulebook, report) if document else None
