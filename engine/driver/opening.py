"""A reference to a rulebook → its program on a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.driver.locking import relied_on
from engine.library.library import Loaded, given_as_path, load, locate, open_library
from engine.program.from_rulebook import from_rulebook
from engine.program.program import Program
from engine.source.report import Report


@dataclass(frozen=True, slots=True)
class Opened:
    """A rulebook as read, and what it means on the law date."""

    loaded: Loaded
    program: Program


def open_rulebook(reference: str, as_of: date, rulebooks: tuple[Path, ...] = ()) -> Opened:
    """Return the rulebook `reference` means on `as_of`, ready to be evaluated.

    Raises `Rejected` where there is none (about: usage), where it is invalid (about: rulebook), or where it says
    released and is not what was signed (about: integrity).
    """
    folder = locate(open_library(rulebooks), reference, as_of)
    report = Report("rulebook")
    loaded = load(folder, report)
    report.stop_if_errors()
    assert loaded is not None, "INVARIANT: an edition without errors is loaded"  # noqa: S101 (a bug of ours)
    loaded = relied_on(loaded, by_path=given_as_path(reference))
    return Opened(loaded, compiled(loaded, as_of))


def compiled(loaded: Loaded, as_of: date) -> Program:
    """Return what an edition means on `as_of`. Raises `Rejected` (about: rulebook)."""
    report = Report("rulebook")
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=as_of, report=report, calendar=loaded.calendar)
    report.stop_if_errors()
    assert program is not None, "INVARIANT: a rulebook without errors compiles"  # noqa: S101 (a bug of ours)
    return program
