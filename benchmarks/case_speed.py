"""`rules case` as a whole process, from an imported ledger to all its files, beside a bare group-by of that ledger.

The ledger is that of `facts_scale.py`, the largest of those asked for up to 10^7 lines; a hundredth of its accounts,
then all of them, received a victim's money. Both sides are processes from their start to their end: the floor starts
Python and lets DuckDB add up in and out by account. Then, for all accounts, the decision log alone: written as a case
writes it, beside hashing and writing the same lines and nothing else.

    python benchmarks/case_speed.py [--lines 10000000] [--keep FOLDER]
"""

import argparse
import gc
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from eval_speed import seconds
from facts_scale import AS_OF, SUSPECTS, make, make_case, said
from shape import Row, Scale, against_first, in_a_child, show

from engine.audit.canonical import has_sm3
from engine.audit.records import Run
from engine.driver.decision_log import BATCH, DecisionLog, LogAsked
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.render.case_names import AFTER
from engine.source.report import Report
from engine.subjects.from_file import from_file

#: A larger ledger takes longer to make than to judge.
MOST_LINES = 10_000_000
ROUNDS = 2
#: What the page and its data are to stay below, however many accounts there are.
MOST_MEGABYTES = 10
BARE = """
import sys, duckdb
duckdb.sql(f"SELECT sum(i), sum(o) FROM (SELECT account_no, sum(CASE WHEN incoming THEN amount ELSE 0 END) AS i, "
    f"sum(CASE WHEN incoming THEN 0 ELSE amount END) AS o FROM read_parquet('{sys.argv[1]}') GROUP BY 1)").fetchall()
"""
FLOOR = "python, group by account"
#: Gives the hashes of a line: of the chain, and of the leaf of the tree.
HASHES: tuple[Callable[[bytes], object], ...] = (
    lambda line: hashlib.sha256(line).digest(),
    *([lambda line: hashlib.new("sm3", line).digest()] if has_sm3() else []),
    lambda line: hashlib.sha256(b"\x00" + line).digest(),
)


def rows(scale: Scale) -> Iterator[Row]:
    lines = max((each for each in scale.lines if each <= MOST_LINES), default=MOST_LINES)
    with tempfile.TemporaryDirectory() as made:
        yield from table(Path(made), lines)


def table(base: Path, lines: int) -> Iterator[Row]:
    ledger = base / f"{lines}"
    if not ledger.exists():
        make(ledger, lines)
    for percent in SUSPECTS:
        folder = ledger / f"case{percent}"
        if not folder.exists():
            make_case(folder, ledger, lines, percent)
        with tempfile.TemporaryDirectory() as made:
            out = Path(made) / "out"
            yield from whole(folder, out, said(lines, percent))
            if percent == max(SUSPECTS):
                yield from logged(out)


def whole(folder: Path, out: Path, which: str) -> Iterator[Row]:
    """Yield the floor, the command, and how large what people open has become."""
    case = [sys.executable, "-m", "engine.cli", "case", str(folder), "-o", str(out), "--as-of", AS_OF.isoformat()]
    bare = [sys.executable, "-c", BARE, str(folder / "ledger" / "counted.parquet")]
    base, held = min(in_a_child(bare) for _ in range(ROUNDS))
    took, memory = min(in_a_child(case) for _ in range(ROUNDS))
    with (out / "decisions.jsonl").open("rb") as lines:
        subjects = sum(1 for _ in lines)
    floor = f"{which}: {FLOOR}"
    yield Row(name=floor, floor=floor, measured=base, base=base, count=subjects, megabytes=held)
    name = f"{which}: rules case"
    yield Row(name=name, floor=floor, measured=took, base=base, count=subjects, megabytes=memory)
    for file in ("report.html", "report.json"):
        size = (out / file).stat().st_size / 1e6
        limit = f"{MOST_MEGABYTES} MB"
        yield Row(name=f"{which}: {file}", floor=limit, measured=size, base=MOST_MEGABYTES, unit="MB", target=1)


def logged(out: Path) -> Iterator[Row]:
    """Yield what writing the log of the case in `out` takes; what is logged has been decided before."""
    opened = open_rulebook(AFTER, AS_OF)
    subjects = from_file(out / "facts.parquet", opened.program, Report("input"))
    results = list(Evaluation(opened.program, "none").results(subjects))
    lines = (out / "decision_log.jsonl").read_bytes().splitlines()
    again, copy = out / "again.jsonl", out / "copy.jsonl"

    def bare() -> None:
        with copy.open("wb") as file:
            for place, line in enumerate(lines, 1):
                for hashed in HASHES:
                    hashed(line)
                file.write(line + b"\n")
                if place % BATCH == 0 or place == len(lines):
                    file.flush()
                    os.fsync(file.fileno())

    def log() -> None:
        for each in (again, again.with_name(f"{again.name}.head")):
            each.unlink(missing_ok=True)
        run = Run("0" * 32, "2026-01-01T00:00:00", "0")
        with DecisionLog(LogAsked(path=again, run=run), Report("integrity")) as decisions:
            for _ in decisions.logged(results, (opened,)):
                pass

    gc.collect()
    works: list[tuple[str, Callable[[], object]]] = [("log: hashed and written, no more", bare), ("log: written", log)]
    yield from against_first(works, seconds, len(results))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--lines", type=int, default=MOST_LINES)
    asked.add_argument("--keep", type=Path, help="keep the made-up ledger here for the next run")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        show(table(given.keep or Path(made), given.lines))


if __name__ == "__main__":
    main()
