"""Bank exports as `raw_bookings`, each row kept or rejected with its reason."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from engine.ledger.account_sheets import AccountReader
from engine.ledger.answers import NO_ANSWERS, Answers
from engine.ledger.bookings import BookingReader
from engine.ledger.bulk import bulk_chunks
from engine.ledger.coverage import note_no_record, state_coverage, state_period
from engine.ledger.doubts import doubtful, take_back
from engine.ledger.folders import FolderFiles, NamedFile, files_of, name_of, shown
from engine.ledger.import_report import FileImport, FileRead, ImportReport
from engine.ledger.masks import masked
from engine.ledger.plain_sheets import PlainReader
from engine.ledger.profile import PART
from engine.ledger.sheet import Sheet
from engine.ledger.sheets import open_sheets
from engine.ledger.subaccounts import book_on_main_accounts
from engine.ledger.tables import Tables
from engine.ledger.text_file import Record
from engine.ledger.unfinished import Unfinished
from engine.source.report import Diagnostic, Report

#: Is told the file and the rows read of it so far.
Progress = Callable[[str, int], None]

#: Rows held in memory at a time.
_BATCH = 5_000

Reader = BookingReader | AccountReader | PlainReader


def import_exports(
    sources: Sequence[Path],
    tables: Tables,
    report: Report,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportReport:
    """Read the bank exports among `sources`, files and folders, into `tables`; names start at their common folder.

    Errors: those of `import_sources`; raises `Rejected` where there is one
    """
    imported = import_sources(sources, tables, report, progress, answers)
    report.stop_if_errors()
    return imported


def import_sources(  # noqa: PLR0913, PLR0917 (what an import is made of)
    sources: Sequence[Path],
    tables: Tables,
    report: Report,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
    unfinished: Unfinished | None = None,
) -> ImportReport:
    """Do the same, and leave it to the caller whether to go on without the files that are wrong.

    Files that `unfinished` has of an earlier run are not read again.
    Errors: F602-F620, F648, F660-F668; warnings: F674
    """
    found = _files_among([Path(os.path.abspath(source)) for source in sources], report)  # noqa: PTH100 (resolve() would follow links)
    return import_files(found, tables, report, progress, answers, unfinished)


def _files_among(sources: Sequence[Path], report: Report) -> FolderFiles:
    folders = {source if source.is_dir() else source.parent for source in sources}
    base = Path(os.path.commonpath(folders)) if folders else Path()
    files: dict[str, NamedFile] = {}
    ignored: set[str] = set()
    for source in sources:
        if source.is_dir():
            below = files_of(source, base, report)
            files.update((file.name, file) for file in below.files)
            ignored.update(below.ignored)
        elif source.is_file():
            files[name_of(source, base)] = NamedFile(source, name_of(source, base))
        else:
            report.add(Diagnostic(code="F603", span=None, values={"name": shown(source)}))
    ordered = sorted(files.values(), key=lambda file: os.fsencode(file.path.relative_to(base)))
    return FolderFiles(tuple(ordered), tuple(sorted(ignored)))


def import_files(  # noqa: PLR0913, PLR0917 (as above)
    found: FolderFiles,
    tables: Tables,
    report: Report,
    progress: Progress | None,
    answers: Answers = NO_ANSWERS,
    unfinished: Unfinished | None = None,
) -> ImportReport:
    """Read each of the files into `tables` and say what became of it."""
    read = [_import_file(file, tables, report, progress, answers, unfinished) for file in found.files]
    state_coverage(tables, answers)
    moved = book_on_main_accounts(tables, report)

    def imports(kind: str) -> tuple[FileImport, ...]:
        return tuple(imported for file in read for holds, imported in file.imports if holds == kind)

    return ImportReport(
        files=imports("bookings"),
        account_sheets=imports("accounts"),
        other_sheets=imports("others"),
        ignored=found.ignored,
        not_read=tuple(name for file in read for name in file.not_read),
        moved_to_main=moved,
        unanswered=_unanswered(tables),
    )


def _import_file(  # noqa: PLR0913, PLR0917 (as above)
    file: NamedFile,
    tables: Tables,
    report: Report,
    progress: Progress | None,
    answers: Answers,
    unfinished: Unfinished | None,
) -> FileRead:
    """Return what one file gives, from an earlier run where it is the same."""
    if unfinished and (earlier := unfinished.take(file)):
        return earlier
    own = Report(report.about)
    imports: list[tuple[str, FileImport]] = []
    not_read: list[str] = []
    met: list[str] = []
    for sheet in open_sheets(file.path, file.name, tables, own, answers, met.append):
        if isinstance(sheet, str):
            not_read.append(sheet)
        elif not sheet.profile.columns:
            not_read.append(sheet.name)
        elif imported := _import_sheet(sheet, tables, own, progress):
            holds = sheet.profile.holds
            imports.append((holds if holds in ("bookings", "accounts") else "others", imported))
    read = FileRead(imports=tuple(imports), not_read=tuple(not_read), met=tuple(met))
    report.extend(own.diagnostics)
    if unfinished and not own.has_errors:
        unfinished.keep(file, read, own.diagnostics)
    return read


def _unanswered(tables: Tables) -> tuple[str, ...]:
    """Return the accounts for which tasks failed and none was answered."""
    query = "SELECT account FROM coverage GROUP BY account HAVING NOT bool_or(answer = 'answered') ORDER BY account"
    return tuple(str(account) for (account,) in tables.rows(query))


@dataclass(slots=True)
class _Counts:
    read: int
    rejected: Counter[str]


def _import_sheet(sheet: Sheet, tables: Tables, report: Report, progress: Progress | None) -> FileImport | None:
    """Read one sheet; None where it is doubtful and was taken back."""
    reader = _reader(sheet)
    counts = _Counts(0, Counter())
    for batch, taken in _read_batches(sheet, reader, tables, report):
        _append(batch, reader, tables, counts)
        counts.read += len(batch) + taken
        if progress:
            progress(sheet.name, counts.read)
    if not isinstance(reader, AccountReader):
        kept = counts.read - counts.rejected.total()
        if doubtful(reader, kept, counts.rejected, report):
            take_back(reader.table, sheet.name, tables)
            return None
    if isinstance(reader, BookingReader):
        note_no_record(reader, tables)
        state_period(sheet, tables)
    return _file_import(sheet, reader, tables, counts)


def _reader(sheet: Sheet) -> Reader:
    if sheet.profile.holds == "bookings":
        return BookingReader(sheet)
    return AccountReader(sheet) if sheet.profile.holds == "accounts" else PlainReader(sheet)


def _read_batches(sheet: Sheet, reader: Reader, tables: Tables, report: Report) -> Iterator[tuple[list[Record], int]]:
    """Yield records to read, and how many rows were taken before them without."""
    chunks = bulk_chunks(sheet, tables, report) if isinstance(reader, BookingReader) else None
    if chunks is None:
        yield from ((batch, 0) for batch in _batches(sheet.rows))
        return
    for chunk in chunks:
        reader.not_understood["cash"] += chunk.cash_not_understood
        reader.cells.decorated.update(chunk.decorated)
        batches = list(_batches(sheet.tidy(iter(chunk.left)))) or [[]]
        yield from ((batch, 0) for batch in batches[1:])
        yield batches[0], chunk.taken


def _batches(rows: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _append(batch: Sequence[Record], reader: Reader, tables: Tables, counts: _Counts) -> None:
    found = reader.read(batch)
    name = reader.sheet.name
    counts.rejected.update(reject.reason for _, reject in found.rejected)
    tables.append(reader.table, found.kept)
    tables.append(
        "rejects",
        [[name, str(record.row), reject.column, reject.reason, record.raw] for record, reject in found.rejected],
    )


def _file_import(sheet: Sheet, reader: Reader, tables: Tables, counts: _Counts) -> FileImport:
    profile, header = sheet.profile, [title for title in sheet.header if title and PART not in title]
    read = {title.split(PART)[0] for titles in profile.columns.values() for title in titles}
    counted = ", ".join(f"count({column})" for column in reader.stated)
    booked = isinstance(reader, BookingReader)
    hidden = f"count(*) FILTER ({masked('account')})" if "account" in reader.stated else "0"
    alone = "count(*) FILTER (counterparty IS NULL AND counterparty_name IS NULL)" if booked else "0"
    query = f"SELECT count(*), {hidden}, {alone}, {counted} FROM {reader.table} WHERE file = ?"
    kept, masked_accounts, without, *filled = tables.rows(query, [sheet.name])[0]
    return FileImport(
        file=sheet.name,
        profile=profile.name,
        encoding=sheet.encoding,
        digest=sheet.digest,
        rows_read=counts.read,
        rows_kept=kept,
        rejected=dict(sorted(counts.rejected.items())),
        recognised=tuple(title for title in header if title in read),
        known_unused=tuple(title for title in header if title in profile.unused),
        not_recognised=tuple(title for title in header if title not in profile.headers),
        missing=tuple(name for name in reader.stated if not set(profile.columns.get(name, ())) & set(header)),
        filled=dict(zip(reader.stated, filled, strict=True)),
        not_understood={column: count for column, count in sorted(reader.not_understood.items()) if count},
        masked_accounts=masked_accounts,
        decorated={column: count for column, count in sorted(reader.cells.decorated.items()) if count},
        without_counterparty=without,
        beside=dict(sorted(sheet.beside.counts.items())),
        beside_quoted=tuple(sheet.beside.quoted),
        unknown_codes=_unknown_codes(reader),
        codes={
            name: dict(codes)
            for name, codes in sorted(profile.codes.items())
            if set(profile.columns.get(name, ())) & set(header)
        },
        above=dict(sheet.above),
    )


def _unknown_codes(reader: Reader) -> dict[str, dict[str, int]]:
    if isinstance(reader, AccountReader):
        return {}
    return {column: dict(sorted(texts.items())) for column, texts in sorted(reader.unknown_codes.items())}
