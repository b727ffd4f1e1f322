"""Frozen records as JSON, and back: what a file states is taken for a record only where it has its shape."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_Record = TypeVar("_Record")


class MisshapenError(ValueError):
    """A value that has not the shape of the record."""


def shaped(record: type[_Record], value: object) -> _Record:
    """Return `value`, as JSON was read, as a `record`. Raises `MisshapenError`."""
    found: _Record = _read(record, value)
    return found


def _read(kind: Any, value: object) -> Any:
    if isinstance(kind, UnionType):
        return _one_of(get_args(kind), value)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value)
    if get_origin(kind) is not None and issubclass(get_origin(kind), Mapping):
        _, inner = get_args(kind)
        return {str(name): _read(inner, each) for name, each in _of(dict, value).items()}
    if is_dataclass(kind):
        return _record(kind, _of(dict, value))
    return _of(kind, value)


def _of(kind: Any, value: object) -> Any:
    if type(value) is not kind:
        raise MisshapenError
    return value


def _one_of(kinds: tuple[Any, ...], value: object) -> Any:
    if value is None and type(None) in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not type(None))
    return _read(kind, value)


def _tuple(kinds: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    items = _of(list, value)
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in items)
    if len(items) != len(kinds):
        raise MisshapenError
    return tuple(_read(kind, item) for kind, item in zip(kinds, items, strict=True))


def _record(kind: Any, value: dict[str, object]) -> Any:
    names = [field.name for field in fields(kind)]
    if set(names) != set(value):
        raise MisshapenError
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], value[name]) for name in names})
