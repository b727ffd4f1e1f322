"""The few ways in which whole columns are reckoned, each beside the plain loop that it stands for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.facts.bookings import Bookings
from engine.facts.vectors import added, changes, expanded, running

WHOLE = st.integers(-(2**63), 2**63 - 1)


def numbers(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


@given(st.lists(WHOLE, max_size=20), st.data())
def test_differences_of_running_sums_are_exact_though_the_sums_themselves_are_not(
    amounts: list[int], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(amounts)))
    end = data.draw(st.integers(first, len(amounts)))
    sums = running(numbers(amounts))

    modulo = (sum(amounts[first:end]) + 2**63) % 2**64 - 2**63
    assert modulo == int((sums[end : end + 1] - sums[first : first + 1])[0])


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(-5, 20)), max_size=12))
def test_ranges_are_spelled_out_in_their_order(ranges: list[tuple[int, int]]) -> None:
    found, places = expanded(numbers([first for first, _ in ranges]), numbers([end for _, end in ranges]))

    assert [(n, place) for place, (first, end) in enumerate(ranges) for n in range(first, end)] == [
        *zip(found.tolist(), places.tolist(), strict=True)
    ]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=20))
def test_a_change_is_where_any_column_differs_from_the_row_before(rows: list[tuple[int, int]]) -> None:
    columns = [numbers([row[place] for row in rows]) for place in (0, 1)]

    assert [place == 0 or rows[place - 1] != row for place, row in enumerate(rows)] == changes(*columns).tolist()


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-9, 9)), max_size=20))
def test_what_stands_at_a_place_is_added_up(rows: list[tuple[int, int]]) -> None:
    found = added(numbers([place for place, _ in rows]), numbers([amount for _, amount in rows]), 5)

    assert [sum(amount for at, amount in rows if at == place) for place in range(5)] == found.tolist()


BOOKED = st.lists(st.tuples(st.integers(1, 4), st.integers(-200_000, 200_000), st.integers(1, 9)), max_size=25)


@given(BOOKED, st.lists(st.tuples(st.integers(0, 5), st.integers(-4, 4), st.integers(-4, 4)), max_size=8), st.randoms())
def test_the_rows_of_an_account_are_found_by_day_and_by_second_in_whatever_order_they_come(
    booked: list[tuple[int, int, int]], asked: list[tuple[int, int, int]], rng: object
) -> None:
    ordered = [(ordinal, *row) for ordinal, row in enumerate(sorted(booked))]
    shuffled = rng.sample(ordered, len(ordered))  # type: ignore[attr-defined]  (Hypothesis gives a Random)
    ordinal, account_no, moment, amount = (numbers([row[place] for row in shuffled]) for place in range(4))
    incoming = amount % 2 == 0
    found = Bookings({
        "ordinal": ordinal, "account_no": account_no, "moment": moment, "day": moment // 86400,
        "clock": np.zeros(len(moment), np.int8), "incoming": incoming, "amount": amount,
    })  # fmt: skip
    places = found.places(numbers([account for account, _, _ in asked]))
    first, last = numbers([one for _, one, _ in asked]), numbers([other for _, _, other in asked])
    days, seconds = found.on_days(places, first, last), found.at_moments(places, first * 86400, last * 86400)

    for (flow, rows, unit), even in [
        ((flow, rows, unit), even)
        for flow, even in ((found.inflow, True), (found.outflow, False))
        for rows, unit in ((days, 86400), (seconds, 1))
    ]:
        wanted = [
            sum(
                own
                for _, holder, at, own in ordered
                if holder == account
                and (own % 2 == 0) == even
                and one * (86400 // unit) <= at // unit <= other * (86400 // unit)
            )
            for account, one, other in asked
        ]
        assert wanted == flow(rows).tolist()
