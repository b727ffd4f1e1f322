"""What a program means, on random rulebooks: the properties that no backend may break."""

from itertools import combinations, permutations

import pytest
import strategies as world
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_meaning import CONFLICT, meaning

from engine.backends.reference import Reference
from engine.decision.verdict import DecisionOutcome, Verdict


def said(verdict: Verdict) -> dict[str, object]:
    """Return the outcome of every decision, flag and duty; `...` where it is undetermined."""
    found: dict[str, object] = {outcome.name: _value(outcome) for outcome in verdict.decisions}
    for trigger in (*verdict.flags, *verdict.duties):
        found[trigger.name] = ... if trigger.outcome is None else trigger.outcome
    return found


def _value(outcome: DecisionOutcome) -> object:
    if outcome.standing == "decided":
        return outcome.value
    return ... if outcome.standing == "undetermined" else CONFLICT


@given(world.rulebooks(world.SINGLE_FACT_LEAVES | world.MANY_FACT_LEAVES | world.PRESENCE), world.facts(unknown=False))
def test_with_all_facts_known_the_reference_says_what_a_plain_boolean_reading_says(stated, known):
    wanted = meaning(stated, known)

    assert wanted == said(Reference(world.compiled(stated)).verdict(known))


@settings(max_examples=60, deadline=None)
@given(world.rulebooks(), world.facts())
def test_no_fact_that_comes_in_later_changes_what_was_determined(stated, known):
    reference = Reference(world.compiled(stated))
    determined = {name: value for name, value in said(reference.verdict(known)).items() if value is not ...}
    for later in world.completions(known):
        revealed = said(reference.verdict(later))

        assert determined == {name: revealed[name] for name in determined}


@given(world.rulebooks(), world.facts(), st.data())
def test_every_outcome_that_comes_out_was_said_to_be_possible(stated, known, data):
    reference = Reference(world.compiled(stated))
    before = reference.verdict(known)
    revealed = {name: data.draw(st.sampled_from(world.WORLD[name])) for name, value in known.items() if value is None}
    after = reference.verdict({**known, **revealed})
    for first, then in zip(before.decisions, after.decisions, strict=True):
        if then.standing == "conflict":
            assert first.may_conflict or first.standing == "conflict"
        elif then.standing == "decided":
            values = then.value if isinstance(then.value, tuple) else (then.value,)

            assert set(values) <= set(first.possible)
            assert set(first.certain) <= set(values)


@settings(max_examples=60, deadline=None)
@given(world.rulebooks(), world.facts())
def test_the_deciding_facts_decide_whatever_they_say(stated, known):
    reference = Reference(world.compiled(stated))
    before = reference.verdict(known)
    for before_one in (*before.decisions, *before.flags, *before.duties):
        if said(before)[before_one.name] is not ...:
            continue
        for stated_later in world.completions(known, before_one.deciding):
            found = said(reference.verdict(stated_later))[before_one.name]
            in_conflict = any(value == CONFLICT for value in said(reference.verdict(stated_later)).values())

            assert found is not ... or in_conflict


@settings(max_examples=60, deadline=None)
@given(world.rulebooks(world.SINGLE_FACT_LEAVES, hits=("first",)), world.facts())
def test_no_smaller_set_of_facts_decides(stated, known):
    reference = Reference(world.compiled(stated))
    before = reference.verdict(known)
    unknown = [name for name, value in known.items() if value is None]
    for outcome in before.decisions:
        if outcome.standing != "undetermined":
            continue
        for smaller in combinations(unknown, len(outcome.deciding) - 1):
            later = (
                said(reference.verdict(facts))[outcome.name] for facts in world.completions(known, smaller, world.WIDE)
            )

            assert ... in later


@given(world.conditions(world.SINGLE_FACT_LEAVES), world.conditions(world.MANY_FACT_LEAVES), world.facts())
def test_de_morgan_holds_for_three_values(first, second, known):
    denied = world.group("not", world.group("all", first, second))
    split = world.group("any", world.group("not", first), world.group("not", second))
    decisions = (
        world.decision("a", "collect", [(denied, "high")], None),
        world.decision("b", "collect", [(split, "high")], None),
    )
    left, right = Reference(world.compiled(world.rulebook(decisions))).verdict(known).decisions

    assert (left.standing, left.value, left.possible) == (right.standing, right.value, right.possible)


@pytest.mark.parametrize("hit", ["unique", "any", "collect"])
@given(
    rules=st.lists(
        st.tuples(world.conditions(world.SINGLE_FACT_LEAVES), st.sampled_from(world.OUTCOMES)), min_size=2, max_size=3
    ),
    known=world.facts(),
)
def test_the_order_of_rules_does_not_matter_where_the_hit_policy_says_so(hit, rules, known):
    def outcome(ordered):
        decisions = (world.decision("a", hit, list(ordered), "low"),)
        found = Reference(world.compiled(world.rulebook(decisions))).verdict(known).decision("a")
        value = frozenset(found.value) if isinstance(found.value, tuple) else found.value
        return found.standing, value, frozenset(found.possible)

    assert len({outcome(ordered) for ordered in permutations(rules)}) == 1


@given(world.rulebooks(), world.facts())
def test_equal_outcomes_of_tests_give_the_very_same_verdict(stated, known):
    reference = Reference(world.compiled(stated))

    assert reference.verdict(dict(known)) is reference.verdict(known)


@given(world.rulebooks(), world.facts())
def test_a_trace_says_of_every_rule_what_the_verdict_says(stated, known):
    reference = Reference(world.compiled(stated))
    verdict, trace = reference.verdict(known), reference.trace(known)
    for outcome, traced in zip(verdict.decisions, trace.decisions, strict=True):
        assert outcome.rules == tuple((rule.id, rule.outcome) for rule in traced.rules)
    for trigger, traced in zip((*verdict.flags, *verdict.duties), (*trace.flags, *trace.duties), strict=True):
        assert trigger.outcome == traced.outcome
