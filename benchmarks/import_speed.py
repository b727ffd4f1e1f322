"""How fast police exports become an imported ledger, and a case its results, beside `csv.reader` over the same text.

A case as police hand it over, with its dirt (police_case.py): each command as a process of its own, from its start to
the last file written. Processor seconds of all its threads are measured; seconds on the clock stand in the name.

    python benchmarks/import_speed.py [--rows 1000000]
"""

import argparse
import csv
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import police_case
from shape import Cost, Row, Scale, cost_of, show

from engine.ledger.exports import import_sources
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import open_tables
from engine.source.report import Report

#: Goals for a million rows: seconds on two cores, megabytes.
SECONDS, MEGABYTES = 30, 1_500
#: The goal as processor seconds, to those of `csv.reader`, which takes some five for a million rows.
TIMES = 6
COMMAND = (sys.executable, "-c", "from engine.cli.command_line import run; import sys; sys.exit(run(sys.argv[1:]))")


def split(folder: Path) -> None:
    """Read all exports as csv alone does."""
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="gb18030", newline="") as stream:
            for _ in csv.reader(stream):
                pass


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return what is measured: each begins with nothing of the one before."""
    ledger, answers = str(folder / "ledger"), str(folder / "answers.yaml")
    return {
        "rules import": (*COMMAND, "import", ledger, "--answers", answers, "-o", str(folder.parent / "imported")),
        "rules facts": (*COMMAND, "facts", str(folder), "-o", str(folder.parent / "facts.jsonl")),
        "rules case": (*COMMAND, "case", str(folder), "-o", str(folder.parent / "results")),
    }


def rows(scale: Scale) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "case"
        written = police_case.write_case(folder, scale.rows)
        begin = time.process_time()
        split(folder / "ledger")
        floor = "csv.reader over the decoded text"
        base = time.process_time() - begin
        yield Row(name=floor, floor=floor, measured=base, base=base, count=scale.rows)
        most = 0.0
        for name, command in commands(folder).items():
            cost = cost_of(command)
            most = max(most, cost.megabytes)
            yield cost_row(name, cost, scale.rows, floor, base)
        yield cost_row("rules case, imported before", over_imported(folder), scale.rows, floor, base, aimed=False)
        yield Row(
            name="the most memory of these", floor=f"{MEGABYTES} MB", measured=most, base=MEGABYTES, unit="MB",
            target=1,
        )  # fmt: skip
        yield accounted(folder, written)


def cost_row(name: str, cost: Cost, count: int, floor: str, base: float, *, aimed: bool = True) -> Row:  # noqa: PLR0913 (a row)
    return Row(
        name=f"{name} ({cost.seconds:.1f} s)", floor=floor, measured=cost.processor, base=base, count=count,
        megabytes=cost.megabytes, target=TIMES if aimed else None,
    )  # fmt: skip


def over_imported(folder: Path) -> Cost:
    """Return the cost of a case whose ledger was imported before."""
    settled = shutil.copytree(folder, folder.parent / "settled", ignore=shutil.ignore_patterns("ledger"))
    shutil.copytree(folder.parent / "imported", settled / "ledger")
    return cost_of((*COMMAND, "case", str(settled), "-o", str(folder.parent / "again")))


def accounted(folder: Path, written: int) -> Row:
    found: ImportReport = import_sources([folder / "ledger"], open_tables(threads=os.cpu_count()), Report("input"))
    kept = found.rows_kept + sum(found.rejected.values())
    return Row(
        name="rows that are kept or said to be refused", floor="rows of the files", measured=kept, base=written,
        unit="rows", target=1, at_least=True,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=float, default=1e6)
    show(rows(Scale(rows=int(parser.parse_args().rows))))


if __name__ == "__main__":
    main()
