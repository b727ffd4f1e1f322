"""What the rulebook says about deriving facts: its parameters, and the names a case run sums up by."""

from fractions import Fraction

from engine.facts.columns import FACT_COLUMNS
from engine.facts.settings import FactSettings
from engine.messages.words import phrase
from engine.program.program import ParameterInForce, Program
from engine.render.case_names import AMOUNT, FREQUENCY, TIER
from engine.rulebook.values import Unit
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

OVERLAP_MIN_ACCOUNTS = "overlap_min_accounts"

_UNITS: dict[str, Unit] = {
    "baseline_days": "count",
    "turnover_window_days": "count",
    "pass_within": "duration",
    "pass_tolerance": "CNY",
    "sweep_share": "ratio",
    "link_before": "duration",
    "link_after": "duration",
    OVERLAP_MIN_ACCOUNTS: "count",
}


def settings_of(program: Program, report: Report) -> tuple[FactSettings, int]:
    """Return how facts are derived and how many accounts make an overlap. Errors: K801 to K804."""
    values = {name: _value(program, name, unit, report) for name, unit in _UNITS.items()}
    _check_decisions(program, report)
    _check_facts(program, report)
    report.stop_if_errors()
    overlap_min_accounts = int(values.pop(OVERLAP_MIN_ACCOUNTS))
    share = values.pop("sweep_share")
    return FactSettings(sweep_share=share, **{name: int(value) for name, value in values.items()}), overlap_min_accounts


def _value(program: Program, name: str, unit: Unit, report: Report) -> Fraction:
    found = next((parameter for parameter in program.parameters if parameter.name == name), None)
    if found is None:
        help_ = did_you_mean(name, [p.name for p in program.parameters]) or phrase("case.help.setting")
        report.add(Diagnostic(code="K801", span=program.family.span, values={"name": name}, help=help_))
    elif found.unit != unit:
        values = {"name": name, "wanted": phrase(f"unit.{unit}")}
        report.add(Diagnostic(code="K802", span=found.span, values=values))
    else:
        return _exact(found)
    return Fraction(0)


def _exact(parameter: ParameterInForce) -> Fraction:
    assert isinstance(parameter.value, int), "INVARIANT: a parameter of a numeric unit is a number"  # noqa: S101
    return Fraction(parameter.value, parameter.denominator)


def _check_decisions(program: Program, report: Report) -> None:
    known = [decision.name for decision in program.decisions]
    for name in (AMOUNT, FREQUENCY, TIER):
        if name not in known:
            values = {"rulebook": program.name, "name": name}
            help_ = did_you_mean(name, known)
            report.add(Diagnostic(code="K803", span=program.family.span, values=values, help=help_))


def _check_facts(program: Program, report: Report) -> None:
    known = [fact.name for fact in program.facts]
    for name in FACT_COLUMNS:
        if name not in known:
            values = {"rulebook": program.name, "name": name}
            help_ = did_you_mean(name, known)
            report.add(Diagnostic(code="K804", span=program.family.span, values=values, help=help_))
