"""ZIP archives of exports: each file is unpacked by itself, within limits, under the name it was packed with."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from engine.ledger.folders import is_litter

#: Files of an archive, their bytes unpacked, and how much smaller than unpacked a packed file may be.
FILES_LIMIT = 10_000
UNPACKED_LIMIT = 16 << 30
RATIO_LIMIT = 1_000

_CHUNK = 1 << 20
_LOCKED = 0x1
_NAME_IS_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of an archive, unpacked to `path`, which is gone when the next one is asked for."""

    path: Path
    name: str


class ArchiveFault(Exception):  # noqa: N818 (it says what is wrong with a file, not with the program)
    """Why an archive cannot be read, as a code of `messages/ledger.py`."""


def is_workbook(path: Path) -> bool:
    """Decide whether the archive at `path` is the container of a workbook."""
    try:
        with ZipFile(path) as parts:
            names = set(parts.namelist())
    except (BadZipFile, OSError):
        return True  # not an archive either: the reader of workbooks says what is wrong
    return "[Content_Types].xml" in names or "content.xml" in names


def unpacked(path: Path) -> Iterator[Packed]:
    """Yield the files of the archive at `path`, in byte order of their names; litter of file systems is left out.

    Raises `ArchiveFault`: F661 locked, F662 broken, F663 too large.
    """
    try:
        with ZipFile(path) as parts, tempfile.TemporaryDirectory(prefix="rules-import-") as folder:
            named = (
                part for part in parts.infolist() if not part.is_dir() and not is_litter(PurePosixPath(_name(part)))
            )
            files = sorted(named, key=_name)
            _check(files)
            for part in files:
                target = Path(folder) / "file"
                _copy(parts, part, target)
                yield Packed(target, _name(part))
    except (BadZipFile, NotImplementedError, OSError, EOFError):
        raise ArchiveFault("F662") from None


def _name(part: ZipInfo) -> str:
    """Return the name of a file; Chinese programs write it in GB18030 and do not say so."""
    name = part.filename
    if not part.flag_bits & _NAME_IS_UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = part.filename
    return str(
        PurePosixPath(*(step for step in PurePosixPath(name.replace("\\", "/")).parts if step not in ("/", "..")))
    )


def _check(files: list[ZipInfo]) -> None:
    if any(part.flag_bits & _LOCKED for part in files):
        raise ArchiveFault("F661")
    bomb = any(part.file_size > RATIO_LIMIT * max(part.compress_size, 1) for part in files)
    if len(files) > FILES_LIMIT or sum(part.file_size for part in files) > UNPACKED_LIMIT or bomb:
        raise ArchiveFault("F663")


def _copy(parts: ZipFile, part: ZipInfo, target: Path) -> None:
    """Unpack one file; an archive that understates how large it is gets no further than it stated."""
    left = part.file_size
    with parts.open(part) as packed, target.open("wb") as out:
        while chunk := packed.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ArchiveFault("F663")
            out.write(chunk)
