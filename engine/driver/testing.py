"""Editions → the results of the tests beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.decision.result import Subject
from engine.driver.families import differing, family_suite, opened_family, whole_families
from engine.driver.opening import compiled
from engine.driver.timed import TimedEvaluation
from engine.explain.citations import Citation, citations
from engine.library.library import Loaded, load
from engine.library.reading import read_checked
from engine.messages.words import Language
from engine.render.tests_text import tests_json, tests_junit, tests_text
from engine.source.report import Report
from engine.suite.from_document import from_document
from engine.suite.run import TestResult, run_in_time, run_suite
from engine.suite.tests import Suite, Test

TestForm = Literal["table", "json", "junit"]


@dataclass(frozen=True, slots=True)
class Tested:
    """The tests of one edition; none where it has no `tests.yaml`."""

    loaded: Loaded
    results: tuple[TestResult, ...]

    @property
    def passed(self) -> int:
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        return len(self.results) - self.passed


def run_tests(folders: tuple[Path, ...]) -> tuple[Tested, ...]:
    """Return the tested editions. Raises `Rejected` (about: rulebook) where one of them cannot be read."""
    report = Report("rulebook")
    loaded = [found for folder in folders if (found := load(folder, report)) is not None]
    report.stop_if_errors()
    across = {family[-1].folder: _across(family) for family in whole_families(loaded)}
    return tuple(_with(_tested(found), across.get(found.folder, ())) for found in loaded)


def _with(tested: Tested, results: tuple[TestResult, ...]) -> Tested:
    """Return `tested` with the results of the tests across its family: they stand with its newest edition."""
    return Tested(tested.loaded, (*tested.results, *results))


def _across(family: tuple[Loaded, ...]) -> tuple[TestResult, ...]:
    report = Report("rulebook")
    report.extend(differing(found.rulebook for found in family))
    suite = family_suite(family, report)
    report.stop_if_errors()
    return tuple(_in_time(test, family) for test in suite.tests) if suite else ()


def _in_time(test: Test, family: tuple[Loaded, ...]) -> TestResult:
    evaluation = TimedEvaluation(opened_family(family, test.as_of), "full")
    (result,) = evaluation.results([Subject(key=(("name", test.name),), facts=test.given)])
    return run_in_time(test, result)


def _tested(loaded: Loaded) -> Tested:
    suite = suite_of(loaded)
    return Tested(loaded, run_suite(suite, lambda day: compiled(loaded, day)) if suite else ())


def suite_of(loaded: Loaded) -> Suite | None:
    """Return the tests beside an edition, None where it has none. Raises `Rejected` (about: rulebook)."""
    if not loaded.tests.is_file():
        return None
    report = Report("rulebook")
    document = read_checked(loaded.tests, "tests", report)
    suite = from_document(document, loaded.rulebook, report) if document else None
    report.stop_if_errors()
    return suite


def tests_in(form: TestForm, tested: tuple[Tested, ...], language: Language) -> str:
    """Return the results as text in `form`."""
    editions = [(found.loaded.rulebook, found.results, _citations(found)) for found in tested]
    return _WRITERS[form](editions, language)


def _citations(tested: Tested) -> Mapping[str, Citation]:
    program = tested.results[0].program if tested.results else None
    return citations(program, tested.loaded.sources) if program else {}


_WRITERS = {"table": tests_text, "json": tests_json, "junit": tests_junit}
