"""The numbers of the funnel add up, whatever is known of the accounts."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.decision.result import Result, Subject
from engine.driver.opening import open_rulebook
from engine.program.program import Facts
from engine.render.case_funnel import Funnel, funnel

PROGRAM = open_rulebook("after", date(2024, 10, 1)).program
REFERENCE = Reference(PROGRAM)


def some(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([None, *values])


FACTS = st.fixed_dictionaries({
    "victim_amount": some(299_999, 300_000), "victim_linked_amount": some(0, 300_000),
    "day_turnover": some(0, 1, 30_000_000), "week_turnover": some(0, 99_999_999),
    "window_turnover": some(29_999_999, 30_000_000), "pass_count": some(0, 1), "victim_pass_count": some(0, 1),
    "swept_count": some(0, 1), "in_registry": some(True, False),
})  # fmt: skip


def result(facts: Facts) -> Result:
    verdict = REFERENCE.verdict(facts)
    duties = duties_of(PROGRAM, verdict, facts)
    subject = Subject(key=(("case_id", "C1"), ("account", "6299")), facts=facts)
    return Result(program=PROGRAM, subject=subject, verdict=verdict, duties=duties, trace=None)


@settings(deadline=None, derandomize=True)
@given(st.lists(FACTS, max_size=12))
def test_accounts_that_came_in_are_those_dropped_tiered_and_undetermined(accounts: list[Facts]) -> None:
    found = funnel(map(result, accounts))
    ends = found.dropped_amount + found.dropped_frequency + found.tier_1 + found.tier_2 + found.undetermined

    assert len(accounts) == found.accounts == ends + found.dropped_otherwise
    assert found.dropped_otherwise == 0


@settings(deadline=None, derandomize=True)
@given(st.lists(FACTS, max_size=12))
def test_screened_accounts_are_in_the_registry_handed_over_or_unknown(accounts: list[Facts]) -> None:
    results = [result(facts) for facts in accounts]
    found = funnel(results)
    surely = [r for r in results if set(r.verdict.decision("tier").possible) <= {"tier_1", "tier_2"}]

    assert len(surely) == found.in_registry + found.registry_unknown + found.to_hand_over
    assert found.screened == found.tier_1 + found.tier_2


def test_an_account_without_movement_is_dropped_by_amount_even_where_frequency_fails_too() -> None:
    found = funnel([result({"day_turnover": 0, "pass_count": 0})])
    expected = Funnel(
        accounts=1, dropped_amount=1, dropped_frequency=0, dropped_otherwise=0, tier_1=0, tier_2=0, undetermined=0,
        in_registry=0, registry_unknown=0, to_hand_over=0,
    )  # fmt: skip

    assert expected == found


def test_an_account_excluded_by_frequency_counts_there_though_amount_is_unknown() -> None:
    found = funnel([result({"pass_count": 0})])

    assert (found.dropped_amount, found.dropped_frequency, found.undetermined) == (0, 1, 0)
