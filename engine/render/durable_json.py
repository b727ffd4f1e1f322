"""The ruleset durable_rules is given, as JSON: what each column means, then the rules, one a line."""

import json

from engine.backends.durable.columns import Code, Column, Grouped, GroupedKnown, Met, MetKnown
from engine.backends.durable.plan import Plan
from engine.backends.durable.ruleset import ruleset
from engine.program.program import Branch, Condition, DecisionLeaf, Leaf, Program
from engine.render.test_names import leaves


def durable_json(plan: Plan) -> str:
    """Return the ruleset of `plan`. Columns that stand for more than their name says are told first."""
    columns = {name: told for column, name in plan.names.items() if (told := _meaning(column, plan.program))}
    rules = ",\n".join(f"  {_text(name)}: {_text(rule)}" for name, rule in ruleset(plan).items())
    meanings = ",\n".join(f"  {_text(name)}: {_text(told)}" for name, told in columns.items())
    return f'{{"ruleset": {_text(plan.name)},\n "columns": {{\n{meanings}\n }},\n "rules": {{\n{rules}\n }}}}\n'


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _meaning(column: Column, program: Program) -> str | dict[str, int] | None:
    match column.meaning:
        case Code(values=values):
            return {value: place for place, value in enumerate(values, start=1)}
        case Met(test) | MetKnown(test):
            return next((_leaf(leaf) for leaf in leaves(program) if leaf.test == test), None)
        case Grouped(condition) | GroupedKnown(condition):
            return _condition(condition, program)
        case _:
            return None


def _condition(condition: Condition, program: Program) -> str:
    match condition:
        case Leaf():
            return _leaf(condition)
        case DecisionLeaf():
            values = ", ".join(map(str, condition.asked))
            return f"{program.decisions[condition.decision].name} {condition.comparator} {values}"
        case Branch():
            return f"{condition.how}({'; '.join(_condition(part, program) for part in condition.parts)})"


def _leaf(leaf: Leaf) -> str:
    return f"{leaf.left.text} {leaf.comparator} {leaf.right.text}".strip()
