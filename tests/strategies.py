"""Random rulebooks over a small world of facts, and facts of that world, for Hypothesis.

The world is small on purpose: every fact has a handful of values, so that «whatever the unknown facts say» can be
tried out in full.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, get_args

from hypothesis import strategies as st

from engine.program.from_rulebook import from_rulebook
from engine.program.program import Facts, Program
from engine.rulebook import conditions as c
from engine.rulebook.amounts import AmountRule, AmountRules
from engine.rulebook.rulebook import (
    COUNTING,
    LISTING,
    Basis,
    DatedValue,
    DecisionRules,
    DutyRule,
    FactDeclaration,
    Family,
    Hit,
    Owner,
    Parameter,
    ReviewFlag,
    Rule,
    Rulebook,
)
from engine.rulebook.values import Written, literal
from engine.source.report import Report
from engine.source.text import Span

AS_OF = date(2022, 6, 1)
NOWHERE = Span(file="random")
OUTCOMES = ("high", "middle", "low")
#: What stands for them where rules give points.
POINTS = {"high": 3, "middle": 1, "low": -1}
#: Days around the end of a year from 2020-02-29, which no year later has.
LEAP, EVE, AFTER = (date(2020, 2, 29).toordinal(), date(2021, 2, 28).toordinal(), date(2021, 3, 1).toordinal())
#: Every value each fact of the world can have.
WORLD: dict[str, tuple[Any, ...]] = {
    "turnover": (0, 100, 200, 300),
    "inflow": (0, 100, 200, 300),
    "passes": (0, 1, 2),
    "gap": (0, 60, 120),
    "kind": ("loan", "shop", "romance"),
    "listed": (True, False),
    "acts": ((), ((LEAP, 100),), ((EVE, 100), (LEAP, 100)), ((LEAP, 100), (AFTER, 200))),
    "held": (LEAP, EVE),
}
#: Values below, at, between and above everything the rulebooks of the world compare with.
WIDE: dict[str, tuple[Any, ...]] = {
    **WORLD,
    "turnover": (-1, 0, 50, 100, 150, 200, 300),
    "inflow": (-1, 0, 50, 100, 150, 200, 300),
    "passes": (0, 1, 2, 3),
    "gap": (0, 60, 90, 120, 180),
}
UNITS = {
    "turnover": "CNY",
    "inflow": "CNY",
    "passes": "count",
    "gap": "duration",
    "kind": "choice",
    "listed": "flag",
    "acts": "list",
    "held": "day",
}
CHOICES = tuple((choice, choice) for choice in WORLD["kind"])
MEMBERS = tuple(
    FactDeclaration(name=name, title=name, unit=unit, meaning="", choices=(), span=NOWHERE)
    for name, unit in (("day", "day"), ("amount", "CNY"))
)
FACTS = tuple(
    FactDeclaration(
        name=name,
        title=name,
        unit=unit,
        meaning=name,
        choices=CHOICES if unit == "choice" else (),
        span=NOWHERE,
        members=MEMBERS if unit == "list" else (),
    )
    for name, unit in UNITS.items()
)
FAMILY = Family(
    name="random", title="random", summary="", subject="account", key=("id",), rank="practice", time_effect="none",
    owner="", span=NOWHERE,
)  # fmt: skip
NUMBER_COMPARATORS = ("at_least", "more_than", "at_most", "less_than", "is", "is_not")


def named(value: str | int | bool) -> c.Named:
    return c.Named(str(value), literal(value), NOWHERE)


def parameter(name: str, unit: str, written: Written) -> Parameter:
    basis = Basis(cite=None, quote=None, setting="random", note=None, cite_span=None, quote_span=None)
    value = DatedValue(since=date(2020, 1, 1), written=written, basis=basis, span=NOWHERE, since_span=NOWHERE)
    return Parameter(name=name, title=name, unit=unit, values=(value,), span=NOWHERE)


PARAMETERS = (
    parameter("limit", "CNY", literal("2元")),
    parameter("factor", "ratio", Written("ratio", Fraction(3, 2))),
    parameter("half_past", "duration", literal("1 minute")),
    parameter("window", "period", literal("1 year")),
)
AMOUNTS = st.sampled_from(["0元", "1元", "2元", "limit"]).map(named)
MONEY_FACTS = st.sampled_from(["turnover", "inflow"]).map(named)


def combined(how: str, *parts: c.Quantity) -> c.Combined:
    return c.Combined(how, parts, NOWHERE)


def listed(how: str, of: str, within: str | None = None) -> c.Listed:
    by = named("acts.day") if within else None
    return c.Listed(how=how, of=named(of), by=by, within=named(within) if within else None, span=NOWHERE)


TOTALS = (
    listed("total", "acts.amount"),
    *(listed("largest_total", "acts.amount", w) for w in ("window", "12 months", "7 days")),
)
COUNTS = (listed("count_of", "acts"), *(listed("largest_count", "acts", w) for w in ("window", "366 days", "0 days")))


def later(since: str, within: str) -> c.Later:
    return c.Later(since=named(since), within=named(within), span=NOWHERE)


DAYS = st.one_of(
    st.just(named("held")),
    st.sampled_from(["window", "12 months", "366 days"]).map(lambda within: later("held", within)),
)
#: The day a year after 29 February, and those around it.
LATER_DAYS = st.sampled_from(["2020-02-29", "2021-02-28", "2021-03-01", "2022-02-28"]).map(named)

MONEY = st.one_of(
    st.sampled_from(TOTALS),
    MONEY_FACTS,
    st.builds(lambda left, right: combined("sum", left, right), MONEY_FACTS, AMOUNTS),
    st.builds(lambda left, right: combined("difference", left, right), MONEY_FACTS, MONEY_FACTS),
    st.builds(lambda left: combined("product", left, named("factor")), MONEY_FACTS),
    st.builds(lambda left, right: combined("min", left, right), MONEY_FACTS, MONEY_FACTS),
    st.builds(lambda left, right: combined("max", left, right), MONEY_FACTS, AMOUNTS),
)


def comparing(left: c.Quantity, comparator: str, *right: c.Quantity) -> c.Comparing:
    return c.Comparing(left=left, comparator=comparator, right=right, label=None, span=NOWHERE)


SINGLE_FACT_LEAVES = st.one_of(
    st.builds(comparing, MONEY_FACTS, st.sampled_from(NUMBER_COMPARATORS), AMOUNTS),
    st.builds(
        comparing,
        st.just(named("passes")),
        st.sampled_from(NUMBER_COMPARATORS),
        st.integers(0, 2).map(named),
    ),
    st.builds(
        comparing,
        st.just(named("gap")),
        st.sampled_from(NUMBER_COMPARATORS),
        st.sampled_from(["half_past", "2 minutes"]).map(named),
    ),
    st.builds(lambda low, high: comparing(named("turnover"), "between", low, high), AMOUNTS, AMOUNTS),
    st.builds(
        lambda values: comparing(named("kind"), "one_of", *map(named, sorted(values))),
        st.sets(st.sampled_from(WORLD["kind"]), min_size=1, max_size=2),
    ),
    st.builds(
        comparing,
        st.just(named("kind")),
        st.sampled_from(["is", "is_not"]),
        st.sampled_from(WORLD["kind"]).map(named),
    ),
    st.builds(lambda value: comparing(named("listed"), "is", named(value)), st.booleans()),
)
MANY_FACT_LEAVES = st.one_of(
    st.builds(comparing, MONEY, st.sampled_from(NUMBER_COMPARATORS), MONEY | AMOUNTS),
    st.builds(comparing, st.sampled_from(COUNTS), st.sampled_from(NUMBER_COMPARATORS), st.integers(0, 3).map(named)),
    st.builds(comparing, DAYS, st.sampled_from(NUMBER_COMPARATORS), DAYS | LATER_DAYS),
)
PRESENCE = st.builds(
    lambda name, wanted: c.Presence(fact=named(name), wanted=wanted, label=None, span=NOWHERE),
    st.sampled_from(tuple(WORLD)),
    st.booleans(),
)


def group(how: str, *parts: c.Condition) -> c.Group:
    return c.Group(how=how, parts=parts, label=None, span=NOWHERE)


def conditions(leaves: st.SearchStrategy[c.Condition]) -> st.SearchStrategy[c.Condition]:
    """Trees of `all`, `any` and `not` over `leaves`."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda parts: group("all", *parts), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: group("any", *parts), st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda part: group("not", part), inner),
        ),
        max_leaves=6,
    )


