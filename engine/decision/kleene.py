"""Kleene's strong three-valued logic: True is met, False is not met, None is unknown."""

from collections.abc import Iterable
from typing import Literal

Kleene = bool | None
Outcome = Literal["met", "not_met", "unknown"]


def all_of(values: Iterable[Kleene]) -> Kleene:
    """Not met where one is not met, else unknown where one is unknown, else met."""
    found: Kleene = True
    for value in values:
        if value is False:
            return False
        if value is None:
            found = None
    return found


def any_of(values: Iterable[Kleene]) -> Kleene:
    """Met where one is met, else unknown where one is unknown, else not met."""
    found: Kleene = False
    for value in values:
        if value is True:
            return True
        if value is None:
            found = None
    return found


def negation(value: Kleene) -> Kleene:
    """Unknown stays unknown."""
    return None if value is None else not value


def outcome(value: Kleene) -> Outcome:
    """Return the word for `value`."""
    if value is None:
        return "unknown"
    return "met" if value else "not_met"
