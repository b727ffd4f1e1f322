"""The usual rows of the prepared tables, read whole chunks at a time; every other row is left to the reader of rows.

Both ways give the same tables, rejects and diagnostics: tests hold them together.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.ledger.bulk import lines_of, next_chunk, records_after
from engine.ledger.bulk_lines import Lines, left_texts, usual_lines
from engine.ledger.bulk_sql import DAY_FORM, LAYOUTS, padding, split_lines
from engine.ledger.masks import masked
from engine.ledger.moments import CANONICAL_LAYOUTS
from engine.ledger.tables import TABLES, Tables
from engine.ledger.text_file import LINE_LIMIT, Record, TextFile, records_of
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

_MONEY = "regexp_full_match(r_amount, '[0-9]{1,14}([.][0-9]{1,2})?')"
_FORMS = [(form, written, precision) for name, form, written, precision in LAYOUTS if name in CANONICAL_LAYOUTS]


def _by_layout(*values: str) -> str:
    """Return the SQL of the value that belongs to the layout in which the moment is written."""
    cases = (
        f"WHEN regexp_full_match(r_paid_at, '{form}') THEN {value}"
        for (form, *_), value in zip(_FORMS, values, strict=True)
    )
    return f"CASE {' '.join(cases)} END"


@dataclass(frozen=True, slots=True)
class UsualTable:
    """A prepared table: the value of each column from its cells `r_…`, NULL where it is empty; what makes a row odd."""

    table: str
    values: Mapping[str, str]
    odd: Sequence[str]


def _text(columns: Sequence[str]) -> dict[str, str]:
    return {column: f"nullif(r_{column}, '')" for column in columns}


_DAYS = ("opened_on", "covered_from", "covered_to")

TRANSFERS = UsualTable(
    "victim_transfers",
    _text(("case_id", "victim_id", "account"))
    | {
        "amount": f"CASE WHEN {_MONEY} THEN CAST(TRY_CAST(r_amount AS DECIMAL(18,2)) * 100 AS BIGINT) END",
        "paid_at": _by_layout(*(f"try_strptime(r_paid_at, '{written}')" for _, written, _ in _FORMS)),
        "time_precision": _by_layout(*(f"'{precision}'" for *_, precision in _FORMS)),
    },
    ("case_id IS NULL", "account IS NULL", "amount IS NULL", "amount <= 0", "paid_at IS NULL", masked("account")),
)
ACCOUNTS = UsualTable(
    "accounts",
    _text(tuple(TABLES["accounts"]))
    | {day: f"CASE WHEN regexp_full_match(r_{day}, '{DAY_FORM}') THEN TRY_CAST(r_{day} AS DATE) END" for day in _DAYS},
    (
        "account IS NULL",
        *(f"{day} IS NULL AND r_{day} <> ''" for day in _DAYS),
        "coalesce(covered_to < covered_from, false)",
    ),
)
REGISTRY = UsualTable(
    "registry",
    _text(tuple(TABLES["registry"])),
    (" AND ".join(f"{column} IS NULL" for column in TABLES["registry"]),),
)


@dataclass(frozen=True, slots=True)
class PreparedText:
    """The text of a prepared file, its header and the lines up to it."""

    text: TextFile
    header: Sequence[str]
    before: int


def usual_rows(
    file: PreparedText, usual: UsualTable, tables: Tables, report: Report
) -> Iterator[tuple[int, list[Record]]]:
    """Take the usual rows, chunk by chunk; yield how many, and the records left over.

    Errors: F603, F607, F608
    """
    name = file.text.name
    try:
        for before, chunk in _chunks(file):
            aside = Report("input")
            taken, texts = _taken(file, chunk, before, usual, tables)
            sources = ((before + at, io.StringIO(text, newline="")) for at, text in texts)
            left = [record for at, source in sources for record in records_of(source, at, name, aside)]
            if aside.diagnostics:  # the chunk holds no whole records, or a wrong one
                yield 0, list(records_after(before, file.text, report))
                return
            yield taken, left
    except (OSError, UnicodeDecodeError):  # it was readable a moment ago
        report.add(Diagnostic(code="F603", span=Span(file=name), values={"name": name}))


def _taken(
    file: PreparedText, chunk: str, before: int, usual: UsualTable, tables: Tables
) -> tuple[int, Sequence[tuple[int, str]]]:
    """Take the usual rows of a chunk; return how many, and where the others begin, from 1, with their text."""
    lines = usual_lines(chunk)
    if lines is None:
        return 0, [(1, chunk)]
    odd = _read(file, lines, usual, tables)
    numbered = f", {before} + n" if "row" in TABLES[usual.table] else ""
    ((taken,),) = tables.rows(
        f"INSERT INTO {usual.table} SELECT {', '.join(usual.values)}{numbered} FROM usual WHERE NOT odd ORDER BY n"
    )
    return int(taken), left_texts(odd, lines, chunk)


def all_usual(file: PreparedText, usual: UsualTable, tables: Tables) -> int | None:
    """Take all rows where each is a usual one and return how many; None, and nothing taken, where one is not."""
    report = Report("input")
    found = [(taken, left) for taken, left in usual_rows(file, usual, tables, report)]
    if report.diagnostics or any(left for _, left in found):
        tables.connection.execute(f"DELETE FROM {usual.table}")
        return None
    return sum(taken for taken, _ in found)


def _chunks(file: PreparedText) -> Iterator[tuple[int, str]]:
    with file.text.path.open(encoding=file.text.encoding, newline="") as stream:
        before = sum(bool(stream.readline(LINE_LIMIT)) for _ in range(file.before))
        while chunk := next_chunk(stream):
            yield before, chunk
            before += lines_of(chunk)


def _read(file: PreparedText, lines: Lines, usual: UsualTable, tables: Tables) -> list[int]:
    """Fill the table `usual` and return which lines are odd."""
    header = list(file.header)
    places = {name: f"c[{header.index(name) + 1}]" if name in header else "''" for name in TABLES[usual.table]}
    cells = ", ".join(f"{cell} AS r_{name}" for name, cell in places.items())
    values = ", ".join(f"{value} AS {name}" for name, value in usual.values.items())
    odd = " OR ".join(f"({test})" for test in usual.odd)
    tables.connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE usual AS
        WITH {split_lines(joined=lines.joined)},
        raw AS (SELECT n, len(c) <> {len(header)}{padding(padded=lines.padded)} AS odd_line, {cells} FROM split),
        found AS (SELECT *, {values} FROM raw)
        SELECT n, {", ".join(usual.values)}, odd_line OR coalesce({odd}, true) OR n IN (SELECT unnest(?)) AS odd
        FROM found""",
        [lines.text, list(lines.tall)],
    )
    return [number for (number,) in tables.rows("SELECT n FROM usual WHERE odd ORDER BY n")]
