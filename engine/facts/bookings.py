"""The counted bookings near the subjects' days as columns, and where in them an account's days and moments lie."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.facts.plan import BY_DAY, BY_MINUTE, DAY
from engine.facts.vectors import Flags, Whole, running, whole

#: A range of rows: the first and the one behind the last, one pair for each thing asked about.
Rows = tuple[Whole, Whole]


class Bookings:
    """Bookings in the order of `ordinal`: by account, and in an account by `(booked_at, seq)`.

    Shape of `columns`, in any order: `account_no, ordinal, moment, clock, incoming, amount` (`plan.py`).
    """

    def __init__(self, columns: Mapping[str, NDArray[np.generic]]) -> None:
        order = np.argsort(columns["ordinal"], kind="stable")
        self.ordinal = whole(columns["ordinal"][order])
        self.moment = whole(columns["moment"][order])
        self.day = whole(self.moment // DAY)
        self.clock = columns["clock"][order].astype(np.int8, copy=False)
        self.incoming: Flags = columns["incoming"][order].astype(np.bool_, copy=False)
        self.amount = whole(columns["amount"][order])
        account_no = whole(columns["account_no"][order])
        begins = np.flatnonzero(np.diff(account_no, prepend=-1))
        self._accounts = account_no[begins]
        #: The place of each booking's account among those that have any.
        self.place = whole(np.repeat(np.arange(len(begins)), np.diff(begins, append=len(account_no))))
        self._days, self._moments = _Finder(self.place, self.day), _Finder(self.place, self.moment)
        self._came = running(np.where(self.incoming, self.amount, 0))
        self._went = running(np.where(self.incoming, 0, self.amount))

    def __len__(self) -> int:
        return len(self.ordinal)

    def places(self, account_no: Whole) -> Whole:
        """Return the place of each account among those that have bookings here, -1 where it has none."""
        if not len(self._accounts):
            return np.full(len(account_no), -1, np.int64)
        found = np.minimum(np.searchsorted(self._accounts, account_no), len(self._accounts) - 1)
        return np.where(self._accounts[found] == account_no, found, -1)

    def on_days(self, places: Whole, first: Whole, last: Whole) -> Rows:
        """Return the rows of the accounts at `places` from the day `first` to the day `last`."""
        return self._days.between(places, first, last)

    def at_moments(self, places: Whole, first: Whole, last: Whole) -> Rows:
        """Return the rows of the accounts at `places` from the second `first` to the second `last`."""
        return self._moments.between(places, first, last)

    def inflow(self, rows: Rows) -> Whole:
        """Return what came in, in fen."""
        return self._came[rows[1]] - self._came[rows[0]]

    def outflow(self, rows: Rows) -> Whole:
        """Return what went out, in fen."""
        return self._went[rows[1]] - self._went[rows[0]]

    def by_day(self) -> Flags:
        """Return the bookings of which the day alone is known."""
        return np.equal(self.clock, BY_DAY)

    def by_minute(self) -> Flags:
        """Return the bookings of which the second is not known."""
        return np.equal(self.clock, BY_MINUTE)


class _Finder:
    """Finds the rows of an account by a column that never goes back within it."""

    def __init__(self, place: Whole, column: Whole) -> None:
        self._least = int(column.min(initial=0))
        self._most = int(column.max(initial=0))
        # two numbers beyond: behind the last row of an account, and before the first
        self._span = self._most - self._least + 2
        self._keys = place * self._span + (column - self._least)

    def between(self, places: Whole, first: Whole, last: Whole) -> Rows:
        begins, ends = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
        here = np.flatnonzero(places >= 0)
        begins[here] = self._from(places[here], first[here])
        ends[here] = np.maximum(self._from(places[here], last[here] + 1), begins[here])
        return begins, ends

    def _from(self, places: Whole, value: Whole) -> Whole:
        """Return the first row of each account that is not before `value`."""
        inside = np.clip(value, self._least, self._most + 1) - self._least
        return whole(np.searchsorted(self._keys, places * self._span + inside))
