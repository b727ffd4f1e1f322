"""Facts and decisions on Spark, whole commands from start to end, beside the same commands by DuckDB in the same run.

Spark runs in this machine's processes (`local[2]`), then on a master and two workers of one core each on 127.0.0.1,
started for it. Beside the clock: what Spark's own record says of its tasks (their seconds, the bytes they exchanged),
and the most memory at a time of the command, of Java and of the workers' Python, looked at every fifth of a second.
Outputs are compared: same rows, same order, same columns.

    python benchmarks/spark_speed.py [--lines 1e6,1e7] [--subjects 1e6,1e7] [--keep FOLDER] [--standalone]
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from columnar_speed import LAW_DATE, generate
from facts_scale import AS_OF, SUSPECTS, make, make_case
from shape import Row, Scale

from engine.driver.opening import open_rulebook
from engine.ledger.tables import open_tables

LOCAL = "local[2]"
NEEDED = ("pyspark", "pyarrow", "pandas")
PAUSE = 0.2
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
RULES = (sys.executable, "-m", "engine.cli")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command took."""

    seconds: float
    megabytes: dict[str, float]  #: the most at a time, by `rules`, `java` and `python` (of the workers)
    task_seconds: float = 0.0
    shuffled: float = 0.0  #: megabytes that tasks exchanged


def missing() -> str:
    """Return why Spark cannot be measured here, nothing where it can."""
    absent = [name for name in NEEDED if find_spec(name) is None] + ([] if shutil.which("java") else ["Java 17"])
    return f"not installed: {', '.join(absent)}" if absent else ""


def memory(sessions: set[int], command: int) -> Counter[str]:
    """Return the megabytes that the processes of `sessions` hold now; `command` is the one that was started."""
    held: Counter[str] = Counter()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (process / "stat").read_text(encoding="utf-8").rpartition(")")
            if int(rest.split()[3]) not in sessions:
                continue
            pages = int((process / "statm").read_text(encoding="ascii").split()[1])
        except OSError:  # it has ended
            continue
        role = "rules" if process.name == str(command) else "java" if "(java" in name else "python"
        held[role] += pages * PAGE_MB
    return held


def ran(command: list[str], record: Path, others: set[int]) -> Ran:
    """Run `command`; `others` are the sessions of a cluster. Spark writes its record to `record`."""
    record.mkdir()
    settings = record / "conf"
    settings.mkdir()
    (settings / "spark-defaults.conf").write_text(
        f"spark.eventLog.enabled true\nspark.eventLog.compress false\nspark.eventLog.dir {record.as_uri()}\n",
        encoding="utf-8",
    )
    most: dict[str, float] = {}
    environment = os.environ | {
        "SPARK_CONF_DIR": str(settings), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip
    started = time.perf_counter()
    with (
        (record / "err").open("wb") as err,
        subprocess.Popen(  # noqa: S603 (our own command)
            command, stdout=subprocess.DEVNULL, stderr=err, env=environment, start_new_session=True
        ) as child,
    ):
        while child.poll() is None:
            for role, megabytes in memory(others | {child.pid}, child.pid).items():
                most[role] = max(most.get(role, 0.0), megabytes)
            time.sleep(PAUSE)
    seconds = time.perf_counter() - started
    if child.returncode:
        sys.exit(f"{' '.join(command)} ends with {child.returncode}: {(record / 'err').read_text('utf-8')}")
    return Ran(seconds, most, *tasks(record))


def tasks(record: Path) -> tuple[float, float]:
    """Return the seconds of all tasks and the megabytes that they exchanged."""
    seconds = shuffled = 0.0
    for path in record.rglob("*"):
        if not path.is_file() or path.parent.name == "conf" or path.name == "err" or path.suffix == ".crc":
            continue
        for line in path.read_text("utf-8").splitlines():
            if '"SparkListenerTaskEnd"' in line:
                told = json.loads(line).get("Task Metrics") or {}
                seconds += told.get("Executor Run Time", 0) / 1000
                shuffled += told.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0) / 1e6
    return seconds, shuffled


@contextmanager
def standalone(folder: Path) -> Iterator[tuple[str, set[int]]]:
    """Give the address of a master with two workers, and their sessions; they are stopped at the end."""
    package = find_spec("pyspark")
    assert package, "it was looked for before"  # noqa: S101 (of the type)
    program = Path(str(package.origin)).parent / "bin" / "spark-class"
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    workers = [f"{deploy}.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 2g"] * 2
    with ExitStack() as stack:
        sessions = set()
        for place, what in enumerate(
            [f"{deploy}.master.Master --host 127.0.0.1 --port {port} --webui-port 0", *workers]
        ):
            arguments = what.split() + ([] if not place else ["--work-dir", str(folder / f"w{place}"), address])
            log = stack.enter_context((folder / f"spark{place}.log").open("wb"))
            environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
            child = subprocess.Popen(  # noqa: S603 (what is measured)
                [str(program), *arguments], stdout=log, stderr=log, env=environment, start_new_session=True
            )
            sessions.add(child.pid)
            stack.callback(child.wait)
            stack.callback(child.terminate)
            wait_for(folder / f"spark{place}.log", "elected leader" if not place else "registered with master")
        yield address, sessions


