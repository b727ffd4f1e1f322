"""Joint punishment: who may be listed by whom, for how long, whatever the numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.driver.opening import open_rulebook
from engine.source.report import Rejected

BEGINS = date(2024, 12, 1)
NUMBERS = ("cards", "times", "objects")
persons = st.fixed_dictionaries(
    {
        **dict.fromkeys(NUMBERS, st.integers(0, 5)),
        "false_identity": st.booleans(),
        "great_impact": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def reference():
    return Reference(open_rulebook("joint_punishment", BEGINS).program)


def duties(as_of, **facts):
    program = open_rulebook("joint_punishment", as_of).program
    stated = {name: value.toordinal() if isinstance(value, date) else value for name, value in facts.items()}
    return {duty.name: duty for duty in duties_of(program, Reference(program).verdict(stated), stated)}


def recognition_by_article_3(person):
    numbers = [person[name] for name in NUMBERS]
    if person["false_identity"] or max(numbers) >= 3:
        return "city"
    return "province" if max(numbers) and person["great_impact"] else "none"


@given(person=persons)
def test_who_recognises_is_what_article_3_says(reference, person):
    assert recognition_by_article_3(person) == reference.verdict(person).decision("recognition").value


@given(person=persons, fact=st.sampled_from(NUMBERS), more=st.integers(1, 5))
def test_more_cards_times_or_objects_never_take_a_person_off(reference, person, fact, more):
    order = ("none", "province", "city")
    before, after = (
        reference.verdict(found).decision("recognition").value
        for found in (person, {**person, fact: person[fact] + more})
    )

    assert order.index(before) <= order.index(after)


@given(person=persons)
def test_being_recognised_says_nothing_of_a_sentence(reference, person):
    assert reference.verdict({**person, "punished": False}).decision("criminal_target").value is False


def test_three_cards_rented_and_a_later_sentence_run_two_and_three_years():
    listed = {
        "cards": 3,
        "recognised_from": date(2025, 5, 10),
        "punished": True,
        "crime": "assisting",
        "linked_to_fraud": True,
        "sentence_from": date(2026, 8, 1),
    }
    found = duties(date(2027, 5, 11), **listed)

    assert ("2027-05-10", "overdue") == (found["lift_recognised"].due, found["lift_recognised"].status)
    assert ("2029-08-01", "open") == (found["lift_sentence"].due, found["lift_sentence"].status)


def test_no_term_is_computed_where_the_start_is_not_stated():
    assert {} == duties(BEGINS, cards=3, times=1, objects=1, punished=True, crime="fraud", linked_to_fraud=True)


def test_there_is_no_edition_before_the_measures_entered_into_force():
    with pytest.raises(Rejected):
        open_rulebook("joint_punishment", date(2024, 11, 30))
