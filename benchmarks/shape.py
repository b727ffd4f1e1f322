"""The one shape of what a benchmark finds: a row that says how much of its floor something takes.

A floor is what nobody can be faster than on the same data, or another program that does the same; it is measured in the
same run, so that a busy or slow machine changes both.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

STARTER = """
import json, os, sys, time
start = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
seconds, processor = time.perf_counter() - start, used.ru_utime + used.ru_stime
print(json.dumps([seconds, processor, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `measured` and `base` have the same unit and are about the same number of things."""

    name: str
    floor: str  #: what `base` is; the name itself where the row is a floor
    measured: float = 0.0
    base: float = 0.0
    unit: str = "s"  #: seconds, else what is counted
    count: int = 0  #: of things done in that time; 0 where that says nothing
    megabytes: float | None = None  #: the most memory that the process held meanwhile, what it held before included
    target: float | None = None  #: the ratio that is wanted
    at_least: bool = False  #: the target is the least ratio, else the most
    skipped: str = ""  #: why nothing was measured

    @property
    def ratio(self) -> float:
        return self.measured / self.base if self.base else 0.0

    @property
    def met(self) -> bool | None:
        """Say whether the target is met; None where there is none."""
        if self.target is None or self.skipped:
            return None
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much each benchmark takes."""

    lines: tuple[int, ...] = (1_000_000, 10_000_000)  #: of ledgers
    rows: int = 1_000_000  #: of police exports
    columns: int = 1_000_000  #: subjects decided over columns
    subjects: int = 10_000  #: decided one by one


def to_json(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def from_json(line: str) -> Row:
    return Row(**json.loads(line))


def as_object(row: Row) -> dict[str, Any]:
    """Return the row as `--json` has it."""
    return asdict(row) | {"ratio": round(row.ratio, 4), "met": row.met}


def forget_peak() -> None:
    """Start the count of `peak` anew, where the system lets us."""
    if CLEAR.exists():
        CLEAR.write_text("5", encoding="ascii")


def peak() -> float | None:
    """Return the most memory in MB that this process held since `forget_peak`.

    Not `ru_maxrss`: that of a child begins with what its parent held.
    """
    if not STATUS.exists():
        return None
    found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else None


class Cost(NamedTuple):
    """What a process took: seconds on the clock and of processors, all threads together, and its most memory in MB."""

    seconds: float
    processor: float
    megabytes: float


def in_a_child(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds until the command ended, and its most memory in MB."""
    found = cost_of(command)
    return found.seconds, found.megabytes


def cost_of(command: Sequence[str]) -> Cost:
    """Return what the command took until it ended.

    A small process starts it, for the memory that the system reports begins with what the starter held.
    """
    said = subprocess.run([sys.executable, "-S", "-c", STARTER, *command], check=True, capture_output=True)  # noqa: S603 (our own command)
    seconds, processor, megabytes, status = json.loads(said.stdout)
    if status:
        sys.exit(f"{' '.join(command)} ends with {status}: {said.stderr.decode()}")
    return Cost(seconds, processor, megabytes)


def against_first(
    works: Iterable[tuple[str, Callable[[], object]]],
    clock: Callable[[Callable[[], object]], float],
    count: int,
    targets: dict[str, float] | None = None,
) -> Iterator[Row]:
    """Yield what each work takes; the first is the floor of all."""
    floor, base = "", 0.0
    for name, work in works:
        forget_peak()
        took = clock(work)
        if not floor:
            floor, base = name, took
        target = (targets or {}).get(name)
        yield Row(name=name, floor=floor, measured=took, base=base, count=count, megabytes=peak(), target=target)


HEAD = f"{'':42}{'measured':>12}{'each second':>13}{'peak MB':>9}{'ratio':>9}{'target':>9}  to"


def shown(row: Row) -> str:
    """Return the row as a line of the table in the terminal."""
    if row.skipped:
        return f"{row.name:42}{'-':>12}  {row.skipped}"
    measured = f"{row.measured:.3f} s" if row.unit == "s" else f"{row.measured:,.0f} {row.unit}"
    rate = f"{row.count / row.measured:,.0f}" if row.count and row.unit == "s" else ""
    memory = "" if row.megabytes is None else f"{row.megabytes:,.0f}"
    wanted = "" if row.target is None else f"{'>=' if row.at_least else '<='} {row.target:g}"
    missed = "  MISSED" if row.met is False else ""
    floor = "(floor)" if row.floor == row.name else row.floor
    return f"{row.name:42}{measured:>12}{rate:>13}{memory:>9}{row.ratio:>9.3g}{wanted:>9}  {floor}{missed}"


def show(rows: Iterable[Row]) -> None:
    print(HEAD)
    for row in rows:
        print(shown(row), flush=True)
