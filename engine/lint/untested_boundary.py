"""untested_boundary: a published limit is not tried below, at and above by the tests.

What it finds: for each cited number that a condition compares with, the sides that no test with the mark `boundary:
{parameter, side}` stands on; and marks that the evaluation of their own test contradicts. A number that only enters a
product, such as the days of a mean, needs no marks of its own, but its comparison must come out on all sides.
Why it matters: exactly 300,000.00 yuan is the case that is argued about. A test of the limit fails when the number or
its comparator is changed by mistake.
Avoid: tests with round numbers far from the limit
Prefer: three tests: one fen less, exactly, one fen more; each with its mark, and with `as_of` where the number has a
later day.
"""

from collections.abc import Iterator
from datetime import date

from engine.lint.finding import Edition, Finding, Trial, listed
from engine.lint.limits import SIDES, Stand, stands
from engine.lint.quote_number import refuted
from engine.lint.uses import comparisons, ends, names_in
from engine.messages.words import Phrase, phrase
from engine.rulebook.rulebook import DatedValue, Parameter
from engine.rulebook.values import NUMERIC
from engine.source.report import Diagnostic


def untested_boundary(edition: Edition) -> Iterator[Finding]:
    """Yield N717 for each limit that is not tried on all sides, N718 for each mark that is not true.

    A number that its own quote refutes is left out: its tests are right, it is wrong.
    """
    tried = [(trial, stands(trial)) for trial in edition.trials]
    compared = frozenset[str]().union(*(names_in(found) for _, found in comparisons(edition.loaded.rulebook)))
    after = ends(edition.loaded.rulebook)
    doubted: set[tuple[str, date]] = set()
    for parameter in edition.loaded.rulebook.parameters:
        for dated, _, _ in edition.in_force(parameter):
            if refuted(parameter, dated):
                doubted.add((parameter.name, dated.since))
            elif _is_limit(parameter, compared, after) and dated.basis.cite and dated.written:
                yield from _untried(parameter, dated, _sides(parameter, dated, tried))
    yield from (finding for trial, seen in tried for finding in _untrue(trial, seen, doubted))


def _is_limit(parameter: Parameter, compared: frozenset[str], after: frozenset[str]) -> bool:
    """Return whether cases stand below, at and above `parameter`; a period is a limit where its end is looked for."""
    return parameter.name in (compared if parameter.unit in NUMERIC else after)


def _untrue(trial: Trial, seen: frozenset[Stand], doubted: set[tuple[str, date]]) -> Iterator[Finding]:
    sides = {stand.side for stand in seen if stand.parameter == trial.limit}
    if trial.limit is None or trial.side in sides or (trial.limit, _since(trial, trial.limit)) in doubted:
        return
    values = {"test": trial.name, "parameter": trial.limit, "side": _said(trial.side or "")}
    yield Finding(trial.name, Diagnostic(code="N718", span=trial.span, values=values))


def _sides(parameter: Parameter, dated: DatedValue, tried: list[tuple[Trial, frozenset[Stand]]]) -> frozenset[str]:
    """Return the sides of the limit on which tests stand while `dated` holds."""
    there = [
        (trial, [stand for stand in seen if stand.parameter == parameter.name])
        for trial, seen in tried
        if _since(trial, parameter.name) == dated.since
    ]
    alone = any(stand.alone for _, found in there for stand in found)
    if not alone:
        return frozenset(stand.side for _, found in there for stand in found)
    marked = [(trial.side, found) for trial, found in there if trial.limit == parameter.name]
    return frozenset(stand.side for side, found in marked for stand in found if stand.side == side)


def _since(trial: Trial, parameter: str) -> date | None:
    """Return the day from which the value holds that the test sees; None where it sees none."""
    return next((found.since for found in trial.program.parameters if found.name == parameter), None)


def _untried(parameter: Parameter, dated: DatedValue, sides: frozenset[str]) -> Iterator[Finding]:
    missing = [side for side in SIDES if side not in sides]
    if missing:
        values = {"name": parameter.name, "since": dated.since, "sides": listed([_said(side) for side in missing])}
        help_ = phrase("help.untested_boundary")
        yield Finding(parameter.name, Diagnostic(code="N717", span=dated.span, values=values, help=help_))


def _said(side: str) -> Phrase:
    return phrase(f"lint.side.{side}")