def referring(decision: str, comparator: str, values: tuple[str | int, ...]) -> c.Referring:
    return c.Referring(
        decision=decision, comparator=comparator, values=tuple(map(named, values)), label=None, span=NOWHERE
    )


def decision(name: str, hit: str, rules: list[tuple[c.Condition, str]], otherwise: str | None) -> DecisionRules:
    """Return a decision; where it comes to a number, `POINTS` stand for the outcomes."""
    said = POINTS if hit in COUNTING else dict(zip(OUTCOMES, OUTCOMES, strict=True))
    return DecisionRules(
        name=name,
        title=name,
        outcomes=() if hit in COUNTING else tuple((outcome, outcome) for outcome in OUTCOMES),
        hit=hit,
        rules=tuple(
            Rule(id=f"{name}{at}", title="", when=when, then=said[then], cites=(), span=NOWHERE, then_span=NOWHERE)
            for at, (when, then) in enumerate(rules)
        ),
        otherwise=None if otherwise is None else said[otherwise],
        otherwise_span=NOWHERE,
        span=NOWHERE,
    )


HITS: tuple[Hit, ...] = get_args(Hit)
OUTCOME = st.sampled_from(OUTCOMES)
SOME_OUTCOMES = st.sets(OUTCOME, min_size=1, max_size=2).map(sorted).map(tuple)
LEAVES = SINGLE_FACT_LEAVES | MANY_FACT_LEAVES


