"""The shipped AFTER rulebook and accounts for it."""

import random
from collections.abc import Callable
from datetime import date

import pytest

from engine.backends.durable.protocol import Limits
from engine.backends.reference import Reference
from engine.driver.opening import open_rulebook
from engine.program.program import Facts


@pytest.fixture(scope="session")
def reference() -> Reference:
    """Give the reference for AFTER."""
    return Reference(open_rulebook("after", date(2022, 6, 1)).program)


@pytest.fixture(scope="session")
def accounts() -> Callable[[int], list[Facts]]:
    """Give so many accounts, some of their facts unknown."""

    def drawn(number: int) -> list[Facts]:
        chance = random.Random(20220601)  # noqa: S311 (the same accounts each time)
        return [
            {
                "victim_amount": chance.choice([None, 100_000, 300_000, 5_000_000]),
                "day_turnover": chance.choice([None, 0, 10, 40_000_000]),
                "week_turnover": chance.choice([0, 10_000_000, 90_000_000]),
                "window_turnover": chance.choice([None, 29_999_999, 30_000_000]),
                "pass_count": chance.choice([None, 0, 1, 4]),
                "in_registry": chance.choice([None, True, False]),
                "swept_count": at,
            }
            for at in range(number)
        ]

    return drawn


@pytest.fixture(scope="session")
def limits() -> Limits:
    """Give limits that are soon reached."""
    return Limits(seconds=1.0, memory=600 << 20)
