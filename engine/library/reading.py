"""A YAML file of the library, read and held against its schema."""

from functools import lru_cache
from pathlib import Path

from engine.document.from_yaml import from_bytes
from engine.document.nodes import Document
from engine.document.reading import read_bytes
from engine.schema.catalogue import Kind
from engine.schema.check import check_document
from engine.source.report import Diagnostic, Report

#: Files that several editions rest on are kept, so that each is checked once: sources, and what a family shares.
_KEPT = 256


def read_checked(path: Path, kind: Kind, report: Report) -> Document | None:
    """Return the document at `path`, None where it cannot be read or has another shape than `kind`.

    The file is read each time; what the same bytes say is found out once.
    """
    content = read_bytes(path, shown(path), report)
    if content is None:
        return None
    document, found = _checked(content, shown(path), kind)
    report.extend(found)
    return document


@lru_cache(maxsize=_KEPT)
def _checked(content: bytes, name: str, kind: Kind) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    report = Report("rulebook")
    document = from_bytes(content, name, report)
    whole = document is not None and check_document(document, kind, report) is not None
    return document if whole else None, report.diagnostics


def forget() -> None:
    """Let go of what was found out about files."""
    _checked.cache_clear()


def shown(path: Path) -> str:
    """Return `path` as users know it: as given, in POSIX form."""
    return path.as_posix()
