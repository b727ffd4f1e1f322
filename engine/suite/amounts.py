"""What a test wants of amounts, and whether it came out so."""

from collections.abc import Iterator

from engine.decision.amounts import Amount
from engine.document.nodes import Mapping, Node
from engine.messages.words import Phrase, phrase
from engine.program.scope import not_a_value
from engine.rulebook.amounts import AmountRules
from engine.rulebook.nodes import scalar
from engine.rulebook.values import Unit, as_unit, literal, show
from engine.source.report import Report

#: Under this name stands what is not shared.
REMAINDER = "remainder"
#: An amount, the share of each entry with the remainder, or None: undetermined or none.
WantedAmount = int | tuple[tuple[str, int], ...] | None


def wanted_amount(node: Node, amount: AmountRules, report: Report) -> WantedAmount:
    """Return what `node` wants of `amount`. Errors: R303."""
    if isinstance(node, Mapping):
        return tuple(sorted((entry.name, _number(entry.value, amount.unit, report)) for entry in node))
    return None if scalar(node).value is None else _number(node, amount.unit, report)


def _number(node: Node, unit: Unit, report: Report) -> int:
    found = scalar(node)
    value = None if found.value is None else as_unit(literal(found.value), unit)
    if isinstance(value, int):
        return value
    report.add(not_a_value(found.span, found.text, unit))
    return 0


def amount_failures(
    wanted: tuple[tuple[str, WantedAmount], ...], amounts: tuple[Amount, ...], units: dict[str, Unit]
) -> Iterator[tuple[str, Phrase]]:
    """Yield the name of each amount that came out otherwise than wanted, and how."""
    found = {amount.name: came_out(amount) for amount in amounts}
    for name, want in wanted:
        if found[name] != want:
            said = (_said(each, units[name]) for each in (want, found[name]))
            yield name, phrase("suite.outcome", **dict(zip(("wanted", "found"), said, strict=True)), name=name)


def came_out(amount: Amount) -> WantedAmount:
    """Return what came of `amount` as a test would want it; entries without a name go by their position."""
    if amount.shares is None or amount.value is None:
        return amount.value
    shares = [(str(share.name or share.position), share.amount) for share in amount.shares]
    return tuple(sorted((*shares, (REMAINDER, amount.value))))


def _said(value: WantedAmount, unit: Unit) -> object:
    if isinstance(value, tuple):
        return ", ".join(f"{name} {show(amount, unit)}" for name, amount in value)
    return phrase("suite.no_amount") if value is None else show(value, unit)
