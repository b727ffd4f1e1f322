"""How many subjects `rules eval after` decides in a second, beside a loop written by hand for the same rules.

The same 10,000 accounts go three times through the path of the command line, from the bytes of a JSONL file to the
bytes of the results, and once through the loop: `json.loads`, four comparisons, `json.dumps`. What the loop does not
do (units, names, unknown facts, sources, traces) is what the ratio pays for. Start-up is not in it.

    python benchmarks/eval_speed.py [--subjects 10000]
"""

import argparse
import gc
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from shape import Row, Scale, against_first, show

from engine.cli.output import write_text
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.driver.traces import TraceMode
from engine.driver.writing import result_pieces
from engine.program.program import Program
from engine.source.report import Report
from engine.subjects.from_file import from_file

AMOUNTS = (
    "victim_amount", "victim_linked_amount", "day_inflow", "day_outflow", "day_turnover", "week_inflow", "week_outflow",
    "week_turnover", "window_inflow", "window_turnover", "pass_amount", "victim_pass_amount",
)  # fmt: skip
COUNTS = ("victim_count", "incident_days", "pass_count", "victim_pass_count", "swept_count")
UNKNOWN_SHARE = 0.03
IN_REGISTRY_SHARE = 0.2
ROUNDS = 3


def subject(number: int, draw: random.Random) -> dict[str, object]:
    """Return one account as `rules facts` would state it; about one fact in thirty is unknown."""
    facts: dict[str, object] = {name: draw.randrange(100_000_000) for name in AMOUNTS}
    facts |= {name: draw.randrange(3) for name in COUNTS}
    facts |= {"incident_day": f"2021-05-{draw.randrange(1, 29):02d}", "in_registry": draw.random() < IN_REGISTRY_SHARE}
    facts["pass_min_gap"] = draw.randrange(180) if facts["pass_count"] else None
    known = {name: None if draw.random() < UNKNOWN_SHARE else value for name, value in facts.items()}
    return {"case_id": f"C{number // 100}", "account": f"62220200{number:011d}", **known}


def write_subjects(path: Path, subjects: int) -> None:
    draw = random.Random(20210503)  # noqa: S311 (test data, nothing secret is drawn)
    lines = (json.dumps(subject(number, draw), ensure_ascii=False) for number in range(subjects))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def through_the_engine(program: Program, facts: Path, output: Path, trace: TraceMode) -> None:
    report = Report("input")
    subjects = from_file(facts, program, report)
    report.stop_if_errors()
    write_text(result_pieces("jsonl", Evaluation(program, trace), subjects, "zh", None), output)


def by_hand(facts: Path, output: Path) -> None:
    with facts.open(encoding="utf-8") as lines, output.open("w", encoding="utf-8") as out:
        for line in lines:
            found = json.loads(line)
            out.write(json.dumps({"account": found["account"], "tier": tier_by_hand(found)}) + "\n")


def tier_by_hand(facts: dict[str, int | None]) -> str | None:
    """Return the tier as a script would have it: any unknown fact that is touched makes it unknown."""
    day, week, passes = facts["day_turnover"], facts["week_turnover"], facts["pass_count"]
    victim, window = facts["victim_amount"], facts["window_turnover"]
    if day is None or week is None or passes is None:
        return None
    if not (day > 0 and day * 7 >= week * 3 and passes >= 1):
        return "excluded"
    if victim is None or window is None:
        return None
    return known_tier(day, week, passes, victim, window)


def known_tier(day: int, week: int, passes: int, victim: int, window: int) -> str:
    """Return the tier where every fact is known."""
    if not (day > 0 and day * 7 >= week * 3 and passes >= 1):
        return "excluded"
    return "tier_1" if victim >= 300_000 and window >= 30_000_000 else "tier_2"  # noqa: PLR2004 (the rules by hand)


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of some rounds: what the machine does besides only ever adds."""
    found = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def rows(scale: Scale) -> Iterator[Row]:
    program = open_rulebook("after", date(2026, 1, 1)).program
    gc.disable()  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        facts, output = Path(folder) / "facts.jsonl", Path(folder) / "results.jsonl"
        write_subjects(facts, scale.subjects)
        works: list[tuple[str, Callable[[], None]]] = [
            ("a loop by hand", lambda: by_hand(facts, output)),
            ("reading alone", lambda: _read(program, facts)),
            ("outcomes", lambda: through_the_engine(program, facts, output, "none")),
            ("trace of what was met", lambda: through_the_engine(program, facts, output, "fired")),
            ("full trace", lambda: through_the_engine(program, facts, output, "full")),
        ]
        yield from against_first(works, seconds, scale.subjects)


def _read(program: Program, facts: Path) -> None:
    from_file(facts, program, Report("input"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subjects", type=int, default=10_000)
    show(rows(Scale(subjects=parser.parse_args().subjects)))


if __name__ == "__main__":
    main()
