"""What must hold of the Yangzhou duties whatever the case."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.program.program import Facts

steady = settings(deadline=None, derandomize=True)
MILLION = 100_000_000  # fen
REVIEW = {"case_review", "check_prevention", "brief_again", "sign_commitment"}
SQUAD = {"squad", "watch_funds", "watch_information", "watch_network", "watch_people"}

fraud_types = st.sampled_from(["investment", "task_rebate", "romance", "shopping", "impersonation_boss", "other"])
cases = st.fixed_dictionaries(
    {
        "reported_at": st.integers(63_000_000_000, 64_000_000_000),
        "fraud_type": fraud_types,
        "victim_kind": st.sampled_from(["person", "enterprise"]),
        "loss": st.one_of(st.integers(0, 10**12), st.sampled_from([MILLION - 1, MILLION, MILLION + 1])),
        "long_running": st.booleans(),
        "large_workforce": st.booleans(),
        "payroll_account_involved": st.booleans(),
        "virtual_currency": st.booleans(),
    }
)


def due(yangzhou: Reference, case: Facts) -> set[str]:
    return {duty.name for duty in yangzhou.verdict(case).duties if duty.outcome is True}


def due_by_article(case: Mapping[str, object]) -> set[str]:
    """Return the duties beyond the seven stages as the article states their triggers."""
    enterprise = case["victim_kind"] == "enterprise"
    named = case["fraud_type"] in ("investment", "task_rebate", "romance")
    owed: set[str] = set()
    owed |= REVIEW if enterprise or case["loss"] >= MILLION else set()
    owed |= SQUAD if named or case["long_running"] else set()
    owed |= {"enterprise_response"} if enterprise else set()
    key = case["large_workforce"] and case["payroll_account_involved"]
    owed |= {"visit_enterprise"} if enterprise and key else set()
    owed |= {"coin_receive", "coin_convert", "coin_return"} if case["virtual_currency"] else set()
    return owed


@steady
@given(case=cases)
def test_the_duties_are_those_whose_trigger_the_article_states(yangzhou: Reference, case: Facts) -> None:
    staged = {duty.name for duty in yangzhou.program.duties if duty.stage or duty.name.endswith("_line")}

    assert due_by_article(case) | staged == due(yangzhou, case)


@steady
@given(
    case=cases,
    hidden=st.sets(st.sampled_from(["fraud_type", "victim_kind", "loss", "long_running", "virtual_currency"])),
)
def test_a_missing_fact_never_brings_a_duty_that_the_whole_case_does_not(
    yangzhou: Reference, case: Facts, hidden: set[str]
) -> None:
    known = {name: value for name, value in case.items() if name not in hidden}
    duties = yangzhou.verdict(known).duties

    assert {duty.name for duty in duties if duty.outcome is True} <= due(yangzhou, case)
    assert {duty.name for duty in duties if duty.outcome is False}.isdisjoint(due(yangzhou, case))


@steady
@given(case=cases, recovered=st.integers(0, 10**12))
def test_money_recovered_takes_no_duty_away(yangzhou: Reference, case: Facts, recovered: int) -> None:
    assert due(yangzhou, case) == due(yangzhou, {**case, "recovered": recovered})


def test_the_stages_stand_in_the_order_of_the_article(yangzhou: Reference) -> None:
    published = list("接录止推审协返")
    stages = dict.fromkeys(duty.stage for duty in yangzhou.program.duties if duty.stage)

    assert published == list(stages)


def test_no_deadline_and_no_owner_is_stated_that_the_article_does_not_publish(yangzhou: Reference) -> None:
    duties = yangzhou.program.duties
    roles = {duty.owner.role for duty in duties} | {duty.assisted_by.role for duty in duties if duty.assisted_by}

    assert {"市级反诈中心", "县级反诈中心", None} == roles
    assert all(duty.due and duty.due.within is None and duty.due.setting for duty in duties)
