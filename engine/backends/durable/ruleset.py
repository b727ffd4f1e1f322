"""A plan → the ruleset of durable_rules, as the plain dictionaries its engine reads.

Its decorator language is not used: that writes rules from Python operators, where an alias that is misspelt or an
operator it does not know compiles and never fires.
"""

from engine.backends.durable.forms import Asked, Operation
from engine.backends.durable.plan import SHARD, Pattern, Plan, PlannedRule, Shard

#: A part of a ruleset; strings and integers at its leaves.
Part = dict[str, "Part"] | list["Part"] | str | int

_OPERATORS: dict[Operation, str] = {"!=": "$neq", ">=": "$gte", ">": "$gt", "<=": "$lte", "<": "$lt"}


def ruleset(plan: Plan) -> dict[str, Part]:
    """Return the rules of `plan` by name, in the order of the agenda, without their actions."""
    return {rule.name: _rule(rule, plan) for rule in plan.rules}


def _rule(rule: PlannedRule, plan: Plan) -> Part:
    patterns: list[Part] = [{plan.shards[pattern.shard].title: _condition(pattern, plan)} for pattern in rule.patterns]
    return {"all": patterns, "pri": rule.priority}


def _condition(pattern: Pattern, plan: Plan) -> Part:
    """Return one flat `$and` (an empty one never ends), each part with a single key: any further is not read."""
    shard: Part = {SHARD: pattern.shard}
    return {"$and": [shard, *(_question(asked, plan) for asked in pattern.asked)]} if pattern.asked else shard


def _question(asked: Asked, plan: Plan) -> Part:
    compared: Part = {plan.names[asked.column]: asked.value}
    return compared if asked.operation == "==" else {_OPERATORS[asked.operation]: compared}


def template(shard: Shard, plan: Plan) -> str:
    """Return the fact of `shard` as JSON, with a place for each column; `sid` is always the same.

    A context (`sid`) is found by a 32-bit hash: two case numbers could share one. Ours is emptied after each subject.
    """
    columns = "".join(f', "{plan.names[column]}": %d' for column in shard.columns)
    return f'{{"id": "{shard.id}", "sid": "{SID}", "{SHARD}": {shard.number}{columns}}}'


#: The one context.
SID = "1"
