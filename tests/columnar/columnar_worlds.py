"""Random tests over extreme facts, far from what rulebooks ask, and facts for them."""

from dataclasses import replace
from typing import Any

import strategies as world
from hypothesis import strategies as st

from engine.program.expression import Constant, Difference, Expression, Fact, Greatest, Least, Product, Sum
from engine.program.program import Comparison, Derived, Facts, Known, Membership, Program, Test
from engine.rulebook.rulebook import FactDeclaration

LARGEST = 2**63 - 1
NUMBERS = {"turnover": "CNY", "passes": "count", "gap": "duration", "paid_on": "day", "told_at": "moment"}
TEXTS = {"remark": "text", 'odd " name': "text"}
UNITS = {**NUMBERS, **TEXTS, "listed": "flag"}
FACTS = tuple(
    FactDeclaration(name=name, title=name, unit=unit, meaning=name, choices=(), span=world.NOWHERE)
    for name, unit in UNITS.items()
)
WORDS = ("red", "红字", "it's", "a\\b", "5", "true", "null", "x" * 70_000)
EXTREMES = st.one_of(
    st.integers(-3, 3),
    st.integers(-LARGEST, LARGEST),
    st.sampled_from([base + step for base in (LARGEST - 1, 1 - LARGEST, 2**53, -(2**53)) for step in (-1, 0, 1)]),
)
CONSTANTS = EXTREMES | st.integers(-(10**39), 10**39)

EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from(sorted(NUMBERS)).map(Fact) | CONSTANTS.map(Constant),
    lambda inner: st.one_of(
        st.builds(Difference, inner, inner),
        *(
            st.builds(kind, st.lists(inner, min_size=1, max_size=3).map(tuple))
            for kind in (Sum, Product, Least, Greatest)
        ),
    ),
    max_leaves=5,
)
OPERATORS = st.sampled_from(["at_least", "more_than", "at_most", "less_than", "is"])
TESTS: st.SearchStrategy[Test] = st.one_of(
    st.builds(Comparison, EXPRESSIONS, OPERATORS, EXPRESSIONS),
    st.builds(Comparison, st.sampled_from(sorted(NUMBERS)).map(Fact), OPERATORS, EXTREMES.map(Constant)),
    st.builds(
        Membership, st.sampled_from(sorted(TEXTS)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Membership, st.sampled_from(sorted(NUMBERS)), st.lists(EXTREMES, min_size=1, max_size=3).map(tuple)),
    st.builds(Membership, st.just("listed"), st.sampled_from([(True,), (False,), (True, False)])),
    st.builds(Known, st.sampled_from(sorted(UNITS))),
)


def facts() -> st.SearchStrategy[Facts]:
    """Facts of every unit, some of them unknown, some not even stated."""
    told: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(NUMBERS, EXTREMES),
        **dict.fromkeys(TEXTS, st.sampled_from(WORDS) | st.text() | st.just("\ud800") | st.just("a\0b")),
        "listed": st.booleans(),
    }
    return st.fixed_dictionaries({}, optional={name: values | st.none() for name, values in told.items()})


def asking(tests: list[Test]) -> Program:
    """Return a program that asks `tests` and decides nothing."""
    program = world.compiled(world.rulebook(()))
    return replace(program, facts=FACTS, tests=tuple(dict.fromkeys(tests)))


WITH_CHOICE = (
    *FACTS,
    FactDeclaration(
        name="kind", title="kind", unit="choice", meaning="kind", choices=world.CHOICES, span=world.NOWHERE
    ),
)


def with_choice(program: Program) -> Program:
    return replace(program, facts=WITH_CHOICE)


def with_total(tests: list[Test]) -> Program:
    """Return a program that asks `tests` of `total(acts)`, which is added up from a list."""
    fact = FactDeclaration(
        name="total(acts)", title="total", unit="CNY", meaning="total", choices=(), span=world.NOWHERE
    )
    total = Derived(fact=fact, how="total", source="acts", amount="amount", day=None, within=None)
    return replace(asking(tests), derived=(total,))