def wait_for(log: Path, text: str) -> None:
    for _ in range(600):
        if text in log.read_text("utf-8"):
            return
        time.sleep(PAUSE)
    sys.exit(f"Spark did not start: {log.read_text('utf-8')}")


def facts(case: Path, out: Path) -> list[str]:
    return [*RULES, "facts", str(case), "--as-of", AS_OF.isoformat(), "-o", str(out)]


def decisions(table: Path, out: Path) -> list[str]:
    return [*RULES, "eval", "after", str(table), "--as-of", LAW_DATE.isoformat(), "-o", str(out)]


def works(made: Path, lines: tuple[int, ...], subjects: tuple[int, ...]) -> Iterator[tuple[str, int, list[str], Path]]:
    """Yield title, count, the command and its output; what is measured is made before."""
    for number in lines:
        ledger = made / f"{number}"
        if not ledger.exists():
            make(ledger, number)
        for percent in SUSPECTS:
            case = ledger / f"case{percent}"
            if not case.exists():
                make_case(case, ledger, number, percent)
            out = made / "facts.parquet"
            yield f"{number:.0e} lines, {percent} %: facts".replace("e+0", "e"), number, facts(case, out), out
    for number in subjects:
        table, out = made / f"subjects{number}.parquet", made / "results.parquet"
        if not table.exists():
            tables = open_tables()
            generate(table, open_rulebook("after", LAW_DATE).program, number, 3, tables)
            tables.close()
        yield f"{number:.0e} subjects: decisions".replace("e+0", "e"), number, decisions(table, out), out


def compared(out: Path, wanted: Path) -> None:
    """End where two outputs differ in a row, a column or their order."""
    tables = open_tables()
    columns = [tables.rows(f"DESCRIBE SELECT * FROM '{path}'") for path in (out, wanted)]
    left, right = (f"(FROM read_parquet('{path}', file_row_number = true))" for path in (out, wanted))
    ((apart,),) = tables.rows(
        f"SELECT (SELECT count(*) FROM ({left} EXCEPT ALL {right})) + "
        f"(SELECT count(*) FROM ({right} EXCEPT ALL {left}))"
    )
    tables.close()
    if apart or columns[0] != columns[1]:
        sys.exit(f"Spark and DuckDB differ in {apart} rows of {out.name}")


def measured(
    made: Path, lines: tuple[int, ...], subjects: tuple[int, ...], *, cluster: bool
) -> Iterator[tuple[str, str, int, Ran, Ran]]:
    """Yield title, engine, count, what it took and what DuckDB took."""
    with ExitStack() as stack:
        places: dict[str, tuple[str, set[int]]] = {LOCAL: (LOCAL, set())}
        if cluster:
            places["standalone"] = stack.enter_context(standalone(made))
        for title, count, command, out in works(made, lines, subjects):
            with tempfile.TemporaryDirectory(dir=made) as records:
                wanted = out.with_stem("duckdb")
                base = ran([*command[:-1], str(wanted), "--engine", "duckdb"], Path(records) / "duckdb", set())
                yield title, "DuckDB", count, base, base
                for name, (master, sessions) in places.items():
                    asked = [*command, "--engine", "spark", "--master", master]
                    found = ran(asked, Path(records) / name.partition("[")[0], sessions)
                    compared(out, wanted)
                    yield title, name, count, found, base


def rows(scale: Scale) -> Iterator[Row]:
    """Yield what each takes on `local[2]`, beside DuckDB."""
    if why := missing():
        yield Row(name="facts and decisions", floor="", skipped=why)
        return
    with tempfile.TemporaryDirectory() as made:
        for title, engine, count, found, base in measured(Path(made), scale.lines, (scale.columns,), cluster=False):
            floor = f"{title} by DuckDB"
            yield Row(
                name=f"{title} by {engine}", floor=floor, measured=found.seconds, base=base.seconds, count=count,
                megabytes=sum(found.megabytes.values()),
            )  # fmt: skip


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(float(number)) for number in text.split(",") if number)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--lines", type=numbers, default=(1_000_000,), help="of ledgers")
    asked.add_argument("--subjects", type=numbers, default=(1_000_000,), help="of tables of facts")
    asked.add_argument("--keep", type=Path, help="keep what is made here for the next run")
    asked.add_argument("--standalone", action="store_true", help="on a master and two workers as well")
    given = asked.parse_args()
    if why := missing():
        sys.exit(why)
    print(f"{'':32}{'':12}{'seconds':>9}{'of DuckDB':>10}{'tasks, s':>9}{'moved, MB':>10}  most memory, MB")
    with tempfile.TemporaryDirectory() as made:
        found = measured(given.keep or Path(made), given.lines, given.subjects, cluster=given.standalone)
        for title, engine, _, each, base in found:
            memory_ = "  ".join(f"{role} {megabytes:,.0f}" for role, megabytes in sorted(each.megabytes.items()))
            print(
                f"{title:32}{engine:12}{each.seconds:9.1f}{each.seconds / base.seconds:10.1f}"
                f"{each.task_seconds:9.1f}{each.shuffled:10.1f}  {memory_}",
                flush=True,
            )


if __name__ == "__main__":
    main()
