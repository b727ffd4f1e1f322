"""Rules → SQL over the columns of tests: a second way to their outcomes, without the reference's judgement.

SQL's AND, OR and NOT are Kleene's. A rule is told where all it looks at, itself or through decisions, are tests and
decisions by the first rule that is met; the others are left to the reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.backends.columnar.plan import Plan
from engine.program.program import Branch, CompiledDecision, Condition, DecisionLeaf, Leaf


@dataclass(frozen=True, slots=True)
class Ruled:
    """A query with one more column for each rule that can be told."""

    query: str
    rules: Mapping[str, str]  #: by the id of a rule: the quoted name of its column


def ruled(plan: Plan, source: str) -> Ruled:
    """Return the subjects of `source` with the outcomes of tests and rules, NULL where unknown."""
    query, rules = plan.tested(source), dict[str, str]()
    for decision in plan.program.decisions:
        told = [(rule.id, _condition(rule.when, plan, rules)) for rule in decision.rules]
        own = {name: (plan.dialect.name(f"rule:{name}"), sql) for name, sql in told if sql is not None}
        if own:
            columns = ", ".join(f"{sql} AS {column}" for column, sql in own.values())
            query = f"SELECT *, {columns} FROM ({query}) AS told"
            rules |= {name: column for name, (column, _) in own.items()}
    return Ruled(query, rules)


def _condition(condition: Condition, plan: Plan, rules: Mapping[str, str]) -> str | None:
    """Return `condition` over the columns of tests and of earlier rules, None where it cannot be told."""
    match condition:
        case Leaf():
            return _turned(plan.test_column(condition.test), negated=condition.negated)
        case DecisionLeaf():
            decision = plan.program.decisions[condition.decision]
            among = _among(decision, condition, rules)
            return among and _turned(among, negated=condition.negated)
        case Branch(how=how, parts=parts):
            told = [_condition(part, plan, rules) for part in parts]
            if None in told:
                return None
            joined = (" OR " if how == "any" else " AND ").join(filter(None, told))
            return f"(NOT {joined})" if how == "not" else f"({joined})"


def _turned(sql: str, *, negated: bool) -> str:
    return f"(NOT {sql})" if negated else sql


def _among(decision: CompiledDecision, leaf: DecisionLeaf, rules: Mapping[str, str]) -> str | None:
    """Return whether the outcome is among those asked for: all that may still come out are, or none of them is."""
    if decision.hit != "first" or any(rule.id not in rules for rule in decision.rules):
        return None
    columns = [rules[rule.id] for rule in decision.rules]
    # a rule may decide where it may be met and no earlier one is met for certain
    may = [
        " AND ".join([*(f"{earlier} IS NOT TRUE" for earlier in columns[:place]), f"{column} IS NOT FALSE"])
        for place, column in enumerate(columns)
    ]
    may.append(" AND ".join(f"{column} IS NOT TRUE" for column in columns) or "TRUE")
    outcomes = [*(rule.then for rule in decision.rules), decision.otherwise]
    asked = [f"({sql})" for sql, outcome in zip(may, outcomes, strict=True) if outcome in leaf.values]
    others = [f"({sql})" for sql, outcome in zip(may, outcomes, strict=True) if outcome not in leaf.values]
    return (
        f"(CASE WHEN NOT ({' OR '.join(others) or 'FALSE'}) THEN TRUE "
        f"WHEN NOT ({' OR '.join(asked) or 'FALSE'}) THEN FALSE END)"
    )
