"""Each fault of durable_rules 2.0.28 that was measured: shown where it is harmless to show, and never produced by us.

The engine itself is asked directly here; what crashes or hangs is not shown, only that no ruleset of ours comes near.
"""

import json
from dataclasses import fields
from itertools import chain, count
from typing import Any

import durable_rules_engine as engine
import engine_worlds as worlds
import pytest
import strategies as world
from hypothesis import given, settings

from engine.backends.durable.backend import Teller, plan_of
from engine.backends.durable.columns import (
    LARGEST,
    SUBJECT,
    Code,
    Column,
    Grouped,
    GroupedKnown,
    Met,
    MetKnown,
    Number,
    Stated,
)
from engine.backends.durable.names import Names, fnv1a
from engine.backends.durable.ruleset import ruleset, template
from engine.backends.reference import Reference

#: The operators a question of ours may have.
FLAT = {"$neq", "$gt", "$gte", "$lt", "$lte"}
some = settings(max_examples=30, deadline=None)


def firings(rules: dict[str, Any], *facts: dict[str, Any]) -> list[str]:
    """Return the names of what fires, as durable_rules itself says it."""
    handle = engine.create_ruleset("shown", json.dumps(rules))
    names, context = [], 0
    try:
        for fact in facts:
            _, context = engine.assert_fact(handle, json.dumps({"sid": "1", **fact}))
        started = engine.start_action_for_state(handle, context)
        message = started[1] if started else None
        while message:
            names.append(next(iter(json.loads(message))))
            message = engine.complete_and_start_action(handle, context)
        engine.delete_state(handle, "1")
    finally:
        engine.delete_ruleset(handle)
    return names


def one(condition: dict[str, Any]) -> dict[str, Any]:
    """Return a rule on one fact, and one that always fires: a context in which nothing fired cannot be deleted."""
    return {"asked": {"all": [{"m": condition}]}, "always": {"all": [{"m": {"x": 1}}]}}


def fires(condition: dict[str, Any], **fact: object) -> bool:
    return "asked" in firings(one(condition), {"id": "f", "x": 1, **fact})


