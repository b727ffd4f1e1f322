"""durable_rules against the reference, on random rulebooks over every construct of the language."""

import os

import engine_worlds as worlds
import pytest
import strategies as world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.backends.durable.firings import Rehearsal
from engine.decision.lists import completed

#: Rulebooks tried; `DURABLE_RULEBOOKS=20000` is the size of a night.
RULEBOOKS = int(os.environ.get("DURABLE_RULEBOOKS", "250"))
thorough = settings(
    max_examples=RULEBOOKS, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module", autouse=True)
def no_search_for_deciding_facts():
    """Leave out what the reference alone says: it would take nearly all the time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("engine.backends.reference.smallest_deciding_set", lambda _: ())
        yield


@thorough
@given(worlds.rulebooks(), st.lists(worlds.facts(), min_size=4, max_size=8))
def test_every_firing_comes_to_what_the_reference_says(stated, subjects):
    with worlds.InProcess(world.compiled(stated)) as durable:
        for known in subjects:
            assert durable.agrees(known)


@thorough
@given(
    world.rulebooks(world.SINGLE_FACT_LEAVES | world.MANY_FACT_LEAVES | world.PRESENCE),
    st.lists(world.facts(), min_size=4, max_size=8),
)
def test_it_fires_what_a_rehearsal_in_plain_python_says_in_that_order(stated, subjects):
    with worlds.InProcess(world.compiled(stated)) as durable:
        rehearsal = Rehearsal(durable.plan)
        for stated_of in subjects:
            known = completed(durable.plan.program, stated_of)
            assert rehearsal.fired(known, durable.reference.truths(known)) == durable.fired(known)


@settings(max_examples=40, deadline=None)
@given(world.with_amounts(), st.lists(world.facts(), min_size=2, max_size=4))
def test_it_comes_to_the_same_formula_of_every_amount(stated, subjects):
    with worlds.InProcess(world.compiled(stated)) as durable:
        for known in subjects:
            assert durable.agrees(known)


@settings(max_examples=20, deadline=None)
@given(worlds.rulebooks(), worlds.facts())
def test_a_subject_leaves_nothing_behind_for_the_next(stated, known):
    with worlds.InProcess(world.compiled(stated)) as durable:
        assert len({durable.fired(known) for _ in range(3)}) == 1
