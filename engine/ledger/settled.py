"""An imported ledger: its rows settled once, in Parquet files that a case run reads instead of the exports.

Each file says in its own metadata what part of which ledger it is; names mean nothing. `counted` is what facts are made
of: whole numbers alone, in the order of `ordinal`, so that accounts lie together. `bookings` holds every row as it was
read, with its fate: the evidence.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from engine.ledger.folders import NamedFile
from engine.ledger.import_report import ImportReport, file_import
from engine.ledger.tables import BOOKING_COLUMNS, TABLES, TableError, Tables, literal_path
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Rises whenever a part, or what decides the fate of a row, changes.
VERSION = 3

_KEY = "after_rules_ledger"
_MAGIC = b"PAR1"
_ROW_GROUP = 245_760

#: Each part with its columns, in this order.
PARTS: Mapping[str, Mapping[str, str]] = {
    "bookings": {
        "ordinal": "BIGINT", **BOOKING_COLUMNS, "day": "DATE", "moment": "BIGINT", "fate": "VARCHAR",
    },
    "counted": {
        "account_no": "INTEGER", "ordinal": "BIGINT", "moment": "BIGINT", "day": "INTEGER", "clock": "TINYINT",
        "incoming": "BOOLEAN", "amount": "BIGINT",
    },
    "material": {
        "account_no": "INTEGER", "account": "VARCHAR", "counted": "BIGINT", "total": "DECIMAL(38,0)",
        "only_holder": "VARCHAR", "only_name": "VARCHAR",
    },
    "repeats": {
        "repeat_group": "BIGINT", "ordinal": "BIGINT", "kept": "BOOLEAN",
        "booking_id": "VARCHAR", "file": "VARCHAR", "row": "BIGINT",
    },
    "reversals": {
        "marked": "BIGINT", "undone": "BIGINT", "by_summary": "BOOLEAN",
        "marked_id": "VARCHAR", "marked_file": "VARCHAR", "marked_row": "BIGINT",
        "undone_id": "VARCHAR", "undone_file": "VARCHAR", "undone_row": "BIGINT",
    },
    "rejects": TABLES["rejects"],
    "stated_accounts": TABLES["stated_accounts"],
}  # fmt: skip

#: The large parts stay on disk and are read as they are asked for; the others become tables.
_ON_DISK = frozenset({"bookings", "counted"})

#: Tables that are not made in their order; `bookings` is.
_ORDER = {"counted": "ordinal", "material": "account_no", "repeats": "repeat_group, ordinal"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What an import found, and how many rows it settled in which way."""

    digest: str  #: of the sources, by name, content and rows
    imported: ImportReport
    cleaning: Mapping[str, int]
    counted: Path  #: where the bookings that count lie, for engines that read them themselves


def file_of(part: str) -> str:
    """Return the name under which an import writes a part; whoever reads it looks at the metadata."""
    return f"{part}.parquet"


def write_settled(
    tables: Tables, folder: Path, imported: ImportReport, cleaning: Mapping[str, int], beside: Sequence[Path] = ()
) -> None:
    """Write the settled tables to `folder`; `beside` are the import's own reports, which may stay with them."""
    digest = _digest(imported)
    summary = {"import": asdict(imported), "cleaning": dict(cleaning), "beside": [_sha256(path) for path in beside]}
    for part, columns in PARTS.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        order = f"ORDER BY {_ORDER[part]}" if part in _ORDER else ""
        stated = {"version": VERSION, "part": part, "digest": digest, "rows": tables.count(part)}
        stated |= {"summary": summary} if part == "bookings" else {}
        tables.connection.execute(
            f"COPY (SELECT {listed} FROM {part} {order}) TO {_quoted(str(folder / file_of(part)))} "
            f"(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE {_ROW_GROUP}, "
            f"KV_METADATA {{{_KEY}: {_quoted(json.dumps(stated))}}})"
        )


