"""A second reading of the language, for facts that are all known: plain booleans over the stated rulebook.

It shares nothing with the engine but the types of the rulebook: no program, no tests, no Kleene logic, and exact
fractions where the engine multiplies ratios away.
"""

from fractions import Fraction
from typing import Any

from engine.rulebook import conditions as c
from engine.rulebook.rulebook import DecisionRules, Rulebook

CONFLICT = "conflict"


def meaning(stated: Rulebook, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome of every decision, and whether the flag stands and the duty is owed."""
    return _Reader(stated, facts).everything()


class _Reader:
    def __init__(self, stated: Rulebook, facts: dict[str, Any]) -> None:
        self.stated = stated
        self.facts = facts
        self.decisions = {decision.name: decision for decision in stated.decisions}
        self.parameters = {found.name: found.values[0].written for found in stated.parameters}

    def everything(self) -> dict[str, Any]:
        found = {name: self.decided(decision) for name, decision in self.decisions.items()}
        for verdict in (*self.stated.flags, *self.stated.duties):
            found[verdict.name] = self.met(verdict.when)
        return found

    def decided(self, decision: DecisionRules) -> Any:
        met = [rule.then for rule in decision.rules if self.met(rule.when) is True]
        unsettled = any(self.met(rule.when) is None for rule in decision.rules)
        if decision.hit == "collect":
            order = list(dict.fromkeys(rule.then for rule in decision.rules))
            said = tuple(value for value in order if value in met)
            if unsettled:
                return CONFLICT
            return said or (() if decision.otherwise is None else (decision.otherwise,))
        if unsettled:
            return CONFLICT
        if decision.hit == "unique" and len(met) > 1:
            return CONFLICT
        if decision.hit == "any" and len(set(met)) > 1:
            return CONFLICT
        return met[0] if met else decision.otherwise

    def met(self, condition: c.Condition) -> bool | None:
        """None where the condition looks at a decision in conflict and that leaves it open."""
        match condition:
            case c.Group(how="not"):
                inner = self.met(condition.parts[0])
                return None if inner is None else not inner
            case c.Group():
                parts = [self.met(part) for part in condition.parts]
                strong = condition.how == "any"
                if strong in parts:
                    return strong
                return None if None in parts else not strong
            case c.Presence():
                return (self.facts[condition.fact.name] is not None) == condition.wanted
            case c.Referring():
                return self.referred(condition)
            case c.Comparing():
                return self.compared(condition)

    def referred(self, condition: c.Referring) -> bool | None:
        outcome = self.decided(self.decisions[condition.decision])
        if outcome == CONFLICT:
            return None
        values = {value.name for value in condition.values}
        return bool(values & set(outcome)) if isinstance(outcome, tuple) else outcome in values

    def compared(self, condition: c.Comparing) -> bool:
        left = self.value(condition.left)
        right = [self.value(quantity) for quantity in condition.right]
        match condition.comparator:
            case "at_least":
                return left >= right[0]
            case "more_than":
                return left > right[0]
            case "at_most":
                return left <= right[0]
            case "less_than":
                return left < right[0]
            case "between":
                return right[0] <= left <= right[1]
            case "is":
                return left == right[0]
            case "is_not":
                return left != right[0]
            case _:
                return left in right

    def value(self, quantity: c.Quantity) -> Any:
        if isinstance(quantity, c.Named):
            return self.named(quantity)
        parts = [self.value(part) for part in quantity.parts]
        match quantity.how:
            case "sum":
                return sum(parts)
            case "difference":
                return parts[0] - parts[1]
            case "product":
                return parts[0] * parts[1]
            case "min":
                return min(parts)
            case _:
                return max(parts)

    def named(self, quantity: c.Named) -> Any:
        if quantity.name in self.facts:
            return self.facts[quantity.name]
        written = self.parameters.get(quantity.name, quantity.written)
        if written.unit in ("text", "flag"):
            return written.value
        return Fraction(written.value)
