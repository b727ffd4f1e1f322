"""A file of a ledger folder, known by its content: its kind, its layout, its records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.ledger.headers import SHOWN, doubled_columns, missing_column, normal_header, warn_of_slips
from engine.ledger.parquet_file import parquet_file
from engine.ledger.profile import Profile, shipped_profiles
from engine.ledger.tables import Tables
from engine.ledger.text_file import Record, TextFile, records, text_file
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: First bytes of files that are tables in a way we do not read, in the order tried.
_FOREIGN = (
    (b"PK\x03\x04", "XLSX / ZIP"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"<", "HTML / XML"),
)
_PARQUET = b"PAR1"

#: This many known headers make a layout likely enough to say which column it lacks.
_LIKELY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose layout is known; its records can be taken once."""

    name: str
    encoding: str
    digest: str
    profile: Profile
    header: tuple[str, ...]  #: as profiles spell headers
    rows: Iterator[Record]


def open_sheet(path: Path, name: str, tables: Tables, report: Report) -> Sheet | None:
    """Return the table at `path`, or None and say why it cannot be read.

    Errors: F603-F606, F609-F616
    """
    try:
        with path.open("rb") as stream:
            begins = stream.read(8)
        if begins.startswith(_PARQUET):
            return _parquet_sheet(path, name, tables, report)
        foreign = next((kind for magic, kind in _FOREIGN if begins.startswith(magic)), None)
        if foreign is None:
            return _text_sheet(path, name, report)
    except OSError:
        report.add(Diagnostic(code="F603", span=Span(file=name), values={"name": name}))
        return None
    help_ = phrase("ledger.help.save_as_csv")
    report.add(Diagnostic(code="F611", span=Span(file=name), values={"kind": foreign}, help=help_))
    return None


def _parquet_sheet(path: Path, name: str, tables: Tables, report: Report) -> Sheet | None:
    canonical = next(profile for profile in shipped_profiles() if profile.name == "canonical_parquet")
    found = parquet_file(path, name, tables, canonical, report)
    if found is None or not _has_columns(found.header, canonical, Span(file=name), report):
        return None
    warn_of_slips(found.header, canonical.headers, Span(file=name), report)
    return Sheet(
        name=name, encoding="parquet", digest=found.digest, profile=canonical, header=found.header, rows=found.rows
    )


def _text_sheet(path: Path, name: str, report: Report) -> Sheet | None:
    text = text_file(path, name, report)
    if text is None:
        return None
    said = len(report.diagnostics)
    rows = records(text, report)
    first = next(rows, None)
    if first is None:
        if len(report.diagnostics) == said:
            report.add(Diagnostic(code="F609", span=Span(file=name)))
        return None
    header = tuple(normal_header(cell) for cell in first.cells)
    span = Span(file=name, line=first.row, excerpt=first.raw[:200])
    profile = _profile_of(header, span, report)
    if profile is None or not _allowed(text, profile, report):
        return None
    if profile.columns:
        warn_of_slips(header, profile.headers, span, report)
    return Sheet(name=name, encoding=text.encoding, digest=text.digest, profile=profile, header=header, rows=rows)


def _allowed(text: TextFile, profile: Profile, report: Report) -> bool:
    if text.encoding in profile.encodings:
        return True
    values = {"offset": text.utf8_stops}
    help_ = phrase("document.help.gb18030")
    report.add(Diagnostic(code="F605", span=Span(file=text.name), values=values, help=help_))
    return False


def _profile_of(header: Sequence[str], span: Span, report: Report) -> Profile | None:
    """Return the profile that knows most of `header`, or None and say what is wrong."""
    texts = [profile for profile in shipped_profiles() if profile.name != "canonical_parquet"]
    known = {profile.name: len(profile.headers & set(header)) for profile in texts}
    likely = sorted(texts, key=lambda profile: (-known[profile.name], profile.name))
    fitting = [profile for profile in likely if _fits(header, profile)]
    if fitting:
        return fitting[0] if _has_columns(header, fitting[0], span, report) else None
    if known[likely[0].name] >= _LIKELY and likely[0].columns:
        _has_columns(header, likely[0], span, report)
        return None
    shown = ", ".join(f"`{title}`" for title in header if title)
    help_ = phrase("ledger.help.save_as_csv") if not shown else None
    report.add(Diagnostic(code="F610", span=span, values={"headers": shown[:SHOWN]}, help=help_))
    return None


def _fits(header: Sequence[str], profile: Profile) -> bool:
    present = set(header)
    return set(profile.signature) <= present and all(present & set(headers) for headers in profile.required)


def _has_columns(header: Sequence[str], profile: Profile, span: Span, report: Report) -> bool:
    """Report required columns that are missing and read columns that stand twice."""
    missing = [
        missing_column(titles[0], header, span, called=" / ".join(titles))
        for titles in profile.required
        if not set(header) & set(titles)
    ]
    read = {title for titles in profile.columns.values() for title in titles}
    doubled = doubled_columns(read, header, span)
    report.extend((*missing, *doubled))
    return not missing and not doubled
