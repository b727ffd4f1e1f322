"""What must hold of the AFTER tiers whatever the account: against plain arithmetic, and as an order."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.program.program import Facts

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
steady = settings(deadline=None, derandomize=True)
TIER_1: Facts = {
    "victim_amount": 500_000,
    "day_turnover": 40_000_000,
    "week_turnover": 7_000_000,
    "window_turnover": 40_000_000,
    "pass_count": 1,
    "in_registry": False,
}
RANK = {"excluded": 0, "tier_2": 1, "tier_1": 2}

fen = st.one_of(
    st.integers(0, 10**9),
    st.sampled_from([0, 1, 299_999, 300_000, 300_001, 29_999_999, 30_000_000, 30_000_001]),
)
accounts = st.fixed_dictionaries(
    {
        "victim_amount": fen,
        "day_turnover": fen,
        "week_turnover": fen,
        "window_turnover": fen,
        "pass_count": st.integers(0, 3),
        "in_registry": st.booleans(),
    }
)


def tier_by_arithmetic(account: Mapping[str, int]) -> str:
    """Return the tier as `design/facts.md` section 7 computes it with the shipped settings."""
    jumped = account["day_turnover"] > 0 and account["day_turnover"] * 7 >= account["week_turnover"] * 3
    if not (jumped and account["pass_count"] >= 1):
        return "excluded"
    serious = account["victim_amount"] >= 300_000 and account["window_turnover"] >= 30_000_000
    return "tier_1" if serious else "tier_2"


def tier(after: Reference, account: Facts) -> object:
    return after.verdict(account).decision("tier").value


@steady
@given(account=accounts)
def test_the_tier_is_the_one_that_plain_arithmetic_gives(after: Reference, account: Facts) -> None:
    assert tier_by_arithmetic(account) == tier(after, account)


@steady
@given(account=accounts, fact=st.sampled_from(["victim_amount", "window_turnover", "pass_count"]), more=fen)
def test_more_money_and_more_pairs_never_lower_the_tier(after: Reference, account: Facts, fact: str, more: int) -> None:
    raised = {**account, fact: account[fact] + more}

    assert RANK[tier(after, account)] <= RANK[tier(after, raised)]


@steady
@given(account=accounts, more=fen)
def test_a_busier_week_before_never_raises_the_tier(after: Reference, account: Facts, more: int) -> None:
    busier = {**account, "week_turnover": account["week_turnover"] + more}

    assert RANK[tier(after, account)] >= RANK[tier(after, busier)]


@steady
@given(
    account=accounts,
    hidden=st.sets(st.sampled_from(["day_turnover", "week_turnover", "window_turnover", "pass_count"])),
)
def test_a_tier_decided_on_part_of_the_facts_is_the_tier_on_all_of_them(
    after: Reference, account: Facts, hidden: set[str]
) -> None:
    known = {name: value for name, value in account.items() if name not in hidden}

    assert tier(after, known) in (None, tier(after, account))


@steady
@given(
    account=accounts,
    hidden=st.sets(st.sampled_from(["day_turnover", "week_turnover", "window_turnover", "pass_count"])),
)
def test_the_facts_named_for_an_undetermined_tier_settle_it(after: Reference, account: Facts, hidden: set[str]) -> None:
    known = {name: value for name, value in account.items() if name not in hidden}
    asked = after.verdict(known).decision("tier").deciding

    completed = {**known, **{name: account[name] for name in asked}}

    assert set(asked) <= hidden
    assert tier(after, account) == tier(after, completed)


@steady
@given(account=accounts)
def test_only_screened_accounts_out_of_the_registry_are_handed_over(after: Reference, account: Facts) -> None:
    (hand_over,) = after.verdict(account).duties

    assert (tier(after, account) != "excluded" and not account["in_registry"]) is hand_over.outcome


@pytest.mark.skipif(not CASES.is_dir(), reason="the random cases are not part of the project")
@pytest.mark.parametrize("case", ["random_1", "random_2"])
def test_the_random_cases_get_the_tiers_an_independent_program_found(after: Reference, case: str) -> None:
    lines = (CASES / case / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in lines]

    found = [{"tier": tier(after, facts_of(row))} for row in expected]

    assert [{"tier": row["tier"]} for row in expected] == found


def facts_of(row: Mapping[str, object]) -> Facts:
    """Return the facts of a line of `expected.jsonl` as the engine holds them: a day is its ordinal."""
    stated = dict(row)
    if isinstance(day := stated["incident_day"], str):
        stated["incident_day"] = date.fromisoformat(day).toordinal()
    return {name: value for name, value in stated.items() if isinstance(value, int | bool)}


@pytest.mark.parametrize("missing", ["in_registry", "week_turnover"])
def test_whether_to_hand_over_waits_for_the_one_fact_that_is_missing(after: Reference, missing: str) -> None:
    (hand_over,) = after.verdict({**TIER_1, missing: None}).duties

    assert hand_over.outcome is None
    assert (missing,) == hand_over.deciding
