"""What Spark decides is what DuckDB and the reference decide: same rows, columns and order, whatever the world."""

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "columnar"))  # the worlds of the room of columns

import columnar_worlds as worlds
import strategies as world
from fact_tables import write_facts
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from engine.backends.columnar.dialect import SPARK
from engine.backends.columnar.plan import planned
from engine.backends.reference import Reference
from engine.cli.command_line import run
from engine.driver.cluster_evaluation import ClusterEvaluation
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.driver.writing import write_parquet
from engine.ledger.tables import Tables, identifier, open_tables
from engine.source.report import Report
from engine.subjects.from_file import from_file
from engine.subjects.plain_parts import plain_parts

AFTER = open_rulebook("after", date(2022, 6, 1)).program
#: A query takes Spark longer than all the rows in it: few examples of many rows, and none tried again to make it small.
seldom = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@dataclass(frozen=True)
class Desk:
    """Where a test works, and the tables it looks with."""

    folder: Path
    tables: Tables

    def __truediv__(self, name):
        return self.folder / name

    def rows_of(self, path):
        """Return the rows and the columns of the Parquet at `path`."""
        return self.tables.rows(f"SELECT * FROM '{path}'"), self.tables.rows(f"DESCRIBE SELECT * FROM '{path}'")

    def facts(self, name, number):
        """Write so many accounts."""
        path = write_facts(self / name, AFTER, accounts(number), self.tables, key="account")
        self.tables.connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS SELECT 'C1' AS case_id, * FROM '{path}'")
        self.tables.connection.execute(f"COPY named TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
        return path

    def copied(self, query, path):
        self.tables.connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    tables = open_tables()
    # a name that Spark has to be told letter by letter
    yield Desk(tmp_path_factory.mktemp("判断 {1} %E4"), tables)
    tables.close()


@pytest.fixture
def commanded(cluster, monkeypatch):
    """Return what runs `rules eval after` on the Spark of this room."""

    @contextmanager
    def opened(_master):
        yield cluster

    monkeypatch.setattr("engine.ledger.cluster.open_cluster", opened)

    def evaluated(*arguments):
        return run(["eval", "after", "--as-of", "2022-06-01", *map(str, arguments)])

    return evaluated


def truths_on_spark(program, path, cluster):
    """Return how every test turns out for each subject of the table at `path`."""
    report = Report("input")
    table = plain_parts(path, program, cluster, report)
    assert () == report.diagnostics
    plan = planned(program, Report("usage"), SPARK)
    columns = ", ".join(plan.test_column(index) for index in range(len(program.tests)))
    found = cluster.rows(f"SELECT `row:`, {columns} FROM ({plan.tested(table.query)}) AS tested")
    return [tuple(row[1:]) for row in sorted(found, key=lambda row: row[0])]


@settings(parent=seldom, max_examples=12)
@given(st.lists(worlds.TESTS, min_size=20, max_size=30), st.lists(worlds.facts(), min_size=10, max_size=20))
def test_random_tests_over_extreme_facts_turn_out_as_the_reference_says(desk, cluster, tests, subjects):
    planned_alone = [test for test in tests if planned(worlds.asking([test]), Report("usage"), SPARK)]
    assume(planned_alone)
    program = worlds.asking(planned_alone)
    stated = [_storable(facts) for facts in subjects]
    path = write_facts(desk / "extreme.parquet", program, stated, desk.tables)
    reference = Reference(program)

    assert [reference.truths(facts) for facts in stated] == truths_on_spark(program, path, cluster)


def _storable(facts):
    """Return `facts` as a table can hold them: days and moments of the calendar, text of whole characters."""
    limits = {"paid_on": (1, 3_652_059), "told_at": (0, 3_652_059 * 86_400 - 1)}
    told = {
        name: value if value is None or name not in limits else limits[name][0] + value % limits[name][1]
        for name, value in facts.items()
    }
    return {
        name: value.encode(errors="replace").decode() if isinstance(value, str) else value
        for name, value in told.items()
    }


def test_a_storable_day_is_one_of_the_calendar():
    assert {"paid_on": 3_652_059, "told_at": 0} == _storable({"paid_on": 3_652_058, "told_at": 0})


@settings(parent=seldom, max_examples=10)
@given(
    world.rulebooks(world.SINGLE_FACT_LEAVES | world.PRESENCE),
    st.tuples(st.lists(world.facts(), min_size=8, max_size=25), st.sampled_from([100_000, 3])),
)
def test_random_rulebooks_give_the_rows_of_the_reference(desk, cluster, stated, subjects_and_most):
    program, (subjects, most) = world.compiled(stated), subjects_and_most
    assume(not program.derived)
    path = write_facts(desk / "facts.parquet", program, subjects, desk.tables)
    reference, target = Evaluation(program, "none"), desk / "results.parquet"
    write_parquet(target, reference, from_file(path, program, Report("input")))
    wanted = desk.rows_of(target)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("engine.driver.cluster_evaluation.MOST", most)
        there = ClusterEvaluation(program, path, cluster)
        there.write_parquet(target, 1)

    assert wanted == desk.rows_of(target)
    assert there.outcomes() == reference.outcomes()
    told = [[(found.code, str(found.values)) for found in each.faults()] for each in (there, reference)]
    assert sorted(told[0]) == sorted(told[1])


#: Values of each unit near what rulebooks ask about, some of them unknown.
DRAWN = {
    "CNY": (None, 0, 1, 299_999, 300_000, 1_000_000, 30_000_000, 50_000_000, 10**13),
    "count": (None, 0, 1, 2, 3, 5, 30, 1_000),
    "duration": (None, 0, 60, 180, 86_400, 15_552_000),
    "day": (None, *(date(2019, 1, 1).toordinal() + 211 * step for step in range(13))),
    "moment": (None, *(date(2024, 9, 27).toordinal() * 86_400 + 39_599 * step for step in range(7))),
    "flag": (None, True, False),
    "text": (None, "a", "it's ${x}"),
}


@pytest.mark.parametrize(
    "rulebook",
    [
        "after", "card_crime@2025-07-22", "concealment@2021-04-15", "joint_punishment", "stop_freeze", "supervision",
        "yangzhou_duties",
    ],
)  # fmt: skip
def test_shipped_rulebooks_give_the_rows_of_the_reference(desk, cluster, rulebook):
    program, rng = open_rulebook(rulebook, date(2026, 6, 1)).program, Random(rulebook)  # noqa: S311 (reproducible)
    subjects = [
        {
            fact.name: rng.choice(DRAWN.get(fact.unit) or (None, *(value for value, _ in fact.choices)))
            for fact in program.facts
        }
        for _ in range(300)
    ]
    stated = write_facts(desk / "stated.parquet", program, subjects, desk.tables)
    keys = ", ".join(f"id || '{name}' AS {identifier(name)}" for name in program.family.key)
    path, target = desk / "facts.parquet", desk / "results.parquet"
    desk.copied(f"SELECT {keys}, * EXCLUDE (id) FROM '{stated}'", path)
    reference, there = Evaluation(program, "none"), ClusterEvaluation(program, path, cluster)
    write_parquet(target, reference, from_file(path, program, Report("input")))
    wanted = desk.rows_of(target)
    there.write_parquet(target, 1)

    assert wanted == desk.rows_of(target)
    assert there.outcomes() == reference.outcomes()


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
            "in_registry": None if at % 11 == 0 else at % 2 == 0,
            "incident_day": 737_913 + at % 28,
        }
        for at in range(number)
    ]


