"""What a condition says, without its places: equal shapes mean the same."""

from collections.abc import Hashable

from engine.rulebook.conditions import Comparing, Condition, Group, Later, Listed, Named, Presence, Quantity, Referring


def shape(condition: Condition | None) -> Hashable:
    """Return the shape of `condition`; `30万元` and `300000元` have the same."""
    match condition:
        case None:
            return None
        case Group():
            return (condition.how, condition.label, tuple(shape(part) for part in condition.parts))
        case Presence():
            return ("present", condition.label, condition.fact.name, condition.wanted)
        case Referring():
            values = tuple(_quantity(value) for value in condition.values)
            return (condition.decision, condition.label, condition.comparator, values)
        case Comparing():
            right = tuple(_quantity(part) for part in condition.right)
            return (_quantity(condition.left), condition.label, condition.comparator, right)


def _quantity(quantity: Quantity) -> Hashable:
    if isinstance(quantity, Named):
        written = quantity.written
        return quantity.name if written.unit == "text" else (written.unit, written.value)
    if isinstance(quantity, Listed):
        return (quantity.how, *(part and part.name for part in (quantity.of, quantity.by, quantity.within)))
    if isinstance(quantity, Later):
        return (quantity.how, _quantity(quantity.since), _quantity(quantity.within))
    return (quantity.how, tuple(_quantity(part) for part in quantity.parts))
