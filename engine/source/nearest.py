"""The nearest known name, for «did you mean»."""

from collections.abc import Iterable
from difflib import get_close_matches

from engine.messages.words import Phrase, phrase


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None where none is near."""
    matches = get_close_matches(name, tuple(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> Phrase | None:
    """Return the help `did you mean …`, or None where no known name is near."""
    found = nearest(name, known)
    return phrase("help.did_you_mean", name=found) if found else None
