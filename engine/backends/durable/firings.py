"""What fired, for people: the record in a trace; and a rehearsal of the agenda in plain Python."""

import operator
from collections.abc import Callable, Iterator

from engine.backends.durable.columns import SUBJECT, cell
from engine.backends.durable.forms import Operation
from engine.backends.durable.plan import Plan, PlannedRule
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
        places = {column: place for place, column in enumerate(plan.names)}
        self._cells = [cell(column, plan.program) for column in places]
        #: What each rule asks: of which column, how, and with what it is compared.
        self._asked = [
            tuple(
                (places[column], _COMPARE[how], value)
                for pattern in rule.patterns
                for column, how, value in pattern.asked
            )
            for rule in plan.rules
        ]
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
        told: list[int | None] = [None] * len(self._cells)
        found: list[int] = []
        for number, asked in enumerate(self._asked):
            for place, compare, value in asked:
                known = told[place]
                if known is None:
                    known = told[place] = int(self._cells[place](facts, truths, reading.decided))
                if not compare(known, value):
                    break
            else:
                found.append(number)
                reading.take(self.plan.rules[number].says)
        return Fired(tuple(found), tuple(_bound(self.plan, self.plan.rules[number]) for number in found))


def _bound(plan: Plan, rule: PlannedRule) -> tuple[str, ...]:
    return tuple(plan.shards[pattern.shard].id for pattern in rule.patterns)
