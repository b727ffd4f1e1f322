"""Random rulebooks that reach every corner of the compiler: more references, wider groups, larger numbers, text."""

from dataclasses import replace
from typing import Any, Self

import strategies as world
from hypothesis import strategies as st

from engine.backends.durable.backend import Teller, plan_of
from engine.backends.durable.protocol import Fired
from engine.backends.durable.reading import Reading
from engine.backends.durable.runner import Runner
from engine.backends.reference import Reference
from engine.decision.lists import completed
from engine.program.program import Facts, Program
from engine.rulebook import conditions as c
from engine.rulebook.rulebook import DecisionRules, FactDeclaration, Rulebook

#: Facts beside those of the shared world: text, days, names that durable_rules keeps for itself.
MORE: dict[str, tuple[str, tuple[Any, ...]]] = {
    "remark": ("text", ("red", "红字", "", "5", "true", "x" * 70_000)),
    "paid_on": ("day", (738_000, 738_001, 738_002)),
    "id": ("count", (0, 1, 2)),
    "sid": ("flag", (True, False)),
    "shard": ("count", (0, 1)),
}
FACTS = (
    *world.FACTS,
    *(
        FactDeclaration(name=name, title=name, unit=unit, meaning=name, choices=(), span=world.NOWHERE)
        for name, (unit, _) in MORE.items()
    ),
)
#: Around the largest integer that is told as it is, and the largest durable_rules can hold.
LARGE = tuple(base + step for base in (2**53, -(2**53), 2**63, -(2**63)) for step in (-2, -1, 0, 1))
VALUES: dict[str, tuple[Any, ...]] = {**world.WORLD, **{name: values for name, (_, values) in MORE.items()}}

_LARGE_AMOUNTS = st.sampled_from(
    ["90071992547409.90元", "90071992547409.91元", "90071992547409.92元", "90071992547409.93元"]
).map(world.named)
_MORE_LEAVES = st.one_of(
    st.builds(world.comparing, world.MONEY_FACTS, st.sampled_from(world.NUMBER_COMPARATORS), _LARGE_AMOUNTS),
    st.builds(
        lambda how, value: world.comparing(world.named("remark"), how, world.named(value)),
        st.sampled_from(["is", "is_not"]),
        st.sampled_from(["red", "红字", "5", "true"]),
    ),
    st.builds(
        lambda how, value: world.comparing(world.named(how[0]), how[1], world.named(value)),
        st.sampled_from([("id", "at_least"), ("id", "is_not"), ("shard", "is")]),
        st.integers(0, 2),
    ),
    st.builds(lambda value: world.comparing(world.named("sid"), "is_not", world.named(value)), st.booleans()),
    st.builds(
        lambda values: world.comparing(world.named("passes"), "one_of", *map(world.named, sorted(values))),
        st.sets(st.integers(0, 2), min_size=1, max_size=2),
    ),
    st.builds(
        lambda how: world.comparing(
            world.named("paid_on"), how, c.Named("x", world.literal("2021-07-28"), world.NOWHERE)
        ),
        st.sampled_from(["at_least", "is", "less_than"]),
    ),
)
LEAVES = st.one_of(world.SINGLE_FACT_LEAVES, world.MANY_FACT_LEAVES, world.PRESENCE, _MORE_LEAVES)


def wide(leaves: st.SearchStrategy[c.Condition]) -> st.SearchStrategy[c.Condition]:
    """Conditions of any shape, now and then with more branches than a form may have."""
    several = st.lists(leaves, min_size=2, max_size=3)
    groups = several.map(lambda parts: world.group("any", *parts))
    wide_all = st.lists(groups, min_size=4, max_size=5).map(lambda parts: world.group("all", *parts))
    wide_any = st.lists(leaves, min_size=9, max_size=11).map(lambda parts: world.group("any", *parts))
    shapes = {"any shape": world.conditions(leaves), "wide all": wide_all, "wide any": wide_any}
    return st.sampled_from([*["any shape"] * 6, "wide all", "wide any"]).flatmap(shapes.__getitem__)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Three decisions that look at each other, two flags and a duty that look at all of them."""
    decisions: list[DecisionRules] = []
    leaves = LEAVES
    for name in ("a", "b", "c"):
        rules = draw(st.lists(st.tuples(wide(leaves), st.sampled_from(world.OUTCOMES)), min_size=1, max_size=4))
        hit, otherwise = draw(st.sampled_from(world.HITS)), draw(st.sampled_from((*world.OUTCOMES, None)))
        decisions.append(world.decision(name, hit, rules, otherwise))
        leaves = leaves | world.references(name)
    conditions = wide(leaves)
    flags = tuple(
        world.ReviewFlag(name=name, title=name, when=when, cites=(), span=world.NOWHERE)
        for name, when in (("flag", draw(conditions)), ("always", None))
    )
    duty = replace(world.duty(draw(conditions)), discharged_when=draw(st.none() | conditions))
    order = tuple(draw(st.permutations(decisions)))
    return world.fitted(replace(world.rulebook(order, flags, (duty,)), facts=FACTS))


def facts() -> st.SearchStrategy[Facts]:
    """Facts of any kind, known or not, large or not."""
    money = {name: st.sampled_from((*world.WORLD[name], *LARGE, 10**30, None)) for name in ("turnover", "inflow")}
    others = {name: st.sampled_from((*values, None)) for name, values in VALUES.items() if name not in money}
    return st.fixed_dictionaries(money, optional=others)


class InProcess:
    """durable_rules in this process, for tests of many rulebooks."""

    def __init__(self, program: Program) -> None:
        self.reference = Reference(program)
        self.plan = plan_of(program)
        self._teller = Teller(self.plan)
        self._runner = Runner(self.plan, traced=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def fired(self, stated: Facts) -> Fired:
        known = completed(self.plan.program, stated)
        return self._runner.run(*self._teller.task(known, self.reference.truths(known)))

    def agrees(self, known: Facts) -> bool:
        """Decide whether what fires comes to what the reference says."""
        reading = Reading(self.plan)
        for number in self.fired(known).numbers:
            reading.take(self.plan.rules[number].says)
        return reading.says(self.reference.verdict(known))
