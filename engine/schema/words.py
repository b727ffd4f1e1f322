"""The user's words and ours inside a message."""

from collections.abc import Iterable

#: Characters of the user's text that a message repeats.
_SHOWN = 60


def shown(text: str) -> str:
    """Return as much of `text` as a message repeats."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