def test_the_command_writes_one_file_that_is_duckdbs(desk, commanded):
    facts = desk.facts("facts.parquet", 9_000)
    here, there = desk / "duckdb.parquet", desk / "spark.parquet"

    assert 0 == commanded(facts, "--engine", "duckdb", "-o", here)
    assert 0 == commanded(facts, "--engine", "spark", "-o", there)
    assert desk.rows_of(here) == desk.rows_of(there)
    assert 0o600 == there.stat().st_mode & 0o777


def test_a_folder_of_parts_is_read_in_the_order_of_their_names(desk, commanded):
    facts = desk.facts("facts.parquet", 5_000)
    cut, here, there = desk / "cut", desk / "duckdb.parquet", desk / "spark.parquet"
    (cut / "inner").mkdir(parents=True)
    for name, first, end in (("a", 0, 10), ("b", 10, 4_000), ("inner/c", 4_000, 5_000)):
        desk.copied(f"SELECT * FROM '{facts}' LIMIT {end - first} OFFSET {first}", cut / f"{name}.parquet")
    (cut / "README.txt").write_text("not a part", encoding="utf-8")

    assert 0 == commanded(facts, "--engine", "duckdb", "-o", here)
    assert 0 == commanded(cut, "--engine", "spark", "-o", there)
    assert desk.rows_of(here) == desk.rows_of(there)


