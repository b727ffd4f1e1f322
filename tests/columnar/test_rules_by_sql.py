"""Rules told by SQL alone against the judgement that both engines share: two ways, one outcome."""

from datetime import date

import pytest
import strategies as world
from fact_tables import write_facts
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.backends.columnar.plan import planned
from engine.backends.columnar.rules import ruled
from engine.backends.reference import Reference
from engine.driver.opening import open_rulebook
from engine.ledger.tables import open_tables
from engine.source.report import Report
from engine.subjects.plain_parquet import plain_table


@pytest.fixture(scope="module")
def tables():
    opened = open_tables()
    yield opened
    opened.close()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    world.rulebooks(world.SINGLE_FACT_LEAVES | world.PRESENCE, hits=("first", "first", "first", "unique")),
    st.lists(world.facts(), min_size=1, max_size=8),
)
def test_sql_and_the_reference_say_the_same_of_every_rule(tables, tmp_path_factory, stated, subjects):
    program = world.compiled(stated)
    assume(not program.derived)
    stated_facts = [{name: value for name, value in facts.items() if name != "acts"} for facts in subjects]
    path = write_facts(tmp_path_factory.getbasetemp() / "ruled.parquet", program, stated_facts, tables)
    plan, table = planned(program, Report("usage")), plain_table(path, program, tables)
    found = ruled(plan, table.query)
    assume(found.rules)
    columns = ", ".join(found.rules.values())
    rows = tables.rows(f'SELECT {columns} FROM ({found.query}) ORDER BY "row:"')
    reference = Reference(program)
    for facts, row in zip(stated_facts, rows, strict=True):
        wanted = {name: met for decision in reference.verdict(facts).decisions for name, met in decision.rules}

        assert {name: wanted[name] for name in found.rules} == dict(zip(found.rules, row, strict=True))


def test_every_rule_of_after_can_be_told_by_sql():
    program = open_rulebook("after", date(2022, 6, 1)).program
    plan = planned(program, Report("usage"))

    assert {"A1", "F1", "T1", "T2"} == set(ruled(plan, "facts").rules)
