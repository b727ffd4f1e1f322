"""How fast AFTER is decided over a Parquet table of facts, beside what nobody can be faster than, in the same run.

1. Floors: a bare DuckDB scan of the columns that the rules look at; the same scan of all columns; copying nothing but
   the keys to a new Parquet file; and a loop by hand in Python over the fetched rows.
2. The engine: from the file of facts to a Parquet file with outcomes, rule ids, a boolean for every rule and condition.
   Checking the file for subjects that stand twice is in it; so is the cross-check with the reference.
3. Full traces regenerated from the table, and peak memory of `rules eval` in a process of its own.

    python benchmarks/columnar_speed.py [--subjects 1e6] [--unknown 3]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from shape import Row, Scale, forget_peak, in_a_child, peak

from engine.driver.column_evaluation import ColumnEvaluation, column_evaluation
from engine.driver.opening import open_rulebook
from engine.driver.traces import TraceMode
from engine.driver.writing import result_pieces
from engine.ledger.tables import Tables, identifier, open_tables
from engine.program.program import Program, facts_of_test

LAW_DATE = date(2022, 6, 1)
TRACED = 100_000
BY_HAND = 200_000
SCAN = "scan of the columns asked"
#: How a fact of a unit is drawn from the number `{0}`, the same in each run.
DRAWN = {
    "CNY": "(hash({0}) % 100000000)::BIGINT",
    "count": "(hash({0}) % 3)::BIGINT",
    "duration": "(hash({0}) % 180)::BIGINT",
    "day": "DATE '2021-05-01' + (hash({0}) % 28)::INTEGER",
    "flag": "hash({0}) % 5 = 0",
}


def generate(path: Path, program: Program, subjects: int, unknown: int, tables: Tables) -> None:
    """Write `subjects` accounts; so many of a hundred facts are unknown."""
    facts = []
    for place, fact in enumerate(program.facts):
        number = f"i * 64 + {place}"
        value = DRAWN[fact.unit].format(number)
        facts.append(f"CASE WHEN hash({number} + 32) % 100 >= {unknown} THEN {value} END AS {identifier(fact.name)}")
    keys = "'C' || (i // 100) AS case_id, '62220200' || lpad(i::VARCHAR, 11, '0') AS account"
    tables.connection.execute(
        f"COPY (SELECT {keys}, {', '.join(facts)} FROM range({subjects}) AS t(i)) TO '{path}' (FORMAT parquet)"
    )


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the clock and those of the processors; on a shared machine only these mean something."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def tier_by_hand(row: tuple[int | None, ...]) -> str | None:
    """Return the tier as a script would have it, without reasons."""
    day, week, passes, victim, window = row
    if day is None or week is None or passes is None:
        return None
    if not (day > 0 and day * 7 >= week * 3 and passes >= 1):
        return "excluded"
    if victim is None or window is None:
        return None
    return "tier_1" if victim >= 300_000 and window >= 30_000_000 else "tier_2"  # noqa: PLR2004 (the rules by hand)


def by_hand(path: Path, tables: Tables) -> None:
    query = f"SELECT day_turnover, week_turnover, pass_count, victim_amount, window_turnover FROM '{path}'"
    rows = (row for batch in tables.batches(query) for row in batch)
    for row in islice(rows, BY_HAND):
        tier_by_hand(row)


def opened(path: Path, program: Program, trace: TraceMode) -> ColumnEvaluation:
    found = column_evaluation(path, program, trace, "duckdb")
    if found is None:
        raise SystemExit("the generated table is not plain")
    return found


def traces(path: Path, program: Program) -> None:
    for _ in islice(result_pieces("jsonl", opened(path, program, "full"), (), "zh", None), TRACED):
        pass


def evaluation(path: Path, out: Path) -> list[str]:
    command = [sys.executable, "-m", "engine.cli", "eval", "after", str(path), "--engine", "duckdb", "-o", str(out)]
    return [*command, "--as-of", LAW_DATE.isoformat()]


def memory(path: Path, out: Path) -> int:
    """Return the megabytes that `rules eval` needed at its peak."""
    subprocess.run(evaluation(path, out), check=True, capture_output=True, env=dict(os.environ))  # noqa: S603 (our own command)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10


def rows(scale: Scale) -> Iterator[Row]:
    """Yield what each measure takes; all to the scan of the columns asked, for as many subjects."""
    program, tables = open_rulebook("after", LAW_DATE).program, open_tables()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "facts.parquet", Path(folder) / "results.parquet"
        generate(path, program, scale.columns, 3, tables)
        base = 0.0
        for title, number, work in measures(path, out, scale.columns, program, tables):
            forget_peak()
            each = seconds(work)[0] / number
            base = base or each
            yield Row(
                name=title.removeprefix("floor: "), floor=SCAN, measured=each * number, base=base * number,
                count=number, megabytes=peak(),
            )  # fmt: skip
        took, megabytes = in_a_child(evaluation(path, out))
    yield Row(
        name="`rules eval` as a whole, own process", floor=SCAN, measured=took, base=base * scale.columns,
        count=scale.columns, megabytes=megabytes,
    )  # fmt: skip


def measures(
    path: Path, out: Path, subjects: int, program: Program, tables: Tables
) -> list[tuple[str, int, Callable[[], object]]]:
    """Return title, number of subjects and work of each; the first is the floor."""
    asked = dict.fromkeys(name for test in program.tests for name in facts_of_test(test))

    def scan(names: tuple[str, ...]) -> Callable[[], object]:
        return lambda: tables.rows(
            f"SELECT {', '.join(f'count({n}), bit_xor(hash({n}))' for n in names)} FROM '{path}'"
        )

    return [
        ("floor: scan of the columns asked", subjects, scan(tuple(asked))),
        ("floor: scan of all columns", subjects, scan(tuple(fact.name for fact in program.facts))),
        ("floor: keys alone copied to Parquet", subjects, lambda: tables.connection.execute(
            f"COPY (SELECT case_id, account FROM '{path}') TO '{out}' (FORMAT parquet)"
        )),
        ("floor: a loop by hand in Python", min(subjects, BY_HAND), lambda: by_hand(path, tables)),
        ("file checked, subjects distinct", subjects, lambda: opened(path, program, "none")),
        ("decided, written to Parquet", subjects, lambda: opened(path, program, "none").write_parquet(out)),
        ("full traces regenerated (JSONL)", min(subjects, TRACED), lambda: traces(path, program)),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subjects", type=float, default=1e6)
    parser.add_argument("--unknown", type=int, default=3, help="of a hundred facts")
    arguments = parser.parse_args()
    subjects = int(arguments.subjects)
    program, tables = open_rulebook("after", LAW_DATE).program, open_tables()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "facts.parquet", Path(folder) / "results.parquet"
        generate(path, program, subjects, arguments.unknown, tables)
        floor = 0.0
        print(f"{'':38}{'seconds':>9}{'processor':>11}{'subjects/s':>13}{'of the scan, by processor':>27}")
        for title, number, work in measures(path, out, subjects, program, tables):
            clock, used = seconds(work)
            floor = floor or used / number
            print(f"{title:38}{clock:>9.2f}{used:>11.2f}{number / clock:>13,.0f}{floor * number / used:>27.3f}")
        kinds = tables.rows(f"SELECT count(*) FROM '{out}'")[0][0]
        print(f"{kinds:,} results; peak memory of `rules eval`: {memory(path, out):,} MB")


if __name__ == "__main__":
    main()
