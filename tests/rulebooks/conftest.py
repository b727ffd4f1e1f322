"""The shipped rulebooks, ready to be asked."""

from datetime import date
from pathlib import Path

import pytest

from engine.backends.reference import Reference
from engine.document.from_yaml import read_yaml
from engine.program.from_rulebook import from_rulebook
from engine.rulebook.from_document import from_documents
from engine.source.report import Report

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"


def reference_of(family: str, edition: str) -> Reference:
    report = Report(about="rulebook")
    files = ("family.yaml", "facts.yaml", f"{edition}/rulebook.yaml")
    documents = [read_yaml(RULEBOOKS / family / name, name, report) for name in files]
    report.stop_if_errors()
    stated, facts, text = (document for document in documents if document)
    rulebook = from_documents(stated, facts, text, report)
    program = from_rulebook(rulebook, digest="sha256:0", as_of=date.fromisoformat(edition), report=report)
    report.stop_if_errors()
    assert program is not None
    return Reference(program)


@pytest.fixture(scope="session")
def after() -> Reference:
    return reference_of("after", "2022-01-01")


@pytest.fixture(scope="session")
def yangzhou() -> Reference:
    return reference_of("yangzhou_duties", "2024-09-19")
