"""What DuckDB says of tests and subjects against the reference, on extreme facts and random rulebooks."""

import columnar_worlds as worlds
import pytest
import strategies as world
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.backends.columnar.plan import planned
from engine.backends.columnar.telling import Telling
from engine.backends.reference import Reference
from engine.decision.lists import completed
from engine.decision.result import Subject
from engine.driver.by_columns import by_columns
from engine.driver.decided import DisagreementError
from engine.ledger.tables import open_tables
from engine.program.expression import Constant, Fact, Product
from engine.program.program import Comparison, Known
from engine.source.report import Report

thorough = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module")
def tables():
    opened = open_tables()
    yield opened
    opened.close()


def combinations(program, subjects, tables):
    plan = planned(program, Report("usage"))
    return None if plan is None else list(Telling(plan, tables.rows).combinations(subjects))


def wanted(program, subjects):
    reference = Reference(program)
    truths = [reference.truths(facts) for facts in subjects]
    return [(found, reference.unknown(facts, found)) for facts, found in zip(subjects, truths, strict=True)]


def numbered(subjects):
    return [Subject(key=(("id", str(at)),), facts=facts) for at, facts in enumerate(subjects)]


@thorough
@given(st.lists(worlds.TESTS, min_size=1, max_size=3), st.lists(worlds.facts(), min_size=1, max_size=6))
def test_every_test_turns_out_as_in_plain_python_with_numbers_of_any_size(tables, tests, subjects):
    program = worlds.asking(tests)
    found = combinations(program, subjects, tables)
    assume(found is not None)

    assert wanted(program, subjects) == found


@thorough
@given(world.rulebooks(world.LEAVES | world.PRESENCE), st.lists(world.facts(), min_size=4, max_size=8))
def test_every_subject_has_the_verdict_of_the_reference(stated, subjects):
    program = world.compiled(stated)
    reference, subjects = Reference(program), [completed(program, facts) for facts in subjects]
    decided = list(by_columns(reference, numbered(subjects)))

    assert [reference.verdict(facts) for facts in subjects] == [found.verdict for found in decided]
    assert [reference.truths(facts) for facts in subjects] == [found.truths for found in decided]


def test_more_tests_and_unknown_facts_than_one_number_holds(tables):
    limits = [Comparison(Fact("turnover"), "at_least", Constant(at)) for at in range(70)]
    apart = Comparison(Product((Fact("passes"), Fact("gap"))), "at_least", Constant(1))
    program = worlds.asking([*limits, apart, Known("paid_on")])
    subjects = [{"turnover": at} for at in range(-1, 71)] + [{}, {"gap": 1}, {"passes": 1}, {"passes": 2, "gap": 3}]

    assert wanted(program, subjects) == combinations(program, subjects, tables)


def test_a_program_that_asks_nothing_is_still_decided_for_everybody(tables):
    assert [((), ())] * 3 == combinations(worlds.asking([]), [{}] * 3, tables)


def test_batches_come_back_in_the_order_of_the_subjects(tables, monkeypatch):
    monkeypatch.setattr("engine.backends.columnar.telling.BATCH", 7)
    program = worlds.asking([Comparison(Fact("passes"), "at_least", Constant(at)) for at in range(20)])
    subjects = [{"passes": at * 37 % 20} for at in range(100)]

    assert wanted(program, subjects) == combinations(program, subjects, tables)


def test_what_may_not_fit_into_38_digits_is_refused_before_it_is_computed(tables):
    cube = Product((Fact("turnover"), Fact("turnover"), Fact("turnover")))
    report = Report("usage")

    assert None is planned(worlds.asking([Comparison(cube, "at_least", Constant(0))]), report)
    assert ["U706"] == [found.code for found in report.diagnostics]
    square = Comparison(Product((Fact("turnover"), Fact("passes"))), "at_least", Constant(10**37))
    subjects = [{"turnover": sign * worlds.LARGEST, "passes": worlds.LARGEST} for sign in (1, -1)]
    assert wanted(worlds.asking([square]), subjects) == combinations(worlds.asking([square]), subjects, tables)


def test_a_difference_from_the_reference_is_found_before_anything_is_yielded(monkeypatch):
    program = worlds.asking([Comparison(Fact("passes"), "at_least", Constant(3))])
    monkeypatch.setattr("engine.backends.columnar.tests._SIGNS", {"at_least": ">"})
    with pytest.raises(DisagreementError) as raised:
        by_columns(Reference(program), numbered([{"passes": at} for at in range(6)]))

    assert ("U704", "3", "DuckDB") == (
        raised.value.report.diagnostics[0].code,
        *raised.value.report.diagnostics[0].values.values(),
    )


def test_what_is_added_up_from_a_list_may_be_larger_than_any_fact_that_is_stated(tables):
    program = worlds.with_total([Comparison(Fact("total(acts)"), "at_least", Constant(10**20))])
    subjects = [{"total(acts)": value} for value in (10**20 - 1, 10**20, -(10**20), None)]

    assert wanted(program, subjects) == combinations(program, subjects, tables)
