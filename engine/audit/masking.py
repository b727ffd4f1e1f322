"""Pseudonyms of subjects: the same value gives the same one under the same key, and none without it."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from engine.audit.canonical import canonical
from engine.source.report import Diagnostic, Rejected, Report

#: A shorter key could be guessed.
SHORTEST = 32


@dataclass(frozen=True, slots=True)
class Mask:
    """A secret key for pseudonyms."""

    key: bytes

    @property
    def id(self) -> str:
        """What tells this key from others and does not tell the key."""
        return hmac.new(self.key, b"after-rules mask key", hashlib.sha256).hexdigest()[:16]

    def masked(self, column: str, value: str) -> str:
        """Return the pseudonym of `value` in `column`: HMAC-SHA-256 of the canonical JSON of the pair."""
        text = canonical([column, value])
        return "hmac-sha256:" + hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()


def read_mask(path: Path) -> Mask:
    """Return the mask whose key is the content of the file `path`. Raises `Rejected` (about: usage): A126."""
    try:
        key = path.read_bytes().strip()
    except OSError:
        key = b""
    if len(key) < SHORTEST:
        report = Report("usage")
        report.add(Diagnostic(code="A126", span=None, values={"file": path.as_posix(), "shortest": SHORTEST}))
        raise Rejected(report)
    return Mask(key)
