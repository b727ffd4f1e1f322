"""Editions without errors → what the lints find in them, less what is suppressed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from engine.backends.reference import Reference
from engine.driver.case_settings import SETTINGS
from engine.library.ages import ages
from engine.library.library import Loaded, editions
from engine.library.reading import read_checked
from engine.lint.finding import Edition, Finding, Trial
from engine.lint.lints import lint_edition, lint_family, lint_library
from engine.lint.suppressions import Placed, read_suppressions, suppressed
from engine.program.from_rulebook import from_rulebook
from engine.rulebook.nodes import mapping, text
from engine.source.report import Diagnostic, Report
from engine.suite.run import deadlines_stated
from engine.suite.tests import Suite


@dataclass(frozen=True, slots=True)
class Read:
    """An edition without errors, and the tests beside it."""

    loaded: Loaded
    suite: Suite | None


def linted(
    read: tuple[Read, ...], folders: frozenset[Path], report: Report, *, today: date, on: date | None
) -> Iterator[Diagnostic]:
    """Yield what the lints find in the editions of `read`; `folders` are all that were asked for.

    What is wrong with a file of suppressions goes to `report`.
    """
    published = {found.loaded.folder: found.loaded.rulebook.status != "draft" for found in read}
    seen = [_edition(found, published, on) for found in read]
    for root, members in groupby(seen, key=lambda edition: edition.loaded.folder.parent.parent):
        library = tuple(members)
        for family, group in groupby(library, key=lambda edition: edition.loaded.folder.parent):
            of_family = tuple(group)
            whole = frozenset(editions(family)) == {edition.loaded.folder for edition in of_family}
            yield from _of_family(family, of_family, report, whole=whole, today=today)
        if _all_of(root) <= folders:
            yield from (found.diagnostic for found in lint_library(root / "sources", library))


def _of_family(
    family: Path, seen: tuple[Edition, ...], report: Report, *, whole: bool, today: date
) -> Iterator[Diagnostic]:
    found = [Placed(_where(edition.name, finding), finding) for edition in seen for finding in lint_edition(edition)]
    if whole:
        found += [Placed(f"facts/{finding.key}", finding) for finding in lint_family(seen)]
    places = frozenset({edition.name for edition in seen} | ({"facts"} if whole else set()))
    yield from suppressed(found, read_suppressions(family, report), places, today)


def _where(edition: str, finding: Finding) -> str:
    return f"{edition}/{finding.key}"


def _all_of(root: Path) -> frozenset[Path]:
    return frozenset(folder for path in root.glob("*/family.yaml") for folder in editions(path.parent))


def _edition(read: Read, published: dict[Path, bool], on: date | None) -> Edition:
    return Edition(
        loaded=read.loaded,
        ends=_ends(read.loaded, published),
        trials=tuple(_trials(read)),
        read_elsewhere=SETTINGS,
        on=on,
        ages={rank: age.days for rank, age in ages().items()},
    )


def _ends(loaded: Loaded, published: dict[Path, bool]) -> date | None:
    """Return the day of the repeal or of the next edition that is no draft, whichever is first."""
    later = (folder for folder in editions(loaded.folder.parent) if folder.name > loaded.folder.name)
    following = next((folder.name for folder in later if published.get(folder, _published(folder))), None)
    days = (loaded.rulebook.repealed, date.fromisoformat(following) if following else None)
    return min((day for day in days if day), default=None)


def _published(folder: Path) -> bool:
    document = read_checked(folder / "rulebook.yaml", "rulebook", Report("rulebook"))
    return document is not None and text(mapping(document.root).get("status")) != "draft"


def _trials(read: Read) -> Iterator[Trial]:
    references: dict[date, Reference] = {}
    for test in read.suite.tests if read.suite else ():
        if test.as_of not in references:
            report = Report("rulebook")
            program = from_rulebook(
                read.loaded.rulebook,
                digest=read.loaded.digest,
                as_of=test.as_of,
                report=report,
                calendar=read.loaded.calendar,
            )
            if program is None:  # a test of a day on which the edition says nothing: its own run says so
                continue
            references[test.as_of] = Reference(program)
        reference = references[test.as_of]
        yield Trial(
            name=test.name,
            limit=test.boundary.parameter if test.boundary else None,
            side=test.boundary.side if test.boundary else None,
            span=test.span,
            program=reference.program,
            trace=reference.trace(test.given),
            deadlines=deadlines_stated(test, reference),
        )