def _digest(imported: ImportReport) -> str:
    files = [
        (file.file, file.digest, file.rows_read)
        for file in (*imported.files, *imported.account_sheets, *imported.other_sheets)
    ]
    return sha256(json.dumps([VERSION, files]).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def settled_parts(files: Sequence[NamedFile], tables: Tables) -> dict[NamedFile, dict[str, Any]]:
    """Return the parts of an imported ledger among `files`, none where they are exports.

    `bookings` alone is an export like any other.
    """
    found = {file: stated for file in files if (stated := _stated(file.path, tables)) is not None}
    return {} if {stated.get("part") for stated in found.values()} <= {"bookings"} else found


def read_settled(
    files: Sequence[NamedFile], parts: Mapping[NamedFile, Mapping[str, Any]], tables: Tables, report: Report
) -> Settled | None:
    """Open the imported ledger whose `parts` stand among `files`; None where something is wrong with it.

    Errors: F654 to F656
    """
    stated = {str(own.get("part")): own for own in parts.values()}
    wrong = list(_wrong(parts, tables))
    if not wrong:
        beside = stated["bookings"]["summary"]["beside"]
        wrong = [_strange(file) for file in files if file not in parts and _sha256(file.path) not in beside]
    report.extend(wrong)
    if wrong:
        return None
    for file, own in parts.items():
        _open(str(own["part"]), file.path, tables)
    summary = stated["bookings"]["summary"]
    counted = next(file.path for file, own in parts.items() if own["part"] == "counted")
    return Settled(str(stated["bookings"]["digest"]), _imported(summary["import"]), summary["cleaning"], counted)


def _strange(file: NamedFile) -> Diagnostic:
    help_ = phrase("ledger.help.import_together")
    return Diagnostic(code="F656", span=Span(file=file.name), values={"name": file.name}, help=help_)


def _stated(path: Path, tables: Tables) -> dict[str, Any] | None:
    """Return what a Parquet file says of itself, None where it is no part of an imported ledger."""
    try:
        with path.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                return None
        ((text,),) = tables.rows(
            "SELECT max(decode(value)) FROM parquet_kv_metadata(?) WHERE decode(key) = ?", [literal_path(path), _KEY]
        )
        stated = json.loads(text) if text else None
    except (OSError, TableError, ValueError):
        return None  # whoever reads it as an export says what is wrong
    return stated if isinstance(stated, dict) else None


def _wrong(parts: Mapping[NamedFile, Mapping[str, Any]], tables: Tables) -> Iterator[Diagnostic]:
    """Yield why the files are not one imported ledger, each part once, of the version that is read here."""
    help_ = phrase("ledger.help.import_again")
    for file, stated in parts.items():
        span = Span(file=file.name)
        if stated.get("version") != VERSION:
            values = {"found": stated.get("version"), "wanted": VERSION}
            yield Diagnostic(code="F654", span=span, values=values, help=help_)
        elif not _sound(file.path, stated, tables):
            yield Diagnostic(code="F655", span=span, values={"part": stated.get("part")}, help=help_)
    names = [str(stated.get("part")) for stated in parts.values()]
    if len({stated.get("digest") for stated in parts.values()}) > 1 or sorted(names) != sorted(PARTS):
        wrong = sorted(part for part in {*PARTS, *names} if names.count(part) != 1) or sorted(PARTS)
        span = Span(file=next(iter(parts)).name)
        yield Diagnostic(code="F655", span=span, values={"part": ", ".join(wrong)}, help=help_)


def _sound(path: Path, stated: Mapping[str, Any], tables: Tables) -> bool:
    wanted = PARTS.get(str(stated.get("part")))
    ((rows,),) = tables.rows("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [literal_path(path)])
    return wanted is not None and tables.parquet_types(path) == dict(wanted) and rows == stated.get("rows")


def _open(part: str, path: Path, tables: Tables) -> None:
    source = f"FROM read_parquet({_quoted(literal_path(path))}, hive_partitioning = false)"
    if part in TABLES:
        tables.connection.execute(f"INSERT INTO {part} {source}")
    else:
        kind = "VIEW" if part in _ON_DISK else "TABLE"
        tables.connection.execute(f"CREATE OR REPLACE {kind} {part} AS {source}")


def _imported(stated: Mapping[str, Any]) -> ImportReport:
    files = {name: tuple(map(file_import, stated[name])) for name in ("files", "account_sheets", "other_sheets")}
    others: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()
    }
    return ImportReport(**(others | files))
