"""The first place where a chain does not hold → what was done to the log there.

Whoever changes a record may compute its hash anew; the records around it then tell which of them is the stranger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.audit.finding import Finding
from engine.audit.head import Head


@dataclass(frozen=True, slots=True)
class Link:
    """What a line says of its own place in the chain."""

    seq: int
    previous: str
    hash: str


def diagnosed(links: Sequence[Link | None], place: int, before: str, head: Head | None) -> Finding:
    """Return what happened at `place`, the first line that is no record (None) or does not follow the one before.

    `before` is the hash that line should be linked to.
    """
    link = links[place]
    next_ = links[place + 1] if place + 1 < len(links) else None
    goes_on = next_ is not None and next_.seq == place and next_.previous == before
    if link is None:
        return Finding("inserted" if goes_on else "altered", place)
    if link.seq == place:
        if goes_on:
            return Finding("inserted", place)
        return Finding("altered", place if _is_stranger(link, next_, place, head) else place - 1)
    if link.seq < place:
        return _repeated(links, place, head)
    if not any(other and other.seq == place for other in links[place + 1 :]):
        return Finding("missing", place, {"count": link.seq - place})
    return Finding("reordered" if _is_displaced(links, place, link) else "inserted", place)


def _is_stranger(link: Link, next_: Link | None, place: int, head: Head | None) -> bool:
    """Return whether the line at `place`, not the one before it, was made anew: what is behind it disowns it."""
    if place == 0:
        return True
    if next_ is not None and next_.seq == place + 1:
        return next_.previous != link.hash
    return head is not None and head.size == place + 1 and head.hash != link.hash


def _repeated(links: Sequence[Link | None], place: int, head: Head | None) -> Finding:
    """Return which of two lines of one number is too many: not the one that the next line, or the head, follows."""
    link, twin = links[place], links[place - 1]
    next_ = links[place + 1] if place + 1 < len(links) else None
    if link is None or twin is None or twin.seq != link.seq or twin.hash == link.hash:
        return Finding("inserted", place)
    goes_on = next_ is not None and next_.seq == place and next_.previous == link.hash
    ends = next_ is None and head is not None and head.size == place and head.hash == link.hash
    return Finding("inserted", place - 1 if goes_on or ends else place)


def _is_displaced(links: Sequence[Link | None], place: int, link: Link) -> bool:
    """Return whether the line at `place` belongs to the log, only elsewhere: its predecessor is there, it once."""
    others = [other for index, other in enumerate(links) if other and index != place]
    own = any(other.seq == link.seq - 1 and other.hash == link.previous for other in others)
    return own and not any(other.seq == link.seq for other in others)
