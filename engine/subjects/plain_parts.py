"""Parquet that a cluster reads itself → a query whose rows are the subjects, or what stands against it.

The same columns are plain as in `plain_parquet`, but nothing is read row by row here: what is not plain is an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.backends.columnar.dialect import SPARK
from engine.backends.columnar.kinds import ROW
from engine.ledger.cluster import Cluster
from engine.messages.words import phrase
from engine.program.program import Program
from engine.rulebook.rulebook import FactDeclaration
from engine.rulebook.values import Unit
from engine.source.report import Diagnostic, Report
from engine.source.text import Span
from engine.subjects.columns import Columns, columns_of
from engine.subjects.intake import Intake
from engine.subjects.values import LARGEST, Unfit, cell_value

_WHOLE = ("tinyint", "smallint", "int", "bigint")
_TYPES: dict[Unit, tuple[str, ...]] = {
    "CNY": _WHOLE,
    "count": _WHOLE,
    "duration": _WHOLE,
    "flag": ("boolean",),
    "day": ("date",),
    "moment": ("timestamp_ntz",),
    "choice": ("string",),
    "text": ("string",),
}
_FLOATS = ("float", "double")
#: What a cell has to be where its type holds more; of days and moments what the calendar holds.
_FITS: dict[Unit, str] = {
    "CNY": f"{{0}} >= {-LARGEST}",
    "count": f"{{0}} >= {-LARGEST}",
    "duration": f"{{0}} >= {-LARGEST}",
    "day": "{0} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'",
    "moment": "{0} BETWEEN TIMESTAMP_NTZ '0001-01-01 00:00:00' AND TIMESTAMP_NTZ '9999-12-31 23:59:59' "
    "AND CAST(date_trunc('SECOND', {0}) AS TIMESTAMP_NTZ) = {0}",
}
#: Subjects that stand twice are named up to so many.
_NAMED = 50
_STATED = "stated_facts"
_NUMBERED = "numbered_facts"


@dataclass(frozen=True, slots=True)
class PlainParts:
    """The subjects of a file or of a folder of files, to be asked by SQL."""

    rows: int
    key: tuple[str, ...]
    query: str  #: columns: `ROW`, the key, every fact of the program in the units of the engine


def plain_parts(path: Path, program: Program, cluster: Cluster, report: Report) -> PlainParts | None:
    """Return the table at `path`, or None and say in `report` what is wrong with it.

    Errors: E503, E505 to E507, E509, E510, E514, E515, E519, E522
    """
    columns = columns_of(program)
    name = path.as_posix()
    cluster.read(_STATED, path)
    types = cluster.types(_STATED)
    report.extend(_wrong_columns(name, types, columns))
    if report.has_errors:
        return None
    cluster.read_numbered(_NUMBERED, path, ROW)
    rows = _rows(name, types, columns, cluster, report)
    return None if report.has_errors else PlainParts(rows, columns.key, _query(types, columns))


def _wrong_columns(name: str, types: dict[str, str], columns: Columns) -> Iterator[Diagnostic]:
    report = Report("input")
    Intake(columns, lambda _row, _column: Span(file=name), report).unknown_columns(1, types)
    yield from report.diagnostics
    known = dict.fromkeys(columns.key, ("string",)) | {
        fact.name: _TYPES.get(fact.unit, ()) for fact in columns.facts.values()
    }
    for column, kind in types.items():
        if kind in _FLOATS:
            help_ = phrase("eval.help.parquet_float")
            yield Diagnostic(code="E519", span=Span(file=name), values={"name": column}, help=help_)
        elif column in known and kind not in known[column]:
            help_ = phrase("eval.help.plain_column", types=", ".join(known[column]) or "-")
            yield Diagnostic(code="E522", span=Span(file=name), values={"name": column, "kind": kind}, help=help_)


def _rows(name: str, types: dict[str, str], columns: Columns, cluster: Cluster, report: Report) -> int:
    """Return the number of rows; each cell is looked at once, and `report` says what is wrong with some."""
    keys = {key: SPARK.name(key) for key in columns.key}
    facts = [columns.facts[column] for column in types if column in columns.facts]
    texts = [*keys.values(), *(SPARK.name(fact.name) for fact in facts if _TYPES[fact.unit] == ("string",))]
    # each gives one of the cells that are wrong, NULL where there is none
    wrong_keys = [f"min(CASE WHEN coalesce({key}, '') = '' THEN '' END)" for key in keys.values()]
    wrong_facts = [_misfit(fact, SPARK.name(fact.name)) for fact in facts]
    broken = " OR ".join(f"NOT is_valid_utf8({text})" for text in texts)
    asked = ["count(*)", f"coalesce(bool_or({broken}), FALSE)", *wrong_keys, *wrong_facts]
    listed = ", ".join(f"{sql} AS `{place}`" for place, sql in enumerate(asked))
    ((rows, broken_text, *found),) = cluster.rows(f"SELECT {listed} FROM {_NUMBERED}")
    span = Span(file=name)
    if broken_text:
        report.add(Diagnostic(code="E515", span=span))
        return 0
    for key, cell in zip(keys, found, strict=False):
        if cell is not None:
            values = {"name": key, "text": ""}
            report.add(Diagnostic(code="E506", span=span, values=values, help=phrase("eval.help.key")))
    for fact, cell in zip(facts, found[len(keys) :], strict=True):
        unfit = cell_value(cell, fact)
        if isinstance(unfit, Unfit):
            report.add(Diagnostic(code=unfit.code, span=span, values=unfit.values, help=unfit.help))
    if not report.has_errors:
        report.extend(_twice(span, ", ".join(keys.values()), rows, cluster))
    return int(rows)


def _misfit(fact: FactDeclaration, column: str) -> str:
    """Return the SQL of a cell that is no value of `fact`, as a reader of rows would be handed it."""
    if fact.unit == "choice":
        fits = f"{column} IN ({', '.join(SPARK.text(value) for value, _ in fact.choices)})"
        return f"min(CASE WHEN NOT ({fits}) THEN {column} END)"
    if fact.unit not in _FITS:
        return "CAST(NULL AS STRING)"
    cell = column if fact.unit not in ("day", "moment") else f"CAST({column} AS STRING)"
    return f"min(CASE WHEN NOT ({_FITS[fact.unit].format(column)}) THEN {cell} END)"


def _twice(span: Span, keys: str, rows: int, cluster: Cluster) -> Iterator[Diagnostic]:
    """Yield the first subjects that stand twice: told by a hash, then, where two are equal, by the key itself."""
    ((apart,),) = cluster.rows(f"SELECT count(DISTINCT xxhash64({keys})) AS apart FROM {_NUMBERED}")
    if apart == rows:
        return
    twice = f"SELECT {keys} FROM {_NUMBERED} GROUP BY {keys} HAVING count(*) > 1 ORDER BY {keys} LIMIT {_NAMED}"
    for key in cluster.rows(twice):
        yield Diagnostic(code="E510", span=span, values={"subject": "/".join(key)})


def _query(types: dict[str, str], columns: Columns) -> str:
    key = [SPARK.name(name) for name in columns.key]
    facts = [f"{_told(fact, stated=name in types)} AS {SPARK.name(name)}" for name, fact in columns.facts.items()]
    return f"SELECT {', '.join([SPARK.name(ROW), *key, *facts])} FROM {_NUMBERED}"


def _told(fact: FactDeclaration, *, stated: bool) -> str:
    """Return the column of `fact` in the units of the engine."""
    column = SPARK.name(fact.name)
    match fact.unit:
        case "flag":
            return column if stated else "CAST(NULL AS BOOLEAN)"
        case "choice" | "text":
            return column if stated else "CAST(NULL AS STRING)"
        case "day" if stated:
            return SPARK.day.format(column)
        case "moment" if stated:
            return SPARK.moment.format(column)
        case _:
            return f"CAST({column if stated else 'NULL'} AS BIGINT)"
