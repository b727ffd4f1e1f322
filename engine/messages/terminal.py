"""What is said about tables, progress and commands (C9xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
