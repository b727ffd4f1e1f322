"""What a case run takes from the rulebook and from `case.yaml`, and what it says of the rest."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from case_tools import CASE, ran, tier_1_folder

from engine.driver.case_settings import settings_of
from engine.driver.opening import open_rulebook
from engine.facts.settings import FactSettings
from engine.rulebook.values import moment
from engine.source.report import Rejected, Report

PROGRAM = open_rulebook("after", date(2024, 10, 1)).program


def codes(diagnostics: object) -> list[str]:
    return [found.code for found in diagnostics]  # type: ignore[attr-defined]


def test_the_settings_are_those_of_the_rulebook() -> None:
    expected = FactSettings(
        baseline_days=7, turnover_window_days=0, pass_within=180, pass_tolerance=0, sweep_share=Fraction(9, 10),
        link_before=600, link_after=86_400,
    )  # fmt: skip

    assert settings_of(PROGRAM, Report("rulebook")) == (expected, 2)


def test_a_rulebook_without_a_parameter_of_the_facts_is_refused() -> None:
    lacking = replace(PROGRAM, parameters=tuple(p for p in PROGRAM.parameters if p.name != "pass_within"))
    with pytest.raises(Rejected) as rejected:
        settings_of(lacking, Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K801"]


def test_a_parameter_of_another_unit_is_refused() -> None:
    wrong = tuple(replace(p, unit="count") if p.name == "pass_within" else p for p in PROGRAM.parameters)
    with pytest.raises(Rejected) as rejected:
        settings_of(replace(PROGRAM, parameters=wrong), Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K802"]


def test_a_rulebook_without_a_decision_of_the_funnel_is_refused() -> None:
    lacking = replace(PROGRAM, decisions=tuple(d for d in PROGRAM.decisions if d.name != "fast_pass"))
    with pytest.raises(Rejected) as rejected:
        settings_of(lacking, Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K803"]


def test_the_facts_of_a_case_are_in_the_units_of_the_engine(tmp_path: Path) -> None:
    case = CASE | {"recovered": "0.50", "virtual_currency": "true", "squad_formed_on": "2021-05-21"}
    run, warnings = ran(tier_1_folder(tmp_path / "in", case=case))

    assert run.cases
    assert codes(warnings) == []
    assert run.cases.results[0].subject.facts == {
        "reported_at": moment("2021-05-20T09:00:00"), "conduct_from": date(2021, 5, 10).toordinal(),
        "conduct_to": date(2021, 5, 16).toordinal(), "fraud_type": "investment", "victim_kind": "person",
        "loss": 1_364_197, "recovered": 50, "virtual_currency": True, "squad_formed_on": date(2021, 5, 21).toordinal(),
    }  # fmt: skip


def test_a_fraud_type_outside_the_list_is_unknown_and_stops_nothing(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in", case=CASE | {"fraud_type": "investmant"}))

    assert run.cases
    assert codes(warnings) == ["K812"]
    assert warnings[0].help
    assert warnings[0].help.values["name"] == "investment"
    assert run.cases.results[0].subject.facts["fraud_type"] is None
    assert run.funnel.tier_1 == 1


def test_a_key_that_no_rulebook_knows_is_named_with_the_nearest(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in", case=CASE | {"virtual_curency": "true"}))

    assert run.cases
    assert codes(warnings) == ["K811"]
    assert warnings[0].help
    assert warnings[0].help.values["name"] == "virtual_currency"


def test_a_report_without_its_time_is_no_moment(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in", case=CASE | {"reported_at": "2021-05-20"}))

    assert run.cases
    assert codes(warnings) == ["K812"]
    assert run.cases.results[0].subject.facts["reported_at"] is None


def test_a_flag_written_in_words_is_unknown(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in", case=CASE | {"long_running": "perhaps"}))

    assert run.cases
    assert codes(warnings) == ["K812"]
    assert run.cases.results[0].subject.facts["long_running"] is None
