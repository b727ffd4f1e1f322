"""The shapes of the catalogue: a phrase in two languages, and a diagnostic code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
#: An `info` is a remark: it is shown only where somebody asks for it.
Severity = Literal["error", "warning", "info"]


class Words(NamedTuple):
    """One phrase; `{name}` marks where a value goes."""

    zh: str
    en: str


class Code(NamedTuple):
    """A stable diagnostic code; `id` and `name` never change once released."""

    id: str  #: a letter for the stage and three digits: `D203`
    name: str  #: what is wrong, in kebab case: `unknown-key`
    severity: Severity
    zh: str  #: one line, no final period, user's words in backticks
    en: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the catalogue with the values that go into it."""

    id: str
    values: Mapping[str, object]


def phrase(identifier: str, **values: object) -> Phrase:
    """Return the phrase `identifier` filled with `values`."""
    return Phrase(identifier, values)
