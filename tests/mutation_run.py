"""Runs the tests beside a rulebook against its mutants, in this process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mutants import Mutant, mutants

from engine.decision.result import Subject
from engine.driver.families import family_suite, opened_family, whole_families
from engine.driver.opening import compiled
from engine.driver.testing import suite_of
from engine.driver.timed import TimedEvaluation
from engine.library.library import Loaded, editions, load
from engine.lint.uses import comparisons, names_in
from engine.source.report import Rejected, Report
from engine.suite.run import run_each, run_in_time
from engine.suite.tests import Suite, Test

#: Changes that nothing can tell, by edition and change, and why: they mean the same.
EQUIVALENT = {
    ("concealment@2025-08-26", "G1 and G2 swapped"): "one asks that the threshold of the upstream crime is high, "
    "the other that it is not: they are never both met",
    **{
        (
            "telecom_fraud@2016-12-19",
            f"{one} and {other} swapped",
        ): "one asks that the fraud is one by telephone or network, the other that it is not: they are never both met"
        for one, other in (("X1", "X3"), ("X3", "X2"), ("H1", "H3"), ("H3", "H2"), ("L1", "L3"))
    },
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant, and the first test that tells it from the rulebook; None where none does."""

    edition: Loaded
    mutant: Mutant
    killed_by: str | None

    @property
    def name(self) -> str:
        return f"{self.edition.rulebook.name}@{self.edition.rulebook.edition}"

    @property
    def survives(self) -> bool:
        """Whether no test tells it, though it says something else."""
        return self.killed_by is None and self.equivalent is None

    @property
    def equivalent(self) -> str | None:
        return EQUIVALENT.get((self.name, self.mutant.what))

    @property
    def said(self) -> str:
        where = self.mutant.where
        return f"{self.name} line {where.line}: {self.mutant.kind}: {self.mutant.what}"


def families(library: Path) -> tuple[tuple[Loaded, ...], ...]:
    """Return the editions of each family of `library`."""
    found = []
    for path in sorted(library.glob("*/family.yaml")):
        report = Report("rulebook")
        found.append(tuple(one for folder in editions(path.parent) if (one := load(folder, report))))
        report.stop_if_errors()
    return tuple(found)


def judged(family: tuple[Loaded, ...], kinds: Iterable[str]) -> Iterator[Judged]:
    """Yield each mutant of the given kinds of each edition of `family`."""
    wanted = frozenset(kinds)
    across = _across(family)
    for loaded in family:
        suite = suite_of(loaded) or Suite(())
        quiet = _quiet(loaded)
        for mutant in mutants(loaded.rulebook):
            if mutant.kind in wanted and mutant.where.line not in quiet:
                killer = _killer(loaded, mutant, suite) or _killer_across(family, loaded, mutant, across)
                yield Judged(loaded, mutant, killer)


def _quiet(loaded: Loaded) -> frozenset[int]:
    """Return the lines of values that no condition asks for: they set how facts are derived."""
    asked = frozenset[str]().union(*(names_in(found) for _, found in comparisons(loaded.rulebook)))
    return frozenset(
        dated.span.line
        for parameter in loaded.rulebook.parameters
        for dated in parameter.values
        if parameter.name not in asked
    )


def _killer(loaded: Loaded, mutant: Mutant, suite: Suite) -> str | None:
    changed = replace(loaded, rulebook=mutant.rulebook)
    # tests that ask what would decide cost most, so they come last
    tests = sorted(suite.tests, key=lambda test: bool(test.undetermined))
    try:
        results = run_each(tests, lambda day: compiled(changed, day))
        return next((result.test.name for result in results if not result.passed), None)
    except (Rejected, StopIteration, KeyError) as refused:
        return f"refused: {type(refused).__name__}"


def _across(family: tuple[Loaded, ...]) -> Suite:
    whole = whole_families(family)
    found = family_suite(family, Report("rulebook")) if whole else None
    return found or Suite(())


def _killer_across(family: tuple[Loaded, ...], loaded: Loaded, mutant: Mutant, suite: Suite) -> str | None:
    changed = tuple(replace(one, rulebook=mutant.rulebook) if one is loaded else one for one in family)
    opened: dict[date, TimedEvaluation] = {}
    for test in suite.tests:
        if test.as_of not in opened:
            opened[test.as_of] = TimedEvaluation(opened_family(changed, test.as_of), "none")
        if _fails(test, opened[test.as_of]):
            return test.name
    return None


def _fails(test: Test, evaluation: TimedEvaluation) -> bool:
    (result,) = evaluation.results([Subject(key=(("name", test.name),), facts=test.given)])
    return not run_in_time(test, result).passed
