"""A YAML file of the library, read and held against its schema."""

from pathlib import Path

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Document
from engine.schema.catalogue import Kind
from engine.schema.check import check_document
from engine.source.report import Report


def read_checked(path: Path, kind: Kind, report: Report) -> Document | None:
    """Return the document at `path`, None where it cannot be read or has another shape than `kind`."""
    document = read_yaml(path, shown(path), report)
    return document if document and check_document(document, kind, report) else None


def shown(path: Path) -> str:
    """Return `path` as users know it: as given, in POSIX form."""
    return path.as_posix()
