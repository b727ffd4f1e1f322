"""Traces from templates are those that are put together leaf by leaf, byte for byte."""

from dataclasses import replace

import pytest
import strategies as world
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.lists import completed
from engine.decision.trace import Firing
from engine.render.fired import fired
from engine.render.trace_json import TraceWriter
from engine.render.trace_template import TraceTexts

FIRINGS = (Firing(order=1, rule="a0", facts=("facts",), parents=()),)


@pytest.mark.parametrize("met", [False, True], ids=["full", "fired"])
@settings(deadline=None)
@given(stated=world.rulebooks(world.LEAVES | world.PRESENCE), subjects=st.lists(world.facts(), min_size=2, max_size=8))
def test_a_trace_from_a_template_is_the_trace_put_together(met, stated, subjects):
    program = world.compiled(stated)
    reference, write = Reference(program), TraceWriter(program).trace
    texts = TraceTexts(reference, "duckdb", met=met)
    for stated_facts in [*subjects, *subjects]:
        facts = completed(program, stated_facts)
        truths = reference.truths(facts)
        whole = reference.trace(facts)
        wanted = replace(fired(whole) if met else whole, engine="duckdb", firings=FIRINGS)

        assert write(wanted) == texts.text(facts, truths, FIRINGS)
        template = texts.template(facts, truths, FIRINGS)
        assert write(wanted) == template.format % template.values(facts)
