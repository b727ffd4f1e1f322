"""How long deciding a log again takes, beside deciding the same subjects alone, and writing and verifying the log.

python benchmarks/replay_speed.py [--subjects 10000]
"""

import argparse
import gc
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from eval_speed import seconds, write_subjects
from shape import Row, Scale, against_first, show

from engine.audit.records import Run
from engine.driver.auditing import checked
from engine.driver.decision_log import DecisionLog, LogAsked
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook
from engine.driver.replaying import replay
from engine.source.report import Report
from engine.subjects.from_file import from_file

AS_OF = date(2026, 1, 1)
RUN = Run("0" * 32, "2026-01-01T00:00:00", "0")


def rows(scale: Scale) -> Iterator[Row]:
    count = scale.subjects
    gc.disable()  # as the command line does
    opened = open_rulebook("after", AS_OF)
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.jsonl"
        write_subjects(facts, count)
        subjects = from_file(facts, opened.program, Report("input"))
        log = Path(folder) / "log.jsonl"

        def decided() -> None:
            list(Evaluation(opened.program, "none").results(subjects))

        def logged() -> None:
            log.unlink(missing_ok=True)
            log.with_name("log.jsonl.head").unlink(missing_ok=True)
            with DecisionLog(LogAsked(path=log, run=RUN), Report("integrity")) as decisions:
                list(decisions.logged(Evaluation(opened.program, "none").results(subjects), (opened,)))

        works: list[tuple[str, Callable[[], object]]] = [
            ("deciding alone", decided),
            ("with a full trace", lambda: list(Evaluation(opened.program, "full").results(subjects))),
            ("deciding and logging", logged),
            ("verifying", lambda: checked(log)),
            ("replaying", lambda: replay(log)),
        ]
        yield from against_first(works, seconds, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subjects", type=int, default=10_000)
    show(rows(Scale(subjects=parser.parse_args().subjects)))


if __name__ == "__main__":
    main()
