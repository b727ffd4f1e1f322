"""Editions → what the tests beside them show."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.backends.reference import Reference
from engine.cover.coverage import coverage
from engine.cover.points import Coverage, Tried
from engine.driver.checking import periods
from engine.driver.opening import compiled
from engine.driver.testing import suite_of
from engine.library.library import Loaded, load
from engine.program.program import Program
from engine.source.report import Report
from engine.suite.tests import Suite


@dataclass(frozen=True, slots=True)
class Covered:
    """What the tests of one edition show."""

    loaded: Loaded
    program: Program  #: of the first day
    tests: int
    coverage: Coverage


def cover(folders: tuple[Path, ...]) -> tuple[Covered, ...]:
    """Return what is covered in `folders`. Raises `Rejected` (about: rulebook) where one cannot be read."""
    report = Report("rulebook")
    loaded = [found for folder in folders if (found := load(folder, report)) is not None]
    report.stop_if_errors()
    return tuple(covered(found) for found in loaded)


def covered(loaded: Loaded) -> Covered:
    """Return what the tests of one edition show; an edition without tests shows nothing."""
    programs = [compiled(loaded, day) for day in periods(loaded.rulebook)]
    suite = suite_of(loaded) or Suite(())
    references: dict[date, Reference] = {}
    tried = []
    for test in suite.tests:
        if test.as_of not in references:
            references[test.as_of] = Reference(compiled(loaded, test.as_of))
        reference = references[test.as_of]
        verdict, trace = reference.verdict(test.given), reference.trace(test.given)
        tried.append(Tried(name=test.name, program=reference.program, verdict=verdict, trace=trace))
    found = coverage(loaded.rulebook, programs, tried)
    return Covered(loaded, programs[0], len(tried), found)
