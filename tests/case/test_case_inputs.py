"""What a case run takes from the rulebook and from `case.yaml`, and what it says of the rest."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from case_tools import CASE, ran, tier_1_folder, written

from engine.driver.case_settings import settings_of
from engine.driver.opening import open_rulebook
from engine.facts.settings import FactSettings
from engine.render.diagnostics import diagnostics_text
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


def test_a_rulebook_without_the_duty_to_hand_over_is_refused() -> None:
    with pytest.raises(Rejected) as rejected:
        settings_of(replace(PROGRAM, duties=()), Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K803"]


def test_a_rulebook_of_other_subjects_is_refused() -> None:
    family = replace(PROGRAM.family, key=("holder_id",))
    with pytest.raises(Rejected) as rejected:
        settings_of(replace(PROGRAM, family=family), Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K805"]


def test_a_setting_beyond_the_calendar_is_refused_where_the_rulebook_states_it() -> None:
    stated = next(parameter for parameter in PROGRAM.parameters if parameter.name == "baseline_days")
    others = tuple(parameter for parameter in PROGRAM.parameters if parameter is not stated)
    with pytest.raises(Rejected) as rejected:
        settings_of(replace(PROGRAM, parameters=(*others, replace(stated, value=10**9))), Report("rulebook"))

    assert [("F695", stated.span)] == [(found.code, found.span) for found in rejected.value.report.diagnostics]


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


def test_a_rulebook_that_does_not_declare_a_fact_is_refused() -> None:
    lacking = replace(PROGRAM, facts=tuple(fact for fact in PROGRAM.facts if fact.name != "swept_count"))
    with pytest.raises(Rejected) as rejected:
        settings_of(lacking, Report("rulebook"))

    assert codes(rejected.value.report.diagnostics) == ["K804"]


def test_a_case_without_transfers_has_no_accounts_and_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", bookings=["S1,6299000000000000011,2021-05-12T10:00:30,in,1.00,,N1,,"])
    run, warnings = ran(folder, tmp_path / "out")

    assert codes(warnings) == ["K814"]
    assert (run.funnel.accounts, run.hand_over, run.overlaps) == (0, (), ())
    assert (tmp_path / "out" / "decisions.jsonl").read_text(encoding="utf-8") == ""
    assert "没有账户" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_duties_that_are_not_in_force_yet_are_left_out_with_a_warning(tmp_path: Path) -> None:
    run, warnings = ran(tier_1_folder(tmp_path / "in"), tmp_path / "out", as_of=date(2022, 6, 1))

    assert codes(warnings) == ["K813"]
    assert run.cases is None
    assert run.funnel.tier_1 == 1
    assert "尚未有效" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_warning_about_a_case_stands_at_its_place(tmp_path: Path) -> None:
    _, warnings = ran(tier_1_folder(tmp_path / "in", case=CASE | {"fraud_type": "investmant"}))

    assert diagnostics_text(warnings, "zh") == (
        "case.yaml:6:17: warning[K812 case-value-unknown]: `fraud_type` 的值 `investmant` 不是选项，按未知处理\n"
        " 6 |     fraud_type: investmant\n"
        "   |                 ^^^^^^^^^^\n"
        "   = help: 您是不是想写 `investment`？\n"
    )
