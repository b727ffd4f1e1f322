"""Files of a library → the same files in one form."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.document.format import formatted
from engine.document.reading import decode, read_bytes
from engine.library.library import Library
from engine.messages.words import phrase
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report

#: The mode of a file that is new: rulebooks are for everybody to read.
_NEW = 0o644


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read, and its one form."""

    path: Path
    before: bytes
    after: bytes

    @property
    def changes(self) -> bool:
        return self.before != self.after


def yaml_files(library: Library, references: Sequence[str], report: Report) -> tuple[Path, ...]:
    """Return the YAML files that `references` mean, those of the whole library where there are none.

    A reference is a file, a folder, a family or an edition (`after@2022-01-01`). Errors: L401, Y702
    """
    if not references:
        return tuple(path for root in library.roots for path in _below(root))
    found = [path for reference in references for path in _files(library, reference, report)]
    return tuple(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the YAML files in `folder`, those in hidden folders left out."""
    for path in sorted(folder.rglob("*.yaml")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _files(library: Library, reference: str, report: Report) -> tuple[Path, ...]:
    path = Path(reference)
    if path.is_file():
        return (path,)
    if not path.is_dir():
        name, _, edition = reference.partition("@")
        family = library.family(name)
        if family is None:
            help_ = did_you_mean(name, library.families())
            report.add(Diagnostic(code="L401", span=None, values={"name": reference}, help=help_))
            return ()
        path = family / edition
    found = tuple(_below(path))
    if not found:
        report.add(Diagnostic(code="Y702", span=None, values={"name": reference}))
    return found


def format_files(paths: Iterable[Path]) -> tuple[File, ...]:
    """Return the files with their one form; nothing is written. Raises `Rejected` (about: rulebook) if one has none."""
    report = Report("rulebook")
    found = [file for path in paths if (file := _formatted(path, report))]
    report.stop_if_errors()
    return tuple(found)


def _formatted(path: Path, report: Report) -> File | None:
    name = path.as_posix()
    content = read_bytes(path, name, report)
    source = None if content is None else decode(content, name, report)
    text = None if source is None else formatted(source, report)
    return None if content is None or text is None else File(path, content, text.encode())


def replace_file(file: File) -> None:
    """Put the one form in the place of the file, whole or not at all. Raises `Rejected` (about: usage): C909."""
    write_whole(file.path, file.after)


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all; an old file keeps its mode.

    Raises `Rejected` (about: usage): C909.
    """
    target = path.resolve()  # a link stays one
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as written:
                written.write(content)
            beside.chmod(target.stat().st_mode & 0o777 if target.exists() else _NEW)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError:
        report = Report("usage")
        values = {"name": path.as_posix(), "reason": phrase("cli.reason.refused")}
        report.add(Diagnostic(code="C909", span=None, values=values))
        report.stop_if_errors()
