"""Who may rely on an edition: results of one that nobody has released say so."""

import pytest

from engine.backends.reference import Reference
from engine.library.library import load
from engine.program.from_rulebook import from_rulebook
from engine.source.report import Report

RULEBOOK = "after/2022-01-01/rulebook.yaml"


def flags(path):
    report = Report("rulebook")
    loaded = load(path.parent, report)
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=loaded.rulebook.edition, report=report)
    return [flag.name for flag in Reference(program).verdict({}).flags if flag.outcome]


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_a_result_of_an_edition_that_is_not_released_is_flagged(rewrite, status):
    path = rewrite(RULEBOOK, "status: released", f"status: {status}")

    assert ["screening_only", "not_released"] == flags(path)


def test_a_result_of_a_released_edition_is_not(library):
    assert ["screening_only"] == flags(library / RULEBOOK)
