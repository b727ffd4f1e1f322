"""Many bookings of one amount in one second: the bulk path, the walks and the oracle agree, in whatever order."""

import os
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from crowds import DAY, crowded_world, plain_links, plain_pairs
from facts_engine import facts_in, settings_of, tables_of
from hypothesis import given
from hypothesis import strategies as st
from oracle import World, facts_of

from engine.facts.derive import derive_facts
from engine.facts.linking import Arrival, Transfer, link_transfers
from engine.facts.passing import pair_passes
from engine.facts.settings import FactSettings
from engine.facts.shelves import Leg
from engine.ledger.tables import Tables

WORLDS = int(os.environ.get("FACTS_WORLDS", "40"))

SETTINGS = st.builds(
    FactSettings,
    baseline_days=st.just(7),
    turnover_window_days=st.just(0),
    pass_within=st.sampled_from([0, 1, 59, 60, 61, 119, 120, 600]),
    pass_tolerance=st.sampled_from([0, 0, 1, 2, 10]),
    sweep_share=st.just(Fraction(9, 10)),
    link_before=st.sampled_from([0, 1, 60, 600]),
    link_after=st.sampled_from([0, 1, 60, DAY]),
)


def moments(spread: int, *, coarse: int) -> st.SearchStrategy[tuple[int, bool]]:
    """Return moments around the first midnight of 1970, some only as exact as `coarse` seconds."""
    second = st.integers(-spread, spread)
    return st.one_of(second.map(lambda at: (at, False)), second.map(lambda at: (at - at % coarse, True)))


LEGS = st.lists(st.tuples(moments(150, coarse=60), st.integers(1, 4)), max_size=25)


def legs(drawn: list[tuple[tuple[int, bool], int]], first: int) -> list[Leg]:
    """Return the legs with ordinals in the order of their moments; `first` makes those of two sides differ."""
    return [Leg(first + 2 * place, at, coarse, amount) for place, ((at, coarse), amount) in enumerate(sorted(drawn))]


@given(LEGS, LEGS, SETTINGS)
def test_pairs_are_those_of_the_text_word_by_word(
    came: list[tuple[tuple[int, bool], int]], went: list[tuple[tuple[int, bool], int]], settings: FactSettings
) -> None:
    ins, outs = legs(came, 0), legs(went, 1)

    assert plain_pairs(ins, outs, settings) == pair_passes(ins, outs, settings)


@given(
    st.lists(moments(2 * DAY, coarse=DAY) | moments(70, coarse=DAY), max_size=15),
    st.lists(moments(2 * DAY, coarse=DAY) | moments(70, coarse=DAY), max_size=25),
    SETTINGS,
)
def test_links_are_those_of_the_text_word_by_word(
    paid: list[tuple[int, bool]], came: list[tuple[int, bool]], settings: FactSettings
) -> None:
    transfers = [Transfer(at, row, coarse) for row, (at, coarse) in enumerate(paid, 2)]
    arrivals = [Arrival(at, place, coarse) for place, (at, coarse) in enumerate(sorted(came))]

    assert plain_links(transfers, arrivals, settings) == link_transfers(transfers, arrivals, settings)


def found(world: World, *, rows_at_once: int, threads: int = 1) -> Tables:
    tables = tables_of(world)
    tables.connection.execute(f"SET threads = {threads}")
    derive_facts(tables, settings_of(world), registry_known=False, rows_at_once=rows_at_once)
    return tables


@pytest.mark.parametrize("seed", range(WORLDS))
def test_crowds_have_the_facts_of_the_oracle_in_one_batch_and_in_many(seed: int) -> None:
    world = crowded_world(Random(seed))  # noqa: S311 (a reproducible world, not a secret)
    whole, parts = found(world, rows_at_once=10_000), found(world, rows_at_once=1)

    assert facts_of(world) == facts_in(whole) == facts_in(parts)
    for evidence in ("links", "pairs", "person_facts", "case_facts"):
        assert sorted(map(repr, whole.rows(f"FROM {evidence}"))) == sorted(map(repr, parts.rows(f"FROM {evidence}")))


@pytest.mark.parametrize("seed", range(WORLDS // 4))
def test_neither_the_order_of_rows_nor_threads_change_anything(seed: int) -> None:
    rng = Random(seed)  # noqa: S311
    world = crowded_world(rng, accounts=6, bookings=250)
    shuffled = replace(world, bookings=rng.sample(world.bookings, len(world.bookings)))
    before, after = found(world, rows_at_once=10_000), found(shuffled, rows_at_once=100, threads=2)

    assert facts_in(before) == facts_in(after)
    for evidence in ("links", "pairs"):
        assert sorted(map(repr, before.rows(f"FROM {evidence}"))) == sorted(map(repr, after.rows(f"FROM {evidence}")))


@pytest.mark.parametrize("seed", range(WORLDS))
def test_a_few_transfers_among_very_many_equal_bookings_take_those_of_the_oracle(seed: int) -> None:
    rng = Random(seed)  # noqa: S311
    world = crowded_world(rng, accounts=1, bookings=150)
    world.bookings = [replace(booking, amount=500, direction="in") for booking in world.bookings]
    world.transfers = [replace(paid, case_id="C1", amount=500) for paid in world.transfers[: rng.choice((2, 3))]]

    assert facts_of(world) == facts_in(found(world, rows_at_once=1000))


def test_a_share_of_any_size_is_compared_exactly() -> None:
    world = crowded_world(Random(3))  # noqa: S311
    for share in (Fraction(9 * 10**40 + 1, 10**41), Fraction(2**31, 2**31 + 1), Fraction(0)):
        world.settings = replace(world.settings, sweep_share=share)

        assert facts_of(world) == facts_in(found(world, rows_at_once=1000))


def test_two_hundred_thousand_equal_bookings_in_a_second_are_walked_in_a_line() -> None:
    # Were the walk quadratic, this would take hours; so no clock is needed.
    count = 100_000
    settings = FactSettings(
        baseline_days=7, turnover_window_days=0, pass_within=180, pass_tolerance=1, sweep_share=Fraction(9, 10),
        link_before=600, link_after=DAY,
    )  # fmt: skip
    came = [Leg(2 * place, 60, False, 5) for place in range(count)]
    went = [Leg(2 * place + 1, 60, False, 5) for place in range(count)]
    for tolerance in (0, 1):
        pairs = pair_passes(came, went, replace(settings, pass_tolerance=tolerance))
        assert [(leg, out) for leg, out, _ in pairs] == list(zip(came, went, strict=True))
    transfers = [Transfer(60, row, by_day=False) for row in range(count)]
    links = link_transfers(transfers, [Arrival(60, place, by_day=False) for place in range(count)], settings)
    assert all(arrival and arrival.ordinal == transfer.row for transfer, arrival in links)
