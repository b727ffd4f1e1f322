"""Amounts: the first met rule gives the number, exactly; what is open stays open, unless it makes no difference."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

import strategies as world
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_meaning import amount_meaning

from engine.backends.amounts import amounts_of, rounded
from engine.backends.reference import Reference
from engine.decision.amounts import Amount
from engine.decision.lists import completed
from engine.program.from_rulebook import from_rulebook
from engine.rulebook.amounts import AmountRule, AmountRules
from engine.source.report import Report


def came_out(stated, known: dict[str, Any]) -> tuple[Amount, ...]:
    program = world.compiled(stated)
    facts = completed(program, known)
    return amounts_of(program, Reference(program).verdict(facts), facts)


def computed(gives: Any, rounding: str | None = None) -> AmountRules:
    rule = AmountRule(id="r0", title="", when=world.ALWAYS, gives=gives, cites=(), span=world.NOWHERE)
    return AmountRules(
        name="sum", title="sum", unit="CNY", rules=(rule,), otherwise=None, rounding=rounding, span=world.NOWHERE
    )


@given(world.with_amounts(), world.facts(unknown=False))
def test_with_all_facts_known_an_amount_is_what_a_plain_reading_says(stated, known):
    wanted = amount_meaning(stated, known)

    assert wanted == {found.name: found.value for found in came_out(stated, known)}


@settings(max_examples=60, deadline=None)
@given(world.with_amounts(), world.facts())
def test_what_is_determined_stays_and_the_deciding_facts_decide(stated, known):
    before = came_out(stated, known)
    reach = [name for found in before for name in found.deciding]
    for later in world.completions(known, tuple(reach)):
        for first, then in zip(before, came_out(stated, later), strict=True):
            if first.standing == "undetermined":
                assert then.standing in ("decided", "none")
            else:
                assert (first.standing, first.value) == (then.standing, then.value)


@given(st.integers(-99, 99), st.integers(1, 9))
def test_rounding_is_exact_in_both_directions(value, scale):
    assert floor(Fraction(value, scale)) == rounded(value, scale, "down")
    assert ceil(Fraction(value, scale)) == rounded(value, scale, "up")


def test_a_ratio_that_may_not_come_out_whole_needs_a_rounding_stated():
    product = world.combined("product", world.named("turnover"), world.named("factor"))
    for rounding, wanted in ((None, ["R326"]), ("down", []), ("up", [])):
        report = Report("rulebook")
        stated = replace(world.rulebook(()), amounts=(computed(product, rounding),))
        from_rulebook(stated, digest="", as_of=world.AS_OF, report=report)

        assert wanted == [found.code for found in report.diagnostics]


def test_a_ratio_of_a_constant_that_comes_out_whole_needs_none():
    product = world.combined("product", world.named("2元"), world.named("3/2"))
    (found,) = came_out(replace(world.rulebook(()), amounts=(computed(product),)), {"listed": True})

    assert 300 == found.value


def test_an_amount_in_another_unit_is_an_error():
    report = Report("rulebook")
    stated = replace(world.rulebook(()), amounts=(computed(world.named("gap")),))
    from_rulebook(stated, digest="", as_of=world.AS_OF, report=report)

    assert ["R308"] == [found.code for found in report.diagnostics]
