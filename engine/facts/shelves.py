"""Out-bookings not yet taken: the earliest of an amount, or of a band of amounts, without looking at them all."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Leg(NamedTuple):
    """A counted booking of the subject's account, of second or minute precision."""

    ordinal: int  #: its place in the order `(booked_at, seq)`
    at: int  #: civil seconds; minute precision at :00
    by_minute: bool  #: the second is not known
    amount: int  #: fen


class Shelf(Protocol):
    """Items in the order of `ordinal`; those before a moment once asked for are gone for good."""

    def first(self, amount: int, since: int) -> Leg | None:
        """Return the earliest item of about `amount` that is not before `since`, which never goes back."""

    def take(self, item: Leg) -> None:
        """Take what `first` returned."""


def shelf(items: Sequence[Leg], tolerance: int) -> Shelf:
    """Return the `items`, in order, on a shelf whose amounts may differ by `tolerance`."""
    return _Banded(items, tolerance) if tolerance else _Exact(items)


class _Exact:
    """A queue an amount."""

    def __init__(self, items: Sequence[Leg]) -> None:
        self._queues: dict[int, list[Leg]] = defaultdict(list)
        self._next: dict[int, int] = defaultdict(int)
        for item in items:
            self._queues[item.amount].append(item)

    def first(self, amount: int, since: int) -> Leg | None:
        queue, place = self._queues[amount], self._next[amount]
        while place < len(queue) and queue[place].at < since:
            place += 1
        self._next[amount] = place
        return queue[place] if place < len(queue) else None

    def take(self, item: Leg) -> None:
        self._next[item.amount] += 1


class _Banded:
    """A tree over the amounts that knows the earliest item of every band; log n for each question."""

    def __init__(self, items: Sequence[Leg], tolerance: int) -> None:
        self._items = items
        self._tolerance = tolerance
        self._oldest = 0
        self._none = len(items)
        by_amount = sorted(range(len(items)), key=lambda place: items[place].amount)
        self._amounts = [items[place].amount for place in by_amount]
        self._leaf = {items[place].ordinal: leaf for leaf, place in enumerate(by_amount, len(items))}
        self._tree = [self._none] * len(items) + by_amount
        for node in range(len(items) - 1, 0, -1):
            self._tree[node] = min(self._tree[2 * node], self._tree[2 * node + 1])

    def first(self, amount: int, since: int) -> Leg | None:
        while self._oldest < len(self._items) and self._items[self._oldest].at < since:
            self.take(self._items[self._oldest])
            self._oldest += 1
        place = self._earliest(
            bisect_left(self._amounts, amount - self._tolerance), bisect_right(self._amounts, amount + self._tolerance)
        )
        return self._items[place] if place < self._none else None

    def take(self, item: Leg) -> None:
        node = self._leaf[item.ordinal]
        self._tree[node] = self._none
        while node := node // 2:
            self._tree[node] = min(self._tree[2 * node], self._tree[2 * node + 1])

    def _earliest(self, first: int, last: int) -> int:
        """Return the smallest place among the leaves from `first` to before `last`."""
        low, high, found = first + len(self._items), last + len(self._items), self._none
        while low < high:
            if low % 2:
                found = min(found, self._tree[low])
                low += 1
            if high % 2:
                high -= 1
                found = min(found, self._tree[high])
            low, high = low // 2, high // 2
        return found
