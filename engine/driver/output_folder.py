"""A folder of results: written beside its place and moved there whole, readable by its owner alone."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from engine.ledger.tables import DiskError
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report


def check_output(out: Path, inputs: Collection[Path], own: Collection[str]) -> None:
    """Refuse `out` where it lies in one of `inputs` or holds a file that is not among `own`.

    Raises `Rejected` (about: usage): K821 to K823.
    """
    report = Report("usage")
    help_ = phrase("case.help.other_folder")
    if any(out.resolve().is_relative_to(folder.resolve()) for folder in inputs):
        report.add(Diagnostic(code="K823", span=None, values={"folder": out}, help=help_))
    elif out.exists() and not out.is_dir():
        values = {"folder": out, "reason": phrase("case.reason.not_a_folder")}
        report.add(Diagnostic(code="K822", span=None, values=values, help=help_))
    elif foreign := sorted(entry.name for entry in out.iterdir() if entry.name not in own) if out.exists() else ():
        values = {"folder": out, "name": foreign[0]}
        report.add(Diagnostic(code="K821", span=None, values=values, help=help_))
    report.stop_if_errors()


def write_folder(out: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new folder and put it in the place of `out`. Raises `Rejected` (about: usage): K822."""
    target = out.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            write(beside)
            for path in beside.rglob("*"):
                path.chmod(0o700 if path.is_dir() else 0o600)
            _move(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except (OSError, *DiskError) as refused:
        report = Report("usage")
        told = refused.strerror if isinstance(refused, OSError) else str(refused).splitlines()[0]
        values = {"folder": out, "reason": told or type(refused).__name__}
        report.add(Diagnostic(code="K822", span=None, values=values))
        report.stop_if_errors()


def write_file(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a new file, piece by piece in UTF-8, that only its owner can read."""
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def _move(beside: Path, target: Path) -> None:
    """Put `beside` in the place of `target`; what was there is kept until the new one stands."""
    if not target.exists():
        beside.rename(target)
        return
    replaced = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        target.rename(replaced / target.name)
        beside.rename(target)
    finally:
        shutil.rmtree(replaced, ignore_errors=True)
