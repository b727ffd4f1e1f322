"""Ways to tamper with a log; each says in which line that must be noticed, and as what."""

import json
import random
from collections.abc import Callable
from typing import NamedTuple

from engine.audit.canonical import canonical, digest

Lines = list[bytes]


class Mutation(NamedTuple):
    lines: Lines
    index: int
    kinds: frozenset[str]


def edited(lines: Lines, draw: random.Random) -> Mutation:
    """One character of a line becomes another one."""
    at = draw.randrange(len(lines))
    line = bytearray(lines[at])
    place = draw.randrange(len(line) - 1)
    line[place] ^= 1 << draw.randrange(7)
    return Mutation([*lines[:at], bytes(line), *lines[at + 1 :]], at, frozenset({"altered", "inserted"}))


def deleted(lines: Lines, draw: random.Random) -> Mutation:
    at = draw.randrange(len(lines))
    count = draw.randint(1, min(3, len(lines) - at))
    kind = "truncated" if at + count == len(lines) else "missing"
    return Mutation(lines[:at] + lines[at + count :], at, frozenset({kind}))


def copied(lines: Lines, draw: random.Random) -> Mutation:
    """Put a line of the log in once more."""
    source, at = draw.randrange(len(lines)), draw.randint(0, len(lines))
    if at == source:  # in front of itself: the same text as behind itself
        at += 1
    return Mutation([*lines[:at], lines[source], *lines[at:]], at, frozenset({"inserted"}))


def forged(lines: Lines, draw: random.Random) -> Mutation:
    """Put in a made-up line with the right number, link and hash."""
    at = draw.randint(1, len(lines) - 1)
    before = json.loads(lines[at - 1])
    record = {"kind": "decision", "seq": at, "previous": before["hash"], "facts": {"n": draw.randrange(10**6)}}
    return Mutation([*lines[:at], resealed(record), *lines[at:]], at, frozenset({"inserted"}))


def swapped(lines: Lines, draw: random.Random) -> Mutation:
    one, two = sorted(draw.sample(range(len(lines)), 2))
    changed = [*lines]
    changed[one], changed[two] = changed[two], changed[one]
    return Mutation(changed, one, frozenset({"reordered"}))


def cut(lines: Lines, draw: random.Random) -> Mutation:
    """Cut the end off, anywhere."""
    content = b"".join(lines)
    place = draw.randrange(len(lines[0]), len(content))
    kept = content[:place].splitlines(keepends=True)
    whole = kept[-1].endswith(b"\n")
    index = len(kept) if whole else len(kept) - 1
    return Mutation(kept, index, frozenset({"truncated" if whole else "torn"}))


def rehashed(lines: Lines, draw: random.Random) -> Mutation:
    """Let a record say something else, and make its own hash anew."""
    at = draw.randrange(len(lines))
    record = json.loads(lines[at])
    if draw.random() < 0.2:
        record["previous"] = "sha256:" + "f" * 64
    else:
        record["kind" if record["kind"] == "decision" else "extra"] = "other"
    kinds = {"altered", "checkpoint"} if at + 1 == len(lines) else {"altered"}
    return Mutation([*lines[:at], resealed(record), *lines[at + 1 :]], at, frozenset(kinds))


MUTATIONS: tuple[Callable[[Lines, random.Random], Mutation], ...] = (
    edited, deleted, copied, forged, swapped, cut, rehashed,
)  # fmt: skip


def resealed(record: dict[str, object]) -> bytes:
    """Return the line of `record` with its own hash made anew."""
    bare = {name: value for name, value in record.items() if name != "hash"}
    return canonical(bare | {"hash": digest(canonical(bare))}).encode() + b"\n"
