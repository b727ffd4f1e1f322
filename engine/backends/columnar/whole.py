"""Expressions → SQL over whole numbers that cannot overflow: each carries the bounds it stays within."""

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from engine.backends.columnar.dialect import Dialect
from engine.program.expression import Constant, Difference, Expression, Fact, Greatest, Least, Product, Sum, facts_of

#: Facts are 64-bit whole numbers, without the one that has no counterpart of the other sign.
LARGEST = 2**63 - 1
#: What is added up from a list may be larger; no list has a thousand million entries.
LARGEST_TOTAL = 10**9 * LARGEST
#: The largest number of 38 digits: what a wide column holds.
WIDEST = 10**38 - 1


class TooWideError(ValueError):
    """A quantity could come to more than 38 digits."""


class Whole(NamedTuple):
    """SQL that gives a whole number, or NULL where a fact in it is unknown."""

    sql: str
    low: int
    high: int
    wide: bool  #: of more than 64 bits


def whole(expression: Expression, dialect: Dialect, totals: frozenset[str] = frozenset()) -> Whole:
    """Return `expression` as SQL over the columns named as its facts. Raises `TooWideError`.

    The columns of `totals`, facts that are added up from lists, are wide ones.
    """

    def part(inner: Expression) -> Whole:
        return whole(inner, dialect, totals)

    match expression:
        case Fact(name):
            largest = LARGEST_TOTAL if name in totals else LARGEST
            return Whole(dialect.name(name), -largest, largest, wide=name in totals)
        case Constant(value):
            return _constant(value, dialect)
        case Difference(left, right):
            return _folded((part(left), part(right)), " - ", _minus, dialect)
        case Sum(parts):
            return _folded(tuple(map(part, parts)), " + ", _plus, dialect)
        case Product(parts):
            return _folded(tuple(map(part, parts)), " * ", _by, dialect)
        case Least(parts) | Greatest(parts):
            return _extreme(expression, tuple(map(part, parts)), dialect)


def _constant(value: int, dialect: Dialect) -> Whole:
    wide = not -LARGEST <= value <= LARGEST
    if abs(value) > WIDEST:
        raise TooWideError
    return Whole(f"CAST({value} AS {dialect.wide if wide else dialect.narrow})", value, value, wide)


Bounds = tuple[int, int]


def _plus(left: Bounds, right: Bounds) -> Bounds:
    return left[0] + right[0], left[1] + right[1]


def _minus(left: Bounds, right: Bounds) -> Bounds:
    return left[0] - right[1], left[1] - right[0]


def _by(left: Bounds, right: Bounds) -> Bounds:
    corners = [first * second for first in left for second in right]
    return min(corners), max(corners)


def _folded(
    parts: tuple[Whole, ...], sign: str, combine: Callable[[Bounds, Bounds], Bounds], dialect: Dialect
) -> Whole:
    """Return `parts` joined by `sign` from the left; on the way, too, nothing leaves its type."""
    reached = list(accumulate(((part.low, part.high) for part in parts), combine))
    size = max(abs(bound) for bounds in reached for bound in bounds)
    if size > WIDEST:
        raise TooWideError
    wide = size > LARGEST or any(part.wide for part in parts)
    return Whole(f"({sign.join(_columns(parts, wide, dialect))})", *reached[-1], wide)


def _columns(parts: tuple[Whole, ...], wide: bool, dialect: Dialect) -> list[str]:
    return [f"CAST({part.sql} AS {dialect.wide})" if wide and not part.wide else part.sql for part in parts]


def _extreme(expression: Least | Greatest, parts: tuple[Whole, ...], dialect: Dialect) -> Whole:
    """Return the least or greatest of `parts`: SQL's passes over NULL, ours is unknown where one part is."""
    of = min if isinstance(expression, Least) else max
    wide = any(part.wide for part in parts)
    columns = _columns(parts, wide, dialect)
    name = "least" if of is min else "greatest"
    found = f"{name}({', '.join(columns)})" if len(columns) > 1 else columns[0]
    known = " AND ".join(f"{dialect.name(fact)} IS NOT NULL" for fact in facts_of(expression))
    sql = f"CASE WHEN {known} THEN {found} END" if known else found
    return Whole(sql, of(part.low for part in parts), of(part.high for part in parts), wide)
