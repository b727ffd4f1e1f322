"""New keys: for signing checkpoints, or for masking subjects. What is drawn comes from the system's own source."""

import os
import secrets
from pathlib import Path

from engine.audit.masking import SHORTEST, Mask
from engine.audit.reopening import rejected
from engine.audit.signing import write_keys


def make_key(path: Path, *, masking: bool) -> str:
    """Write a new key to `path`, which must not exist; return its id.

    Raises `Rejected` (about: usage): A125, A134.
    """
    try:
        if not masking:
            return write_keys(path)
        key = secrets.token_hex(SHORTEST).encode()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key + b"\n")
        return Mask(key).id
    except OSError as refused:
        raise rejected("A134", "usage", path, reason=refused.strerror or type(refused).__name__) from None
