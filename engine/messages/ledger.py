"""What is said about bank exports, case folders, derived facts (F6xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
