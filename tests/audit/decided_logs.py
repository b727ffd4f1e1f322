"""Logs of real decisions: `after` on drawn accounts, and a family with a time effect on drawn conduct."""

import random
from datetime import date
from pathlib import Path

from audit_logs import RUN

from engine.decision.result import Subject
from engine.driver.decision_log import DecisionLog, LogAsked
from engine.driver.evaluation import Evaluation
from engine.driver.families import open_family
from engine.driver.opening import open_rulebook
from engine.driver.timed import TimedEvaluation
from engine.program.program import Facts, Program
from engine.source.report import Report

AS_OF = date(2026, 1, 1)


def drawn(program: Program, draw: random.Random) -> Facts:
    """Return facts of plain units, often at a threshold of AFTER, some unknown; open conduct of a month."""
    amounts = (0, 300_000, 299_999, 30_000_000, 29_999_999, 100_000_000, None)
    units = {"CNY": amounts, "count": (0, 1, 2, 5, None), "flag": (True, False, None)}
    facts: Facts = {}
    for fact in program.facts:
        if fact.unit in units:
            facts[fact.name] = draw.choice(units[fact.unit])
    days = [fact.name for fact in program.facts if fact.unit == "day"]
    first = date(2015 + draw.randrange(9), 1 + draw.randrange(12), 3).toordinal()
    return facts | {name: first + 30 * place for place, name in enumerate(days[:2])}


def write_decisions(log: Path, count: int, family: str = "after", seed: int = 1) -> None:
    """Append decisions on `count` subjects to `log`."""
    draw = random.Random(seed)  # noqa: S311 (nothing secret is drawn)
    opened = open_family(family, AS_OF)
    editions = opened.editions if opened else (open_rulebook(family, AS_OF),)
    program = opened.program if opened else editions[0].program
    evaluation = TimedEvaluation(opened, "none") if opened else Evaluation(program, "none")
    subjects = [
        Subject(key=tuple((column, f"{number}") for column in program.family.key), facts=drawn(program, draw))
        for number in range(count)
    ]
    with DecisionLog(LogAsked(path=log, run=RUN), Report("integrity")) as decisions:
        list(decisions.logged(evaluation.results(subjects), editions))