def test_parts_hold_the_same_rows(desk, commanded):
    facts = desk.facts("facts.parquet", 3_000)
    here, there = desk / "duckdb.parquet", desk / "parts"
    assert 0 == commanded(facts, "--engine", "duckdb", "-o", here)
    assert 0 == commanded(facts, "--engine", "spark", "--parts", "-o", there)

    assert sorted(map(repr, desk.rows_of(here)[0])) == sorted(
        map(repr, desk.tables.rows(f"SELECT * FROM '{there}/*.parquet'"))
    )
    assert 2 == commanded(facts, "--engine", "spark", "--parts", "-o", there)


@pytest.mark.parametrize("number", [0, 1])
def test_none_and_one_are_tables_too(desk, commanded, number):
    facts = desk.facts("few.parquet", number)
    here, there = desk / "duckdb.parquet", desk / "spark.parquet"
    assert 0 == commanded(facts, "--engine", "duckdb", "-o", here)
    assert 0 == commanded(facts, "--engine", "spark", "-o", there)

    assert desk.rows_of(here) == desk.rows_of(there)


def test_where_spark_disagrees_with_the_reference_nothing_is_written(desk, commanded, monkeypatch, capfd):
    facts = desk.facts("facts.parquet", 20)
    monkeypatch.setattr("engine.backends.columnar.tests._SIGNS", dict.fromkeys(
        ("at_least", "more_than", "at_most", "less_than", "is"), "<="
    ))  # fmt: skip

    assert 6 == commanded(facts, "--engine", "spark", "-o", desk / "wrong.parquet")
    assert not (desk / "wrong.parquet").exists()
    err = capfd.readouterr().err
    assert "U704" in err
    traces = [json.loads(line)["engine"] for line in err.splitlines() if line.startswith("{")]
    assert ["reference", "spark"] == traces


@pytest.mark.parametrize(
    "columns_and_code",
    [
        ("*, 1.5::DOUBLE AS week_inflow", "E519"),
        ("* REPLACE (pass_count::DECIMAL(18, 2) AS pass_count)", "E522"),
        ("* REPLACE (incident_day::TIMESTAMPTZ AS incident_day)", "E522"),
        ("* REPLACE (NULL::VARCHAR AS account)", "E506"),
        ("* REPLACE ('' AS case_id)", "E506"),
        ("* REPLACE ('7' AS account)", "E510"),
        ("* REPLACE (-9223372036854775808 AS week_turnover)", "E514"),
        ("* EXCLUDE (account)", "E505"),
        ("*, 1 AS pass_cuont", "E503"),
        ("* REPLACE (DATE '12021-05-01' AS incident_day)", "E507"),
    ],
)
def test_what_is_not_plain_is_an_error_that_says_so(desk, commanded, capfd, columns_and_code):
    columns, code = columns_and_code
    odd = desk.copied(f"SELECT {columns} FROM '{desk.facts('plain.parquet', 5)}'", desk / "odd.parquet")

    assert 2 == commanded(odd, "--engine", "spark", "-o", desk / "odd_results.parquet")
    assert f"error[{code}" in capfd.readouterr().err
    assert not (desk / "odd_results.parquet").exists()


def test_other_forms_and_logs_are_refused_before_spark_is_asked(desk, monkeypatch, capfd):
    monkeypatch.setattr("engine.ledger.cluster.open_cluster", None)
    facts = desk.facts("facts.parquet", 2)
    lines = desk / "facts.jsonl"
    lines.write_text("{}\n", encoding="utf-8")
    for rulebook, arguments in (
        ("after", [lines, "-o", desk / "r.parquet"]),
        ("after", ["-", "-o", desk / "r.parquet"]),
        ("after", [desk / "absent.parquet", "-o", desk / "r.parquet"]),
        ("after", [facts]),
        ("after", [facts, "-o", desk / "r.jsonl"]),
        ("after", [facts, "-o", desk / "r.parquet", "--trace", "full"]),
        ("after", [facts, "-o", desk / "r.parquet", "--log", desk / "log.jsonl"]),
        ("telecom_fraud", [facts, "-o", desk / "r.parquet"]),
        ("return_of_funds", [facts, "-o", desk / "r.parquet"]),
    ):
        assert 2 == run(["eval", rulebook, "--engine", "spark", *map(str, arguments)])
        assert "error[C921" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["a=b", "[1]", "*?", "a b 证据", "a\\b", "%20"])
def test_any_name_of_a_file_or_folder_is_read(desk, tmp_path, cluster, name):
    plain = desk.facts("plain.parquet", 3)
    inside = tmp_path / name
    inside.mkdir()
    (inside / f"{name}.parquet").write_bytes(plain.read_bytes())
    for path in (inside, inside / f"{name}.parquet"):
        report = Report("input")
        found = plain_parts(path, AFTER, cluster, report)
        assert ((), 3) == (report.diagnostics, found and found.rows)
