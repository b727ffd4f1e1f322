"""The random cases with facts and tiers of an independent program: every subject, every fact."""

import json
from pathlib import Path

import pytest
from case_tools import SHARED, ran
from police_export import as_police_export

from engine.render.case_run import CaseRun
from engine.rulebook.values import plain

CASES = ("random_1", "random_2")
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not beside this repository")


def expected(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (SHARED / name / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def actual(run: CaseRun) -> list[dict[str, object]]:
    units = {fact.name: fact.unit for fact in run.accounts.program.facts}
    return [
        {
            **dict(result.subject.key),
            **{name: plain(value, units[name]) for name, value in result.subject.facts.items()},
            **{decision.name: decision.value for decision in result.verdict.decisions},
        }
        for result in run.accounts.results
    ]


@pytest.mark.parametrize("name", CASES)
def test_facts_and_tiers_of_canonical_ledgers_are_those_of_the_independent_program(name: str) -> None:
    run, _ = ran(SHARED / name)

    assert expected(name) == actual(run)


@pytest.mark.parametrize("name", CASES)
def test_the_same_ledgers_as_police_exports_give_the_same_facts_and_tiers(name: str, tmp_path: Path) -> None:
    run, _ = ran(as_police_export(SHARED / name, tmp_path / name))

    assert expected(name) == actual(run)
