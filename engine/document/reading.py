"""Files as text: small, regular, strict UTF-8."""

from pathlib import Path

from engine.document.characters import place
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Source, Span

#: A longer file is refused before it is read.
SIZE_LIMIT = 1024 * 1024

_BOM = b"\xef\xbb\xbf"


def read_bytes(path: Path, name: str, report: Report) -> bytes | None:
    """Return the bytes of a regular file within the limit, or None and say why not.

    Errors: D101, D102
    """
    try:
        if not path.is_file():
            reason = "not_a_file" if path.exists() else "missing"
            report.add(_unreadable(name, reason))
            return None
        if within_limit(path.stat().st_size, name, report):
            with path.open("rb") as file:
                found = file.read(SIZE_LIMIT + 1)  # the file may have grown since it was measured
            return found if within_limit(len(found), name, report) else None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        report.add(_unreadable(name, "refused"))
    return None


def within_limit(size: int, name: str, report: Report) -> bool:
    """Report a size over the limit; True where it is within."""
    if size > SIZE_LIMIT:
        values = {"size": size, "limit": SIZE_LIMIT}
        report.add(
            Diagnostic(code="D102", span=Span(file=name), values=values, help=phrase("document.help.size")),
        )
    return size <= SIZE_LIMIT


def decode(content: bytes, name: str, report: Report) -> Source | None:
    """Return the text of `content`, a byte order mark cut off, or None where it is not UTF-8.

    Errors: D103
    """
    content = content.removeprefix(_BOM)
    try:
        return Source(name, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        report.add(_not_utf8(content, name, error.start))
        return None


def _not_utf8(content: bytes, name: str, offset: int) -> Diagnostic:
    shown = Source(name, content.decode("utf-8", "replace"))
    values = {"offset": offset, "byte": f"{content[offset]:02X}"}
    span = place(shown, len(content[:offset].decode("utf-8")))
    return Diagnostic(code="D103", span=span, values=values, help=phrase(f"document.help.{_encoding(content)}"))


def _encoding(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "utf8"
    return "gb18030"


def _unreadable(name: str, reason: str) -> Diagnostic:
    values = {"name": name, "reason": phrase(f"document.reason.{reason}")}
    return Diagnostic(code="D101", span=Span(file=name), values=values)
