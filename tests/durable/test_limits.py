"""Rulebooks and subjects at the limits of durable_rules: sharded, computed before, or refused; never dropped."""

import resource
from dataclasses import replace

import engine_worlds as worlds
import pytest
import strategies as world

from engine.backends.durable import planning
from engine.backends.durable.backend import Confirmed, Durable, Teller, plan_of
from engine.backends.durable.columns import SUBJECT, Grouped
from engine.backends.durable.forms import BRANCHES
from engine.backends.durable.planning import COLUMNS, PATTERNS
from engine.backends.durable.runner import Runner
from engine.backends.reference import Reference
from engine.source.report import Rejected


def at_least(fact: str, value: str | int) -> world.c.Comparing:
    return world.comparing(world.named(fact), "at_least", world.named(value))


def rules_on(number: int) -> list[tuple[world.c.Condition, str]]:
    """Return rules that are all met at once where the turnover is large."""
    return [(at_least("turnover", f"{at}元"), world.OUTCOMES[at % 3]) for at in range(number)]


def compiled(*decisions):
    return world.compiled(world.rulebook(decisions))


@pytest.mark.parametrize("number", [1, 59, 60, 61, 64, 65, 256, 300])
def test_any_number_of_rules_met_at_once_is_spread_over_kinds_of_facts(number):
    program = compiled(world.decision("a", "collect", rules_on(number), "low"))
    with worlds.InProcess(program) as durable:
        assert durable.agrees({"turnover": 10**9})
        assert durable.agrees({"turnover": 100 * (number // 2)})
        assert durable.agrees({"turnover": None})
        for shard in durable.plan.shards:
            on_it = [p for rule in durable.plan.rules for p in rule.patterns if p.shard == shard.number]
            assert len(on_it) <= PATTERNS + 1  # the sink beside them is met always, and asks for nothing more
            assert len(shard.columns) <= COLUMNS


def test_one_rule_with_very_many_conditions_is_computed_before():
    parts = [at_least("turnover", f"{at}元") for at in range(300)]
    program = compiled(world.decision("a", "first", [(world.group("all", *parts), "high")], "low"))
    with worlds.InProcess(program) as durable:
        assert [True] * 3 == [durable.agrees({"turnover": value}) for value in (29_900, 29_899, None)]


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 5])
def test_alternatives_multiply_no_further_than_the_limit(groups):
    pair = world.group("any", at_least("turnover", "1元"), at_least("inflow", "1元"))
    conditions = [world.group("any", pair, at_least("passes", at)) for at in range(groups)]
    program = compiled(world.decision("a", "first", [(world.group("all", *conditions), "high")], "low"))
    with worlds.InProcess(program) as durable:
        met = [rule for rule in durable.plan.rules if rule.says.role == "rule" and rule.says.met]
        assert len(met) <= BRANCHES
        for known in ({"turnover": 100}, {"turnover": 0, "inflow": 0, "passes": 0}, {"passes": 2}, {}):
            assert durable.agrees(known)


def test_a_rule_on_more_decisions_than_can_be_joined_is_computed_with_the_last_of_them():
    decisions = [world.decision(f"d{at}", "first", [(at_least("passes", at), "high")], "low") for at in range(15)]
    every = world.group("all", *(world.referring(found.name, "is", ("high",)) for found in decisions))
    program = compiled(world.decision("all", "first", [(every, "high")], "low"), *decisions)
    with worlds.InProcess(program) as durable:
        assert any(isinstance(c.meaning, Grouped) and c.source != SUBJECT for c in durable.plan.names)
        assert [True] * 3 == [durable.agrees({"passes": passes}) for passes in (14, 13, None)]


def test_a_rulebook_that_is_too_large_is_refused_with_the_numbers(monkeypatch):
    monkeypatch.setattr(planning, "RULES", 10)
    with pytest.raises(Rejected) as refused:
        plan_of(compiled(world.decision("a", "collect", rules_on(20), "low")))
    (found,) = refused.value.report.diagnostics

    assert "usage" == refused.value.report.about
    assert ("U701", "42", "10") == (found.code, found.values["count"], found.values["limit"])


def test_the_largest_rulebook_that_fits_is_evaluated():
    program = compiled(world.decision("a", "collect", rules_on(2_000), "low"))
    with Durable(Reference(program), traced=False) as durable:
        (found,) = durable.findings([{"turnover": 10**6}])

    assert len(durable.plan.rules) > 4_000
    assert isinstance(found, Confirmed)


def test_a_program_that_says_nothing_fires_nothing_but_its_sink():
    with worlds.InProcess(world.compiled(world.rulebook(()))) as durable:
        assert ("sink 0",) == tuple(durable.plan.rules[number].name for number in durable.fired({}).numbers)


@pytest.mark.parametrize("value", worlds.LARGE)
@pytest.mark.parametrize("how", ["at_least", "more_than", "at_most", "less_than", "is", "is_not"])
def test_integers_of_any_size_are_compared_exactly(value, how):
    amounts = ("90071992547409.90元", "90071992547409.91元", "90071992547409.92元", "-90071992547409.91元")
    rules = [
        (world.comparing(world.named("turnover"), how, world.named(text)), outcome)
        for text, outcome in zip(amounts, (*world.OUTCOMES, "high"), strict=True)
    ]
    with worlds.InProcess(compiled(world.decision("a", "collect", rules, None))) as durable:
        assert durable.agrees({"turnover": value})


def test_a_plan_is_the_same_each_time():
    stated = world.rulebook((world.decision("a", "collect", rules_on(70), "low"),))

    assert plan_of(world.compiled(stated)) == plan_of(world.compiled(stated))


def test_rulesets_are_unloaded_and_loaded_again(reference):
    plan = plan_of(reference.program)
    task = Teller(plan).task({}, reference.truths({}))
    fired = []
    for _ in range(3):
        runner = Runner(plan, traced=False)
        fired.append(runner.run(*task))
        runner.close()

    assert 1 == len(set(fired))


def test_memory_stays_flat_over_many_subjects_and_many_rulesets(reference, accounts):
    plan = plan_of(reference.program)
    teller = Teller(plan)
    tasks = [teller.task(known, reference.truths(known)) for known in accounts(500)]

    def use() -> None:
        for _ in range(8):
            runner = Runner(plan, traced=False)
            for task in tasks:
                runner.run(*task)
            runner.close()

    use()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    use()

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_096  # KiB, over 4,000 subjects


def test_two_days_of_one_rulebook_are_two_rulesets(reference):
    plan = plan_of(reference.program)
    later = replace(plan, program=replace(plan.program, as_of=plan.program.as_of.replace(year=2023)))
    runners = [Runner(plan, traced=False), Runner(later, traced=False)]
    for runner in runners:
        runner.close()

    assert plan.name != later.name
