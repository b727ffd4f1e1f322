"""Parts of two editions → what was added, removed and changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

from engine.diff.parts import PART_KINDS, Aspect, Part, PartKind, Shown, listed
from engine.source.text import Span

How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect before and after; None where it was not, or is no more."""

    name: str
    key: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    kind: PartKind
    how: How
    name: str
    title: str
    span: Span | None  #: in the later edition, of what was removed in the earlier
    differences: tuple[Difference, ...]


def changes(before: tuple[Part, ...], after: tuple[Part, ...]) -> tuple[Change, ...]:
    """Return what differs, by kind of part, in the order of the later text, what was removed last."""
    return tuple(change for kind in PART_KINDS for change in _of_kind(_named(before, kind), _named(after, kind)))


def _named(parts: tuple[Part, ...], kind: PartKind) -> dict[str, Part]:
    """Return the parts of a kind by name; an edition has one head, whatever its name."""
    return {part.name if kind != "edition" else "": part for part in parts if part.kind == kind}


def _of_kind(before: dict[str, Part], after: dict[str, Part]) -> Iterator[Change]:
    for name, part in after.items():
        earlier = before.get(name)
        if earlier is None:
            yield _change("added", part, _differences((), part.aspects))
        elif found := _differences(*_aligned(earlier, part)):
            yield _change("changed", part, found)
    for name, part in before.items():
        if name not in after:
            yield _change("removed", part, _differences(part.aspects, ()))


def _change(how: How, part: Part, differences: tuple[Difference, ...]) -> Change:
    return Change(kind=part.kind, how=how, name=part.name, title=part.title, span=part.span, differences=differences)


def _differences(before: tuple[Aspect, ...], after: tuple[Aspect, ...]) -> tuple[Difference, ...]:
    earlier = {(aspect.name, aspect.key): aspect for aspect in before}
    later = {(aspect.name, aspect.key): aspect for aspect in after}
    found = []
    for place in dict.fromkeys((*later, *earlier)):
        first, second = earlier.get(place), later.get(place)
        if (first and first.same) != (second and second.same):
            found.append(Difference(*place, first.shown if first else None, second.shown if second else None))
    return tuple(found)


def _aligned(before: Part, after: Part) -> tuple[tuple[Aspect, ...], tuple[Aspect, ...]]:
    """Return the aspects of the same part in both; what only moved is named as such."""
    if before.kind == "parameter":
        return _moved_day(before.aspects, after.aspects)
    if before.kind == "decision":
        return _common_order(before.aspects, after.aspects)
    return before.aspects, after.aspects


def _moved_day(before: tuple[Aspect, ...], after: tuple[Aspect, ...]) -> tuple[tuple[Aspect, ...], tuple[Aspect, ...]]:
    """Return both where the one value that is new is the one that is gone: then its day moved."""
    first, second = _values(before), _values(after)
    gone, new = first.keys() - second.keys(), second.keys() - first.keys()
    if len(gone) != 1 or len(new) != 1:
        return before, after
    (old_day,), (new_day,) = gone, new
    if first[old_day] != second[new_day]:
        return before, after
    moved = tuple(replace(aspect, key=new_day) if aspect.key == old_day else aspect for aspect in before)
    days = [Aspect("since", "", day, date.fromisoformat(day)) for day in (old_day, new_day)]
    return (*moved, days[0]), (*after, days[1])


def _values(aspects: tuple[Aspect, ...]) -> dict[str, object]:
    return {aspect.key: aspect.same for aspect in aspects if aspect.name == "value"}


def _common_order(
    before: tuple[Aspect, ...], after: tuple[Aspect, ...]
) -> tuple[tuple[Aspect, ...], tuple[Aspect, ...]]:
    """Return both with the order of those rules alone that both have: a new rule moves no other."""
    first, second = _order(before), _order(after)
    common = set(first) & set(second)
    return _ordered(before, common), _ordered(after, common)


def _order(aspects: tuple[Aspect, ...]) -> tuple[str, ...]:
    return next(cast("tuple[str, ...]", aspect.same) for aspect in aspects if aspect.name == "order")


def _ordered(aspects: tuple[Aspect, ...], common: set[str]) -> tuple[Aspect, ...]:
    order = tuple(name for name in _order(aspects) if name in common)
    return tuple(listed("order", order) if aspect.name == "order" else aspect for aspect in aspects)
