"""Editions → everything that is wrong with them, by every pass that can still run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.library.calendars import read_calendars
from engine.library.library import Loaded, load
from engine.library.reading import read_checked
from engine.library.sources import read_register
from engine.lint.lints import lint
from engine.program.from_rulebook import from_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.source.report import Diagnostic, Report
from engine.suite.from_document import from_document


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in some editions."""

    editions: int
    rulebook: Report  #: what makes them invalid
    lints: Report  #: what is doubtful


def check(folders: tuple[Path, ...]) -> Checked:
    """Return all that is wrong in `folders`; one invalid edition does not hide what is wrong with the next."""
    invalid, doubtful = Report("rulebook"), Report("rulebook")
    for folder in folders:
        report = Report("rulebook")
        loaded = load(folder, report)
        if loaded is not None and not report.has_errors:
            _compile(loaded, report)
            _read_tests(loaded, report)
        _add_new(report.diagnostics, invalid)
        if loaded is not None and not report.has_errors:
            _add_new(lint(loaded), doubtful)
    for library in dict.fromkeys(folder.parent.parent for folder in folders):
        _add_new(_registered(library), invalid)
    return Checked(len(folders), invalid, doubtful)


def _registered(library: Path) -> tuple[Diagnostic, ...]:
    """Return the faults of the sources and calendars of a library, whether anything rests on them or not."""
    report = Report("rulebook")
    read_register(library / "sources", report)
    read_calendars(library / "calendars", report)
    return report.diagnostics


def _add_new(found: tuple[Diagnostic, ...], report: Report) -> None:
    """Add what is not said yet: files of a family are read with each of its editions, sources with each citation."""
    said = {(known.code, known.span) for known in report.diagnostics}
    report.extend(diagnostic for diagnostic in found if (diagnostic.code, diagnostic.span) not in said)


def _compile(loaded: Loaded, report: Report) -> None:
    for day in periods(loaded.rulebook):
        found = Report("rulebook")
        from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=day, report=found, calendar=loaded.calendar)
        _add_new(found.diagnostics, report)


def periods(rulebook: Rulebook) -> Iterator[date]:
    """Yield the days on which the edition may mean something new: its first, and each on which a value changes."""
    changes = {dated.since for parameter in rulebook.parameters for dated in parameter.values}
    later = sorted(day for day in changes if day > rulebook.edition and (rulebook.repealed or date.max) > day)
    yield from (rulebook.edition, *later)


def _read_tests(loaded: Loaded, report: Report) -> None:
    if loaded.tests.is_file():
        document = read_checked(loaded.tests, "tests", report)
        if document is not None:
            from_document(document, loaded.rulebook, report)
