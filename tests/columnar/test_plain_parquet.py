"""A file is asked by SQL only where reading it row by row finds nothing wrong, and then says the same."""

from datetime import date, datetime

import columnar_worlds as worlds
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ledger.tables import identifier, open_tables
from engine.source.report import Report
from engine.subjects.from_file import from_file
from engine.subjects.plain_parquet import PlainTable, _ascending, every_subject_once, plain_table

PROGRAM = worlds.asking([])
KEYS = st.text("ab\0红", max_size=2) | st.none()
NUMBERS = st.sampled_from([None, 0, 1, -1, worlds.LARGEST, -worlds.LARGEST, -worlds.LARGEST - 1])
MOMENTS = ("2021-05-03T10:02:00", "0001-01-01T00:00:00", "2021-05-03T10:02:00.000001")
#: Types a column may have, and values of it.
COLUMNS = {
    "BIGINT": NUMBERS,
    "UBIGINT": st.sampled_from([None, 0, worlds.LARGEST, worlds.LARGEST + 1, 2**64 - 1]),
    "TINYINT": st.sampled_from([None, 1, -1]),
    "BOOLEAN": st.sampled_from([None, True, False]),
    "VARCHAR": st.sampled_from([None, "", "red", "红", "loan", "lone", "3000元", "2021-05-03", "2021-05-03T10:02"]),
    "DATE": st.sampled_from([None, date(1, 1, 1), date(2021, 5, 3), date(9999, 12, 31)]),
    "TIMESTAMP": st.sampled_from([None, *map(datetime.fromisoformat, MOMENTS)]),
    "TIMESTAMP_S": st.sampled_from([None, datetime.fromisoformat(MOMENTS[0])]),
    "DOUBLE": st.sampled_from([None, 1.0]),
    "DECIMAL(18,2)": st.sampled_from([None, 1, 2]),
}  # fmt: skip
FITTING = {
    "CNY": "BIGINT", "count": "UBIGINT", "duration": "TINYINT", "flag": "BOOLEAN", "text": "VARCHAR",
    "choice": "VARCHAR", "day": "DATE", "moment": "TIMESTAMP",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables():
    opened = open_tables()
    yield opened
    opened.close()


@st.composite
def files(draw):
    """Columns of a file: name, type and values; mostly of the type that fits, sometimes of any."""
    rows = draw(st.integers(1, 4))
    facts = draw(st.lists(st.sampled_from(worlds.WITH_CHOICE), max_size=4, unique_by=lambda fact: fact.name))
    keys = st.lists(KEYS, min_size=rows, max_size=rows)
    columns = [("id", "VARCHAR", draw(st.just([str(at) for at in range(rows)]) | keys))]
    for fact in facts:
        kind = draw(st.sampled_from([FITTING[fact.unit]] * 5 + list(COLUMNS)))
        columns.append((fact.name, kind, draw(st.lists(COLUMNS[kind], min_size=rows, max_size=rows))))
    return columns


def written(tables, path, columns):
    told = ", ".join(f"unnest(?::{kind}[]) AS {identifier(name)}" for name, kind, _ in columns)
    tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE f AS SELECT {told}", [values for *_, values in columns])
    tables.connection.execute(f"COPY f TO '{path}' (FORMAT parquet)")
    return path


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_only_a_file_without_any_finding_is_plain_and_it_says_the_same(tables, tmp_path, columns):
    path = written(tables, tmp_path / "facts.parquet", columns)
    program = worlds.with_choice(PROGRAM)
    report = Report("input")
    subjects = from_file(path, program, report)
    found = plain_table(path, program, tables)
    if found is None:
        return
    if not every_subject_once(found, tables):
        assert ["E510"] == list({diagnostic.code for diagnostic in report.diagnostics})
        return
    assert [] == [diagnostic.code for diagnostic in report.diagnostics]
    names = [fact.name for fact in program.facts]
    listed = ", ".join(map(identifier, ["id", *names]))
    rows = tables.rows(f'SELECT {listed} FROM ({found.query}) ORDER BY "row:"')
    stated = [(subject.key[0][1], *(subject.facts.get(name) for name in names)) for subject in subjects]
    assert (len(subjects), stated) == (found.rows, rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_plain_types_and_cells_are_taken_by_columns(tables, tmp_path, columns):
    units = {fact.name: FITTING[fact.unit] for fact in worlds.WITH_CHOICE}
    path = written(tables, tmp_path / "facts.parquet", columns)
    program, report = worlds.with_choice(PROGRAM), Report("input")
    from_file(path, program, report)
    fitting = all(kind == units.get(name, "VARCHAR") for name, kind, _ in columns)

    if fitting and not report.diagnostics:
        found = plain_table(path, program, tables)
        assert found is not None
        assert every_subject_once(found, tables)


PAIRS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["0", "1", "2", "10"])), min_size=1, max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS | PAIRS.map(sorted), st.sampled_from([1, 2, 100]), st.booleans())
def test_a_subject_that_stands_twice_is_found_whatever_the_order_of_the_table(tables, tmp_path, keys, at_once, plain):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("engine.subjects.plain_parquet._AT_ONCE", at_once)
        if plain:  # no short way for what is sorted
            patched.setattr("engine.subjects.plain_parquet._ascending", lambda *_: False)
        columns = [("first", "VARCHAR", [one for one, _ in keys]), ("second", "VARCHAR", [two for _, two in keys])]
        path = written(tables, tmp_path / "keys.parquet", columns)
        table = PlainTable(path, len(keys), ("first", "second"), "")

        assert (len(set(keys)) == len(keys)) is every_subject_once(table, tables)


@pytest.mark.parametrize(
    ("firsts", "seconds", "sorted_"),
    [("aab", "121", True), ("aab", "122", True), ("aba", "121", False), ("bac", "123", True), ("aa", "11", False)],
)
def test_a_table_is_sorted_by_its_key_or_by_one_of_its_columns(tables, tmp_path, firsts, seconds, sorted_):
    columns = [("first", "VARCHAR", list(firsts)), ("second", "VARCHAR", list(seconds))]
    path = written(tables, tmp_path / "keys.parquet", columns)
    table = PlainTable(path, len(firsts), ("first", "second"), "")

    assert sorted_ is _ascending(table, tables, table.rows)


@pytest.mark.parametrize(
    "select",
    [
        "'1' AS \"ID\"",
        "'1' AS id, 'x' AS elsewhere",
        "'1' AS id, DATE 'infinity' AS paid_on",
        "'1' AS id, TIMESTAMP '2021-05-03 10:02:11.5' AS told_at",
        "'1' AS id, 0 AS file_row_number",
        "'' AS id",
        "1 AS id",
    ],
)
def test_what_is_not_plain_is_left_to_the_reading_row_by_row(tables, tmp_path, select):
    path = tmp_path / "facts.parquet"
    tables.connection.execute(f"COPY (SELECT {select}) TO '{path}' (FORMAT parquet)")

    assert None is plain_table(path, worlds.with_choice(PROGRAM), tables)


def test_a_broken_file_is_left_to_the_reading_row_by_row(tables, tmp_path):
    path = tmp_path / "facts.parquet"
    path.write_bytes(b"PAR1 and nothing else")

    assert None is plain_table(path, PROGRAM, tables)