def rules(leaves: st.SearchStrategy[c.Condition]) -> st.SearchStrategy[list[tuple[c.Condition, str]]]:
    return st.lists(st.tuples(conditions(leaves), OUTCOME), min_size=1, max_size=3)


def references(decision: str) -> st.SearchStrategy[c.Referring]:
    """Conditions on `decision`, to be `fitted` to its hit policy."""
    return st.builds(
        referring, st.just(decision), st.sampled_from((*NUMBER_COMPARATORS, "between", "one_of")), SOME_OUTCOMES
    )


def fitted(stated: Rulebook) -> Rulebook:
    """Return `stated` with every reference as the hit policy of its decision wants it."""
    hits = {decision.name: decision.hit for decision in stated.decisions}

    def fit(condition: c.Condition) -> c.Condition:
        if isinstance(condition, c.Group):
            return replace(condition, parts=tuple(map(fit, condition.parts)))
        return _fitting(condition, hits[condition.decision]) if isinstance(condition, c.Referring) else condition

    def fit_all(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(part, when=fit(part.when)) if part.when else part for part in parts)

    duties = (replace(d, discharged_when=d.discharged_when and fit(d.discharged_when)) for d in stated.duties)
    return replace(
        stated,
        decisions=tuple(replace(decision, rules=fit_all(decision.rules)) for decision in stated.decisions),
        flags=fit_all(stated.flags),
        duties=fit_all(tuple(duties)),
        amounts=tuple(replace(found, rules=fit_all(found.rules)) for found in stated.amounts),
    )


def _fitting(reference: c.Referring, hit: str) -> c.Referring:
    how, names = reference.comparator, tuple(value.name for value in reference.values)
    if hit in COUNTING:
        limits = sorted(POINTS[name] for name in names)
        several = {"between": (limits[0], limits[-1]), "one_of": tuple(limits)}
        return referring(reference.decision, how, several.get(how, limits[:1]))
    if how in ("is", "is_not"):
        return referring(reference.decision, "includes" if hit in LISTING else how, names[:1])
    return referring(reference.decision, "one_of", names)


