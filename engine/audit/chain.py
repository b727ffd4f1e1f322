"""Records → lines, each holding the hash of the one before; a line → the record it is, or nothing."""

import json
from dataclasses import dataclass

from engine.audit.canonical import FIRST, canonical, digest, joined, runs, sm3
from engine.audit.records import Record

#: In the place of an SM3 hash where there is nothing before.
FIRST_SM3 = "sm3:" + "0" * 64
#: What is not under the hashes of a record: they themselves.
HASHES = ("hash", "sm3")
#: What the chain adds to a record, in the order in which members stand.
CHAINED = ("hash", "previous", "previous_sm3", "seq", "sm3")
#: A record in canonical JSON, in the runs between which `CHAINED` stand.
Runs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a chain has come to."""

    size: int = 0  #: lines so far, which is the number of the next one
    hash: str = FIRST
    sm3: str = FIRST_SM3


def sealed(record: Record | Runs, tip: Tip, *, with_sm3: bool) -> tuple[bytes, Tip]:
    """Return the line of `record` behind `tip`, without its end, and where the chain has come to then."""
    one, two, three, four, five, six = record if isinstance(record, tuple) else runs(record, CHAINED)
    before, seq = f'"previous":"{tip.hash}"', f'"seq":{tip.size}'
    linked = (before, three, f'"previous_sm3":"{tip.sm3}"' if with_sm3 else "", four, seq, five)
    text = f"{{{joined(one, two, *linked, six)}}}"
    hash_, hash_sm3 = digest(text), sm3(text) if with_sm3 else FIRST_SM3
    other = f'"sm3":"{hash_sm3}"' if with_sm3 else ""
    own = f'"hash":"{hash_}"'
    line = f"{{{joined(one, own, two, *linked, other, six)}}}"
    return line.encode(), Tip(tip.size + 1, hash_, hash_sm3)


def read_line(line: bytes, *, with_sm3: bool) -> Record | None:
    """Return the record that `line` (with its end) is; None where it is not one as it was written.

    It must end, be canonical JSON, and carry its own hashes. What it is linked to is not asked.
    """
    record = parsed(line)
    if record is None or type(record.get("seq")) is not int or type(record.get("kind")) is not str:
        return None
    text = canonical({name: value for name, value in record.items() if name not in HASHES})
    if record.get("hash") != digest(text) or type(record.get("previous")) is not str:
        return None
    if with_sm3 and (record.get("sm3") != sm3(text) or type(record.get("previous_sm3")) is not str):
        return None
    return record


def parsed(line: bytes) -> Record | None:
    """Return the object that `line` (with its end) states as canonical JSON, None where it states none."""
    if not line.endswith(b"\n"):
        return None
    try:
        text = line[:-1].decode()
        found = json.loads(text)
        return found if isinstance(found, dict) and canonical(found) == text else None
    except (ValueError, RecursionError):  # not UTF-8, not JSON, a number without end, nested without end
        return None


def follows(record: Record, before: Tip, *, with_sm3: bool) -> bool:
    """Return whether `record` is the next one behind `before`."""
    linked = record["seq"] == before.size and record["previous"] == before.hash
    return linked and (not with_sm3 or record["previous_sm3"] == before.sm3)


def tip_of(record: Record) -> Tip:
    """Return where a chain has come to that ends with `record`."""
    return Tip(record["seq"] + 1, record["hash"], record.get("sm3", FIRST_SM3))
