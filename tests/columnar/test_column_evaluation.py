"""A table decided where it lies: the same results in every form as subject by subject, whatever the spans."""

import json
from datetime import date

import pytest
import strategies as world
from fact_tables import write_facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cli.command_line import run
from engine.driver.column_evaluation import column_evaluation
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.driver.writing import result_pieces, write_parquet
from engine.ledger.tables import open_tables
from engine.source.report import Report
from engine.subjects.from_file import from_file

LIMITS = ("driver.column_evaluation.MOST", "driver.column_evaluation.SPAN", "render.joined_parquet.GROUP")
AFTER = open_rulebook("after", date(2022, 6, 1)).program


@pytest.fixture(scope="module")
def tables():
    opened = open_tables()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


def both(path, program, trace="none"):
    """Return the evaluation by columns, that of the reference, and the subjects."""
    report = Report("input")
    subjects = from_file(path, program, report)
    assert () == report.diagnostics
    by_columns = column_evaluation(path, program, trace, "duckdb")
    assert by_columns is not None
    return by_columns, Evaluation(program, trace), subjects


def same_files(tables, folder, by_columns, reference, subjects):
    """Write both results as Parquet and return the rows and the columns of each."""
    found = []
    for evaluation in (by_columns, reference):
        path = folder / "results.parquet"
        write_parquet(path, evaluation, subjects)
        found.append(tables.rows(f"SELECT * FROM '{path}'"))
        found.append(tables.rows(f"DESCRIBE SELECT * FROM '{path}'"))
    return found[:2], found[2:]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    world.rulebooks(world.LEAVES | world.PRESENCE),
    st.lists(world.facts(), min_size=1, max_size=12),
    st.sampled_from([(100_000, 1 << 22, 122_880), (100_000, 1 << 22, 1), (2, 3, 2), (1, 1, 1)]),
)
def test_every_form_says_what_the_reference_says(tables, folder, stated, subjects, limits):
    program = world.compiled(stated)
    path = write_facts(folder / "facts.parquet", program, subjects, tables)
    if program.derived:  # lists are read row by row
        assert None is column_evaluation(path, program, "none", "duckdb")
        return
    with pytest.MonkeyPatch.context() as patched:
        for name, size in zip(LIMITS, limits, strict=True):
            patched.setattr(f"engine.{name}", size)
        by_columns, reference, read = both(path, program)
        for form in ("jsonl", "csv", "json", "table"):
            wanted = "".join(result_pieces(form, reference, read, "zh", None))
            assert wanted == "".join(result_pieces(form, by_columns, [], "zh", None))
            by_columns, reference = column_evaluation(path, program, "none", "duckdb"), Evaluation(program, "none")
        columns, rows = same_files(tables, folder, by_columns, reference, read)
        assert columns == rows
        assert by_columns.outcomes() == reference.outcomes()
        told = [[(f.code, str(f.values)) for f in each.faults()] for each in (by_columns, reference)]
        assert sorted(told[0]) == sorted(told[1])


def accounts(number):
    """Return so many accounts; every seventh lacks something."""
    return [
        {
            "victim_amount": at * 7919 % 900_000,
            "victim_linked_amount": at * 104_729 % 900_000,
            "day_turnover": None if at % 7 == 0 else at * 15_485_863 % 90_000_000,
            "week_turnover": at * 32_452_843 % 180_000_000,
            "window_turnover": at * 49_979_687 % 60_000_000,
            "pass_count": at % 3,
            "victim_pass_count": at % 2,
            "swept_count": at % 5,
            "in_registry": None if at % 11 == 0 else at % 2 == 0,
            "incident_day": 737_913 + at % 28,
        }
        for at in range(number)
    ]


@pytest.fixture
def table(tables, tmp_path):
    def made(number):
        path = write_facts(tmp_path / "facts.parquet", AFTER, accounts(number), tables, key="account")
        return _with_case(tables, path)

    return made


