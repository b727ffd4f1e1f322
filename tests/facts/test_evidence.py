"""What is shown behind the facts adds up to the facts, on random ledgers: days, bookings, pairs, transfers, rows."""

from random import Random

from facts_engine import derived, facts_in, settings_of, tables_of
from facts_worlds import random_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import World, facts_of

from engine.facts.evidence import FEWEST, MOST_BEFORE, MOST_OF_ALL, Evidence, Ranges, evidence_of

WORLDS = 25


def shown(world: World) -> dict[tuple[str, str], tuple[dict[str, object], Evidence]]:
    """Return the facts and the evidence of each subject; the oracle is asked too, for it marks what counts."""
    tables = tables_of(world)
    derived(world, tables)
    facts_of(world)
    facts = {(str(row["case_id"]), str(row["account"])): row for row in facts_in(tables)}
    found = evidence_of(tables, list(facts), baseline_days=settings_of(world).baseline_days)
    tables.close()

    assert set(facts) == set(found)
    return {key: (facts[key], found[key]) for key in facts}


def rows_of(ranges: Ranges) -> set[tuple[str, int]]:
    return {(file, row) for file, first, last in ranges.rows for row in range(first, last + 1)}


@settings(max_examples=WORLDS, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_days_bookings_and_transfers_add_up_to_the_facts(rng: Random) -> None:
    world = random_world(rng, accounts=4)
    for (case_id, account), (facts, evidence) in shown(world).items():
        day = [d for d in evidence.days if d.incident and d.day == facts["incident_day"]]
        before = [d for d in evidence.days if not d.incident]
        if facts["day_turnover"] is not None:
            assert [(facts["day_inflow"], facts["day_outflow"])] == [(d.inflow, d.outflow) for d in day]
        if facts["week_turnover"] is not None:
            assert facts["week_inflow"] == sum(d.inflow or 0 for d in before)
            assert facts["week_outflow"] == sum(d.outflow or 0 for d in before)
        if facts["pass_count"] is not None:
            legs = [entry for entry in evidence.entries if entry.pair is not None]
            assert 2 * facts["pass_count"] == len(legs)  # type: ignore[operator]
            assert facts["pass_min_gap"] == min((entry.gap for entry in legs if entry.gap is not None), default=None)
        linked = sum(entry.amount for entry in evidence.entries if entry.transfer_row is not None)
        assert facts["victim_linked_amount"] == linked
        transfers = [t for t in world.transfers if (t.case_id, t.account) == (case_id, account)]
        assert len(transfers) == len(evidence.paid)
        assert facts["victim_amount"] == linked + sum(paid.amount for paid in evidence.paid if not paid.shown)


@settings(max_examples=WORLDS, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_the_rows_are_those_of_the_counted_bookings(rng: Random) -> None:
    world = random_world(rng, accounts=3)
    for (_, account), (facts, evidence) in shown(world).items():
        counted = [b for b in world.bookings if b.account == account and b.fate == "counted"]
        assert {(entry.file, entry.row) for entry in evidence.entries} <= {(b.file, b.row) for b in counted}
        assert (evidence.day_rows is None) == (facts["incident_day"] is None)
        if evidence.day_rows is not None and not evidence.day_rows.left_out:
            of_day = {(b.file, b.row) for b in counted if b.at.date() == facts["incident_day"]}
            assert of_day == rows_of(evidence.day_rows)
            assert len(of_day) == evidence.day_rows.bookings


def test_many_bookings_are_cut_and_counted() -> None:
    rng = Random(7)  # noqa: S311 (a reproducible world)
    world = random_world(rng, accounts=3)
    tables = tables_of(world)
    derived(world, tables)
    keys = [(str(row["case_id"]), str(row["account"])) for row in facts_in(tables)]
    many = keys * (MOST_OF_ALL // FEWEST)  # as if there were very many subjects
    all_of_them = evidence_of(tables, keys, baseline_days=7)
    for key, evidence in evidence_of(tables, many, baseline_days=7).items():
        assert len(evidence.entries) <= FEWEST
        assert len(all_of_them[key].entries) == len(evidence.entries) + evidence.entries_left_out
    tables.close()


def test_a_long_baseline_is_cut_in_the_picture_alone() -> None:
    world = random_world(Random(3), accounts=3)  # noqa: S311 (a reproducible world)
    tables = tables_of(world)
    derived(world, tables)
    keys = [(str(row["case_id"]), str(row["account"])) for row in facts_in(tables)]
    for evidence in evidence_of(tables, keys, baseline_days=400).values():
        assert sum(not day.incident for day in evidence.days) == MOST_BEFORE
    tables.close()
