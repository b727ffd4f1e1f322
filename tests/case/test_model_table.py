"""The model description table: a row a rule, made of the rulebook, in the forms staff can use."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from engine.cli.command_line import run as rules
from engine.driver.opening import open_rulebook
from engine.library.places import shipped_rulebooks
from engine.render.model_table import COLUMNS

TODAY = date(2026, 11, 24)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert rules(["show", *arguments, "--as", "model-table"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("edition", sorted(shipped_rulebooks().glob("*/*/rulebook.yaml")), ids=str)
def test_every_rule_of_every_rulebook_has_a_row(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{edition.parts[-3]}@{edition.parts[-2]}"
    rows = json.loads(shown(capsys, name, "--format", "json"))
    program = open_rulebook(name, TODAY, ()).program

    assert [row["code"].split("#", 1)[1] for row in rows] == [
        rule.id for at in program.reading_order for rule in program.decisions[at].rules
    ]
    assert all(row["model"] and row["business"] and row["technical"] and row["result"] for row in rows)


def test_all_forms_say_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [tuple(row[name] for name in COLUMNS) for row in json.loads(shown(capsys, "after", "--format", "json"))]
    (_, *read) = csv.reader(io.StringIO(shown(capsys, "after", "--format", "csv")))
    assert rules(["show", "after", "--as", "model-table", "--format", "xlsx", "-o", str(tmp_path / "m.xlsx")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    (_, *cells) = sheet.iter_rows(values_only=True)

    assert [tuple(row) for row in read] == rows
    assert [tuple(cell or "" for cell in row) for row in cells] == rows
    assert shown(capsys, "after").count("\n") == len(rows) + 2


def test_the_thresholds_stand_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    (tier_1,) = (row for row in json.loads(shown(capsys, "after", "--format", "json")) if row["code"].endswith("#T1"))

    assert "300,000.00 元" in tier_1["thresholds"]
    assert "大于等于30万元" in tier_1["thresholds"]
    assert "window_turnover ≥ min_turnover" in tier_1["technical"]
    assert tier_1["result"] == "一级可疑账户"


@pytest.mark.parametrize("arguments", [["--format", "csv"], ["--as", "durable", "--format", "html"]])
def test_a_form_that_does_not_go_with_a_view_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(["show", "after", *arguments]) == 2
    assert "C916" in capsys.readouterr().err


def test_a_workbook_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(["show", "after", "--as", "model-table", "--format", "xlsx"]) == 2
    assert "C910" in capsys.readouterr().err
