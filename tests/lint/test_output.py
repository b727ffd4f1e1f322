"""What `rules check` found, for programs: JSON, and SARIF 2.1.0."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # noqa: TID251 (the form of SARIF is a JSON Schema)

from engine.driver.checking import check
from engine.library.library import editions
from engine.lint.pages import page
from engine.messages.catalogue import CODES
from engine.render.findings_json import findings_json
from engine.render.sarif import sarif

RULEBOOK = "after/2022-01-01/rulebook.yaml"

#: The parts of the standard (OASIS, SARIF 2.1.0, sections 3.13 to 3.49) that a log of ours uses, closed.
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": MESSAGE,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {"required": ["uri"], "properties": {"uri": {"pattern": r"^[\x21-\x7e]+$"}}},
                "region": {
                    "additionalProperties": False,
                    "required": ["startLine"],
                    "properties": {
                        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endColumn")
                    },
                },
            },
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {"properties": {"level": LEVEL}},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
    },
}
RUN = {
    "required": ["tool", "results"],
    "additionalProperties": False,
    "properties": {
        "tool": {
            "required": ["driver"],
            "properties": {
                "driver": {
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string"},
                        "informationUri": {"type": "string", "pattern": "^https://"},
                        "rules": {"type": "array", "uniqueItems": True, "items": RULE},
                    },
                }
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "language": {"pattern": "^[a-z]{2}-[A-Z]{2}$"},
        "results": {"type": "array", "items": RESULT},
    },
}
SARIF = {
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
}


@pytest.fixture
def diagnostics(library: Path, rewrite):
    """Give findings of all severities, one of them with a second place."""
    rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    found = check(editions(library / "after"), today=date(2026, 11, 22))
    return found.lints.diagnostics


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_log_has_the_structure_of_the_standard(diagnostics, language):
    log = json.loads(sarif(diagnostics, page, language))
    (run,) = log["runs"]

    assert [] == list(map(str, Draft7Validator(SARIF).iter_errors(log)))
    assert len(diagnostics) == len(run["results"])
    rules = run["tool"]["driver"]["rules"]
    assert [(rules[found["ruleIndex"]]["id"]) for found in run["results"]] == [
        found["ruleId"] for found in run["results"]
    ]
    assert all("help" in rule for rule in rules)


def test_an_empty_log_is_a_log():
    log = json.loads(sarif((), page, "zh"))

    assert [] == list(map(str, Draft7Validator(SARIF).iter_errors(log)))
    assert [] == log["runs"][0]["results"]


def test_a_result_stands_at_its_place_with_the_quote_beside_it(diagnostics, library):
    results = json.loads(sarif(diagnostics, page, "zh"))["runs"][0]["results"]
    wrong = next(found for found in results if found["ruleId"] == "N701")
    place = wrong["locations"][0]["physicalLocation"]
    lines = (library / RULEBOOK).read_text("utf-8").splitlines()
    region = place["region"]

    assert (library / RULEBOOK).as_uri() == place["artifactLocation"]["uri"]
    assert "50万元" == lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
    assert "error" == wrong["level"]
    assert "引文在这里" == wrong["relatedLocations"][0]["message"]["text"]


def test_remarks_are_notes(diagnostics):
    levels = {
        found["ruleId"]: found["level"] for found in json.loads(sarif(diagnostics, page, "zh"))["runs"][0]["results"]
    }

    assert {"N701": "error", "N705": "warning", "N714": "note"} == {
        code: levels[code] for code in ("N701", "N705", "N714")
    }


def test_the_json_names_each_finding_and_counts_them(diagnostics):
    found = json.loads(findings_json(diagnostics, 1, "en"))

    assert 1 == found["editions"]
    assert len(diagnostics) == sum(found["counts"].values()) == len(found["findings"])
    assert {CODES[one["code"]].name for one in found["findings"]} == {one["name"] for one in found["findings"]}
    assert all({"file", "line", "column", "message", "help", "labels"} <= one.keys() for one in found["findings"])


def test_nothing_found_is_an_empty_list():
    assert {"error": 0, "warning": 0, "info": 0} == json.loads(findings_json((), 0, "zh"))["counts"]
