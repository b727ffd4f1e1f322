"""Nearest changes, held against trying every value."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tried_rulebook import program_of, shipped, write_tried

from engine.backends.reference import Reference
from engine.explain.counterfactual import Change, Counterfactuals, reached
from engine.explain.polynomials import at, polynomial, turns
from engine.program.program import Facts, Program
from engine.rulebook.values import NUMERIC

DAY = date(2021, 5, 3).toordinal()
TRIED = {"a": range(40), "b": range(40), "c": range(80), "paid": range(1230, 1240), "since": range(DAY - 3, DAY + 4)}
EXHAUSTIVELY = settings(deadline=None, derandomize=True, max_examples=40)
OUTCOMES = (("level", "high"), ("level", "middle"), ("level", "low"), ("early", True), ("early", False),
            ("bought", "many"), ("bought", "marked"))  # fmt: skip


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_of(write_tried(tmp_path_factory.mktemp("library")))[1]


@pytest.fixture(scope="module")
def reference(tried: Program) -> Reference:
    return Reference(tried)


def sometimes(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(values, values, values, st.none())


SUBJECTS = st.fixed_dictionaries({
    "a": sometimes(st.integers(0, 12)), "b": sometimes(st.integers(0, 12)), "c": sometimes(st.integers(0, 12)),
    "paid": sometimes(st.integers(1230, 1239)), "since": sometimes(st.integers(DAY - 3, DAY + 3)),
    "marked": sometimes(st.booleans()), "kind": sometimes(st.sampled_from(["red", "green", "blue"])),
})  # fmt: skip


def reaches(reference: Reference, facts: Facts, stated: dict[str, object], asked: tuple[str, object]) -> bool:
    decision, outcome = asked
    return reached(reference.verdict({**facts, **stated}).decision(decision), outcome)  # type: ignore[dict-item,arg-type]


def changes(reference: Reference, facts: Facts, decision: str, outcome: object) -> dict[str, Change]:
    found = Counterfactuals(reference, reference.program, facts).reaching(decision, outcome)  # type: ignore[arg-type]
    return {change.fact: change for change in found}


@EXHAUSTIVELY
@given(facts=SUBJECTS, asked=st.sampled_from(OUTCOMES))
def test_the_nearest_change_is_the_nearest_that_trying_every_value_finds(
    reference: Reference, facts: Facts, asked: tuple[str, object]
) -> None:
    found = changes(reference, facts, *asked)

    for name, values in TRIED.items():
        before = facts[name]
        reaching = [value for value in values if reaches(reference, facts, {name: value}, asked)]
        if before is not None and reaching and not reached(reference.verdict(facts).decision(asked[0]), asked[1]):  # type: ignore[arg-type]
            assert isinstance(before, int)
            nearest = min(reaching, key=lambda value: (abs(value - before), value))  # type: ignore[operator]
            assert abs(nearest - before) == abs(found[name].after - before)  # type: ignore[operator]
        if before is None and reaching:
            assert reaching[0] == found[name].after or values[0] > (found[name].low or 0)


@EXHAUSTIVELY
@given(facts=SUBJECTS, asked=st.sampled_from(OUTCOMES))
def test_a_change_reaches_its_outcome_and_one_less_does_not(
    reference: Reference, facts: Facts, asked: tuple[str, object]
) -> None:
    for change in changes(reference, facts, *asked).values():
        assert reaches(reference, facts, {change.fact: change.after}, asked)
        before, after = change.before, change.after
        if reference.program.fact(change.fact).unit in NUMERIC and before is not None and before != after:
            less = after - 1 if after > before else after + 1  # type: ignore[operator]
            assert not reaches(reference, facts, {change.fact: less}, asked)
        for end, beyond in ((change.low, -1), (change.high, 1)):
            if end is not None:
                assert reaches(reference, facts, {change.fact: end}, asked)
                assert not reaches(reference, facts, {change.fact: end + beyond}, asked)


@EXHAUSTIVELY
@given(facts=SUBJECTS, asked=st.sampled_from(OUTCOMES))
def test_a_fact_without_a_change_reaches_the_outcome_with_no_value(
    reference: Reference, facts: Facts, asked: tuple[str, object]
) -> None:
    found = changes(reference, facts, *asked)
    words = {"marked": (True, False), "kind": ("red", "green", "blue")}
    for name, values in (TRIED | words).items():
        if name not in found:
            reaching = [value for value in values if value != facts[name]]
            assert not any(reaches(reference, facts, {name: value}, asked) for value in reaching)


@EXHAUSTIVELY
@given(
    coefficients=st.lists(st.integers(-20, 20), min_size=1, max_size=3),
    low=st.integers(-60, 0),
    length=st.integers(1, 120),
)
def test_turns_are_where_the_sign_changes(coefficients: list[int], low: int, length: int) -> None:
    found = polynomial(*coefficients)
    high = low + length
    signs = {value: (at(value, found) > 0) - (at(value, found) < 0) for value in range(low, high + 1)}
    expected = tuple(value for value in range(low + 1, high + 1) if signs[value] != signs[value - 1])

    assert set(expected) == set(turns(found, low, high))


def test_a_tier_2_account_one_fen_short_is_told_the_fen() -> None:
    _, program = shipped("after")
    facts: Facts = {
        "victim_amount": 300_000, "victim_linked_amount": 300_000, "day_turnover": 29_999_999, "week_turnover": 0,
        "window_turnover": 29_999_999, "pass_count": 1, "victim_pass_count": 1, "swept_count": 0, "in_registry": False,
    }  # fmt: skip
    found = changes(Reference(program), facts, "tier", "tier_1")
    expected = {
        "window_turnover": Change(
            fact="window_turnover", before=29_999_999, after=30_000_000, low=30_000_000, high=None
        )
    }

    assert expected == found
