"""The tables of a file, known by its content, before anybody knows what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from engine.ledger.archive import ArchiveFault, is_workbook, unpacked
from engine.ledger.html_table import PAGE_LIMIT, html_records
from engine.ledger.text_file import Record, TextFile, text_file
from engine.ledger.workbook import WorkbookFault, workbook_sheets
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: First bytes of files that hold no table we can read.
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"<?xml", "XML"),
)
_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNING = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table as it stands in a file: text still to be split, or records."""

    name: str  #: file, inside an archive `archive/file`, of a workbook `file#sheet`
    key: str  #: begins the ids of its bookings
    digest: str  #: SHA-256 of the bytes of its file, hexadecimal
    encoding: str
    text: TextFile | None = None
    rows: Iterator[Record] | None = None
    parquet: Path | None = None


def raw_tables(path: Path, name: str, report: Report) -> Iterator[RawTable]:
    """Yield the tables of the file at `path`, or say why it has none.

    Errors: F603, F604, F606, F611, F661-F663
    """
    try:
        with path.open("rb") as stream:
            begins = stream.read(_BEGINNING)
        if begins.startswith(_PARQUET):
            yield RawTable(name=name, key="", digest="", encoding="parquet", parquet=path)
        elif begins.startswith(_ZIP) and not is_workbook(path):
            yield from _packed(path, name, report)
        elif begins.startswith((_ZIP, _OLE)):
            yield from _workbook(path, name)
        elif foreign := _foreign(begins):
            help_ = phrase("ledger.help.no_pdf" if foreign == "PDF" else "ledger.help.save_as_csv")
            report.add(Diagnostic(code="F611", span=Span(file=name), values={"kind": foreign}, help=help_))
        elif begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            yield from _page(path, name, report)
        elif text := text_file(path, name, report):
            yield RawTable(name=name, key=text.digest[:12], digest=text.digest, encoding=text.encoding, text=text)
    except (WorkbookFault, ArchiveFault) as fault:
        help_ = phrase("ledger.help.unlock" if fault.args[0] == "F661" else "ledger.help.original")
        report.add(Diagnostic(code=fault.args[0], span=Span(file=name), help=help_))
    except OSError:
        report.add(Diagnostic(code="F603", span=Span(file=name), values={"name": name}))


def _foreign(begins: bytes) -> str | None:
    return next((kind for magic, kind in _FOREIGN if begins.removeprefix(b"\xef\xbb\xbf").startswith(magic)), None)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _workbook(path: Path, name: str) -> Iterator[RawTable]:
    digest = _digest(path)
    for number, sheet in enumerate(workbook_sheets(path), 1):
        key = f"{digest[:12]}-{number}"
        yield RawTable(name=f"{name}#{sheet.title}", key=key, digest=digest, encoding="workbook", rows=sheet.rows)


def _page(path: Path, name: str, report: Report) -> Iterator[RawTable]:
    if path.stat().st_size > PAGE_LIMIT:
        report.add(Diagnostic(code="F663", span=Span(file=name)))
    elif text := text_file(path, name, report):
        rows = html_records(path.read_text(encoding=text.encoding))
        yield RawTable(name=name, key=text.digest[:12], digest=text.digest, encoding=text.encoding, rows=rows)


def _packed(path: Path, name: str, report: Report) -> Iterator[RawTable]:
    for packed in unpacked(path):
        inside = f"{name}/{packed.name}"
        with packed.path.open("rb") as stream:
            begins = stream.read(len(_ZIP))
        if begins == _ZIP and not is_workbook(packed.path):
            help_ = phrase("ledger.help.unpack")
            report.add(Diagnostic(code="F611", span=Span(file=inside), values={"kind": "ZIP in ZIP"}, help=help_))
        else:
            yield from raw_tables(packed.path, inside, report)
