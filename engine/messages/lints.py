"""What is said about lints of rulebooks (N7xx)."""

from engine.messages.words import Code, Words

CODES: tuple[Code, ...] = ()

PHRASES: dict[str, Words] = {}
