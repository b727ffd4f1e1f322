"""The head of a log: how long it is and the hashes that say so. Kept beside the log, and best somewhere else too."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.audit.canonical import canonical
from engine.audit.chain import parsed

HEAD_FORMAT = "after-rules-head/1"
_MEMBERS = frozenset({"format", "log", "size", "hash", "root", "signature"})


@dataclass(frozen=True, slots=True)
class Signature:
    """An Ed25519 signature of `signed_text`."""

    key: str  #: id of the public key
    ed25519: str  #: 64 bytes in hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The state of a log after its first `size` lines."""

    log: str
    size: int
    hash: str  #: of the last of these lines; empty where only the tree is known
    root: str  #: of the Merkle tree over these lines, in hex
    signature: Signature | None = None

    def record(self) -> dict[str, Any]:
        return {"format": HEAD_FORMAT, **asdict(self)}


def signed_text(log: str, size: int, root: str) -> str:
    """Return the text that signatures of heads and checkpoints are of."""
    return canonical({"log": log, "root": root, "size": size})


def head_path(log: Path) -> Path:
    return log.with_name(f"{log.name}.head")


def write_head(log: Path, head: Head) -> None:
    """Put `head` beside `log`, whole or not at all."""
    path = head_path(log)
    beside = path.with_name(f"{path.name}.new")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(f"{canonical(head.record())}\n".encode())
    beside.replace(path)


def read_head(path: Path) -> Head | None:
    """Return the head in the file `path`: a head, or the checkpoint of a receipt; None where it is neither.

    Raises `OSError` where the file cannot be read.
    """
    return head_of(parsed(path.read_bytes()) or {})


def head_of(found: dict[str, Any]) -> Head | None:
    """Return the head that the object `found` states."""
    if str(found.get("format", "")).startswith("after-rules-receipt/"):
        checkpoint = found.get("checkpoint")
        found = {**checkpoint, "log": found.get("log"), "hash": ""} if isinstance(checkpoint, dict) else {}
    elif found.get("format") != HEAD_FORMAT or set(found) != _MEMBERS or not found["hash"]:
        return None
    log, size, hash_, root = (found.get(name) for name in ("log", "size", "hash", "root"))
    if type(size) is not int or size < 1 or not all(type(text) is str for text in (log, hash_, root)):
        return None
    return Head(log=str(log), size=size, hash=str(hash_), root=str(root), signature=signature_of(found))


def signature_of(found: dict[str, Any]) -> Signature | None:
    """Return the signature that a head or a checkpoint carries."""
    stated = found.get("signature")
    if not isinstance(stated, dict) or not all(type(stated.get(name)) is str for name in ("key", "ed25519")):
        return None
    return Signature(stated["key"], stated["ed25519"])
