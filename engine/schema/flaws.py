"""What a JSON Schema finds wrong, before anybody is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Step = str | int
#: The way from the root of a document to a node.
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One failed keyword of the schema."""

    keyword: str  #: `not` where a key may not stand here at all
    rule: Any  #: the value of the keyword, as in the schema
    schema: Mapping[str, Any]  #: the schema around the keyword
    instance: Any  #: what failed
    path: Path  #: the way to `instance`
    steps: tuple[Step, ...]  #: the way to the keyword through the schema

    @property
    def about_key(self) -> bool:
        """Whether `instance` is a key of the mapping at `path`."""
        return "propertyNames" in self.steps


def alternatives(flaw: Flaw) -> tuple[str, ...]:
    """Return the keys of which a `oneOf` wants exactly one."""
    return tuple(name for option in flaw.rule for name in option["required"])


def present(flaw: Flaw) -> tuple[str, ...]:
    """Return those of the alternatives that are there, in the order of the text."""
    wanted = frozenset(alternatives(flaw))
    return tuple(name for name in flaw.instance if name in wanted) if isinstance(flaw.instance, dict) else ()


def unknown_keys(flaw: Flaw) -> tuple[str, ...]:
    """Return the keys that the schema does not know."""
    return tuple(name for name in flaw.instance if name not in flaw.schema["properties"])


def vacant_keys(flaw: Flaw) -> tuple[str, ...]:
    """Return the known keys that are not there yet: those a misspelt one can stand for."""
    return tuple(name for name in flaw.schema["properties"] if name not in flaw.instance)
