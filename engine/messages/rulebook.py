"""What is said about names, types, units and dates of a rulebook (R3xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
