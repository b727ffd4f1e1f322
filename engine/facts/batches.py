"""Accounts in batches, so that what is held in memory at a time is bounded."""

from dataclasses import dataclass

import numpy as np

from engine.facts.vectors import whole
from engine.ledger.tables import Tables


@dataclass(frozen=True, slots=True)
class Batch:
    """Accounts from the first to the last `account_no` of a ledger; of a ledger without accounts, none."""

    first: int
    last: int
    #: Subjects of which the ledger has no account are looked at with the first batch.
    unknown_as_well: bool

    @property
    def chosen(self) -> str:
        """The SQL that is true of its accounts."""
        between = f"account_no BETWEEN {self.first} AND {self.last}"
        return f"({between} OR account_no IS NULL)" if self.unknown_as_well else between


def batches(tables: Tables, rows_at_once: int) -> list[Batch]:
    """Return the batches of the subjects' accounts, by number.

    Each has about `rows_at_once` counted bookings, or a single account with more.
    """
    told = tables.columns("SELECT account_no, counted FROM material SEMI JOIN subjects USING (account_no) ORDER BY 1")
    account_no, counted = whole(told["account_no"]), whole(told["counted"])
    if not len(account_no):
        return [Batch(first=0, last=-1, unknown_as_well=True)]
    number = np.maximum(np.cumsum(counted) - 1, 0) // rows_at_once
    begins = np.flatnonzero(np.diff(number, prepend=-1))
    ends = np.append(begins[1:], len(number)) - 1
    found = zip(account_no[begins].tolist(), account_no[ends].tolist(), strict=True)
    return [Batch(first, last, unknown_as_well=place == 0) for place, (first, last) in enumerate(found)]
