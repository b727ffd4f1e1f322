"""Parquet files of the same columns → one file, row group behind row group, without looking at a single value.

A Parquet file is its row groups and then a footer, in Thrift's compact form, that says where each of them begins. So
the row groups are copied as they stand, and in the footer nothing changes but those places and the counts.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

_MAGIC = b"PAR1"
#: Behind the footer: its length in four bytes, then the magic again.
_TAIL = 8

# the kinds of Thrift's compact form
_FLAGS = (1, 2)
_WHOLE = (4, 5, 6)
_BYTES, _LIST, _SET, _STRUCT = 8, 9, 10, 12
_SIZES = {3: 1, 7: 8, 13: 16}

_STAYS, _PLACE, _NUMBER = "stays", "place", "number"
#: What becomes of each field of a structure, by its number; a field that is not named here is not understood.
Shape: TypeAlias = "Mapping[int, str | Shape]"
_VALUES: Shape = {**dict.fromkeys((*range(1, 9), 12, 13, 15, 16), _STAYS), **dict.fromkeys((9, 10, 11, 14), _PLACE)}
_COLUMN: Shape = {2: _PLACE, 3: _VALUES}
_GROUP: Shape = {1: _COLUMN, **dict.fromkeys((2, 3, 4, 6), _STAYS), 5: _PLACE, 7: _NUMBER}
_ROWS, _GROUPS = 3, 4
#: The other fields of a footer say what all parts have in common: version, columns, who wrote, how they are ordered.
_COMMON = (1, 2, 5, 6, 7)


class UnknownPartError(ValueError):
    """A footer holds what is not understood here, or the parts differ in their columns."""


class _Part(NamedTuple):
    path: Path
    footer: bytes
    groups: int  #: bytes of row groups, between the magic and the footer


class _Told(NamedTuple):
    """What a footer says, its row groups moved."""

    common: tuple[bytes, bytes, bytes]  #: before the number of rows, from there to the row groups, and behind them
    rows: int
    number: int  #: of row groups
    groups: bytes


def put_together(path: Path, parts: Sequence[Path]) -> None:
    """Write the rows of `parts`, one file after the other, to `path`, and use the parts up.

    Raises `UnknownPartError` before anything is written.
    """
    opened = [_part(part) for part in parts]
    taken = [part for part in opened if part.groups] or opened[:1]  # a part without rows is told in other words
    told: list[_Told] = []
    place = groups = 0
    for part in taken:
        told.append(_Reader(part.footer, place, groups).footer())
        place += part.groups
        groups += told[-1].number
    if any(first.common != second.common for first, second in pairwise(told)):
        raise UnknownPartError
    before, between, behind = told[0].common
    footer = b"".join((
        before, _zigzag(sum(each.rows for each in told)), between, _listed(groups), *(each.groups for each in told),
        behind,
    ))  # fmt: skip
    with path.open("wb") as file:
        file.write(_MAGIC)
        for part in taken:
            _copy(part, file)
        file.write(footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _part(path: Path) -> _Part:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(size - _TAIL)
        length = int.from_bytes(file.read(4), "little")
        file.seek(size - _TAIL - length)
        return _Part(path, file.read(length), size - _TAIL - length - len(_MAGIC))


def _copy(part: _Part, file: BinaryIO) -> None:
    with part.path.open("rb") as source:
        source.seek(len(_MAGIC))
        shutil.copyfileobj(source, file, 1 << 20)
        file.seek(-len(part.footer) - _TAIL, 1)
    file.truncate()
    part.path.unlink()


class _Reader:
    """Goes through a footer once and notes what has to be said otherwise."""

    def __init__(self, data: bytes, shift: int, groups: int) -> None:
        self._data = data
        self._at = 0
        self._shift = shift
        self._groups = groups
        self._changes: list[tuple[int, int, bytes]] = []

    def footer(self) -> _Told:
        spans: dict[int, tuple[int, int]] = {}
        rows = number = first = 0
        for field, kind in self._fields():
            start = self._at
            if field == _ROWS:
                rows = self._whole()
            elif field == _GROUPS:
                number, _ = self._head()
                first = self._at
                for _ in range(number):
                    self._structure(_GROUP)
            elif field in _COMMON:
                self._skip(kind)
            else:
                raise UnknownPartError
            spans[field] = (start, self._at)
        if not {_ROWS, _GROUPS} <= set(spans):
            raise UnknownPartError
        (rows_at, rows_end), (groups_at, groups_end) = spans[_ROWS], spans[_GROUPS]
        data = self._data
        common = (data[:rows_at], data[rows_end:groups_at], data[groups_end:])
        return _Told(common, rows, number, self._changed(first, groups_end))

    def _changed(self, start: int, end: int) -> bytes:
        pieces = []
        for first, last, new in self._changes:
            pieces += [self._data[start:first], new]
            start = last
        return b"".join((*pieces, self._data[start:end]))

    def _structure(self, shape: Shape) -> None:
        for field, kind in self._fields():
            found = shape.get(field)
            if found is None:
                raise UnknownPartError
            if found == _STAYS:
                self._skip(kind)
            elif isinstance(found, str):
                self._change(self._groups if found == _NUMBER else self._shift, found)
            elif kind == _LIST:
                for _ in range(self._head()[0]):
                    self._structure(found)
            else:
                self._structure(found)

    def _change(self, by: int, what: str) -> None:
        start = self._at
        value = self._whole()
        if value or what == _NUMBER:  # nothing begins where the magic stands: such a place is not told
            self._changes.append((start, self._at, _zigzag(value + by)))

    def _fields(self) -> Iterator[tuple[int, int]]:
        """Yield number and kind of each field of a structure; who takes one reads it to its end."""
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._whole()
            yield field, head & 15

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) > 0x7F:  # noqa: PLR2004 (seven bits a byte, the eighth says that more follow)
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def _whole(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)

    def _head(self) -> tuple[int, int]:
        """Return length and kind of the list that begins here."""
        head = self._byte()
        return (self._unsigned() if head >> 4 == 15 else head >> 4), head & 15  # noqa: PLR2004 (15: the length follows)

    def _skip(self, kind: int, *, listed: bool = False) -> None:
        if kind in _WHOLE:
            self._unsigned()
        elif kind == _BYTES:
            size = self._unsigned()
            self._at += size
        elif kind == _STRUCT:
            for _, inner in self._fields():
                self._skip(inner)
        elif kind in (_LIST, _SET):
            length, inner = self._head()
            for _ in range(length):
                self._skip(inner, listed=True)
        elif kind in _FLAGS:
            self._at += listed  # in a structure the head of the field is its value
        elif kind in _SIZES:
            self._at += _SIZES[kind]
        else:
            raise UnknownPartError


def _zigzag(value: int) -> bytes:
    """Return a whole number in Thrift's compact form."""
    return _varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:  # noqa: PLR2004 (as in `_unsigned`)
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _listed(length: int) -> bytes:
    """Return the head of a list of structures."""
    return bytes([0xF0 | _STRUCT]) + _varint(length)
