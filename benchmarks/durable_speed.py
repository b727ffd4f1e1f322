"""What the safe use of durable_rules costs, and from how many subjects on `auto` had better use the reference.

1. Floors, in this process, on the same AFTER rules and accounts: the stock API of durable_rules as its README shows it
   (`assert_fact`, actions, `delete_state`; without its threads, which crash), and its bare C engine. Nothing is
   checked there and nothing survives a crash.
2. The durable engine: a worker process, columns, cross-check of every subject against the reference. Its throughput
   as a ratio to the floors, subjects lost, and how much the two processes grew.
3. Whole evaluations by size, start of the worker included, durable against the reference: the choice of `SMALL`.

    python benchmarks/durable_speed.py [--subjects 100000]
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from durable import engine  # noqa: TID251 (the floor is the stock API itself)
from shape import Row, Scale, forget_peak, peak, show

from engine.backends.durable.backend import Confirmed, Durable, Teller, plan_of
from engine.backends.durable.plan import Plan, Says
from engine.backends.durable.protocol import Task
from engine.backends.durable.reading import Reading
from engine.backends.durable.ruleset import SID, ruleset
from engine.backends.durable.runner import Runner
from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.engines import SMALL, EngineName, Engines
from engine.driver.opening import open_rulebook
from engine.program.program import Facts, Program

STOCK = "durable_rules, stock API"
FLOOR_SUBJECTS = 5_000
MB = 1 << 20
SIZES = (1, 10, 100, 1_000, 3_000, 10_000)
PAGE = os.sysconf("SC_PAGE_SIZE")
UNKNOWN_SHARE = 0.03
IN_REGISTRY_SHARE = 0.2
AMOUNT, COUNT = 100_000_000, 3


def account(program: Program, draw: random.Random) -> Facts:
    """Return the facts of one account; about one in thirty is unknown."""
    drawn: dict[str, Callable[[], int | bool]] = {
        "CNY": lambda: draw.randrange(AMOUNT),
        "count": lambda: draw.randrange(COUNT),
        "duration": lambda: draw.randrange(180),
        "day": lambda: 737_900 + draw.randrange(30),
        "flag": lambda: draw.random() < IN_REGISTRY_SHARE,
    }
    facts = {fact.name: drawn[fact.unit]() for fact in program.facts}
    return {name: None if draw.random() < UNKNOWN_SHARE else value for name, value in facts.items()}


def accounts(program: Program, number: int) -> Iterator[Facts]:
    draw = random.Random(20210503)  # noqa: S311 (test data, nothing secret is drawn)
    return (account(program, draw) for _ in range(number))


def each(work: Callable[[Task], object], tasks: list[Task]) -> float:
    """Return seconds a subject."""
    start = time.perf_counter()
    for task in tasks:
        work(task)
    return (time.perf_counter() - start) / len(tasks)


class Stock(engine.Host):  # type: ignore[misc]  # durable_rules ships no types
    """The stock API on the same rules; the derived facts are asserted by its actions, as its README does it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.runner = Runner(plan, traced=False)  # writes the derived facts
        self.reading = Reading(plan)
        self.task = Task((), ())
        rules: dict[str, Any] = ruleset(plan)  # type: ignore[assignment]  # plain dictionaries
        says = {rule.name: rule.says for rule in plan.rules}
        super().__init__({"stock": {name: {**rule, "run": self.action(says[name])} for name, rule in rules.items()}})

    def _run(self) -> None:
        pass

    def action(self, says: Says) -> Callable[[Any], None]:
        def run(context: Any) -> None:
            self.reading.take(says)
            if says.role == "settle":
                for teller in self.runner._told[says.decision + 1]:  # noqa: SLF001 (the same facts, for a fair floor)
                    context.assert_fact(json.loads(teller.fact(self.task.truths, self.reading)))

        return run

    def decide(self, task: Task) -> None:
        self.task, self.reading = task, Reading(self.plan)
        *first, last = [json.loads(fact) for fact in task.facts]
        for fact in first:
            self.get_ruleset("stock").assert_fact(fact)
        self.assert_fact("stock", last)
        self.delete_state("stock", SID)


def resident(process: int) -> int:
    """Return the memory of a process in bytes; 0 where this system does not tell."""
    statm = Path(f"/proc/{process}/statm")
    return int(statm.read_text().split()[1]) * PAGE if statm.exists() else 0


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the two floors, and how fast, how complete and how flat the durable engine is."""
    program = open_rulebook("after", date(2022, 6, 1)).program
    reference = Reference(program)
    for facts in accounts(program, FLOOR_SUBJECTS):
        reference.verdict(facts)  # what would decide is found once for each combination, by every engine
    plan = plan_of(program)
    teller = Teller(plan)
    tasks = [teller.task(facts, reference.truths(facts)) for facts in accounts(program, FLOOR_SUBJECTS)]
    stock = Stock(plan)
    base = each(stock.decide, tasks)
    bare = each(lambda task: stock.runner.run(*task), tasks)
    number = scale.subjects
    for name, took in ((STOCK, base), ("durable_rules, its C engine alone", bare)):
        yield Row(name=name, floor=STOCK, measured=took * number, base=base * number, count=number)
    forget_peak()
    seconds, decided, grown = whole(reference, number)
    yield Row(
        name="durable engine, checked", floor=STOCK, measured=seconds, base=base * number, count=number,
        megabytes=peak(),
    )  # fmt: skip
    yield Row(
        name="subjects that it decides", floor="subjects given", measured=decided, base=number, unit="", target=1,
        at_least=True,
    )  # fmt: skip
    for name, size, first in grown:
        yield Row(name=f"memory of {name} at the end, in MB", floor="halfway", measured=size, base=first, unit="MB")


def whole(reference: Reference, number: int) -> tuple[float, int, list[tuple[str, float, float]]]:
    """Return seconds, subjects decided, and the memory of both processes at the end and halfway."""
    decided, first = 0, (0, 0)
    subjects = list(accounts(reference.program, number))
    with Durable(reference, traced=False) as durable:
        processes = (os.getpid(), durable.process_id)
        start = time.perf_counter()
        for found in durable.findings(subjects):
            decided += isinstance(found, Confirmed)
            if decided == number // 2:
                first = (resident(processes[0]), resident(processes[1]))
        seconds = time.perf_counter() - start
        last = [resident(process) for process in processes]
    names = ("this process", "the worker")
    grown = [(name, size / MB, early / MB) for name, size, early in zip(names, last, first, strict=True)]
    return seconds, decided, grown


def sizes(program: Program) -> None:
    """Print whole evaluations by size: start of the worker, facts, verdicts."""
    print(f"{'subjects':>10} {'durable':>10} {'reference':>10}")
    for number in SIZES:
        subjects = [Subject(key=(("id", str(at)),), facts=facts) for at, facts in enumerate(accounts(program, number))]
        print(
            f"{number:>10,} {timed(program, 'durable', subjects):>9.3f}s {timed(program, 'reference', subjects):>9.3f}s"
        )
    print(f"`auto` uses durable_rules up to {SMALL:,} subjects")


def timed(program: Program, name: EngineName, subjects: list[Subject]) -> float:
    start = time.perf_counter()
    for _ in Engines(Reference(program), name, traced=False).decided(subjects):
        pass
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subjects", type=int, default=100_000)
    show(rows(Scale(subjects=parser.parse_args().subjects)))
    sizes(open_rulebook("after", date(2022, 6, 1)).program)


if __name__ == "__main__":
    main()
