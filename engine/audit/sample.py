"""A sample of decisions that anybody draws again: it hangs on the seed and the hashes of the records alone."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Stratum = Literal["changed", "near", "undetermined", "residual", "other"]
#: A decision belongs to the first of these that fits it.
STRATA: tuple[Stratum, ...] = ("changed", "near", "undetermined", "residual", "other")


@dataclass(frozen=True, slots=True)
class Unit:
    """A decision that may be drawn."""

    seq: int
    hash: str
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, in the order of the drawing, and from how many."""

    drawn: tuple[Unit, ...]
    sizes: Mapping[Stratum, int]  #: decisions in each stratum

    def drawn_of(self, stratum: Stratum) -> int:
        return sum(unit.stratum == stratum for unit in self.drawn)


def rank(seed: str, hash_: str) -> str:
    """Return what decides the place of a record: the SHA-256 of the seed, a zero byte and its hash."""
    return hashlib.sha256(f"{seed}\0{hash_}".encode()).hexdigest()


def sample(units: list[Unit], seed: str, size: int) -> Sample:
    """Draw `size` of `units`: in turn one from each stratum that has some left, those of the lowest rank first."""
    queues = {
        name: sorted((u for u in units if u.stratum == name), key=lambda u: rank(seed, u.hash)) for name in STRATA
    }
    sizes = {name: len(queue) for name, queue in queues.items()}
    drawn: list[Unit] = []
    for place in range(max(sizes.values(), default=0)):
        drawn += [queue[place] for queue in queues.values() if place < len(queue)]
        if len(drawn) >= size:
            break
    return Sample(tuple(drawn[:size]), sizes)
