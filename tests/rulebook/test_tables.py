"""Decision tables: each row means what it means written out as a rule, and says where it stands."""

import json
from typing import Any

import pytest
import strategies as world
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.diff.shape import shape
from engine.document.from_yaml import from_yaml
from engine.rulebook.from_document import _decision
from engine.rulebook.nodes import mapping
from engine.rulebook.rulebook import DecisionRules
from engine.schema.check import check_document
from engine.source.report import Report
from engine.source.text import Source

AMOUNTS = st.sampled_from(["0元", "1元", "2元", "limit"])
NUMBER_CELLS = st.one_of(
    st.dictionaries(st.sampled_from(world.NUMBER_COMPARATORS), AMOUNTS, min_size=1, max_size=2),
    st.sampled_from(["1元", "limit", {"between": ["1元", "limit"]}, {"between": ["0元", {"sum": ["limit", "1元"]}]}]),
)
PRESENT = st.booleans().map(lambda wanted: {"present": wanted})
#: Columns, and what may stand in their cells beside `any`.
COLUMNS: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    ("turnover", NUMBER_CELLS | PRESENT),
    ({"sum": ["turnover", "inflow"]}, NUMBER_CELLS),
    ("passes", st.sampled_from([0, 1, {"at_least": 1}, [0, 2], {"one_of": [1, 2]}]) | PRESENT),
    ("kind", st.sampled_from(["loan", {"is_not": "shop"}, ["loan", "shop"]]) | PRESENT),
    ("listed", st.sampled_from([True, False, {"is": True}])),
    ({"decision": "a"}, st.sampled_from([True, False, {"is_not": True}, [True, False]])),
)
ANYTHING = st.sampled_from(["any", "-"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique_by=lambda column: str(column[0])))
    rows = []
    for at in range(draw(st.integers(1, 3))):
        cells = [draw(stated | ANYTHING) for _, stated in columns]
        if all(cell in ("any", "-") for cell in cells):
            cells[0] = draw(columns[0][1])
        rows.append({"id": f"T{at}", "cells": cells, "then": draw(world.OUTCOME)})
    return {"columns": [column for column, _ in columns], "rows": rows}


def spelt_out(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows as rules, as a person would write them."""
    rules = []
    for row in table["rows"]:
        paired = zip(table["columns"], row["cells"], strict=True)
        parts = [cell_spelt_out(column, cell) for column, cell in paired if cell not in ("any", "-")]
        rules.append({"id": row["id"], "when": together(parts), "then": row["then"]})
    return rules


def cell_spelt_out(column: Any, cell: Any) -> dict[str, Any]:
    left = column if isinstance(column, dict) else {"fact": column}
    if isinstance(cell, list):
        cell = {"one_of": cell}
    if not isinstance(cell, dict):
        cell = {"is": cell}
    return together([{**left, comparator: value} for comparator, value in cell.items()])


def together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return parts[0] if len(parts) == 1 else {"all": parts}


def decision(**stated: Any) -> tuple[DecisionRules, list[str]]:
    """Return a decision as read from YAML, and the codes of what was wrong."""
    report = Report("rulebook")
    title = {"title": "b", "outcomes": {outcome: outcome for outcome in world.OUTCOMES}}
    text = json.dumps({"b": title | stated}, ensure_ascii=False)
    document = from_yaml(Source("rulebook.yaml", text), report)
    (entry,) = mapping(document.root)
    read = _decision(entry, report)
    return read, [found.code for found in report.diagnostics]


MANY_PASSES = world.comparing(world.named("passes"), "at_least", world.named(2))
ON_A = world.decision("a", "first", [(MANY_PASSES, "high")], None)
FLAG_A = world.replace(
    ON_A,
    outcomes=((True, "是"), (False, "否")),
    rules=tuple(world.replace(rule, then=True) for rule in ON_A.rules),
    otherwise=False,
)


@given(table=tables(), hit=st.sampled_from(["first", "unique", "priority", "collect"]), known=world.facts())
def test_a_table_means_what_its_rows_mean_written_out_as_rules(table, hit, known):
    one, _ = decision(hit=hit, table=table, otherwise="low")
    other, _ = decision(hit=hit, rules=spelt_out(table), otherwise="low")
    programs = [world.compiled(world.rulebook((stated, FLAG_A))) for stated in (one, other)]

    assert [shape(rule.when) for rule in other.rules] == [shape(rule.when) for rule in one.rules]
    assert programs[1].tests == programs[0].tests
    assert Reference(programs[1]).verdict(known) == Reference(programs[0]).verdict(known)


@given(table=tables())
def test_every_such_table_has_the_shape_of_a_rulebook(table):
    report = Report("rulebook")
    stated = {"b": {"title": "b", "outcomes": {outcome: outcome for outcome in world.OUTCOMES}, "table": table}}
    edition = {"schema": 1, "rulebook": "r", "edition": "2022-01-01", "title": "r", "status": "draft"}
    text = json.dumps({**edition, "decisions": stated}, ensure_ascii=False)
    check_document(from_yaml(Source("rulebook.yaml", text), report), "rulebook", report)

    assert [] == [found.code for found in report.diagnostics]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([1], ["R319"]),
        ([1, True, "loan"], ["R319"]),
        (["any", "-"], ["R320"]),
        ([1, True], []),
    ],
)
def test_a_row_has_a_cell_for_each_column_and_says_something(cells, expected):
    row = {"id": "T1", "cells": cells, "then": "high"}

    assert expected == decision(table={"columns": ["passes", "listed"], "rows": [row]})[1]


def test_a_cell_stands_at_its_place():
    cells = [{"at_least": 1}, True]
    read, _ = decision(table={"columns": ["passes", "listed"], "rows": [{"id": "T1", "cells": cells, "then": "high"}]})
    condition = read.rules[0].when
    excerpts = [part.span.excerpt[part.span.column - 1 :] for part in condition.parts]

    assert ['{"at_least": 1}', "true]"] == [found[:15] if found[0] == "{" else found[:5] for found in excerpts]


def test_a_name_that_no_fact_has_is_told_once_at_the_head_of_its_column():
    rows = [{"id": f"T{at}", "cells": [at], "then": "high"} for at in range(3)]
    read, _ = decision(table={"columns": ["pases"], "rows": rows})
    report = Report("rulebook")
    world.from_rulebook(world.rulebook((read,)), digest="", as_of=world.AS_OF, report=report)

    assert [("R304", '"pases"')] == [
        (found.code, found.span.excerpt[found.span.column - 1 :][: found.span.width]) for found in report.diagnostics
    ]
