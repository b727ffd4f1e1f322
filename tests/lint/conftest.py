"""What the lints say of a library that a test has changed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.driver.checking import check
from engine.library.library import editions
from engine.messages.catalogue import CODES

TODAY = date(2026, 11, 22)
#: The one open question of the shipped AFTER rulebook; tests/lint/test_sources_disagree.py is about it.
OPEN_QUESTION = "N705"

Found = list[tuple[str, str]]


def codes_and_marks(library: Path, *, today: date = TODAY, on: date | None = None) -> Found:
    """Return the code and the marked text of each finding in all editions of the AFTER family, remarks left out."""
    checked = check(editions(library / "after"), today=today, on=on)
    assert [] == [(found.code, found.values) for found in checked.rulebook.diagnostics]
    listed = (found for found in checked.lints.diagnostics if CODES[found.code].severity != "info")
    return [
        (found.code, found.span.excerpt[found.span.column - 1 :][: found.span.width])
        for found in listed
        if found.code != OPEN_QUESTION
    ]


@pytest.fixture
def findings(library: Path) -> Callable[[], Found]:
    """Return the findings in the library of the test."""
    return lambda: codes_and_marks(library)


@pytest.fixture
def findings_on(library: Path) -> Callable[..., Found]:
    """Return the findings on a day, and with sources that must be fresh on one."""
    return lambda today=TODAY, on=None: codes_and_marks(library, today=today, on=on)
