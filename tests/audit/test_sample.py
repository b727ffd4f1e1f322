"""A sample depends on the seed and the hashes alone, and takes from every stratum what there is."""

from pathlib import Path

from decided_logs import write_decisions
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.sample import STRATA, Unit, sample
from engine.cli.command_line import run
from engine.driver.sampling import drawn_from

UNITS = st.lists(
    st.builds(
        Unit, st.integers(0, 10**6), st.text("0123456789abcdef", min_size=8, max_size=8), st.sampled_from(STRATA)
    ),
    max_size=40,
    unique_by=(lambda unit: unit.hash, lambda unit: unit.seq),
)


@given(UNITS, st.text(max_size=5), st.integers(1, 50), st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_matter(units, seed, size, draw) -> None:
    shuffled = [*units]
    draw.shuffle(shuffled)
    found = sample(units, seed, size)

    assert sample(shuffled, seed, size) == found
    assert len(found.drawn) == min(size, len(units))
    assert set(found.drawn) <= set(units)
    assert sum(found.sizes.values()) == len(units)


@given(UNITS, st.text(max_size=5), st.integers(1, 49))
def test_a_larger_sample_holds_the_smaller_one(units, seed, size) -> None:
    assert sample(units, seed, size + 1).drawn[:size] == sample(units, seed, size).drawn


@given(UNITS, st.integers(1, 50))
def test_no_stratum_is_left_out_for_another(units, size) -> None:
    found = sample(units, "s", size)
    short = {name for name in STRATA if found.drawn_of(name) < found.sizes[name]}

    assert all(found.drawn_of(name) >= max(map(found.drawn_of, STRATA)) - 1 for name in short)


def test_every_stratum_is_found_in_logs_of_decisions(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    for family in ("after", "card_crime"):
        write_decisions(log, 150, family)
    found, records = drawn_from(log, "2026", 20, 5)

    assert all(found.sizes[name] for name in STRATA), found.sizes
    assert [unit.seq for unit in found.drawn] == [unit.seq for unit in drawn_from(log, "2026", 20, 5)[0].drawn]
    assert {unit.seq for unit in found.drawn} == set(records)
    assert run(["audit", "sample", str(log), "--seed", "2026", "--size", "5"]) == 0
