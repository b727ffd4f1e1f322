"""What an import found: each file with its layout and counts, so that no row is missing unexplained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.messages.catalogue import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """What became of one file. `rows_read == rows_kept + sum(rejected.values())`."""

    file: str
    profile: str
    encoding: str
    digest: str  #: SHA-256 of the bytes, hexadecimal
    rows_read: int
    rows_kept: int
    rejected: Mapping[str, int]  #: rows by the code of the reason
    recognised: tuple[str, ...]  #: headers that were read
    known_unused: tuple[str, ...] = ()  #: headers that are known and not read
    not_recognised: tuple[str, ...] = ()  #: headers that no profile column has
    missing: tuple[str, ...] = ()  #: columns of the table that the file does not state
    filled: Mapping[str, int]  #: rows kept that state the column
    not_understood: Mapping[str, int]  #: cells by column that were taken as unknown
    masked_accounts: int = 0  #: rows kept whose own account has `*`: it equals no other account
    decorated: Mapping[str, int] = field(default_factory=dict)  #: account numbers read without what was around them
    without_counterparty: int = 0  #: rows kept that name neither an account nor a name of the other side
    beside: Mapping[str, int] = field(default_factory=dict)  #: lines that are no rows, by where they stand
    beside_quoted: tuple[tuple[int, str, str], ...] = ()  #: row, where it stands, raw text: the first of them
    unknown_codes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  #: column -> text -> rows rejected
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  #: the code tables that were used
    above: Mapping[str, str] = field(default_factory=dict)  #: what the lines above the header state


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What one file gave: its tables, by what they hold."""

    imports: tuple[tuple[str, FileImport], ...]
    not_read: tuple[str, ...]  #: tables of a known layout that holds nothing we read
    met: tuple[str, ...]  #: all tables, also those without rows


def file_import(stated: Mapping[str, Any]) -> FileImport:
    """Return what `asdict` made of it, with JSON in between."""
    cells: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()}
    return FileImport(**cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """All files of an import, in byte order of their names."""

    files: tuple[FileImport, ...]
    account_sheets: tuple[FileImport, ...] = ()  #: files that state accounts; their rows are not counted among bookings
    other_sheets: tuple[FileImport, ...] = ()  #: tasks, measures, sub-accounts, persons, other assets than yuan
    ignored: tuple[str, ...] = ()  #: hidden and temporary files, not read
    not_read: tuple[str, ...] = ()  #: files of a known layout that holds nothing we read
    moved_to_main: int = 0  #: bookings of sub-accounts that stand on the main account
    unanswered: tuple[str, ...] = ()  #: accounts for which tasks failed and none was answered

    @property
    def rows_read(self) -> int:
        return sum(file.rows_read for file in self.files)

    @property
    def rows_kept(self) -> int:
        return sum(file.rows_kept for file in self.files)

    @property
    def rejected(self) -> dict[str, int]:
        """Rows of all files by the code of the reason, in the order of the codes."""
        codes = sorted({code for file in self.files for code in file.rejected})
        return {code: sum(file.rejected.get(code, 0) for file in self.files) for code in codes}

    def as_json(self) -> dict[str, object]:
        """Return the report as values that JSON can hold, keys in a fixed order."""
        return {
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept,
            "rows_rejected": sum(self.rejected.values()),
            "rejected": _reasons(self.rejected),
            "files": [_file_as_json(file) for file in self.files],
            "account_sheets": [_file_as_json(file) for file in self.account_sheets],
            "other_sheets": [_file_as_json(file) for file in self.other_sheets],
            "ignored": list(self.ignored),
            "not_read": list(self.not_read),
            "moved_to_main": self.moved_to_main,
            "unanswered": list(self.unanswered),
        }


def _reasons(rejected: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"code": code, "reason": CODES[code].name, "rows": rows} for code, rows in sorted(rejected.items())]


def _file_as_json(file: FileImport) -> dict[str, object]:
    return {
        "file": file.file,
        "profile": file.profile,
        "encoding": file.encoding,
        "sha256": file.digest,
        "rows_read": file.rows_read,
        "rows_kept": file.rows_kept,
        "rows_rejected": sum(file.rejected.values()),
        "rejected": _reasons(file.rejected),
        "columns": {
            "recognised": list(file.recognised),
            "known_unused": list(file.known_unused),
            "not_recognised": list(file.not_recognised),
            "missing": list(file.missing),
        },
        "filled": dict(file.filled),
        "not_understood": dict(file.not_understood),
        "masked_accounts": file.masked_accounts,
        "decorated": dict(file.decorated),
        "without_counterparty": file.without_counterparty,
        "beside": dict(file.beside),
        "beside_quoted": [list(line) for line in file.beside_quoted],
        "unknown_codes": {column: dict(texts) for column, texts in file.unknown_codes.items()},
        "codes": {column: dict(texts) for column, texts in file.codes.items()},
        "above": dict(file.above),
    }
