"""The anti-fraud law: its bands of fines against plain arithmetic, and its place in time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.driver.opening import open_rulebook
from engine.source.report import Rejected

BEGINS = date(2022, 12, 1)
#: The article, the fact that it punishes and the gain in fen from which the fine is a multiple.
FLOORS = {"art_38": ("fraud_or_help", 1_000_000), "art_42": ("device_or_support", 5_000_000),
          "art_44": ("card_breach", 2_000_000)}  # fmt: skip
persons = st.fixed_dictionaries(
    {
        "actor": st.sampled_from(["person", "unit"]),
        "conduct_to": st.integers(BEGINS.toordinal() - 3, BEGINS.toordinal() + 3),
        "crime": st.booleans(),
        **{fact: st.booleans() for fact, _ in FLOORS.values()},
        "bank_breach": st.booleans(),
        "serious": st.booleans(),
        "illegal_gain": st.one_of(
            st.integers(0, 10**7),
            st.sampled_from([floor + by for _, floor in FLOORS.values() for by in (-1, 0, 1)]),
        ),
    }
)


@pytest.fixture(scope="module")
def reference():
    return Reference(open_rulebook("anti_fraud_law", BEGINS).program)


def band(person, fact, floor):
    if person["crime"] or not person[fact] or person["conduct_to"] < BEGINS.toordinal():
        return "none"
    return "multiple" if person["illegal_gain"] >= floor else "capped"


def detention(person):
    found = {name: band(person, *row) for name, row in FLOORS.items()}
    if person["actor"] != "person" or set(found.values()) == {"none"}:
        return "none"
    if found["art_38"] != "none":
        return "mandatory"
    return "up_to_15" if person["serious"] else "none"


@given(person=persons)
def test_the_bands_and_the_detention_are_those_of_the_articles(reference, person):
    verdict = reference.verdict(person)

    assert {name: band(person, *row) for name, row in FLOORS.items()} == {
        name: verdict.decision(name).value for name in FLOORS
    }
    assert detention(person) == verdict.decision("detention").value


@given(person=persons, hidden=st.sets(st.sampled_from(["illegal_gain", "serious", "crime", "conduct_to", "actor"])))
def test_what_is_decided_on_part_of_the_facts_holds_on_all_of_them(reference, person, hidden):
    known = {name: value for name, value in person.items() if name not in hidden}
    whole = reference.verdict(person)

    for found in reference.verdict(known).decisions:
        assert found.value in (None, whole.decision(found.name).value)


def test_an_act_of_the_day_before_has_no_edition_and_is_no_breach_when_judged_later(reference):
    lent = {"actor": "person", "card_breach": True, "crime": False, "illegal_gain": 1_500_000}

    with pytest.raises(Rejected):
        open_rulebook("anti_fraud_law", date(2022, 11, 30))
    later = reference.verdict({**lent, "conduct_to": date(2022, 11, 30).toordinal()})
    assert later.decision("art_44").value == "none"
