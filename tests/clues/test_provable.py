"""The least that surely left: held against a second way to reckon it, and against every way to mix money."""

from functools import cache
from itertools import product
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from engine.clues import provable
from engine.ledger.tables import Tables, open_tables

AMOUNTS = st.integers(1, 60)


class Move(NamedTuple):
    """A counted booking of an account; money in fen."""

    incoming: bool
    amount: int
    balance: int | None
    of_victims: bool


@cache
def opened() -> Tables:
    return open_tables(threads=1)


def provable_amounts(*histories: list[Move]) -> list[int | None]:
    """Return what the query says of each of `histories`."""
    rows = [[subject, place, *move] for subject, moves in enumerate(histories) for place, move in enumerate(moves)]
    columns = "subject BIGINT, ordinal BIGINT, incoming BOOLEAN, amount BIGINT, balance BIGINT, of_victims BOOLEAN"
    tables = opened()
    tables.connection.execute(f"CREATE OR REPLACE TABLE provable_moves ({columns})")
    if rows:
        values = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(rows))
        tables.connection.execute(f"INSERT INTO provable_moves VALUES {values}", [cell for row in rows for cell in row])
    found = dict(tables.rows(provable.AMOUNTS))
    return [found.get(subject) for subject in range(len(histories))]


def provable_amount(moves: list[Move]) -> int | None:
    return provable_amounts(moves)[0]


def walked(moves: list[Move]) -> int | None:
    """Return the amount by spending clean money first, move by move."""
    if not moves or moves[0].balance is None:
        return None
    before = moves[0].balance - signed(moves[0])
    clean, victims, found = max(before, 0), 0, 0
    for move in moves:
        if move.balance is None or move.balance != before + signed(move):
            break
        before = move.balance
        if move.of_victims:
            victims += move.amount
            continue
        clean += signed(move)
        if clean < 0:
            left = min(-clean, victims)
            victims, found, clean = victims - left, found + left, 0
    return found


def signed(move: Move) -> int:
    return move.amount if move.incoming else -move.amount


@st.composite
def statements(draw: st.DrawFn) -> list[Move]:
    """Draw what a bank may state: overdrafts, balances that do not follow or are missing."""
    balance, moves = draw(st.integers(-50, 50)), []
    for place in range(draw(st.integers(1, 12))):
        incoming, amount = place == 0 or draw(st.booleans()), draw(AMOUNTS)
        balance += amount if incoming else -amount
        said = draw(st.sampled_from([balance] * 18 + [None, balance + 1]))
        moves.append(Move(incoming, amount, said, incoming and (place == 0 or draw(st.booleans()))))
    return moves


@given(several=st.lists(statements(), min_size=1, max_size=8))
def test_running_sums_say_what_a_walk_from_move_to_move_says(several: list[list[Move]]) -> None:
    assert provable_amounts(*several) == [walked(moves) for moves in several]


@st.composite
def histories(draw: st.DrawFn, most: int = 6) -> tuple[int, list[Move]]:
    """Draw an opening balance and moves that never overdraw it; the first is money of victims."""
    opening = draw(st.integers(0, 50))
    balance, moves = opening, []
    for place in range(draw(st.integers(1, most))):
        incoming = place == 0 or draw(st.booleans()) or balance == 0
        amount = draw(AMOUNTS) if incoming else draw(st.integers(1, balance))
        balance += amount if incoming else -amount
        moves.append(Move(incoming, amount, balance, incoming and (place == 0 or draw(st.booleans()))))
    return opening, moves


def by_formula(opening: int, moves: list[Move]) -> int:
    """Return the largest excess of what went out over all other money there had been."""
    clean, out, most = opening, 0, 0
    for move in moves:
        if move.incoming:
            clean += 0 if move.of_victims else move.amount
        else:
            out += move.amount
        most = max(most, out - clean)
    return most


@given(history=histories())
def test_it_is_what_went_out_beyond_all_other_money(history: tuple[int, list[Move]]) -> None:
    opening, moves = history

    assert provable_amount(moves) == by_formula(opening, moves)


@given(history=histories(most=4))
def test_no_way_to_mix_money_comes_to_less(history: tuple[int, list[Move]]) -> None:
    opening, moves = history
    outs = [move.amount for move in moves if not move.incoming]
    shares = product(*(range(0, out + 1, max(out // 6, 1)) for out in outs))
    totals = [total for share in shares if (total := left_by(opening, moves, iter(share))) is not None]

    assert all(total >= (provable_amount(moves) or 0) for total in totals)


def left_by(opening: int, moves: list[Move], shares) -> int | None:
    """Return how much of victims' money left where each outflow takes a given share of it; None: impossible."""
    clean, dirty, left = opening, 0, 0
    for move in moves:
        if move.incoming and move.of_victims:
            dirty += move.amount
        elif move.incoming:
            clean += move.amount
        else:
            share = next(shares)
            dirty, clean, left = dirty - share, clean - (move.amount - share), left + share
            if min(dirty, clean) < 0:
                return None
    return left


@given(history=histories(), place=st.integers(0, 5))
def test_a_gap_in_the_balances_ends_the_reckoning(history: tuple[int, list[Move]], place: int) -> None:
    _, moves = history
    at = min(place, len(moves) - 1)
    unknown = Move(moves[at].incoming, moves[at].amount, None, moves[at].of_victims)
    broken = [*moves[:at], unknown, *moves[at + 1 :]]

    assert provable_amount(broken) == (provable_amount(moves[:at]) if at else None)


def test_an_overdraft_is_no_money_of_victims_that_left() -> None:
    assert provable_amount([Move(True, 100, 50, True), Move(False, 50, 0, False)]) == 50


def test_nothing_is_said_without_a_balance() -> None:
    assert provable_amount([]) is None
    assert provable_amount([Move(True, 100, None, True), Move(False, 100, 0, False)]) is None
