"""The mildest edition, of equals the oldest; and that no later fact can change what was chosen."""

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from engine.decision.verdict import DecisionOutcome
from engine.timing.choice import chosen
from engine.timing.plan import Plan

DAYS = tuple(date(2019 + number, 1, 1) for number in range(4))
ORDER = ("not_met", "basic", "serious")
INTERPRETATION = dict.fromkeys(DAYS, "judicial_interpretation")


def outcome(*possible, standing=None, deciding=()):
    decided = len(possible) == 1
    return DecisionOutcome(
        name="result",
        standing=standing or ("decided" if decided else "undetermined"),
        value=possible[0] if decided else None,
        certain=possible if decided else (),
        possible=possible,
        may_conflict=standing == "conflict",
        because=(),
        deciding=deciding,
        rules=(),
    )


def choose(*outcomes, oldest="T4", ranks=INTERPRETATION, flags=(), agreeing=False, unknown=()):
    days = DAYS[: len(outcomes)]
    plan = Plan(shown=days, choosing=days, oldest=oldest, flags=flags, agreeing=agreeing)
    return chosen(plan, dict(zip(days, outcomes, strict=True)), ORDER, ranks, unknown)


def test_the_milder_edition_applies():
    found = choose(outcome("serious"), outcome("basic"))

    assert (DAYS[1], "T4", "value", True) == (found.edition, found.rule, found.answer, found.milder)


def test_of_equal_outcomes_the_oldest_edition_applies():
    found = choose(outcome("basic"), outcome("basic"))

    assert (DAYS[0], "T4", False) == (found.edition, found.rule, found.milder)


def test_a_heavier_later_edition_does_not_apply():
    assert DAYS[0] == choose(outcome("not_met"), outcome("serious")).edition


def test_the_mildest_of_more_than_two_applies_wherever_it_stands():
    assert DAYS[1] == choose(outcome("serious"), outcome("not_met"), outcome("basic")).edition


def test_a_choice_below_the_rank_of_an_interpretation_is_by_analogy_and_a_milder_one_for_a_human():
    ranks = {**INTERPRETATION, DAYS[1]: "minutes"}

    assert ("analogy", "needs_human") == choose(outcome("serious"), outcome("basic"), ranks=ranks).flags
    assert ("analogy",) == choose(outcome("basic"), outcome("basic"), ranks=ranks).flags
    assert () == choose(outcome("basic"), oldest="T1", ranks={DAYS[0]: "minutes"}).flags
    assert ("analogy",) == choose(outcome("basic"), oldest="T5", ranks={DAYS[0]: "minutes"}).flags


def test_an_unknown_fact_that_could_change_the_mildest_outcome_leaves_the_choice_open():
    found = choose(outcome("basic"), outcome("not_met", "serious", deciding=("value",)))

    assert (None, None, "unknown", ("value",)) == (found.edition, found.rule, found.answer, found.deciding)


def test_an_unknown_fact_that_cannot_make_it_milder_does_not_matter():
    found = choose(outcome("not_met"), outcome("not_met", "serious", deciding=("value",)))

    assert (DAYS[0], "value") == (found.edition, found.answer)


def test_facts_of_an_edition_that_cannot_be_the_mildest_are_not_asked_for():
    open_one = outcome("not_met", "basic", deciding=("acts",))
    found = choose(outcome("basic", "serious", deciding=("value",)), open_one)

    assert ("acts", "value") != found.deciding
    assert ("acts",) == found.deciding


def test_a_contradiction_in_any_edition_is_an_error():
    assert "error" == choose(outcome("basic"), outcome(standing="conflict")).answer


def test_without_the_days_of_the_conduct_agreement_decides_and_is_flagged():
    agreed = choose(outcome("basic"), outcome("basic"), agreeing=True, unknown=("conduct_from",))
    differing = choose(outcome("basic"), outcome("not_met"), agreeing=True, unknown=("conduct_from",))

    assert (DAYS[1], None, ("conduct_date_unknown",)) == (agreed.edition, agreed.rule, agreed.flags)
    assert (None, ("conduct_from",)) == (differing.edition, differing.deciding)


SETS = st.lists(st.sets(st.sampled_from(ORDER), min_size=1), min_size=1, max_size=4)


@given(SETS)
def test_what_is_chosen_is_the_mildest_outcome_however_unknown_facts_turn_out(sets):
    found = choose(*(outcome(*sorted(each)) for each in sets))
    mildest = {min(ORDER.index(value) for value in turned) for turned in product(*sets)}

    assert ("value" if len(mildest) == 1 else "unknown") == found.answer
    if found.edition:
        assert {ORDER[next(iter(mildest))]} == sets[DAYS.index(found.edition)]
