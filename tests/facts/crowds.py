"""Worlds of collisions: a few amounts, a few seconds, hundreds of bookings; and the walks word by word."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from facts_worlds import FILES, FIRST, account, precise, settings
from oracle import Booking, Settings, Transfer, World

from engine.facts.linking import Arrival
from engine.facts.linking import Transfer as Paid
from engine.facts.passing import Pair, gap
from engine.facts.settings import FactSettings
from engine.facts.shelves import Leg

DAY = 24 * 3600


def crowded_world(rng: Random, accounts: int = 3, bookings: int = 120) -> World:
    """Return a case whose bookings all stand within minutes, with two or three amounts, often in the same second."""
    names = [f"00{number}" for number in range(accounts)]
    amounts = rng.choice(((500,), (500, 501), (500, 503, 900), (1, 2, 3, 4)))
    spread = rng.choice((1, 5, 200, 4000, DAY))
    start = FIRST + timedelta(seconds=rng.choice((0, 36000, DAY - 90)))
    oddness = rng.choice((0.0, 0.0, 0.3, 1.0)) if rng.random() < 0.9 else 0.05

    def moment() -> tuple[object, str]:
        at, precision = precise(rng, start + timedelta(seconds=rng.randrange(spread)), oddness)
        return at, precision if precision != "day" or rng.random() < 0.1 else "minute"

    rows = []
    for number in range(bookings):
        at, precision = moment()
        rows.append(Booking(
            file=rng.choice(FILES), row=number + 2, account=rng.choice(names), at=at, precision=precision,
            direction=rng.choice(("in", "out")), amount=rng.choice(amounts), seq=rng.choice((None, 1, 2)),
            balance=None, counterparty=None, serial=f"S{number}", summary=None, status="booked", holder_id=None,
        ))  # fmt: skip
    transfers = []
    for row in range(2, 2 + rng.choice((1, 5, 40))):
        at, precision = moment()
        case_id = rng.choice(("C1", "C1", "C2"))
        transfers.append(Transfer(case_id, "V1", rng.choice(names), rng.choice(amounts), at, precision, row))
    chosen = settings(rng) if rng.random() < 0.7 else Settings(pass_tolerance=rng.choice((0, 1, 2)))
    return World(rows, transfers, [account(rng, name) for name in names if rng.random() < 0.3], None, chosen)


def plain_pairs(came: Sequence[Leg], went: Sequence[Leg], settings: FactSettings) -> list[Pair]:
    """Pair as section 4 says, word by word."""
    free, pairs = sorted(went), []
    for leg in sorted(came):
        for out in free:
            same = abs(out.amount - leg.amount) <= settings.pass_tolerance
            if same and 0 <= gap(leg, out) <= settings.pass_within:
                pairs.append(Pair(leg, out, gap(leg, out)))
                free.remove(out)
                break
    return pairs


def plain_links(
    transfers: Sequence[Paid], arrivals: Sequence[Arrival], settings: FactSettings
) -> list[tuple[Paid, Arrival | None]]:
    """Link as section 3 says, word by word."""
    free, links = sorted(arrivals), []
    for transfer in sorted(transfers):
        near = []
        for arrival in free:
            late = arrival.at - transfer.at
            if transfer.by_day or arrival.by_day:
                if arrival.at // DAY == transfer.at // DAY:
                    near.append((0, arrival))
            elif -settings.link_before <= late <= settings.link_after:
                near.append((abs(late), arrival))
        taken = min(near)[1] if near else None
        if taken:
            free.remove(taken)
        links.append((transfer, taken))
    return links
