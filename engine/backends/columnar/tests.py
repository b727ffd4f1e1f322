"""Tests → SQL booleans: true, false, and NULL where the outcome is unknown."""

from engine.backends.columnar.dialect import Dialect
from engine.backends.columnar.whole import whole
from engine.program.program import Comparison, Known, Membership, Operator, Test

_SIGNS: dict[Operator, str] = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "is": "="}


def test_sql(test: Test, dialect: Dialect, totals: frozenset[str]) -> str:
    """Return `test` as SQL over the columns named as its facts, those of `totals` wide. Raises `TooWideError`."""
    match test:
        case Known(name):
            return f"({dialect.name(name)} IS NOT NULL)"
        case Membership(name, values):
            listed = ", ".join(_literal(value, dialect) for value in values)
            return f"({dialect.name(name)} IN ({listed}))"
        case Comparison(left, operator, right):
            return f"({whole(left, dialect, totals).sql} {_SIGNS[operator]} {whole(right, dialect, totals).sql})"


def _literal(value: str | bool | int, dialect: Dialect) -> str:
    if isinstance(value, str):
        return dialect.text(value)
    return str(value).upper() if isinstance(value, bool) else f"CAST({value} AS {dialect.narrow})"
