"""One writer at a time: the system keeps the lock while the file is open, so a dead writer leaves none behind."""

import os
from pathlib import Path


def open_alone(path: Path) -> int:
    """Return the file `path`, made where it is missing, opened for reading and writing by this process alone.

    Raises `BlockingIOError` where another writer has it, else `OSError`.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _lock(file)
    except OSError:
        os.close(file)
        raise
    return file


def _lock(file: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 (not on every platform)
    except ImportError:  # pragma: no cover (there `docs/decision-log.md` asks for one writer)
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