# made once for each kind of leaf: making a strategy takes longer than drawing from it
@cache
def rulebooks(
    leaves: st.SearchStrategy[c.Condition] = LEAVES, hits: tuple[str, ...] = HITS
) -> st.SearchStrategy[Rulebook]:
    """Two decisions, the first of which may look at the second, a flag and a duty that look at the first."""
    on_a, on_b = map(references, "ab")
    hit, otherwise = st.sampled_from(hits), st.sampled_from((*OUTCOMES, None))
    return st.builds(
        lambda a, b, flag, duty_: fitted(rulebook((b, a), (flag,), (duty_,))),
        st.builds(decision, st.just("a"), hit, rules(leaves), otherwise),
        st.builds(decision, st.just("b"), hit, rules(leaves | on_a), otherwise),
        conditions(leaves | on_b).map(review_flag),
        conditions(leaves | on_b).map(duty),
    )


#: Met by every subject whose facts are all known.
ALWAYS = comparing(named("listed"), "one_of", named(True), named(False))


def amount(rules: list[tuple[c.Condition, c.Quantity]], otherwise: c.Quantity | None, rounding: str) -> AmountRules:
    return AmountRules(
        name="amount",
        title="amount",
        unit="CNY",
        rules=tuple(
            AmountRule(id=f"amount{at}", title="", when=when, gives=gives, cites=(), span=NOWHERE)
            for at, (when, gives) in enumerate(rules)
        ),
        otherwise=otherwise,
        rounding=rounding,
        span=NOWHERE,
    )


@cache
def with_amounts() -> st.SearchStrategy[Rulebook]:
    """Return rulebooks of one amount, whose rules look at facts and at a decision."""
    when = conditions(LEAVES | references("a"))
    given = st.lists(st.tuples(when, MONEY | AMOUNTS), min_size=1, max_size=3)
    made = st.builds(amount, given, st.none() | MONEY | AMOUNTS, st.sampled_from(["down", "up"]))
    first = st.builds(decision, st.just("a"), st.just("first"), rules(LEAVES), OUTCOME)
    return st.builds(lambda a, sum_: fitted(replace(rulebook((a,)), amounts=(sum_,))), first, made)


def review_flag(when: c.Condition) -> ReviewFlag:
    return ReviewFlag(name="flag", title="flag", when=when, cites=(), span=NOWHERE)


def duty(when: c.Condition) -> DutyRule:
    return DutyRule(
        name="duty", title="duty", stage=None, what=(), when=when, first=None,
        owner=Owner(role=None, setting="random", cite=None), assisted_by=None, due=None, evidence=None,
        discharged_when=None, cites=(), span=NOWHERE,
    )  # fmt: skip


def rulebook(
    decisions: tuple[DecisionRules, ...],
    flags: tuple[ReviewFlag, ...] = (),
    duties: tuple[DutyRule, ...] = (),
) -> Rulebook:
    return Rulebook(
        family=FAMILY, names="random", facts=FACTS, edition=date(2020, 1, 1), edition_span=NOWHERE,
        title="random", status="released",
        summary="", repealed=None, parameters=PARAMETERS, decisions=decisions, flags=flags, duties=duties, span=NOWHERE,
    )  # fmt: skip


def compiled(stated: Rulebook) -> Program:
    """Return the program of a rulebook that has no faults."""
    report = Report("rulebook")
    program = from_rulebook(stated, digest="sha256:random", as_of=AS_OF, report=report)
    assert program is not None, [(found.code, dict(found.values)) for found in report.diagnostics]
    return program


def facts(unknown: bool = True) -> st.SearchStrategy[Facts]:
    """Facts of the world; with `unknown`, some of them are not known."""
    values = {name: st.sampled_from((*found, None) if unknown else found) for name, found in WORLD.items()}
    return st.fixed_dictionaries(values)


def completions(
    given: Facts, names: tuple[str, ...] | None = None, world: dict[str, tuple[Any, ...]] = WORLD
) -> Iterator[Facts]:
    """Yield every way in which the unknown facts (of `names`) can turn out."""
    open_ = [name for name, value in given.items() if value is None and (names is None or name in names)]
    for values in product(*(world[name] for name in open_)):
        yield {**given, **dict(zip(open_, values, strict=True))}
