"""The files of a folder, in byte order of their names; nothing outside the folder is reached."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Left by operating systems and office programs; listed in the import report, never read.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file and the name reports know it by: its path inside the folder, POSIX."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """What a folder holds: files to read, and litter."""

    files: tuple[NamedFile, ...]
    ignored: tuple[str, ...]


def files_of(folder: Path, base: Path, report: Report) -> FolderFiles:
    """Return the files in and below `folder`, named from `base`; links are refused.

    Errors: F603, F617
    """
    found = sorted(_walk(folder, base, report), key=lambda file: os.fsencode(file.path.relative_to(base)))
    litter = [file for file in found if is_litter(file.path.relative_to(folder))]
    return FolderFiles(tuple(file for file in found if file not in litter), tuple(file.name for file in litter))


def name_of(path: Path, base: Path) -> str:
    """Return the path from `base`, POSIX; bytes that are not UTF-8 are written in hexadecimal."""
    return shown(path.relative_to(base))


def shown(path: Path) -> str:
    """Return `path` as text that can be printed, POSIX."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def refused_link(path: Path, base: Path, report: Report) -> bool:
    """Report a link inside a case folder; True where `path` is one.

    Errors: F617
    """
    if path.is_symlink():
        name, help_ = name_of(path, base), phrase("ledger.help.copy_file")
        report.add(Diagnostic(code="F617", span=Span(file=name), values={"name": name}, help=help_))
        return True
    return False


def _walk(folder: Path, base: Path, report: Report) -> Iterator[NamedFile]:
    try:
        entries = sorted(folder.iterdir(), key=os.fsencode)
    except OSError:
        name = name_of(folder, base)
        report.add(Diagnostic(code="F603", span=Span(file=name), values={"name": name}))
        return
    for path in entries:
        if refused_link(path, base, report):
            continue
        if path.is_dir():
            yield from _walk(path, base, report)
        elif path.is_file():
            yield NamedFile(path, name_of(path, base))


def is_litter(inside: PurePath) -> bool:
    """Decide whether a path inside a folder was left there by a program, not by a person."""
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in inside.parts)
