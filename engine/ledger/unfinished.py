"""An import under way: what each file gave is kept beside the output, so that an interrupted import goes on from there.

A file is taken from there where its bytes, the answers about it and this program are the same as when it was read, and
the parts are as they were written; anything else is read anew. What is kept holds account numbers: for its owner alone.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import file_digest, sha256
from importlib import resources
from pathlib import Path
from typing import Any

from engine import __version__
from engine.ledger.answers import Answers
from engine.ledger.folders import NamedFile
from engine.ledger.import_report import FileRead, file_import
from engine.ledger.tables import TABLES, TABLES_VERSION, TableError, Tables, literal_path
from engine.messages.words import Phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span

#: What a file may fill; each row says which file it is of.
_FILLED = tuple(table for table, columns in TABLES.items() if "file" in columns)

#: What reading a folder that somebody else wrote to may run into.
_Unusable = (OSError, TableError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class Unfinished:
    """What is kept of an import in `folder`, which is made where it is wanted."""

    folder: Path
    tables: Tables
    report: Report
    answers: Answers
    taken: int = 0  #: files that were not read again
    kept: int = 0  #: files of this run that need not be read again
    _begun: dict[str, str] = field(default_factory=dict)  #: digests of files before they were read
    _given_up: bool = False

    def take(self, file: NamedFile) -> FileRead | None:
        """Fill the tables with what `file` gave an earlier run; None where it has to be read."""
        entry = self._entry(file)
        if (digest := _digest(file.path)) is None:
            return None  # whoever reads it says why it cannot be read
        self._begun[file.name] = digest
        try:
            stated = json.loads(entry.read_text(encoding="utf-8"))
            met = [str(name) for name in stated["met"]]
            if stated["about"] != _about(file, digest, met, self.answers):
                return None
            read = FileRead(
                imports=tuple((str(holds), file_import(found)) for holds, found in stated["imports"]),
                not_read=tuple(stated["not_read"]),
                met=tuple(met),
            )
            said = [_diagnostic(found) for found in stated["said"]]
            parts = {
                table: (self.folder / part["name"], str(part["sha256"])) for table, part in stated["parts"].items()
            }
            if not parts.keys() <= set(_FILLED) or any(_digest(path) != sum_ for path, sum_ in parts.values()):
                return None
            _fill(self.tables, {table: path for table, (path, _) in parts.items()})
        except _Unusable:
            return None
        self.report.extend(said)
        self.taken += 1
        return read

    def keep(self, file: NamedFile, read: FileRead, said: Sequence[Diagnostic]) -> None:
        """Keep what `file` gave. Warnings: F674, once, where the folder cannot be written."""
        digest = self._begun.get(file.name)
        if self._given_up or digest is None or digest != _digest(file.path):
            return
        entry = self._entry(file)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            entry.unlink(missing_ok=True)
            stated = {
                "about": _about(file, digest, read.met, self.answers),
                "met": read.met,
                "imports": [(holds, asdict(found)) for holds, found in read.imports],
                "not_read": read.not_read,
                "said": [_stated(found) for found in said],
                "parts": self._parts(entry, [found.file for _, found in read.imports]),
            }
            _write(entry, json.dumps(stated, ensure_ascii=False))
            self.kept += 1
        except (OSError, TableError) as refused:
            self._given_up = True
            reason = (refused.strerror if isinstance(refused, OSError) else None) or str(refused).split("\n")[0]
            self.report.add(Diagnostic(code="F674", span=None, values={"folder": self.folder, "reason": reason}))

    def forget(self) -> None:
        """Remove what was kept: the import is done."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _entry(self, file: NamedFile) -> Path:
        return self.folder / f"{sha256(file.name.encode()).hexdigest()[:32]}.json"

    def _parts(self, entry: Path, names: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        parts: dict[str, Mapping[str, str]] = {}
        for table in _FILLED if names else ():
            if self.tables.rows(f"SELECT 1 FROM {table} WHERE file IN (SELECT unnest(?)) LIMIT 1", [names]):
                part = self.folder / f"{entry.stem}.{table}.parquet"
                _copy(self.tables, table, names, part)
                parts[table] = {"name": part.name, "sha256": _digest(part) or ""}
        return parts


def _copy(tables: Tables, table: str, names: Sequence[str], part: Path) -> None:
    listed = ", ".join(map(_quoted, names))
    part.unlink(missing_ok=True)
    tables.connection.execute(
        f"COPY (SELECT * FROM {table} WHERE file IN ({listed})) TO {_quoted(str(part))} (FORMAT parquet)"
    )
    part.chmod(0o600)


def _fill(tables: Tables, parts: Mapping[str, Path]) -> None:
    """Append the rows of all parts, or of none."""
    tables.connection.execute("BEGIN")
    try:
        for table, path in parts.items():
            source = f"read_parquet({_quoted(literal_path(path))}, hive_partitioning = false)"
            tables.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {source}")
    except TableError:
        tables.connection.execute("ROLLBACK")
        raise
    tables.connection.execute("COMMIT")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _write(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    coming = path.with_suffix(".coming")
    coming.unlink(missing_ok=True)
    coming.touch(mode=0o600)
    coming.write_text(text, encoding="utf-8")
    coming.replace(path)


def _about(file: NamedFile, digest: str, met: Sequence[str], answers: Answers) -> list[str]:
    """Return what must be the same for a file not to be read again."""
    said = json.dumps([asdict(answers.about(name)) for name in met], ensure_ascii=False)
    return [file.name, digest, sha256(said.encode()).hexdigest(), _program()]


@cache
def _program() -> str:
    """Return a digest of what reads exports: this package with its profiles, and what holds the tables."""
    told = sha256(f"{__version__} {TABLES_VERSION}".encode())
    for folder in (resources.files("engine.ledger"), resources.files("engine.ledger") / "profiles"):
        for file in sorted(folder.iterdir(), key=lambda found: found.name):
            if file.name.endswith((".py", ".yaml")):
                told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def _stated(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "span": asdict(found.span) if found.span else None,
        "values": _values(found.values),
        "help": _phrase(found.help) if found.help else None,
        "labels": [[asdict(label.span), _phrase(label.says)] for label in found.labels],
    }


def _values(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: {"phrase": _phrase(value)}
        if isinstance(value, Phrase)
        else value
        if isinstance(value, int)
        else str(value)
        for name, value in values.items()
    }


def _phrase(said: Phrase) -> list[object]:
    return [said.id, _values(said.values)]


def _diagnostic(stated: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=stated["code"],
        span=Span(**stated["span"]) if stated["span"] else None,
        values=_valued(stated["values"]),
        help=_phrased(stated["help"]) if stated["help"] else None,
        labels=tuple(Label(Span(**span), _phrased(says)) for span, says in stated["labels"]),
    )


def _valued(values: Mapping[str, Any]) -> dict[str, object]:
    return {name: _phrased(value["phrase"]) if isinstance(value, dict) else value for name, value in values.items()}


def _phrased(stated: Sequence[Any]) -> Phrase:
    return Phrase(str(stated[0]), _valued(stated[1]))
