"""Amounts and lists from the command line: the same in every form of output, and open where facts are missing."""

import csv
import io
import json

import pytest

from engine.library.places import shipped_rulebooks

VICTIMS = [
    {"victim": "甲", "traced_loss": 6_000_000, "direct_amount": 0},
    {"victim": "=乙", "traced_loss": 2_000_000, "direct_amount": 0},
]
RETURN = {"case_id": "C", "account": "A", "frozen_balance": 4_000_000, "tracing": "not_possible", "victims": VICTIMS}
SHARES = {"shares": [{"name": "甲", "amount": 3_000_000}, {"name": "=乙", "amount": 1_000_000}], "remainder": 0}


@pytest.fixture
def returned(rules, tmp_path):
    def run(facts, *more, command="eval"):
        path = tmp_path / "facts.json"
        path.write_text(json.dumps([facts]), encoding="utf-8")
        folder = str(shipped_rulebooks() / "return_of_funds/2016-09-18")
        return rules(command, folder, str(path), "--as-of", "2026-01-01", *more)

    return run


@pytest.mark.parametrize("engine", ["durable", "reference", "duckdb"])
def test_every_engine_comes_to_the_same_shares(returned, engine):
    result = json.loads(returned(RETURN, "--engine", engine, "--format", "jsonl").out)

    assert {"returned": SHARES} == result["amounts"]
    assert ["flags", "amounts", "trace"] == list(result)[-3:]


def test_a_table_of_cells_has_the_shares_in_one(returned):
    (row,) = csv.DictReader(io.StringIO(returned(RETURN, "--format", "csv").out))

    assert ("甲=3000000;=乙=1000000;remainder=0", "") == (row["returned"], row["returned.undetermined"])


def test_an_amount_that_is_open_is_null_and_says_what_is_missing(returned):
    ran = returned({**RETURN, "victims": None}, "--format", "jsonl", "--fail-on", "undetermined")
    result = json.loads(ran.out)

    assert 4 == ran.code
    assert {"returned": None} == result["amounts"]
    assert {"returned": ["victims"]} == result["undetermined"]


def test_facts_that_contradict_each_other_are_an_error_of_the_input(returned):
    direct = [{**victim, "direct_amount": 3_000_000} for victim in VICTIMS]
    ran = returned({**RETURN, "tracing": "partly", "frozen_balance": 100, "victims": direct})

    assert 2 == ran.code
    assert "E521 contradictory-amounts" in ran.err


@pytest.mark.parametrize(("language", "said"), [("zh", "甲：30,000.00 元"), ("en", "甲: CNY 30,000.00")])
def test_an_explanation_tells_each_share_and_the_formula(returned, language, said):
    ran = returned(RETURN, "--subject", "C/A", "--lang", language, command="explain")

    assert said in ran.out
    assert "A3" in ran.out
