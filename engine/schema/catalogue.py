"""The JSON Schemas of the rulebook language: one a kind of document."""

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, get_args

Kind = Literal["family", "facts", "rulebook", "tests", "source", "calendar", "suppressions", "lock", "answers"]

#: In the order in which a rulebook is written.
KINDS: tuple[Kind, ...] = get_args(Kind)


def schema_text(kind: Kind) -> str:
    """Return the JSON Schema of `kind` as it is shipped."""
    return (_folder() / "v1" / f"{kind}.schema.json").read_text(encoding="utf-8")


@cache
def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema of `kind`, read once."""
    found: dict[str, Any] = json.loads(schema_text(kind))
    return found


@cache
def _folder() -> Traversable:
    """Return the schemas inside the installed package, else those of the checkout it runs from."""
    shipped = files("engine") / "_shipped" / "schemas"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "schemas"
