"""The engine and a second program written from facts.md say the same, on shared and on random ledgers."""

import os
from datetime import date
from pathlib import Path
from random import Random

import pytest
from canonical_csv import CASES, expected_of, world_of
from facts_engine import case_facts_in, derived, facts_in, fates_in, person_facts_in, tables_of
from facts_worlds import random_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import World, case_facts_of, facts_of, person_facts_of

from engine.facts.cleaning import reversals

#: More worlds for a longer look: `FACTS_WORLDS=5000 pytest tests/facts`.
WORLDS = int(os.environ.get("FACTS_WORLDS", "40"))


def assert_engine_agrees(world: World) -> None:
    tables = tables_of(world)
    derived(world, tables)

    assert facts_of(world) == facts_in(tables)
    assert person_facts_of(world) == person_facts_in(tables)
    assert case_facts_of(world) == case_facts_in(tables)
    assert {b.source: b.fate for b in world.bookings} == fates_in(tables)
    assert {
        b.source: b.pair.source if b.pair else None
        for b in world.bookings
        if b.pair or (b.marked and b.fate != "masked")
    } | {} == {
        **{
            (r.marked.file, r.marked.row): (r.undone.file, r.undone.row) if r.undone else None
            for r in reversals(tables)
        },
        **{(r.undone.file, r.undone.row): (r.marked.file, r.marked.row) for r in reversals(tables) if r.undone},
        **{b.source: None for b in world.bookings if b.fate == "merged" and b.marked},
    }
    tables.close()


@pytest.mark.parametrize("seed", range(WORLDS))
def test_engine_and_oracle_agree_on_a_random_ledger(seed: int) -> None:
    assert_engine_agrees(random_world(Random(seed), accounts=24))  # noqa: S311 (a reproducible world, not a secret)


@settings(max_examples=WORLDS, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_engine_and_oracle_agree_on_the_smallest_ledgers(rng: Random) -> None:
    assert_engine_agrees(random_world(rng, accounts=2))


@pytest.mark.skipif(not CASES, reason="the shared cases are not beside this checkout")
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_engine_and_oracle_give_the_shared_facts(folder: Path) -> None:
    world = world_of(folder)
    tables = tables_of(world)
    derived(world, tables)
    expected = expected_of(folder)

    assert expected == shaped(facts_of(world), expected)
    assert expected == shaped(facts_in(tables), expected)


def shaped(facts: list[dict[str, object]], expected: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return `facts` as JSON has them, with what the rulebook decides (not ours to test here) taken from `expected`."""
    decided = ("amount_anomaly", "fast_pass", "tier")
    assert len(expected) == len(facts)
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in own.items()}
        | {name: theirs[name] for name in decided}
        for own, theirs in zip(facts, expected, strict=True)
    ]
