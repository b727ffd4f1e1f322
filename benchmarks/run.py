"""Every benchmark in one table: what each takes, as a ratio to a floor that is measured in the same run.

    python benchmarks/run.py [--lines 1e6,1e7] [--large] [--only facts rules …] [--json FILE] [--fail]

Each group runs in a process of its own, one after the other; benchmarks/README.md says what the ratios mean. A target
that is missed is marked; only `--fail` makes the command fail of it, for times of a shared machine are no test.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from shape import HEAD, Row, Scale, as_object, from_json, shown, to_json

LARGE = 100_000_000
#: Group, the module that measures it, and what its table is about.
GROUPS = {
    "start": ("start_speed", "start of the command line"),
    "rules": ("rule_engines", "AFTER's tier, in memory, beside other rule engines"),
    "eval": ("eval_speed", "rules eval, from JSON lines to JSON lines"),
    "durable": ("durable_speed", "the engine durable_rules, made safe"),
    "columns": ("columnar_speed", "subjects decided over columns"),
    "log": ("replay_speed", "decision log: written, verified, decided again"),
    "import": ("import_speed", "police export of 34 columns"),
    "facts": ("facts_scale", "facts and tiers from an imported ledger"),
    "case": ("case_speed", "rules case, from an imported ledger to all its files"),
    "spark": ("spark_speed", "facts and decisions on Spark, local[2]"),
    "mutation": ("mutation_score", "changes of the shipped rulebooks that their tests tell"),
}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(float(number)) for number in text.split(","))


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usual = Scale()
    parser.add_argument("--lines", type=numbers, default=usual.lines, help="of the ledgers: 1e6,1e7")
    parser.add_argument("--large", action="store_true", help="a ledger of 1e8 lines too (about 20 GB of disk)")
    parser.add_argument("--rows", type=float, default=usual.rows, help="of the police export")
    parser.add_argument("--columns", type=float, default=usual.columns, help="subjects decided over columns")
    parser.add_argument("--subjects", type=float, default=usual.subjects, help="decided one by one")
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, default=list(GROUPS), metavar="GROUP", help=", ".join(GROUPS)
    )
    parser.add_argument("--json", type=Path, help="the table as a JSON file besides")
    parser.add_argument("--fail", action="store_true", help="end with 1 where a target is missed or a group fails")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(group: str, scale: str) -> None:
    """Print the rows of one group as JSON lines: what the child does."""
    given = json.loads(scale)
    module = importlib.import_module(GROUPS[group][0])
    for row in module.rows(Scale(**given | {"lines": tuple(given["lines"])})):
        print(to_json(row), flush=True)


def in_a_child(group: str, scale: Scale) -> Iterator[Row]:
    """Yield the rows of a group; one that cannot be measured says so in a row of its own."""
    command = [sys.executable, __file__, "--measure", group, json.dumps(asdict(scale))]
    root = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(  # noqa: S603 (this very program)
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": paths}
    ) as child:
        assert child.stdout is not None, "it was asked for"  # noqa: S101 (of the type)
        yield from map(from_json, child.stdout)
    if child.returncode:
        yield Row(name=group, floor="", skipped=f"FAILED with {child.returncode}: see above")


def machine() -> dict[str, object]:
    """Return what the numbers were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return {
        "python": platform.python_version(), "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": os.cpu_count(), "memory_gb": memory, "load_at_start": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> int:
    given = asked()
    if given.measure:
        measure(*given.measure)
        return 0
    lines = tuple(dict.fromkeys((*given.lines, LARGE))) if given.large else given.lines
    scale = Scale(lines=lines, rows=int(given.rows), columns=int(given.columns), subjects=int(given.subjects))
    about = machine()
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    found: dict[str, list[Row]] = {}
    for group in given.only:
        print(f"\n{group}: {GROUPS[group][1]}\n{HEAD}")
        found[group] = []
        for row in in_a_child(group, scale):
            found[group].append(row)
            print(shown(row), flush=True)
    if given.json:
        tables = {group: [as_object(row) for row in members] for group, members in found.items()}
        text = json.dumps({"machine": about, "scale": asdict(scale), "groups": tables}, ensure_ascii=False, indent=1)
        given.json.write_text(text + "\n", encoding="utf-8")
    every = [row for members in found.values() for row in members]
    return int(given.fail and any(row.met is False or row.skipped.startswith("FAILED") for row in every))


if __name__ == "__main__":
    sys.exit(main())
