"""What amounts come to: the shared, exact arithmetic, computed on what any engine decided."""

from engine.backends.arithmetic import whole
from engine.backends.shares import shared
from engine.decision.amounts import Amount, Share
from engine.decision.verdict import DecisionOutcome, Verdict
from engine.program.amounts import CompiledAmount, Formula, Quotient, Shares
from engine.program.expression import facts_of
from engine.program.program import Facts, Program
from engine.rulebook.amounts import Rounding
from engine.rulebook.values import Cell


def amounts_of(program: Program, verdict: Verdict, facts: Facts) -> tuple[Amount, ...]:
    """Return every amount of `program` on completed `facts`, in the order of the text.

    Where it is open which formula applies, or a fact in one is unknown, the amount is undetermined unless all that may
    still apply come to the same; `deciding` are then the facts that are missing.
    """
    if not verdict.amounts:  # no engine decided
        return tuple(Amount(name=found.name, standing="undetermined") for found in program.amounts)
    return tuple(
        _amount(program, compiled, choice, facts)
        for compiled, choice in zip(program.amounts, verdict.amounts, strict=True)
    )


def _amount(program: Program, compiled: CompiledAmount, choice: DecisionOutcome, facts: Facts) -> Amount:
    formulas = [compiled.formula(value) for value in choice.possible]
    found = [_computed(program, compiled.name, formula, facts) for formula in formulas]
    first = found[0]
    if all(_same(first, other) for other in found) and first.standing in ("decided", "none"):
        return _with(first, choice.because)
    if len(found) == 1:
        return _with(first, choice.because)
    missing = {name for each in found for name in each.deciding} | set(choice.deciding)
    return Amount(name=compiled.name, standing="undetermined", deciding=_ordered(program, missing))


def _with(found: Amount, because: tuple[str, ...]) -> Amount:
    return Amount(
        name=found.name,
        standing=found.standing,
        value=found.value,
        shares=found.shares,
        deciding=found.deciding,
        because=because,
        formula=found.formula,
    )


def _same(one: Amount, other: Amount) -> bool:
    return (one.standing, one.value, one.shares) == (other.standing, other.value, other.shares)


def _computed(program: Program, name: str, formula: Formula | None, facts: Facts) -> Amount:
    if formula is None:
        return Amount(name=name, standing="none")
    if isinstance(formula, Shares):
        return _shares(program, name, formula, facts)
    value = whole(formula.expression)(facts)
    if value is None:
        return Amount(name=name, standing="undetermined", deciding=_missing(program, formula, facts), formula=formula)
    return Amount(name=name, standing="decided", value=rounded(value, formula.scale, formula.rounding), formula=formula)


def rounded(value: int, scale: int, rounding: Rounding | None) -> int:
    """Return `value / scale` as a whole number; up is away from minus infinity."""
    return -(-value // scale) if rounding == "up" else value // scale


def _missing(program: Program, formula: Formula, facts: Facts) -> tuple[str, ...]:
    expression = formula.expression if isinstance(formula, Quotient) else formula.pot
    return _ordered(program, {program.stated(name) for name in facts_of(expression) if facts.get(name) is None})


def _ordered(program: Program, names: set[str]) -> tuple[str, ...]:
    return tuple(fact.name for fact in program.facts if fact.name in names)


def _shares(program: Program, name: str, formula: Shares, facts: Facts) -> Amount:
    pot, entries = whole(formula.pot)(facts), facts.get(formula.over)
    listed = entries if isinstance(entries, tuple) else ()
    columns = {place: [entry[place] for entry in listed] for place in (formula.proportion, formula.at_most)}
    firsts: list[Cell] = [0] * len(listed) if formula.first is None else [entry[formula.first] for entry in listed]
    weights, caps = _numbers(columns[formula.proportion]), _numbers(columns[formula.at_most])
    before = _numbers(firsts)
    if pot is None or entries is None or weights is None or caps is None or before is None:
        unknown = set(_missing(program, formula, facts))
        listed_unknown = entries is None or weights is None or caps is None or before is None
        missing = unknown | ({formula.over} if listed_unknown else set())
        return Amount(name=name, standing="undetermined", deciding=_ordered(program, missing), formula=formula)
    found = shared(pot, weights, caps, before)
    if found is None:
        facts_at_odds = {program.stated(each) for each in facts_of(formula.pot)} | {formula.over}
        return Amount(name=name, standing="contradiction", deciding=_ordered(program, facts_at_odds), formula=formula)
    names = [None if formula.named is None else entry[formula.named] for entry in listed]
    each = tuple(Share(at, called, amount) for at, (called, amount) in enumerate(zip(names, found, strict=True), 1))
    return Amount(name=name, standing="decided", value=pot - sum(found), shares=each, formula=formula)


def _numbers(cells: list[Cell]) -> list[int] | None:
    found = [cell for cell in cells if isinstance(cell, int)]
    return found if len(found) == len(cells) else None
