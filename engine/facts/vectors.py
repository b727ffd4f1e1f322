"""Columns of whole numbers, and the few ways in which facts are made of them.

Sums are taken modulo 2^64 and differences of them are exact, because no account's bookings add up to more than 63 bits
(F691). Nothing here is a float.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Stands for what is not known; every number that is known is larger.
UNKNOWN = -(2**62)

#: The largest number.
LARGEST = 2**63 - 1


def whole(column: "NDArray[np.generic]") -> Whole:
    """Return `column` as whole numbers of 64 bits."""
    return column.astype(np.int64, copy=False)


def running(amounts: Whole) -> Whole:
    """Return the sums before each of `amounts`, and of all at the end."""
    sums = np.zeros(len(amounts) + 1, np.int64)
    np.cumsum(amounts, out=sums[1:])
    return sums


def expanded(first: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Return every number from `first` to before `end` of each range, and the place of the range it is from."""
    lengths = np.maximum(end - first, 0)
    places = np.repeat(np.arange(len(first), dtype=np.int64), lengths)
    starts = running(lengths)[:-1]
    return np.arange(len(places), dtype=np.int64) - (starts - first)[places], places


def added(places: Whole, amounts: Whole, size: int) -> Whole:
    """Return for each of `size` places the sum of the amounts that stand at it."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, places, amounts)
    return sums


def distinct(numbers: Whole) -> Whole:
    """Return each of `numbers` once, from the smallest. Sorting beats the hashing of `numpy.unique` many times over."""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def among(numbers: Whole, others: Whole) -> Flags:
    """Return which of `numbers` are among `others`."""
    if not len(others):
        return np.zeros(len(numbers), np.bool_)
    ordered = np.sort(others)
    places = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    return np.equal(ordered[places], numbers)


def changes(*columns: Whole) -> Flags:
    """Return where a row differs from the one before it in any of `columns`; the first one does."""
    found = np.zeros(len(columns[0]), np.bool_)
    found[:1] = True
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found
