"""A sum shared among several: what is traced directly first, the rest in proportion, capped, to the fen."""

from collections.abc import Sequence


def shared(pot: int, weights: Sequence[int], caps: Sequence[int], first: Sequence[int]) -> tuple[int, ...] | None:
    """Return the share of each; what is left of `pot` is not shared. None where the numbers contradict each other.

    Each first gets `first`, at most its weight and its cap. What is left is shared in proportion to what of its weight
    an entry has not got yet, `floor(left * weight / sum of weights)`. An entry never gets more than its cap; what it
    would get beyond is shared among the others, until nobody is capped any more.

    A negative number, or more due at first than there is, is a contradiction.
    """
    if min((pot, *weights, *caps, *first)) < 0:
        return None
    got = [min(each) for each in zip(first, weights, caps, strict=True)]
    left = pot - sum(got)
    if left < 0:
        return None
    open_weights = {at: weights[at] - got[at] for at in range(len(got)) if weights[at] > got[at]}
    room = {at: caps[at] - got[at] for at in open_weights}
    while open_weights:
        total = sum(open_weights.values())
        full = [at for at, weight in open_weights.items() if left * weight >= room[at] * total]
        if not full:
            break
        for at in full:
            got[at] += room[at]
            left -= room[at]
            del open_weights[at]
    total = sum(open_weights.values())
    for at, weight in open_weights.items():
        got[at] += left * weight // total
    return tuple(got)
