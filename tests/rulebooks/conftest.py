"""The shipped rulebooks, ready to be asked."""

from datetime import date
from pathlib import Path

import pytest
from library_commands import rules

from engine.backends.reference import Reference
from engine.library.library import load
from engine.program.from_rulebook import from_rulebook
from engine.source.report import Report

__all__ = ["rules"]

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"


def reference_of(family: str, edition: str) -> Reference:
    report = Report(about="rulebook")
    loaded = load(RULEBOOKS / family / edition, report)
    report.stop_if_errors()
    assert loaded is not None
    as_of = date.fromisoformat(edition)
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=as_of, report=report, calendar=loaded.calendar)
    report.stop_if_errors()
    assert program is not None
    return Reference(program)


@pytest.fixture(scope="session")
def after() -> Reference:
    return reference_of("after", "2022-01-01")


@pytest.fixture(scope="session")
def yangzhou() -> Reference:
    return reference_of("yangzhou_duties", "2024-09-19")
