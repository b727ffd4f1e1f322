"""A citation where a rulebook states it."""

from dataclasses import dataclass

from engine.source.text import Span


@dataclass(frozen=True, slots=True)
class Cite:
    """`source#article`, at its place."""

    reference: str
    span: Span

    @property
    def source(self) -> str:
        return self.reference.partition("#")[0]

    @property
    def article(self) -> str:
        return self.reference.partition("#")[2]
