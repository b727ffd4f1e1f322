"""What is said about facts given to a rulebook and their evaluation (E5xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
