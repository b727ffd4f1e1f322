"""The nodes of a document: scalars, mappings and sequences, each with its span."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from engine.source.text import Span

ScalarValue = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, resolved as YAML 1.2 does; numbers are exact."""

    value: ScalarValue
    text: str  #: as written, without quotes
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar  #: its value is always text
    value: "Node"

    @property
    def name(self) -> str:
        return self.key.text


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]  #: in the order of the text, no key twice
    span: Span
    _named: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_named", {entry.name: entry for entry in self.entries})

    def entry(self, name: str) -> Entry | None:
        return self._named.get(name)

    def get(self, name: str) -> "Node | None":
        found = self.entry(name)
        return found.value if found else None

    def __contains__(self, name: str) -> bool:
        return self.entry(name) is not None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    span: Span

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.items)


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Document:
    """A whole YAML file; `digest` is the SHA-256 of its bytes."""

    name: str
    root: Node
    digest: str  #: 64 hexadecimal digits
