"""What the rulebook says about deriving facts: its parameters, and the names a case run sums up by."""

from fractions import Fraction

from engine.facts.columns import FACT_COLUMNS
from engine.facts.settings import FactSettings, refuse_out_of_range
from engine.messages.words import phrase
from engine.program.program import ParameterInForce, Program
from engine.render.case_names import AMOUNT, FREQUENCY, HAND_OVER, TIER, TIER_1, TIER_2
from engine.rulebook.values import Unit
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

#: How the facts of accounts name their subjects.
SUBJECT_KEY = ("case_id", "account")
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
#: The parameters that deriving facts reads, beside what the conditions compare with.
SETTINGS: frozenset[str] = frozenset(_UNITS)


def settings_of(program: Program, report: Report) -> tuple[FactSettings, int]:
    """Return how facts are derived and how many accounts make an overlap. Errors: K801 to K805, F695."""
    values = {name: _value(program, name, unit, report) for name, unit in _UNITS.items()}
    _check_key(program, report)
    _check_parts(program, report)
    _check_facts(program, report)
    report.stop_if_errors()
    overlap_min_accounts = int(values.pop(OVERLAP_MIN_ACCOUNTS))
    share = values.pop("sweep_share")
    settings = FactSettings(sweep_share=share, **{name: int(value) for name, value in values.items()})
    refuse_out_of_range(settings, report, {parameter.name: parameter.span for parameter in program.parameters})
    report.stop_if_errors()
    return settings, overlap_min_accounts


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


def _check_parts(program: Program, report: Report) -> None:
    tiers = [str(value) for d in program.decisions if d.name == TIER for value, _ in d.outcomes]
    parts: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        ("decision", (AMOUNT, FREQUENCY, TIER), [decision.name for decision in program.decisions]),
        ("outcome", (TIER_1, TIER_2), tiers),
        ("duty", (HAND_OVER,), [duty.name for duty in program.duties]),
    )
    for kind, wanted, known in parts:
        for name in wanted:
            if name not in known:
                values = {"rulebook": program.name, "kind": phrase(f"case.kind.{kind}"), "name": name}
                help_ = did_you_mean(name, known)
                report.add(Diagnostic(code="K803", span=program.family.span, values=values, help=help_))


def _check_key(program: Program, report: Report) -> None:
    if program.family.key != SUBJECT_KEY:
        found, wanted = ("/".join(key) for key in (program.family.key, SUBJECT_KEY))
        values = {"rulebook": program.name, "found": found, "wanted": wanted}
        report.add(Diagnostic(code="K805", span=program.family.span, values=values))


def _check_facts(program: Program, report: Report) -> None:
    known = [fact.name for fact in program.facts]
    for name in FACT_COLUMNS:
        if name not in known:
            values = {"rulebook": program.name, "name": name}
            help_ = did_you_mean(name, known)
            report.add(Diagnostic(code="K804", span=program.family.span, values=values, help=help_))
