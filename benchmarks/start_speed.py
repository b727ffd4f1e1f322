"""How long the command line takes until it answers, beside an interpreter that does nothing.

    python benchmarks/start_speed.py

The least wall time of ten starts, taken in turns; the memory is that of the started process.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from shape import Row, Scale, in_a_child, show

ROUNDS = 10
FLOOR = "python -c pass"
SUBJECT = {"case_id": "C1", "account": "6222020000000000001", "day_turnover": 40_000_000, "week_turnover": 100_000}


def rows(_scale: Scale) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        subject = Path(folder) / "one.jsonl"
        subject.write_text(json.dumps(SUBJECT) + "\n", encoding="utf-8")
        rules = [sys.executable, "-m", "engine.cli"]
        decide = [*rules, "eval", "after", str(subject), "--as-of", "2026-01-01", "--engine"]
        commands = {
            FLOOR: [sys.executable, "-c", "pass"],
            "rules version": [*rules, "version"],
            "rules --help": [*rules, "--help"],
            "rules eval, one account": [*decide, "reference", "-o", str(Path(folder) / "a.jsonl")],
            "rules eval, one account, durable_rules": [*decide, "durable", "-o", str(Path(folder) / "b.jsonl")],
        }
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                found[name].append(in_a_child(command))
        base = min(found[FLOOR])[0]
        for name, times in found.items():
            took, memory = min(times)
            yield Row(name=name, floor=FLOOR, measured=took, base=base, megabytes=memory)


if __name__ == "__main__":
    show(rows(Scale()))
