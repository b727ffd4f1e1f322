"""Where a comparison turns over as one fact moves: exact, on whole numbers only."""

from itertools import pairwise, product
from typing import NewType

from engine.program.expression import Constant, Difference, Expression, Fact, Greatest, Least, Product, Sum, facts_of
from engine.program.program import Facts

#: Coefficients, the constant first; no trailing zeros.
Polynomial = NewType("Polynomial", tuple[int, ...])
#: A rulebook nested so deep in `min` and `max` that it has more pieces than this is not searched.
MOST_PIECES = 1_000


class TooManyPieces(ValueError):  # noqa: N818 (a limit reached, not a fault)
    """The expression has more than `MOST_PIECES` pieces."""


def pieces(expression: Expression, fact: str, facts: Facts) -> frozenset[Polynomial]:
    """Return polynomials in `fact` one of which `expression` equals at each value of it.

    The other facts in it are known. `min` and `max` give one piece for each part. Errors: TooManyPieces.
    """
    match expression:
        case Fact(name) if name == fact:
            return frozenset({polynomial(0, 1)})
        case Fact(name):
            value = facts[name]
            assert isinstance(value, int), "INVARIANT: the other facts of the comparison are known numbers"  # noqa: S101
            return frozenset({polynomial(value)})
        case Constant(value):
            return frozenset({polynomial(value)})
        case Difference(left, right):
            negative = Product((Constant(-1), right))
            return pieces(Sum((left, negative)), fact, facts)
        case Least(parts) | Greatest(parts):
            return frozenset().union(*(pieces(part, fact, facts) for part in parts))
        case Sum(parts):
            return _combined([pieces(part, fact, facts) for part in parts], times=False)
        case Product(parts):
            return _combined([pieces(part, fact, facts) for part in parts], times=True)


def is_straight(expression: Expression, fact: str) -> bool:
    """Return whether `expression` is surely a line in `fact`, whatever the other facts in it are."""
    match expression:
        case Fact() | Constant():
            return True
        case Difference(left, right):
            return is_straight(left, fact) and is_straight(right, fact)
        case Sum(parts):
            return all(is_straight(part, fact) for part in parts)
        case Product(parts):
            moving = [part for part in parts if fact in facts_of(part)]
            return len(moving) <= 1 and all(is_straight(part, fact) for part in moving)
        case Least() | Greatest():
            return fact not in facts_of(expression)


def polynomial(*coefficients: int) -> Polynomial:
    last = max((place for place, value in enumerate(coefficients) if value), default=-1)
    return Polynomial(tuple(coefficients[: last + 1]))


def _combined(choices: list[frozenset[Polynomial]], *, times: bool) -> frozenset[Polynomial]:
    found = frozenset({polynomial(1) if times else polynomial(0)})
    for choice in choices:
        if len(found) * len(choice) > MOST_PIECES:
            raise TooManyPieces
        found = frozenset((_product if times else _sum)(left, right) for left, right in product(found, choice))
    return found


def _sum(left: Polynomial, right: Polynomial) -> Polynomial:
    length = max(len(left), len(right))
    return polynomial(*(sum(side[place] for side in (left, right) if place < len(side)) for place in range(length)))


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    found = [0] * (len(left) + len(right))
    for one, first in enumerate(left):
        for other, second in enumerate(right):
            found[one + other] += first * second
    return polynomial(*found)


def at(value: int, of: Polynomial) -> int:
    """Return the polynomial's value."""
    found = 0
    for coefficient in reversed(of):
        found = found * value + coefficient
    return found


def turns(of: Polynomial, low: int, high: int) -> tuple[int, ...]:
    """Return each whole number in `(low, high]` where the sign differs from that of the number before it."""
    if len(of) < 2:  # noqa: PLR2004 (a constant has one sign)
        return ()
    if len(of) == 2:  # noqa: PLR2004 (a line)
        return tuple(turn for turn in _turns_of_line(*of) if low < turn <= high)
    derivative = polynomial(*(power * value for power, value in enumerate(of) if power))
    bends = turns(derivative, low, high)
    knots = sorted({low, high, *bends, *(bend - 1 for bend in bends)})
    return tuple(turn for start, end in pairwise(knots) for turn in _turns_between(of, start, end))


def _turns_of_line(constant: int, slope: int) -> tuple[int, ...]:
    """Return where a line that rises or falls turns: from its root on and behind it, or behind where that would be."""
    before, rest = divmod(-constant, slope)
    return (before + 1,) if rest else (before, before + 1)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _turns_between(of: Polynomial, start: int, end: int) -> list[int]:
    # INVARIANT: the polynomial is monotone from `start` to `end`, so signs change at most from - over 0 to +.
    found = []
    while _sign(at(start, of)) != _sign(at(end, of)):
        start = _first_other_sign(of, start, end)
        found.append(start)
    return found


def _first_other_sign(of: Polynomial, start: int, end: int) -> int:
    sign = _sign(at(start, of))
    while end - start > 1:
        middle = (start + end) // 2
        if _sign(at(middle, of)) == sign:
            start = middle
        else:
            end = middle
    return end
