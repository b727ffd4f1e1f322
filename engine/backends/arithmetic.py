"""Tests over facts, as plain Python functions. Integers only; one unknown fact makes a test unknown."""

import operator
from collections.abc import Callable

from engine.decision.kleene import Kleene
from engine.program.expression import Constant, Difference, Expression, Fact, Greatest, Least, Product, Sum
from engine.program.program import Comparison, Facts, Known, Membership, Operator, Test

Whole = Callable[[Facts], int | None]

OPERATORS: dict[Operator, Callable[[int, int], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "is": operator.eq,
}


def test_function(test: Test) -> Callable[[Facts], Kleene]:
    """Return the function that says what `test` is on given facts."""
    match test:
        case Known(name):
            return lambda facts: facts.get(name) is not None
        case Membership(name, values):
            return _membership(name, frozenset(values))
        case Comparison(Fact(name), comparator, Constant(value)):
            return _threshold(name, OPERATORS[comparator], value)
        case Comparison(left, comparator, right):
            return _comparison(whole(left), OPERATORS[comparator], whole(right))


def _membership(name: str, values: frozenset[str | bool | int]) -> Callable[[Facts], Kleene]:
    def member(facts: Facts) -> Kleene:
        value = facts.get(name)
        return None if value is None else value in values

    return member


def _threshold(name: str, compare: Callable[[int, int], bool], threshold: int) -> Callable[[Facts], Kleene]:
    def reaches(facts: Facts) -> Kleene:
        value = facts.get(name)
        return None if value is None else compare(value, threshold)  # type: ignore[arg-type]  # units were checked

    return reaches


def _comparison(left: Whole, compare: Callable[[int, int], bool], right: Whole) -> Callable[[Facts], Kleene]:
    def compared(facts: Facts) -> Kleene:
        first, second = left(facts), right(facts)
        return None if first is None or second is None else compare(first, second)

    return compared


def whole(expression: Expression) -> Whole:
    """Return the function that computes `expression`; None where a fact in it is unknown."""
    match expression:
        case Fact(name):
            return lambda facts: facts.get(name)  # type: ignore[return-value]  # units were checked
        case Constant(value):
            return lambda _: value
        case Difference(left, right):
            return _over((whole(left), whole(right)), lambda values: values[0] - values[1])
        case Sum(parts):
            return _over(tuple(whole(part) for part in parts), sum)
        case Product(parts):
            return _over(tuple(whole(part) for part in parts), _product)
        case Least(parts):
            return _over(tuple(whole(part) for part in parts), min)
        case Greatest(parts):
            return _over(tuple(whole(part) for part in parts), max)


def _product(values: list[int]) -> int:
    result = 1
    for value in values:
        result *= value
    return result


def _over(parts: tuple[Whole, ...], combine: Callable[[list[int]], int]) -> Whole:
    def combined(facts: Facts) -> int | None:
        values: list[int] = []
        for part in parts:
            value = part(facts)
            if value is None:
                return None
            values.append(value)
        return combine(values)

    return combined
