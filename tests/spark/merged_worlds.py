"""Several worlds as the cases of one ledger, so that one run of Spark sees them all."""

from collections.abc import Sequence
from dataclasses import replace

from oracle import Settings, World


def merged(worlds: Sequence[World], settings: Settings) -> World:
    """Return the bookings of all `worlds` in one; nothing of one is anything of another."""
    parts = [_apart(world, f"{number:02}") for number, world in enumerate(worlds)]
    return World(
        bookings=[booking for part in parts for booking in part.bookings],
        transfers=[
            replace(found, row=row)
            for row, found in enumerate((found for part in parts for found in part.transfers), 2)
        ],
        accounts=[account for part in parts for account in part.accounts],
        registry=[entry for part in parts for entry in part.registry or []],
        conduct={case_id: days for part in parts for case_id, days in part.conduct.items()},
        settings=settings,
    )


def _apart(world: World, mark: str) -> World:
    def own(text: str | None) -> str | None:
        return None if text is None else f"{mark}{text}"

    return replace(
        world,
        bookings=[
            replace(b, file=own(b.file), account=own(b.account), holder_id=own(b.holder_id)) for b in world.bookings
        ],
        transfers=[
            replace(t, case_id=own(t.case_id), victim_id=own(t.victim_id), account=own(t.account))
            for t in world.transfers
        ],
        accounts=[replace(a, account=own(a.account), holder_id=own(a.holder_id)) for a in world.accounts],
        registry=[(own(person), own(account)) for person, account in world.registry or []],
        conduct={f"{mark}{case_id}": days for case_id, days in world.conduct.items()},
    )
