"""Lists in fact tables and in tests: read exactly, each mistake at its place with what was meant."""

import json

import pytest
import strategies as world

from engine.rulebook.values import day
from engine.source.report import Report
from engine.subjects.from_file import from_bytes

PROGRAM = world.compiled(world.rulebook(()))
DAY = day("2022-01-10")


def read(acts: object, name: str = "facts.json") -> tuple[object, list[tuple[str, object]]]:
    report = Report("facts")
    if name.endswith(".csv"):
        cell = "" if acts is None else '"' + json.dumps(acts).replace('"', '""') + '"'
        text = f"id,acts\nA,{cell}\n"
    else:
        text = json.dumps([{"id": "A", "acts": acts}], ensure_ascii=False)
    subjects = from_bytes(text.encode(), name, PROGRAM, report)
    found = [(one.code, one.values.get("name")) for one in report.diagnostics]
    return (subjects[0].facts["acts"] if subjects else ...), found


@pytest.mark.parametrize("name", ["facts.json", "facts.csv"])
@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ([], ()),
        (None, None),
        ([{"day": "2022-01-10", "amount": 150000}], ((DAY, 150000),)),
        ([{"amount": "1500元", "day": "2022-01-10"}], ((DAY, 150000),)),
        ([{"day": "2022-01-10"}, {"day": None, "amount": 1}, {}], ((DAY, None), (None, 1), (None, None))),
    ],
)
def test_a_list_is_read_by_the_names_of_its_members(name, acts, wanted):
    assert (wanted, []) == read(acts, name)


@pytest.mark.parametrize("name", ["facts.json", "facts.csv"])
@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ([{"day": "2022-01-10", "amout": 1}], [("E503", "acts[1].amout")]),
        ([{}, {"amount": "2022-01-10"}], [("E507", "acts[2].amount")]),
        ([{"amount": 1.5}], [("E508", "acts[1].amount")]),
        ([{"amount": 2**63}], [("E514", "acts[1].amount")]),
        ([{"amount": [1]}], [("E507", "acts[1].amount")]),
        ([3], [("E507", "acts[1]")]),
        ({"day": "2022-01-10"}, [("E507", "acts")]),
        (3, [("E507", "acts")]),
    ],
)
def test_a_mistake_in_an_entry_says_in_which(name, acts, wanted):
    assert (..., wanted) == read(acts, name)


def test_a_member_that_stands_twice_in_an_entry_is_refused():
    report = Report("facts")
    from_bytes(b'[{"id": "A", "acts": [{"amount": 1, "amount": 2}]}]', "facts.json", PROGRAM, report)

    assert [("E504", "acts[1].amount")] == [(one.code, one.values["name"]) for one in report.diagnostics]


def test_a_cell_that_is_no_json_is_refused_and_never_a_crash():
    for text in ("[", "[{]", "[1] [2]", "[" * 100_000):
        report = Report("facts")
        from_bytes(f"id,acts\nA,{text}\n".encode(), "facts.csv", PROGRAM, report)

        assert ["E507"] == [one.code for one in report.diagnostics]
