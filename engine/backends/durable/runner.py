"""The one module that imports durable_rules: one ruleset, one context, one run of the agenda a subject."""

import re
from collections.abc import Sequence

import durable_rules_engine
from durable import engine

from engine.backends.durable.columns import SUBJECT, Cell, cell
from engine.backends.durable.plan import Plan, Shard
from engine.backends.durable.protocol import Fired
from engine.backends.durable.reading import Reading
from engine.backends.durable.ruleset import SID, ruleset, template
from engine.backends.judging import Truths

_BOUND = re.compile(r'"id": "(f\d+)"')


class EngineFault(Exception):  # noqa: N818 (the engine's, not ours)
    """durable_rules did something that must not be built upon; the process it is in is to be given up."""


class _Host(engine.Host):  # type: ignore[misc]  # durable_rules ships no types
    """Registers rulesets and starts no threads.

    The threads of the stock host run the same agenda beside us, without a lock, and crash where a context is deleted.
    """

    def _run(self) -> None:
        pass

    def forget(self, name: str) -> None:
        """Drop a ruleset: rulesets are never dropped by the stock host."""
        self._ruleset_list.remove(self._ruleset_directory.pop(name))


_HOST = _Host()


class Runner:
    """Runs one plan; `close` unloads its ruleset."""

    def __init__(self, plan: Plan, *, traced: bool) -> None:
        self._plan = plan
        self._traced = traced
        self._numbers = {rule.name: number for number, rule in enumerate(plan.rules)}
        self._says = [rule.says for rule in plan.rules]
        self._told = [
            [_Teller(plan, shard) for shard in plan.shards_of(source)]
            for source in range(SUBJECT, len(plan.program.decisions))
        ]
        rules = {name: {**rule, "run": _never} for name, rule in ruleset(plan).items()}  # type: ignore[dict-item]  # a rule is a dictionary
        _HOST.register_rulesets({plan.name: rules})
        self._handle = _HOST.get_ruleset(plan.name)._handle  # noqa: SLF001 (the host keeps it nowhere else)

    def close(self) -> None:
        """Unload the ruleset. Its context is deleted after each subject, so none is left behind."""
        _HOST.forget(self._plan.name)
        durable_rules_engine.delete_ruleset(self._handle)

    def run(self, facts: Sequence[str], truths: Truths) -> Fired:
        """Assert `facts`, run the agenda to its end, and return what fired, in order.

        All facts come first and then one run: with a run after each, a rule could fire before what it waits for.
        """
        context = self._assert(facts)
        started = durable_rules_engine.start_action_for_state(self._handle, context)
        if started is None:
            # deleting a context in which nothing fired frees memory it never had
            raise EngineFault("nothing fired")
        try:
            return self._agenda(started[1], context, truths)
        finally:
            durable_rules_engine.delete_state(self._handle, SID)

    def _assert(self, facts: Sequence[str]) -> int:
        """Assert one fact after the other: of a list, all that follow an error are dropped without a word."""
        context = 0
        for fact in facts:
            result, context = durable_rules_engine.assert_fact(self._handle, fact)
            if result != 0:
                raise EngineFault("fact not taken", result)
        return context

    def _agenda(self, message: str | None, context: int, truths: Truths) -> Fired:
        fired: list[int] = []
        bound: list[tuple[str, ...]] = []
        reading = Reading(self._plan)
        while message is not None:
            # each rule fires at most once: every fact is there once
            if len(fired) == len(self._says):
                raise EngineFault("more firings than rules")
            number = self._numbers[message[2 : message.index('"', 2)]]
            fired.append(number)
            if self._traced:
                bound.append(tuple(_BOUND.findall(message)))
            says = self._says[number]
            reading.take(says)
            if says.role == "settle":
                self._assert([teller.fact(truths, reading) for teller in self._told[says.decision + 1]])
            message = durable_rules_engine.complete_and_start_action(self._handle, context)
        return Fired(tuple(fired), tuple(bound))


class _Teller:
    """Writes the fact about a decision."""

    def __init__(self, plan: Plan, shard: Shard) -> None:
        self._template = template(shard, plan)
        self._cells: list[Cell] = [cell(column, plan.program) for column in shard.columns]

    def fact(self, truths: Truths, reading: Reading) -> str:
        return self._template % tuple([told({}, truths, reading.decided) for told in self._cells])


def _never(_: object) -> None:
    """Stand where durable_rules wants an action.

    Firings are taken from the agenda itself. The stock path calls actions from a wrapper that swallows exceptions into
    a state it then writes back after each firing.
    """
