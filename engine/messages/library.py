"""What is said about families, editions, sources, calendars (L4xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
