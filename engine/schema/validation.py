"""Plain values against a JSON Schema; the one module that knows the validator."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from engine.schema.catalogue import Kind, schema_of
from engine.schema.flaws import Flaw

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("day", raises=ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    # As JSON Schema means it: `$` is the end of the text, not a line end before it, and classes are ASCII.
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, re.ASCII)


def _pattern(_: Validator, pattern: str, instance: object, __: Mapping[str, Any]) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _expression(pattern).search(instance):
        yield ValidationError("pattern")


def _unique(_: Validator, wanted: object, instance: object, __: Mapping[str, Any]) -> Iterator[ValidationError]:
    # The library compares lists of mixed types pairwise, which takes minutes for a hostile file.
    if wanted and isinstance(instance, list) and len(set(map(repr, instance))) < len(instance):
        yield ValidationError("uniqueItems")


_Validator: type[Validator] = extend(  # type: ignore[no-untyped-call]  # its stub has no types
    Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique}
)


@cache
def _validator(kind: Kind) -> Validator:
    return _Validator(schema_of(kind), format_checker=_FORMATS)


def flaws(kind: Kind, value: Any) -> Iterator[Flaw]:
    """Yield everything the schema of `kind` finds wrong with `value`."""
    return map(_flaw, _validator(kind).iter_errors(value))


def _flaw(error: ValidationError) -> Flaw:
    schema: object = error.schema
    # INVARIANT: our schemas say `not: {}` for `false`, whose errors do not know the key that they are about
    assert isinstance(schema, dict)  # noqa: S101 (states the invariant)
    return Flaw(
        keyword=str(error.validator),
        rule=error.validator_value,
        schema=schema,
        instance=error.instance,
        path=tuple(error.absolute_path),
        steps=tuple(error.absolute_schema_path),
    )