def _with_case(tables, path):
    tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS SELECT 'C1' AS case_id, * FROM '{path}'")
    tables.connection.execute(f"COPY named TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    return path


def evaluated(*arguments):
    return run(["eval", "after", "--as-of", "2022-06-01", *map(str, arguments)])


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_command_writes_the_same_bytes_with_either_engine(table, tmp_path, form):
    facts = table(3_000)
    for engine in ("duckdb", "reference", "auto"):
        assert 0 == evaluated(facts, "--engine", engine, "-o", tmp_path / f"{engine}.{form}")

    reference = (tmp_path / f"reference.{form}").read_bytes()
    assert reference == (tmp_path / f"duckdb.{form}").read_bytes() == (tmp_path / f"auto.{form}").read_bytes()


@pytest.mark.parametrize("trace", ["full", "fired"])
def test_traces_differ_in_nothing_but_the_name_of_the_engine(table, tmp_path, trace):
    facts = table(200)
    for engine in ("duckdb", "reference"):
        assert 0 == evaluated(facts, "--engine", engine, "--trace", trace, "-o", tmp_path / f"{engine}.jsonl")

    wanted = (tmp_path / "reference.jsonl").read_text("utf-8").replace('"engine": "reference"', '"engine": "duckdb"')
    assert wanted == (tmp_path / "duckdb.jsonl").read_text("utf-8")


def test_many_rows_stay_in_their_order_with_rules_and_conditions_beside(table, tables, tmp_path):
    facts, target = table(60_000), tmp_path / "results.parquet"
    assert 0 == evaluated(facts, "-o", target)
    found = tables.rows(f'SELECT account, tier, "rule.T1", "rule.F1", "test.pass_count at_least 1" FROM \'{target}\'')

    assert [str(at) for at in range(60_000)] == [account for account, *_ in found]
    assert all((tier == "tier_1") == bool(met) for _, tier, met, *_ in found)
    assert all(asked is (at % 3 >= 1) for at, (*_, asked) in enumerate(found))


def test_a_subject_that_stands_twice_is_the_same_error_as_ever(table, tables, capfd):
    facts = table(10)
    tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE twice AS FROM '{facts}' UNION ALL FROM '{facts}' LIMIT 11")
    tables.connection.execute(f"COPY twice TO '{facts}' (FORMAT parquet)")

    assert 2 == evaluated(facts, "--engine", "duckdb")
    assert "facts.parquet:11:1: error[E510" in capfd.readouterr().err


def test_where_the_columns_disagree_with_the_reference_nothing_is_written(table, tmp_path, monkeypatch, capfd):
    facts = table(20)
    monkeypatch.setattr("engine.backends.columnar.tests._SIGNS", dict.fromkeys(
        ("at_least", "more_than", "at_most", "less_than", "is"), "<="
    ))  # fmt: skip
    for form in ("parquet", "jsonl"):
        assert 6 == evaluated(facts, "--engine", "duckdb", "-o", tmp_path / f"results.{form}")
        assert not (tmp_path / f"results.{form}").exists()
    assert 6 == evaluated(facts, "--engine", "duckdb", "--format", "jsonl")
    out, err = capfd.readouterr()
    assert "" == out
    assert "U704" in err
    assert "DuckDB" in err
    assert ["reference", "duckdb"] == [json.loads(line)["engine"] for line in err.splitlines() if line.startswith("{")][
        :2
    ]


def test_parts_whose_footers_are_not_understood_are_read_again(table, tables, tmp_path, monkeypatch):
    facts, targets = table(3_000), [tmp_path / f"{at}.parquet" for at in range(2)]
    assert 0 == evaluated(facts, "-o", targets[0])
    monkeypatch.setattr("engine.render.joined_parquet.GROUP", 500)
    monkeypatch.setattr("engine.render.parquet_parts._GROUP", {})
    assert 0 == evaluated(facts, "-o", targets[1])

    found = [tables.rows(f"SELECT * FROM read_parquet('{target}', file_row_number = true)") for target in targets]
    assert 3_000 == len(found[0])
    assert found[0] == found[1]


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_a_page_that_is_broken_is_an_error_and_nothing_is_written(table, tmp_path, capfd, form):
    facts = table(3_000)
    whole = facts.read_bytes()
    at = whole.index(b"PAR1", 4) if b"PAR1" in whole[4:-8] else len(whole) // 2
    facts.write_bytes(whole[: at - 2000] + bytes(4000) + whole[at + 2000 :])

    assert 2 == evaluated(facts, "--engine", "duckdb", "-o", tmp_path / f"results.{form}")
    assert "error[E515" in capfd.readouterr().err
    assert not (tmp_path / f"results.{form}").exists()
