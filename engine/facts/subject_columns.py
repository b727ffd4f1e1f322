"""The subjects and the victims' transfers to them as columns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.facts.bookings import Bookings
from engine.facts.subjects import number_of
from engine.facts.vectors import UNKNOWN, Flags, Whole, whole

#: No day is so late.
FOREVER = 2**40


def _day(column: str, otherwise: int) -> str:
    return f"CAST(coalesce({number_of(column)}, {otherwise}) AS BIGINT) AS {column}"


#: The query of the subjects `{chosen}`, in which nothing is NULL. The conduct of a case spans civil days, both ends
#: included; where one of them is not stated, no sum over it is known.
SUBJECTS = f"""
SELECT subject, CAST(coalesce(account_no, -1) AS BIGINT) AS account_no, knowable,
    {_day("covered_from", -FOREVER)}, {_day("covered_to", FOREVER)}, {_day("nothing_before", -FOREVER)},
    {_day("conduct_from", FOREVER)}, {_day("conduct_to", -FOREVER)}
FROM subjects LEFT JOIN (
    SELECT case_id, conduct_from, conduct_to FROM cases WHERE conduct_from IS NOT NULL AND conduct_to IS NOT NULL
) USING (case_id)
WHERE {{chosen}}
"""

#: The query of the transfers to them.
TRANSFERS = "SELECT subject, account_no, transfer_row, amount, moment, day, by_day FROM all_transfers WHERE {chosen}"


@dataclass(frozen=True, slots=True)
class Subjects:
    """Subjects in the order of their numbers; days of which nothing is said lie beyond every calendar."""

    subject: Whole
    place: Whole  #: of the account among the bookings, -1 where it has none near
    knowable: Flags
    covered_from: Whole
    covered_to: Whole
    nothing_before: Whole
    conduct_from: Whole
    conduct_to: Whole

    def __len__(self) -> int:
        return len(self.subject)

    @property
    def conducted(self) -> Flags:
        """The subjects of which the days of the conduct are known."""
        return np.not_equal(self.conduct_from, FOREVER)

    def covered(self, at: Whole, first: Whole, last: Whole) -> Flags:
        """Return whether all days from `first` to `last` are covered for the subjects `at`; an empty span is.

        The covered days are `covered_from` to `covered_to` and all before `nothing_before`.
        """
        start = np.maximum(first, self.nothing_before[at])
        inside = (start >= self.covered_from[at]) & (last <= self.covered_to[at])
        return self.knowable[at] & ((start > last) | inside)


@dataclass(frozen=True, slots=True)
class Transfers:
    """Victims' transfers; `at` is the subject's place among the subjects."""

    at: Whole
    row: Whole
    amount: Whole
    moment: Whole
    day: Whole
    by_day: Flags


def subjects_of(columns: Mapping[str, NDArray[np.generic]], bookings: Bookings) -> Subjects:
    """Return the subjects of `columns`, which `SUBJECTS` asks for."""
    order = np.argsort(columns["subject"], kind="stable")
    told = {name: column[order] for name, column in columns.items()}
    days = ("covered_from", "covered_to", "nothing_before", "conduct_from", "conduct_to")
    return Subjects(
        subject=whole(told["subject"]),
        place=bookings.places(whole(told["account_no"])),
        knowable=told["knowable"].astype(np.bool_),
        **{name: whole(told[name]) for name in days},
    )


def transfers_of(columns: Mapping[str, NDArray[np.generic]], subjects: Subjects) -> Transfers:
    """Return the transfers of `columns`, which `TRANSFERS` asks for, in the order of their subjects."""
    order = np.lexsort((columns["transfer_row"], columns["subject"]))
    told = {name: column[order] for name, column in columns.items()}
    return Transfers(
        at=whole(np.searchsorted(subjects.subject, told["subject"])),
        row=whole(told["transfer_row"]),
        amount=whole(told["amount"]),
        moment=whole(told["moment"]),
        day=whole(told["day"]),
        by_day=told["by_day"].astype(np.bool_),
    )


def unless(known: Flags, numbers: Whole) -> Whole:
    """Return `numbers`, unknown where not `known`."""
    return np.where(known, numbers, UNKNOWN)
