"""The tests beside the shipped rulebooks tell every small change of a number, a comparator or a deadline.

`benchmarks/mutation_score.py` prints the whole table, with the other kinds of change.
"""

from dataclasses import replace

import pytest
from mutants import KINDS, SCORED, mutants
from mutation_run import EQUIVALENT, families, judged

from engine.library.places import shipped_rulebooks
from engine.rulebook.rulebook import Deadline, Parameter

FAMILIES = {family[0].rulebook.name: family for family in families(shipped_rulebooks())}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_no_changed_number_comparator_or_deadline_passes_the_tests_beside_it(name):
    found = list(judged(FAMILIES[name], SCORED))

    assert found
    assert [] == [one.said for one in found if one.survives]


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_no_other_change_of_a_rule_passes_them_either(name):
    found = list(judged(FAMILIES[name], [kind for kind in KINDS if kind not in SCORED]))

    assert [] == [one.said for one in found if one.survives]


def test_what_is_called_the_same_is_still_there_and_still_the_same():
    families_ = {edition.partition("@")[0] for edition, _ in EQUIVALENT}
    told = {
        (one.name, one.mutant.what): one.killed_by for name in families_ for one in judged(FAMILIES[name], ["order"])
    }

    assert dict.fromkeys(EQUIVALENT) == {key: told[key] for key in EQUIVALENT}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_mutant_differs_from_its_rulebook_and_from_the_other_mutants(name):
    for loaded in FAMILIES[name]:
        found = [mutant.rulebook for mutant in mutants(loaded.rulebook)]

        assert loaded.rulebook not in found
        assert len(found) == len(set(map(repr, found)))


def test_a_rulebook_without_its_tests_has_survivors_everywhere():
    family = FAMILIES["stop_freeze"]
    untested = tuple(replace(loaded, folder=loaded.folder.parent / "nowhere") for loaded in family)

    assert all(one.survives for one in judged(untested, SCORED))


def test_every_number_and_deadline_has_mutants():
    family = FAMILIES["supervision"]
    (loaded,) = family
    changed = {mutant.where.line for mutant in mutants(loaded.rulebook) if mutant.kind in SCORED}
    numbers: list[Parameter | Deadline] = [duty.due for duty in loaded.rulebook.duties if duty.due and duty.due.within]

    assert {found.span.line for found in numbers} <= changed
    assert {value.span.line for found in loaded.rulebook.parameters for value in found.values} <= changed
