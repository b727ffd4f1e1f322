"""What the reference keeps from one subject for the next changes nothing."""

import strategies as world
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backends.reference import Reference


@settings(deadline=None)
@given(world.rulebooks(), st.lists(world.facts(), min_size=2, max_size=8))
def test_a_reference_that_judged_others_before_says_the_same(stated, subjects):
    program = world.compiled(stated)
    kept = Reference(program)

    assert [Reference(program).verdict(facts) for facts in subjects] == [kept.verdict(facts) for facts in subjects]