def questions(rules: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every single question of a ruleset."""
    conditions = [next(iter(pattern.values())) for rule in rules.values() for pattern in rule["all"]]
    return list(chain.from_iterable(condition.get("$and", [condition]) for condition in conditions))


# what it gets wrong, and what we write instead


def test_values_of_unequal_kinds_are_compared_wrongly_there():
    assert fires({"y": "5"}, y=5)
    assert fires({"y": "true"}, y=True)
    assert fires({"$gt": {"y": 5}}, y="abc")
    assert not fires({"$neq": {"y": 5}}, y=None)
    assert fires({"y": 2**53 + 1}, y=float(2**53))


def test_the_length_of_a_text_is_cut_there():
    assert fires({"y": ""}, y="x" * 65_536)


def test_a_comparison_with_an_attribute_that_is_missing_fires_there():
    assert fires({"$gt": {"x": {"m": "y"}}})


def test_a_nested_or_fires_once_a_true_path_there():
    twice = {"$or": [{"y": 1}, {"z": 1}]}

    assert 4 == firings(
        one({"$and": [twice, {"$or": [{"u": 1}, {"v": 1}]}]}), {"id": "f", "x": 1, **dict.fromkeys("yzuv", 1)}
    ).count("asked")


def test_a_condition_with_two_keys_is_half_read_there():
    assert fires({"y": 1, "z": 2}, y=1, z=3)


def test_a_rule_on_an_attribute_that_does_not_exist_compiles_and_never_fires_there():
    assert not fires({"yy": 1}, y=1)


def test_numbers_saturate_there():
    assert fires({"y": 2**63 - 1}, y=2**70)


def test_names_of_the_same_hash_are_the_same_there():
    first, second = same_hash()

    assert fires({first: 1}, **{second: 1})


def test_more_than_sixty_four_conditions_met_at_once_are_an_error_there():
    rules = {f"r{at}": {"all": [{"m": {"$gte": {"y": at}}}]} for at in range(70)}
    handle = engine.create_ruleset("shown", json.dumps(rules))

    with pytest.raises(Exception, match="303"):
        engine.assert_fact(handle, '{"id": "f", "sid": "1", "y": 100}')


def test_a_fact_that_nothing_could_match_is_refused_there():
    handle = engine.create_ruleset("shown", json.dumps(one({"y": 1})))

    assert 1 == engine.assert_fact(handle, '{"id": "f", "sid": "1", "z": 1}')[0]


@some
@given(worlds.rulebooks())
def test_our_rulesets_hold_nothing_but_flat_conjunctions_of_integers(stated):
    rules = ruleset(plan_of(world.compiled(stated)))
    for rule in rules.values():
        assert {"all", "pri"} == set(rule)
        for pattern in rule["all"]:
            (condition,) = pattern.values()

            assert 1 == len(condition)
            assert "$and" not in condition or len(condition["$and"]) > 1
    for question in questions(rules):
        ((operator, inner),) = question.items()
        ((name, value),) = (inner if operator in FLAT else question).items()

        assert not name.startswith("$")
        assert name not in ("id", "sid")
        assert type(value) is int
        assert abs(value) < LARGEST


@some
@given(worlds.rulebooks())
def test_every_column_a_rule_asks_for_is_in_the_fact_it_asks(stated):
    plan = plan_of(world.compiled(stated))
    told = {shard.number: json.loads(template(shard, plan) % ((0,) * len(shard.columns))) for shard in plan.shards}
    for rule in plan.rules:
        for pattern in rule.patterns:
            assert {plan.names[asked.column] for asked in pattern.asked} <= told[pattern.shard].keys()


@some
@given(worlds.rulebooks())
def test_a_value_is_asked_for_only_after_it_is_known_to_be_one(stated):
    guards = {Number: Stated, Code: Stated, Met: MetKnown, Grouped: GroupedKnown}
    for rule in plan_of(world.compiled(stated)).rules:
        for pattern in rule.patterns:
            known = set()
            for asked in pattern.asked:
                column = asked.column
                if type(column.meaning) in guards:
                    assert (guards[type(column.meaning)], column.source, of(column)) in known
                elif asked.value == 1:
                    known |= {(type(column.meaning), column.source, of(column))}


def of(column: Column) -> object:
    """Return the fact, test or group a column is about."""
    first = fields(column.meaning)[:1]
    return getattr(column.meaning, first[0].name) if first else None


@some
@given(worlds.rulebooks(), worlds.facts())
def test_what_is_told_is_integers_it_can_hold_in_one_context_with_ids_of_ours(stated, known):
    reference = Reference(world.compiled(stated))
    task = Teller(plan_of(reference.program)).task(known, reference.truths(known))
    facts = [json.loads(text) for text in task.facts]

    assert len(facts) == len({fact["id"] for fact in facts})
    assert {"1"} == {fact["sid"] for fact in facts}
    for fact in facts:
        values = [value for name, value in fact.items() if name not in ("id", "sid")]

        assert {int} == {type(value) for value in values}
        assert all(abs(value) <= LARGEST for value in values)


@some
@given(worlds.rulebooks())
def test_no_two_names_of_a_ruleset_have_the_same_hash(stated):
    plan = plan_of(world.compiled(stated))
    attributes = ["id", "sid", "shard", *plan.names.values()]
    titles = {shard.source: shard.title for shard in plan.shards}.values()
    ids = ["sid-1", *(shard.id for shard in plan.shards)]
    for names in (attributes, titles, ids):
        assert len({fnv1a(name) for name in names}) == len(names)


@some
@given(worlds.rulebooks())
def test_every_kind_of_fact_has_a_rule_that_takes_it_whatever_it_says(stated):
    plan = plan_of(world.compiled(stated))
    always = {rule.patterns[0].shard for rule in plan.rules if len(rule.patterns) == 1 and not rule.patterns[0].asked}

    assert {shard.number for shard in plan.shards} == always
    assert plan.shards_of(SUBJECT)


# names


def same_hash() -> tuple[str, str]:
    """Return two unequal names that durable_rules takes for the same."""
    found: dict[int, str] = {}
    for number in count():
        name = f"fact_{number}"
        if fnv1a(name) in found:
            return found[fnv1a(name)], name
        found[fnv1a(name)] = name
    raise AssertionError


def test_the_hash_is_the_one_of_the_engine():
    assert 926444256 == fnv1a("id")  # HASH_ID of its state.h
    assert 3593476751 == fnv1a("sid")
    assert 340911698 == fnv1a("$or")


def test_a_name_with_the_hash_of_another_one_is_given_up():
    names, (first, second) = Names(), same_hash()

    assert first == names.name(first)
    assert "n0" == names.name(second)


@pytest.mark.parametrize(
    "unsafe", ["id", "sid", "all", "pri", "$and", "a$any", "金额", "a b", '"', "", "1st", "x" * 300]
)
def test_a_name_that_could_be_misread_is_given_up(unsafe):
    assert "n0" == Names().name(unsafe)
