"""Where results go: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from engine.cli.running import DONE, refused
from engine.messages.words import phrase

#: Written in pieces of about this many characters.
_PIECE = 1 << 18


def write_text(pieces: Iterable[str], output: Path | None) -> None:
    """Write `pieces` as UTF-8 to the file `output`, else to standard output."""
    if output is None:
        _print(pieces)
        return
    with appearing(output) as path, path.open("wb") as file:
        file.writelines(_chunks(pieces))


def _print(pieces: Iterable[str]) -> None:
    sys.stdout.flush()
    try:
        for chunk in _chunks(pieces):
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough
        forget_output()
        raise typer.Exit(DONE) from None


def forget_output() -> None:
    """Send what is still to be printed nowhere, so that nothing complains on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    kept: list[str] = []
    size = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(kept).encode()
            kept, size = [], 0
    yield "".join(kept).encode()


@contextmanager
def appearing(output: Path) -> Iterator[Path]:
    """Give a path to write to; it becomes `output` at the end, and nothing is left where the work fails.

    The file is for its owner alone: it holds account numbers. Raises `Rejected`: C909.
    """
    if output.is_dir() or not output.parent.is_dir():
        reason = "exists" if output.is_dir() else "folder"
        raise refused("C909", name=output.as_posix(), reason=phrase(f"cli.reason.{reason}"))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError:
        raise refused("C909", name=output.as_posix(), reason=phrase("cli.reason.refused")) from None
    os.close(handle)
    path = Path(name)
    try:
        yield path
        path.chmod(0o600)  # what wrote there may have put a new file in its place
        path.replace(output)
    finally:
        path.unlink(missing_ok=True)
