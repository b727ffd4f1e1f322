"""Sharing a sum: what comes in is what goes out, nobody gets more than the loss, order and names do not matter."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.backends.shares import shared

MONEY = st.integers(0, 60)
VICTIMS = st.lists(st.tuples(MONEY, MONEY, st.integers(0, 8)), max_size=6)


def share(pot: int, victims: list[tuple[int, int, int]]) -> tuple[int, ...] | None:
    return shared(pot, *(tuple(victim[at] for victim in victims) for at in range(3)))


def plain(pot: int, victims: list[tuple[int, int, int]]) -> list[int]:
    """Return the shares by a level raised little by little: each gets `level × weight`, up to its cap."""
    got = [min(victim[0], victim[1], victim[2]) for victim in victims]
    weights = [victim[0] - before for victim, before in zip(victims, got, strict=True)]
    room = [victim[1] - before for victim, before in zip(victims, got, strict=True)]
    left = pot - sum(got)
    knots = sorted({Fraction(gap, weight) for gap, weight in zip(room, weights, strict=True) if weight})

    def given_at(level: Fraction) -> Fraction:
        return sum((min(level * w, Fraction(r)) for w, r in zip(weights, room, strict=True)), Fraction(0))

    low = Fraction(0)
    for knot in knots:
        if given_at(knot) > left:
            break
        low = knot
    slope = sum(w for w, r in zip(weights, room, strict=True) if w and Fraction(r, w) > low)
    level = low + (left - given_at(low)) / slope if slope else low
    return [before + int(min(level * w, Fraction(r))) for before, w, r in zip(got, weights, room, strict=True)]


@given(MONEY, VICTIMS)
def test_it_is_what_a_rising_level_gives(pot, victims):
    found = share(pot, victims)
    if found is not None:
        assert plain(pot, victims) == list(found)


@given(MONEY, VICTIMS)
def test_nothing_is_made_or_lost_and_nobody_gets_more_than_loss_or_cap(pot, victims):
    found = share(pot, victims)
    direct = sum(min(victim) for victim in victims)
    assert (found is None) == (direct > pot)
    if found is not None:
        assert 0 <= pot - sum(found)
        for got, (loss, cap, first) in zip(found, victims, strict=True):
            assert min(loss, cap, first) <= got <= min(max(loss, 0), max(cap, 0)) or got <= cap


@given(MONEY, st.lists(st.tuples(MONEY, st.integers(0, 8)), max_size=6))
def test_with_the_loss_as_the_cap_all_is_shared_but_less_than_a_fen_each(pot, losses):
    found = share(pot, [(loss, loss, first) for loss, first in losses])
    if found is not None:
        remainder = pot - sum(found)
        owed = sum(loss for loss, _ in losses)
        assert all(got <= loss for got, (loss, _) in zip(found, losses, strict=True))
        assert remainder == pot - owed if pot >= owed else remainder < max(1, len(losses))


@given(MONEY, VICTIMS, st.randoms())
def test_the_order_of_entries_does_not_matter(pot, victims, random):
    order = list(range(len(victims)))
    random.shuffle(order)
    found, moved = share(pot, victims), share(pot, [victims[at] for at in order])

    assert (found is None) == (moved is None)
    if found is not None:
        assert [found[at] for at in order] == list(moved)


@given(MONEY, st.tuples(MONEY, MONEY, st.just(0)), VICTIMS)
def test_equal_entries_get_equal_shares(pot, twin, others):
    found = share(pot, [twin, *others, twin])
    if found is not None:
        assert found[0] == found[-1]


@given(MONEY, MONEY, VICTIMS)
def test_more_to_share_gives_nobody_less(pot, more, victims):
    before, after = share(pot, victims), share(pot + more, victims)
    if before is not None:
        assert all(one <= other for one, other in zip(before, after, strict=True))


@given(MONEY, VICTIMS, st.integers(1, 5))
def test_a_finer_unit_changes_a_share_by_less_than_one_of_the_old(pot, victims, times):
    found = share(pot, victims)
    scaled = share(pot * times, [tuple(each * times for each in victim) for victim in victims])
    if found is not None:
        assert all(one * times <= other < (one + 1) * times for one, other in zip(found, scaled, strict=True))


def test_a_negative_number_is_a_contradiction():
    assert shared(-1, (), (), ()) is None
    assert shared(1, (-1,), (0,), (0,)) is None
