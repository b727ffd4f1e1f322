"""Every hit policy against brute force: all the ways in which the unknown rules can turn out."""

from itertools import product

import pytest
import strategies as world
from hypothesis import given
from hypothesis import strategies as st
from plain_meaning import CONFLICT, by_policy

from engine.backends.hits import Decided, decide
from engine.program.totals import MOST_TOTALS
from engine.rulebook.rulebook import COUNTING, LISTING, DecisionRules
from engine.source.report import Report

ANY_CONDITION = world.comparing(world.named("passes"), "is", world.named(1))
RULES = st.lists(st.tuples(st.sampled_from(world.OUTCOMES), st.sampled_from([True, False, None])), max_size=6)
OTHERWISE = st.sampled_from((*world.OUTCOMES, None))


def stated(hit: str, rules: list[tuple[str, bool | None]], otherwise: str | None) -> DecisionRules:
    return world.decision("a", hit, [(ANY_CONDITION, then) for then, _ in rules], otherwise)


def decided(decision: DecisionRules, outcomes: list[bool | None]) -> Decided:
    (compiled,) = world.compiled(world.rulebook((decision,))).decisions
    return decide(compiled, tuple(outcomes))


def ways(decision: DecisionRules, outcomes: list[bool | None]) -> list[object]:
    """Return what comes out in each way in which the unknown rules can turn out."""
    turns = product(*([True, False] if outcome is None else [outcome] for outcome in outcomes))
    return [
        by_policy(decision, [rule.then for rule, met in zip(decision.rules, turn, strict=True) if met])
        for turn in turns
    ]


def values(outcome: object, hit: str) -> set[object]:
    return set(outcome) if hit in LISTING else {outcome}


@pytest.mark.parametrize("hit", world.HITS)
@given(rules=RULES, otherwise=OTHERWISE)
def test_a_decision_is_decided_where_every_way_gives_the_same(hit, rules, otherwise):
    if not rules and otherwise is None:
        return  # no such decision compiles
    decision, outcomes = stated(hit, rules, otherwise), [outcome for _, outcome in rules]
    found, all_ways = decided(decision, outcomes), ways(decision, outcomes)
    sound = [values(outcome, hit) for outcome in all_ways if outcome != CONFLICT]
    standing = "conflict" if not sound else "decided" if len(set(all_ways)) == 1 else "undetermined"

    assert standing == found.standing
    assert found.value == (all_ways[0] if standing == "decided" else None)
    assert set().union(*sound) == set(found.possible)
    assert (CONFLICT in all_ways) == found.may_conflict
    if standing == "decided" or hit in LISTING:
        assert set.intersection(*sound) == set(found.certain)


@pytest.mark.parametrize("hit", [*sorted(COUNTING), "priority", "any", "first"])
@given(rules=RULES, otherwise=OTHERWISE)
def test_the_rules_named_would_decide_alone(hit, rules, otherwise):
    decision, outcomes = stated(hit, rules, otherwise or "low"), [outcome for _, outcome in rules]
    found = decided(decision, outcomes)
    if found.standing == "decided":
        named = [rule.then for rule in decision.rules if rule.id in found.because]

        assert found.value == by_policy(decision, named)


def test_numbers_that_may_come_out_stand_in_order():
    decision = stated("sum", [("high", None), ("low", None), ("middle", True)], None)

    assert (0, 1, 3, 4) == decided(decision, [None, None, True]).possible


def test_points_that_add_up_in_too_many_ways_are_refused():
    def faults(number: int) -> list[str]:
        rules = tuple(
            world.Rule(id=f"a{at}", title="", when=ANY_CONDITION, then=2**at, cites=(), span=world.NOWHERE,
                       then_span=world.NOWHERE)
            for at in range(number)
        )  # fmt: skip
        decision = world.replace(world.decision("a", "sum", [], None), rules=rules)
        report = Report("rulebook")
        stated = world.rulebook((decision,))
        world.from_rulebook(stated, digest="", as_of=world.AS_OF, report=report)
        return [found.code for found in report.diagnostics]

    assert 2**9 < MOST_TOTALS < 2**10
    assert [] == faults(9)
    assert ["R322"] == faults(10)
    assert ["R322"] == faults(200)
