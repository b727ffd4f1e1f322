"""The lines an explanation is made of, before any terminal, page or file."""

from dataclasses import dataclass

from engine.decision.kleene import Kleene

#: Beside a rule or a leaf: met, not met, unknown.
MARKS: dict[Kleene, str] = {True: "✓", False: "✗", None: "?"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and how far it stands in; depth 0 is a heading."""

    depth: int
    text: str
