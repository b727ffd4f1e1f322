"""The rulebooks that a log was decided by, kept beside it byte for byte, by their digests.

`<log>.rulebooks/<digest in hex>/` is a library of one edition: `<family>/family.yaml`, `facts.yaml`,
`<edition>/rulebook.yaml`, the cited `sources/`, the calendar in `calendars/`. Text that is not read is not kept.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.library.library import Loaded, load
from engine.library.places import shipped_rulebooks
from engine.source.report import Diagnostic, Report

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}")


def archive_of(log: Path) -> Path:
    return log.with_name(f"{log.name}.rulebooks")


def keep(log: Path, loaded: Loaded) -> None:
    """Keep what `loaded` was read from beside `log`, where it is not kept yet.

    Raises `Rejected` (about: integrity): A129 where its files changed since they were read; `OSError`.
    """
    archive = archive_of(log)
    target = archive / loaded.digest.removeprefix("sha256:")
    if target.exists():
        return
    archive.mkdir(mode=0o700, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new.", dir=archive))
    try:
        for path, place in _files(loaded):
            copied = beside / place
            copied.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            copied.touch(mode=0o600)
            copied.write_bytes(path.read_bytes())
        again = load(beside / loaded.folder.parent.name / loaded.folder.name, Report("rulebook"))
        if again is None or again.digest != loaded.digest:
            report = Report("integrity")
            report.add(Diagnostic(code="A129", span=None, values={"folder": loaded.folder.as_posix()}))
            report.stop_if_errors()
        if not target.exists():  # another log run may have been faster
            beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _files(loaded: Loaded) -> Iterator[tuple[Path, Path]]:
    """Yield each file that the digest of `loaded` is of, and its place in the archive."""
    edition = loaded.folder
    family, library = edition.parent, edition.parent.parent
    for name in ("family.yaml", "facts.yaml", f"{edition.name}/rulebook.yaml"):
        yield family / name, Path(family.name) / name
    for source in loaded.sources:
        yield library / "sources" / f"{source}.yaml", Path("sources") / f"{source}.yaml"
    if loaded.calendar:
        name = f"calendars/{loaded.calendar.id}.yaml"
        own = library / name
        yield own if own.is_file() else shipped_rulebooks() / name, Path(name)


def archived(log: Path, family: object, edition: object, digest: object) -> Loaded | None:
    """Return the edition that `log` has kept under `digest`; None where it is not there as it was.

    What a log states is not trusted: it names no file outside the archive.
    """
    stated = ((family, _NAME), (edition, _EDITION), (digest, _DIGEST))
    if not all(isinstance(text, str) and pattern.fullmatch(text) for text, pattern in stated):
        return None
    report = Report("rulebook")
    loaded = load(archive_of(log) / str(digest).removeprefix("sha256:") / str(family) / str(edition), report)
    return loaded if loaded and loaded.digest == digest and not report.has_errors else None
