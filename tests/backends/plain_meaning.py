"""A second reading of the language, for facts that are all known: plain booleans over the stated rulebook.

It shares nothing with the engine but the types of the rulebook: no program, no tests, no Kleene logic, and exact
fractions where the engine multiplies ratios away.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

from engine.rulebook import conditions as c
from engine.rulebook.rulebook import DecisionRules, Rulebook

CONFLICT = "conflict"
OPEN = ...


def meaning(stated: Rulebook, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the outcome of every decision, and whether the flag stands and the duty is owed."""
    return _Reader(stated, facts).everything()


def amount_meaning(stated: Rulebook, facts: dict[str, Any]) -> dict[str, int | None]:
    """Return every amount: that of its first met rule as an exact fraction, rounded as the rulebook says."""
    reader = _Reader(stated, facts)
    found: dict[str, int | None] = {}
    for amount in stated.amounts:
        met = [rule.gives for rule in amount.rules if reader.met(rule.when)]
        gives = met[0] if met else amount.otherwise
        exact = None if gives is None else Fraction(reader.value(gives))
        found[amount.name] = None if exact is None else ceil(exact) if amount.rounding == "up" else floor(exact)
    return found


def by_policy(decision: DecisionRules, said: list[Any]) -> Any:
    """Return what comes of a decision whose met rules say `said`."""
    if not said:
        return _of_nothing(decision)
    if (decision.hit == "unique" and len(said) > 1) or (decision.hit == "any" and len(set(said)) > 1):
        return CONFLICT
    named = [value for value, _ in decision.outcomes]
    ruled = list(dict.fromkeys(rule.then for rule in decision.rules))
    made: dict[str, Callable[[list[Any]], Any]] = {
        "sum": sum,
        "count": len,
        "min": min,
        "max": max,
        "priority": lambda said: min(said, key=named.index),
        "rule_order": tuple,
        "output_order": lambda said: tuple(value for value in named for _ in range(said.count(value))),
        "collect": lambda said: tuple(value for value in ruled if value in said),
    }
    return made.get(decision.hit, lambda said: said[0])(said)


def _of_nothing(decision: DecisionRules) -> Any:
    if decision.hit in ("rule_order", "output_order", "collect"):
        return () if decision.otherwise is None else (decision.otherwise,)
    if decision.hit in ("sum", "count") and decision.otherwise is None:
        return 0
    return decision.otherwise


def holds(left: Any, comparator: str, right: list[Any]) -> bool:
    match comparator:
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
    return left in right


class _Reader:
    def __init__(self, stated: Rulebook, facts: dict[str, Any]) -> None:
        self.stated = stated
        self.facts = facts
        self.decisions = {decision.name: decision for decision in stated.decisions}
        self.parameters = {found.name: found.values[0].written for found in stated.parameters}

    def everything(self) -> dict[str, Any]:
        found = {name: self.decided(decision) for name, decision in self.decisions.items()}
        for verdict in (*self.stated.flags, *self.stated.duties):
            met = self.met(verdict.when)
            found[verdict.name] = OPEN if met is None else met
        return found

    def decided(self, decision: DecisionRules) -> Any:
        """Return the outcome; OPEN where a rule that looks at a decision in conflict could change it."""
        outcomes = self.ways(decision)
        return outcomes.pop() if len(outcomes) == 1 else OPEN

    def ways(self, decision: DecisionRules) -> set[Any]:
        met = [self.met(rule.when) for rule in decision.rules]
        ways = product(*([True, False] if outcome is None else [outcome] for outcome in met))
        return {self.by_way(decision, way) for way in ways}

    def by_way(self, decision: DecisionRules, met: tuple[bool, ...]) -> Any:
        said = [rule.then for rule, hit in zip(decision.rules, met, strict=True) if hit]
        return by_policy(decision, said)

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
        values = [self.named(value) for value in condition.values]
        among = {self.among(outcome, condition, values) for outcome in self.ways(self.decisions[condition.decision])}
        return among.pop() if len(among) == 1 else None

    def among(self, outcome: Any, condition: c.Referring, values: list[Any]) -> bool | None:
        if outcome == CONFLICT:
            return None
        if isinstance(outcome, tuple):
            return bool(set(values) & set(outcome))
        if outcome is None:
            return condition.comparator == "is_not"
        return holds(outcome, condition.comparator, values)

    def compared(self, condition: c.Comparing) -> bool:
        return holds(
            self.value(condition.left), condition.comparator, [self.value(quantity) for quantity in condition.right]
        )

    def value(self, quantity: c.Quantity) -> Any:
        if isinstance(quantity, c.Named):
            return self.named(quantity)
        if isinstance(quantity, c.Listed):
            return self.listed(quantity)
        if isinstance(quantity, c.Later):
            return self.last_day(date.fromordinal(self.named(quantity.since)), quantity.within.name).toordinal()
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

    def listed(self, quantity: c.Listed) -> Any:
        """Try every stretch of days that starts at an entry; an entry is a day and an amount."""
        entries = self.facts[quantity.of.name.partition(".")[0]]
        worth = [amount if quantity.how.endswith("total") else 1 for _, amount in entries]
        if quantity.within is None:
            return sum(worth)
        found = [0]
        for start, _ in entries:
            last = self.last_day(date.fromordinal(start), quantity.within.name)
            stretch = [w for (day, _), w in zip(entries, worth, strict=True) if start <= day <= last.toordinal()]
            found.append(sum(stretch))
        return max(found)

    def last_day(self, start: date, within: str) -> date:
        number, step = str(getattr(self.parameters.get(within), "value", within)).split()
        if step.startswith("day"):
            return start + timedelta(days=int(number))
        months = int(number) * (12 if step.startswith("year") else 1)
        year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
        for day in range(start.day, 0, -1):
            with suppress(ValueError):
                return date(year, month, day)
        raise AssertionError

    def named(self, quantity: c.Named) -> Any:
        if quantity.name in self.facts:
            return self.facts[quantity.name]
        written = self.parameters.get(quantity.name, quantity.written)
        if written.unit in ("text", "flag"):
            return written.value
        return Fraction(written.value)
