"""What fired, for people: the record in a trace; and a rehearsal of the agenda in plain Python."""

import operator
from collections.abc import Callable, Iterator

from engine.backends.durable.columns import SUBJECT, Cell, Column, cell
from engine.backends.durable.forms import Operation
from engine.backends.durable.plan import Pattern, Plan, PlannedRule
from engine.backends.durable.protocol import Fired
from engine.backends.durable.reading import Reading
from engine.backends.judging import REMEMBERED, Truths
from engine.decision.trace import Firing
from engine.program.program import Facts

_COMPARE: dict[Operation, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def record(plan: Plan, fired: Fired) -> tuple[Firing, ...]:
    """Return the firings in their order, each with the facts it was bound to and the firings it builds on."""
    found: list[Firing] = []
    settled: dict[int, int] = {}  # order of the firing that closed each decision
    ruled: dict[int, list[int]] = {}  # orders of the firings of the rules of each decision
    for rule, bound in _rules(plan, fired):
        if rule.says.role == "sink":
            continue
        shards = [plan.shards[int(identifier[1:])] for identifier in bound]
        parents = [settled[shard.source] for shard in shards if shard.source in settled]
        if rule.says.role == "settle":
            parents += ruled.get(rule.says.decision, [])
            settled[rule.says.decision] = len(found) + 1
        elif rule.says.decision != SUBJECT:
            ruled.setdefault(rule.says.decision, []).append(len(found) + 1)
        facts = tuple(dict.fromkeys(shard.title for shard in shards))
        found.append(Firing(order=len(found) + 1, rule=rule.name, facts=facts, parents=tuple(dict.fromkeys(parents))))
    return tuple(found)


def _rules(plan: Plan, fired: Fired) -> Iterator[tuple[PlannedRule, tuple[str, ...]]]:
    for at, number in enumerate(fired.numbers):
        rule = plan.rules[number]
        yield rule, fired.bound[at] if fired.bound else _bound(plan, rule)


class Rehearsal:
    """Goes through the agenda of a plan without durable_rules: what must fire for given facts."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._cells: dict[Column, Cell] = {column: cell(column, plan.program) for column in plan.names}
        self._found: dict[Truths, Fired] = {}

    def fired(self, facts: Facts, truths: Truths) -> Fired:
        """Return what must fire, in the order of the agenda.

        Every question to the engine is one about the outcome of a test, so equal outcomes let the same fire.
        """
        found = self._found.get(truths)
        if found is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            found = self._found[truths] = self._rehearsed(facts, truths)
        return found

    def _rehearsed(self, facts: Facts, truths: Truths) -> Fired:
        reading = Reading(self.plan)
        told: dict[Column, int] = {}
        found: list[int] = []

        def holds(pattern: Pattern) -> bool:
            for column, operation, value in pattern.asked:
                if column not in told:
                    told[column] = int(self._cells[column](facts, truths, reading.decided))
                if not _COMPARE[operation](told[column], value):
                    return False
            return True

        for number, rule in enumerate(self.plan.rules):
            if all(holds(pattern) for pattern in rule.patterns):
                found.append(number)
                reading.take(rule.says)
        return Fired(tuple(found), tuple(_bound(self.plan, self.plan.rules[number]) for number in found))


def _bound(plan: Plan, rule: PlannedRule) -> tuple[str, ...]:
    return tuple(plan.shards[pattern.shard].id for pattern in rule.patterns)
