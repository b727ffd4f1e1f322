"""The least of victims' money that surely left an account, whatever convention money is mixed by (最低可证实金额).

Audit practice: of an inflow, so much certainly went out as the outflows exceed all other money there was, the balance
before it and every other inflow since. That is what comes out if clean money is always spent first, so neither
first-in-first-out nor pro rata can come to less.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from engine.ledger.tables import Tables

_MOVES = """
WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS case_id, unnest(?::VARCHAR[]) AS account),
linked AS (
    SELECT case_id, account, ordinal FROM links SEMI JOIN wanted USING (case_id, account) WHERE ordinal IS NOT NULL
),
first AS (SELECT case_id, account, min(ordinal) AS start FROM linked GROUP BY ALL)
SELECT f.case_id, f.account, b.direction = 'in', b.amount, b.balance, l.ordinal IS NOT NULL
FROM first f JOIN bookings b ON b.account = f.account AND b.ordinal >= f.start AND b.fate = 'counted'
LEFT JOIN linked l ON l.case_id = f.case_id AND l.account = f.account AND l.ordinal = b.ordinal
ORDER BY f.case_id, f.account, b.ordinal
"""


@dataclass(frozen=True, slots=True)
class Move:
    """A counted booking of an account; money in fen."""

    incoming: bool
    amount: int
    balance: int | None  #: after it
    of_victims: bool


def provable_amount(moves: Sequence[Move]) -> int | None:
    """Return the fen that surely left, over `moves` in order of time from the first of victims' money on.

    None where the balance then is not stated. A balance that does not follow from the one before ends the reckoning:
    something is missing there, and behind it nothing is certain. An overdraft counts as nothing to spend.
    """
    if not moves or moves[0].balance is None:
        return None
    before = moves[0].balance - _signed(moves[0])
    clean, victims, found = max(before, 0), 0, 0
    for move in moves:
        if move.balance is None or move.balance != before + _signed(move):
            break
        before = move.balance
        if move.of_victims:
            victims += move.amount
        elif move.incoming:
            clean += move.amount
        else:
            clean -= move.amount
            if clean < 0:  # clean money, spent first, did not suffice
                left = min(-clean, victims)
                victims, found, clean = victims - left, found + left, 0
    return found


def _signed(move: Move) -> int:
    return move.amount if move.incoming else -move.amount


def provable_amounts(tables: Tables, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """Return the amount of each of `subjects` (case, account) that received linked money of victims."""
    wanted = list(subjects)
    found = tables.rows(_MOVES, [[case for case, _ in wanted], [account for _, account in wanted]])
    return {
        subject: provable_amount([Move(*row[2:]) for row in rows]) for subject, rows in groupby(found, itemgetter(0, 1))
    }
