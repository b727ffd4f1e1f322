"""Which booking shows each of the victims' transfers, for all subjects at once.

A transfer whose sum no other one of its subject has takes the nearest booking, found by looking up. Transfers of one
sum may want the same booking: these crowds are walked (`linking.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.facts.bookings import Bookings
from engine.facts.linking import Arrival, Transfer, link_transfers
from engine.facts.plan import BY_DAY, DAY
from engine.facts.settings import FactSettings
from engine.facts.subject_columns import Subjects, Transfers
from engine.facts.vectors import Flags, Whole, changes, distinct, expanded, whole

#: Further than any booking.
_FAR = 2**62


def linked_bookings(bookings: Bookings, subjects: Subjects, transfers: Transfers, settings: FactSettings) -> Whole:
    """Return for each transfer the row of the booking that shows it, -1 where none does."""
    found = np.full(len(transfers.at), -1, np.int64)
    asked = np.flatnonzero(subjects.place[transfers.at] >= 0)
    if not len(asked) or not len(bookings):
        return found
    wanted = _Wanted(bookings, subjects.place[transfers.at[asked]], transfers.amount[asked])
    crowded = _crowded(transfers.at[asked], transfers.amount[asked])
    alone = ~crowded
    found[asked[alone]] = _nearest(bookings, wanted, transfers, asked[alone], wanted.sums[alone], settings)
    for members in _groups(transfers, asked[crowded]):
        rows = wanted.rows_of(int(wanted.sums[np.searchsorted(asked, members[0])]))
        rows = _in_question(bookings, transfers, members, rows)
        for transfer, row in _walked(bookings, transfers, members, rows, settings):
            found[transfer] = row
    return found


@dataclass(init=False)
class _Wanted:
    """The in-bookings that have an account and a sum that some transfer has, by account and sum, then by time."""

    sums: Whole  #: of each transfer: the number of its account and sum
    rows: Whole  #: of bookings
    sum_of_row: Whole

    def __init__(self, bookings: Bookings, places: Whole, amounts: Whole) -> None:
        least, most = np.full(int(bookings.place[-1]) + 1, _FAR), np.full(int(bookings.place[-1]) + 1, -1)
        np.minimum.at(least, places, amounts)
        np.maximum.at(most, places, amounts)
        near = bookings.incoming & (bookings.amount >= least[bookings.place])
        rows = np.flatnonzero(near & (bookings.amount <= most[bookings.place]))
        kinds = distinct(amounts)
        kind = np.minimum(np.searchsorted(kinds, bookings.amount[rows]), len(kinds) - 1)
        same = kinds[kind] == bookings.amount[rows]
        rows, kind = rows[same], kind[same]
        # an account and a sum in one number; both are counted, so that it stays small
        asked, self.sums = np.unique(places * len(kinds) + np.searchsorted(kinds, amounts), return_inverse=True)
        stated = bookings.place[rows] * len(kinds) + kind
        number = np.minimum(np.searchsorted(asked, stated), len(asked) - 1)
        same = asked[number] == stated
        order = np.argsort(number[same], kind="stable")
        self.rows, self.sum_of_row = whole(rows[same][order]), whole(number[same][order])

    def rows_of(self, sum_: int) -> Whole:
        first, end = np.searchsorted(self.sum_of_row, [sum_, sum_ + 1])
        return self.rows[first:end]


def _crowded(at: Whole, amount: Whole) -> Flags:
    """Return which transfers have a subject and a sum in common with another one."""
    order = np.lexsort((amount, at))
    begins = changes(at[order], amount[order])
    crowded = np.zeros(len(at), np.bool_)
    crowded[order] = ~(begins & np.append(begins[1:], True))
    return crowded


class _Nearest(NamedTuple):
    """The nearest row so far of each transfer, and how far it is."""

    distance: Whole
    row: Whole

    def or_nearer(self, fits: Flags, distance: Whole, row: Whole) -> "_Nearest":
        """Return the nearer of both, of equals the earlier booking."""
        nearer = fits & ((distance < self.distance) | ((distance == self.distance) & (row < self.row)))
        return _Nearest(np.where(nearer, distance, self.distance), np.where(nearer, row, self.row))


def _nearest(  # noqa: PLR0913, PLR0917 (what is looked up, where, and by which settings)
    bookings: Bookings, wanted: _Wanted, transfers: Transfers, of: Whole, sums: Whole, settings: FactSettings
) -> Whole:
    """Return the row that each of the transfers `of` takes, -1 where there is none in reach."""
    at, by_day, midnight = transfers.moment[of], transfers.by_day[of], transfers.day[of] * DAY
    coarse = bookings.clock[wanted.rows] == BY_DAY
    timed = _Times(bookings, wanted.rows[~coarse], wanted.sum_of_row[~coarse], at, midnight)
    days = _Times(bookings, wanted.rows[coarse], wanted.sum_of_row[coarse], midnight, midnight)
    best = _Nearest(np.full(len(of), _FAR), np.full(len(of), _FAR))
    for moment, row, same in timed.later(sums, at), timed.earlier(sums, at):
        late = moment - at
        fits = same & ~by_day & (late >= -settings.link_before) & (late <= settings.link_after)
        best = best.or_nearer(fits, np.abs(late), row)
    for times, who in (days, np.ones(len(of), np.bool_)), (timed, by_day):
        moment, row, same = times.later(sums, midnight)
        best = best.or_nearer(same & who & (moment < midnight + DAY), np.zeros(len(of), np.int64), row)
    return np.where(best.distance < _FAR, best.row, -1)


class _Times:
    """Finds bookings of a sum by their moments."""

    def __init__(self, bookings: Bookings, rows: Whole, sums: Whole, at: Whole, midnight: Whole) -> None:
        self._rows, self._sums, self._moments = rows, sums, bookings.moment[rows]
        asked = np.concatenate((self._moments, at, midnight))
        self._least = int(asked.min(initial=0))
        self._span = int(asked.max(initial=0)) - self._least + 1
        self._keys = sums * self._span + (self._moments - self._least)

    def later(self, sums: Whole, at: Whole) -> tuple[Whole, Whole, Flags]:
        """Return the moment and the row of the first booking not before `at`, and whether there is one."""
        return self._told(whole(np.searchsorted(self._keys, sums * self._span + (at - self._least))), sums)

    def earlier(self, sums: Whole, at: Whole) -> tuple[Whole, Whole, Flags]:
        """Return the same of the latest moment before `at`; of several bookings then, the first."""
        before = np.searchsorted(self._keys, sums * self._span + (at - self._least)) - 1
        if not len(self._keys):
            return self._told(whole(before), sums)
        first = np.searchsorted(self._keys, self._keys[np.maximum(before, 0)])
        return self._told(np.where(before < 0, before, first), sums)

    def _told(self, found: Whole, sums: Whole) -> tuple[Whole, Whole, Flags]:
        inside = (found >= 0) & (found < len(self._rows))
        if not len(self._rows):
            nothing = np.zeros(len(found), np.int64)
            return nothing, nothing, inside & False
        place = np.where(inside, found, 0)
        return self._moments[place], self._rows[place], inside & (self._sums[place] == sums)


def _groups(transfers: Transfers, crowded: Whole) -> Iterator[Whole]:
    """Yield the crowded transfers that have a subject and a sum in common."""
    order = crowded[np.lexsort((transfers.amount[crowded], transfers.at[crowded]))]
    if len(order):
        yield from np.split(order, np.flatnonzero(changes(transfers.at[order], transfers.amount[order]))[1:])


def _in_question(bookings: Bookings, transfers: Transfers, members: Whole, rows: Whole) -> Whole:
    """Return those of `rows` that `members` may take, of what may be many more than there are transfers.

    Of n transfers n - 1 have taken a booking each before the last one looks. So each of them takes one of the first n
    of its day, of the first n from its moment on, or of the n before it, where for the last second of these the first
    n of all its bookings stand.
    """
    most = len(members)
    if len(rows) <= 4 * most * most:
        return rows
    coarse = bookings.clock[rows] == BY_DAY
    chosen = np.zeros(len(rows), np.bool_)
    at, midnight = transfers.moment[members], transfers.day[members] * DAY
    for kind in (~coarse, coarse):
        places = np.flatnonzero(kind)
        moments = bookings.moment[rows[places]]
        here, today = (np.searchsorted(moments, asked) for asked in (at, midnight))
        before = np.maximum(here - most, 0)
        second = np.searchsorted(moments, np.append(moments, 0)[np.minimum(before, len(moments))])
        for first, end in ((before, here + most), (second, second + most), (today, today + most)):
            chosen[places[expanded(whole(first), np.minimum(end, len(places)))[0]]] = True
    return rows[chosen]


def _walked(
    bookings: Bookings, transfers: Transfers, members: Whole, rows: Whole, settings: FactSettings
) -> Iterator[tuple[int, int]]:
    """Yield a transfer and its booking for each of `members` that finds one among `rows`."""
    coarse = (bookings.clock[rows] == BY_DAY).tolist()
    arrivals = map(Arrival, bookings.moment[rows].tolist(), rows.tolist(), coarse)
    # `transfer_row` decides between transfers of one moment, so it stands before the place
    by_row = dict(zip(transfers.row[members].tolist(), members.tolist(), strict=True))
    paid = map(Transfer, transfers.moment[members].tolist(), by_row, transfers.by_day[members].tolist())
    for transfer, arrival in link_transfers(paid, arrivals, settings):
        if arrival:
            yield by_row[transfer.row], arrival.ordinal
