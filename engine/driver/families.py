"""A family with a time effect → all its editions that may apply, each as it stands on the decision date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from engine.driver.locking import relied_on
from engine.driver.opening import Opened, compiled
from engine.library.library import (
    Loaded,
    editions,
    entered_into_force,
    family_in_time,
    given_as_path,
    load,
    open_library,
)
from engine.library.reading import read_checked
from engine.program.program import CompiledDecision, Program
from engine.rulebook.rulebook import DecisionRules, ReviewFlag, Rulebook
from engine.source.report import Diagnostic, Report
from engine.suite.from_document import across_editions
from engine.suite.tests import Suite
from engine.timing.plan import OF_TIME, DatedEdition


@dataclass(frozen=True, slots=True)
class OpenedFamily:
    """Editions that began by the decision date, oldest first; the program of the newest stands for their shape."""

    editions: tuple[Opened, ...]
    as_of: date

    @property
    def program(self) -> Program:
        """The newest edition, with every outcome and flag that any edition can come to."""
        programs = [opened.program for opened in self.editions]
        decisions = tuple(_with_outcomes(found, programs) for found in programs[-1].decisions)
        flags = {flag.name: flag for program in programs for flag in program.flags}
        return replace(programs[-1], decisions=decisions, flags=tuple(flags.values()))

    @property
    def dated(self) -> tuple[DatedEdition, ...]:
        return tuple(_dated(opened.loaded.rulebook) for opened in self.editions)


def open_family(reference: str, as_of: date, rulebooks: tuple[Path, ...] = ()) -> OpenedFamily | None:
    """Return the family that `reference` means, None where it has no time effect or one edition is asked for.

    Raises `Rejected` (about: usage) where nothing has entered into force, and as `family_of` does.
    """
    family = family_in_time(open_library(rulebooks), reference)
    if family is None:
        return None
    return family_of(entered_into_force(family, as_of), as_of, by_path=given_as_path(reference))


def family_of(folders: Iterable[Path], as_of: date, *, by_path: bool = False) -> OpenedFamily:
    """Return the editions in `folders`, oldest first, ready for `as_of`.

    Raises `Rejected` (about: rulebook), or (about: integrity) where one says released and is not what was signed.
    """
    report = Report("rulebook")
    loaded = [found for folder in folders if (found := load(folder, report)) is not None]
    report.extend(differing(found.rulebook for found in loaded))
    report.stop_if_errors()
    return opened_family([relied_on(found, by_path=by_path) for found in loaded], as_of)


def opened_family(loaded: Sequence[Loaded], as_of: date) -> OpenedFamily:
    """Return those of `loaded` that began by `as_of` and are no drafts."""
    begun = (found for found in loaded if found.rulebook.edition <= as_of and found.rulebook.status != "draft")
    return OpenedFamily(tuple(Opened(found, compiled(found, as_of)) for found in begun), as_of)


def whole_families(found: Iterable[Loaded]) -> tuple[tuple[Loaded, ...], ...]:
    """Return the families with a time effect all of whose editions are in `found`, each oldest first."""
    families: dict[Path, list[Loaded]] = {}
    for loaded in found:
        if loaded.rulebook.family.time_effect != "none":
            families.setdefault(loaded.folder.parent, []).append(loaded)
    ordered = {path: sorted(each, key=lambda one: one.rulebook.edition) for path, each in families.items()}
    return tuple(tuple(each) for path, each in ordered.items() if {one.folder for one in each} == set(editions(path)))


def differing(rulebooks: Iterable[Rulebook]) -> Iterable[Diagnostic]:
    """Yield each edition that does not decide what the one before it does, or states other amounts. Errors: M509."""
    editions = sorted(rulebooks, key=lambda rulebook: rulebook.edition)
    for earlier, later in pairwise(editions):
        found, wanted = (_asked(each) for each in (later, earlier))
        if found != wanted:
            values = {
                "edition": later.edition,
                "other": earlier.edition,
                "found": ", ".join(found),
                "wanted": ", ".join(wanted),
            }
            yield Diagnostic(code="M509", span=later.span, values=values)


def _asked(rulebook: Rulebook) -> list[str]:
    return [*(decision.name for decision in rulebook.decisions), *(amount.name for amount in rulebook.amounts)]


def whole_family(rulebooks: Sequence[Rulebook]) -> Rulebook:
    """Return the newest of `rulebooks`, oldest first, with every outcome and flag that any of them has."""
    newest = rulebooks[-1]
    flags = {name: _of_time(name, newest) for name in OF_TIME}
    flags |= {flag.name: flag for rulebook in rulebooks for flag in rulebook.flags}
    decisions = tuple(_with_all(decision, rulebooks) for decision in newest.decisions)
    return replace(newest, decisions=decisions, flags=tuple(flags.values()))


def _of_time(name: str, rulebook: Rulebook) -> ReviewFlag:
    return ReviewFlag(name=name, title=name, when=None, cites=(), span=rulebook.span)


def family_suite(loaded: Sequence[Loaded], report: Report) -> Suite | None:
    """Return the tests across the editions `loaded` of one family, oldest first; None where it has none."""
    path = loaded[-1].folder.parent / "tests.yaml"
    document = read_checked(path, "tests", report) if path.is_file() else None
    return across_editions(document, whole_family([found.rulebook for found in loaded]), report) if document else None


def _with_all(decision: DecisionRules, rulebooks: Sequence[Rulebook]) -> DecisionRules:
    same = (found for rulebook in rulebooks for found in rulebook.decisions if found.name == decision.name)
    outcomes = dict(outcome for found in same for outcome in found.outcomes)
    return replace(decision, outcomes=tuple(outcomes.items()))


def _with_outcomes(decision: CompiledDecision, programs: Sequence[Program]) -> CompiledDecision:
    same = (found for program in programs for found in program.decisions if found.name == decision.name)
    outcomes = dict(outcome for found in same for outcome in found.outcomes)
    return replace(decision, outcomes=tuple(outcomes.items()))


def _dated(rulebook: Rulebook) -> DatedEdition:
    return DatedEdition(
        day=rulebook.edition, rank=rulebook.rank, repealed=rulebook.repealed, unclear=rulebook.effective_unclear
    )
