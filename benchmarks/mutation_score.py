"""How many small changes of the shipped rulebooks the tests beside them tell.

Each number one unit up and down, each comparator with its neighbour, each deadline a unit longer and shorter, flags,
choices, groups, outcomes and order of rules: one change at a time, each family's own tests against it. A survivor is
a change that no test tells; it is listed with its place. One that says the same in other words is listed with the
reason and not counted. Numbers no condition asks for (they set how facts are
derived) are left to the tests of the engine.

    python benchmarks/mutation_score.py [family …] [--kinds threshold comparator deadline] [--fail-under 95]
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from mutants import KINDS, SCORED  # noqa: E402 (stands beside the tests)
from mutation_run import Judged, families, judged  # noqa: E402
from shape import Row, Scale  # noqa: E402

from engine.library.places import shipped_rulebooks  # noqa: E402

#: The share of changes that the tests are to tell.
LEAST = 0.95


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("families", nargs="*")
    options.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    options.add_argument("--fail-under", type=int, default=0)
    asked = options.parse_args()
    worst = 100
    print(f"{'family':<18}{'kind':<12}{'mutants':>8}{'killed':>8}{'score':>8}")
    survivors: list[Judged] = []
    for family in families(shipped_rulebooks()):
        name = family[0].rulebook.name
        if asked.families and name not in asked.families:
            continue
        found = defaultdict(list)
        for one in judged(family, asked.kinds):
            found[one.mutant.kind].append(one)
        scored = [one for kind in SCORED for one in found[kind]]
        for kind, members in ((kind, found[kind]) for kind in KINDS if found[kind]):
            _line(name, kind, members)
        _line(name, "scored", scored)
        worst = min(worst, _percent(scored))
        survivors += [one for members in found.values() for one in members if one.killed_by is None]
    print()
    for one in survivors:
        print(f"{one.said}{f' (the same: {one.equivalent})' if one.equivalent else ''}")
    return 1 if worst < asked.fail_under else 0


def rows(_scale: Scale) -> Iterator[Row]:
    """Yield how many of the changes that are scored the tests of each family tell."""
    for family in families(shipped_rulebooks()):
        scored = list(judged(family, SCORED))
        killed = sum(not one.survives for one in scored)
        yield Row(
            name=f"changes of {family[0].rulebook.name} that are told", floor="changes made", measured=killed,
            base=len(scored), unit="", target=LEAST, at_least=True,
        )  # fmt: skip


def _line(name: str, kind: str, members: list[Judged]) -> None:
    killed = sum(not one.survives for one in members)
    print(f"{name:<18}{kind:<12}{len(members):>8}{killed:>8}{_percent(members):>7} %", flush=True)


def _percent(members: list[Judged]) -> int:
    return sum(not one.survives for one in members) * 100 // len(members) if members else 100


if __name__ == "__main__":
    sys.exit(main())
