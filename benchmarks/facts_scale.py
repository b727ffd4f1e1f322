"""AFTER over an imported ledger, beside the least that any program must do: read it, and add it up by account.

A made-up ledger of 90 days, 100 bookings an account, one hub account with a hundredth of all bookings (bursts of equal
amounts in one second), pass-through pairs, round amounts. Each measure runs in a process of its own; its time is the
best of three, its memory the most that the process ever held. Start-up and imports of Python are in the memory only.
`after` is facts, tiers by columns, overlaps and the rows of the hand-over list, written where a run writes them; not in
it are reading `victim_transfers.csv` (`read`), and pages, traces and logs for people.

    python benchmarks/facts_scale.py [--lines 1000000 10000000] [--suspects 1 100] [--keep FOLDER]

Ratios are to `group by`: the sums of in and out of each account, over the same file, by the same DuckDB, in the same
run.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeVar

from shape import Row, Scale, peak

from engine.clues.hand_over import Suspect, hand_over
from engine.clues.hubs import shipped_hubs
from engine.clues.overlaps import find_overlaps
from engine.clues.store import write_attributes
from engine.driver.case_files import write_facts
from engine.driver.case_settings import settings_of
from engine.driver.column_evaluation import ColumnEvaluation, column_evaluation
from engine.driver.opening import open_rulebook
from engine.facts.cleaning import Cleaning
from engine.facts.derive import derive_facts
from engine.ledger.case_folder import read_case_folder
from engine.ledger.import_report import FileImport, ImportReport
from engine.ledger.settled import PARTS, write_settled
from engine.ledger.tables import Tables, open_tables
from engine.program.program import Program
from engine.render.case_names import AFTER, TIER_1, TIER_2
from engine.source.report import Report

T = TypeVar("T")

AS_OF = date(2024, 10, 1)
#: Of a hundred accounts.
SUSPECTS = (1, 100)
#: What is wanted of facts, tiers, overlaps and files, by the share of suspects.
GOALS = {1: 2.0, 100: 3.0}
#: Below, some forty statements take longer than the ledger.
LARGE_ENOUGH = 10_000_000
LINES_AN_ACCOUNT, DAYS, ROUNDS = 100, 90, 3
FIRST_DAY = 18_628  # 2021-01-01
MEMORY = "900MB"
SPREAD = DAYS * 86_400 // LINES_AN_ACCOUNT
#: The booking that the victim's transfer of an account shows; the next one may pass it on.
SHOWN = 50

# Bookings from 0 on: the hub's first, then 100 an account; all in the order of account and moment by construction.
LEDGER = f"""
CREATE MACRO dice(a, b) AS CAST(hash(a * 1000003 + b) % 1000000007 AS BIGINT);
CREATE VIEW drawn AS
SELECT i, a, j, hub,
    CASE WHEN hub THEN {FIRST_DAY * 86_400} + (j // 1000) * ({DAYS * 86_400} // (1 + $hub // 1000))
         ELSE {FIRST_DAY * 86_400} + (j - follows) * {SPREAD} + dice(a, j - follows) % {SPREAD - 200}
            + follows * (20 + dice(a, 7) % 170) END AS moment,
    CASE WHEN hub THEN j % 2 = 0 WHEN j = {SHOWN} THEN true WHEN follows = 1 THEN false ELSE dice(a, j) % 2 = 0
         END AS incoming,
    CASE WHEN hub THEN 50000
         WHEN dice(a, 3 * (j - follows)) % 5 = 0 THEN 50000 * (1 + dice(a, j - follows) % 4)
         ELSE 1 + dice(a, 5 * (j - follows)) % 3000000 END AS amount
FROM (
    SELECT i, hub, a, j, CASE WHEN NOT hub AND j % 10 = 1 AND dice(a, 11) % 4 = 0 THEN 1 ELSE 0 END AS follows
    FROM (SELECT i, i < $hub AS hub, CASE WHEN i < $hub THEN 0 ELSE 1 + (i - $hub) // {LINES_AN_ACCOUNT} END AS a,
        CASE WHEN i < $hub THEN i ELSE (i - $hub) % {LINES_AN_ACCOUNT} END AS j FROM range($lines) t(i))
);
CREATE VIEW counted AS
SELECT CAST(a + 1 AS INTEGER) AS account_no, i + 1 AS ordinal, moment, CAST(moment // 86400 AS INTEGER) AS day,
    CAST(0 AS TINYINT) AS clock, incoming, amount FROM drawn;
CREATE OR REPLACE VIEW bookings AS
SELECT i + 1 AS ordinal, 'b' || i AS booking_id, printf('62220000%011d', a) AS account, NULL::VARCHAR AS holder_name,
    printf('H%09d', a // 2) AS holder_id, make_timestamp(moment * 1000000) AS booked_at, 'second' AS time_precision,
    NULL::BIGINT AS seq, CASE WHEN incoming THEN 'in' ELSE 'out' END AS direction, amount, NULL::BIGINT AS balance,
    printf('62330000%011d', dice(i, 13) %
        CASE WHEN i % 100 = 0 THEN $lines // 1000 ELSE 1000000007 END) AS counterparty,
    NULL::VARCHAR AS counterparty_name,
    NULL::VARCHAR AS counterparty_id, NULL::VARCHAR AS counterparty_bank, 'S' || i AS serial, NULL::VARCHAR AS summary,
    NULL::VARCHAR AS channel, NULL::VARCHAR AS branch, 'P' || dice(a, j) % 997 AS place,
    CASE WHEN j % 20 = 0 THEN '10.' || dice(a, 1) % 200 || '.' || dice(a, 2) % 250 || '.1' END AS ip,
    NULL::VARCHAR AS mac,
    NULL::VARCHAR AS terminal, dice(a, j) % 50 = 0 AS cash, 'booked' AS status, 'made.csv' AS file, i + 2 AS "row",
    CAST(make_timestamp(moment * 1000000) AS DATE) AS day, moment, 'counted' AS fate
FROM drawn;
CREATE TABLE material AS
SELECT account_no, printf('62220000%011d', account_no - 1) AS account, count(*) AS counted,
    CAST(sum(amount) AS DECIMAL(38, 0)) AS total, printf('H%09d', (account_no - 1) // 2) AS only_holder,
    NULL::VARCHAR AS only_name FROM counted GROUP BY account_no;
"""

TRANSFERS = f"""
SELECT 'C' || a // 20 AS case_id, 'V' || a AS victim_id, printf('62220000%011d', a) AS account,
    printf('%d.%02d', amount // 100, amount % 100) AS amount,
    strftime(make_timestamp((moment - 30) * 1000000), '%Y-%m-%dT%H:%M:%S') AS paid_at
FROM drawn WHERE (j = {SHOWN} AND a % $one_in = 0) OR (hub AND j % 10000 = 0) ORDER BY i
"""


def make(folder: Path, lines: int) -> None:
    """Write the imported ledger of `lines` bookings."""
    with closing(open_tables("8GB", spill=folder / "spill")) as tables:
        fill(tables, lines)
        for part in ("repeats", "reversals"):
            columns = ", ".join(f'"{name}" {kind}' for name, kind in PARTS[part].items())
            tables.connection.execute(f"CREATE TABLE {part} ({columns})")
        made = FileImport(
            file="made.csv", profile="canonical", encoding="utf-8", digest=f"{lines:064d}", rows_read=lines,
            rows_kept=lines, rejected={}, recognised=(), filled={}, not_understood={},
        )  # fmt: skip
        cleaning = dict.fromkeys(
            ("masked", "failed", "reversed_in_source", "repeats", "repeat_groups", "reversal_pairs", "pairs_by_summary",
             "marked_counted", "negative_rejected"), 0,
        ) | {"rows": lines, "counted": lines}  # fmt: skip
        (folder / "ledger").mkdir(parents=True)
        write_settled(tables, folder / "ledger", ImportReport(files=(made,)), cleaning)


def fill(tables: Tables, lines: int) -> None:
    tables.connection.execute(LEDGER.replace("$hub", str(lines // 100)).replace("$lines", str(lines)))


def make_case(folder: Path, ledger: Path, lines: int, percent: int) -> None:
    """Write a case folder over the ledger in which so many of a hundred accounts received a victim's money."""
    folder.mkdir(exist_ok=True)
    (folder / "ledger").mkdir(exist_ok=True)
    for part in (ledger / "ledger").iterdir():
        (folder / "ledger" / part.name).hardlink_to(part)
    (folder / "case.yaml").write_text("cases:\n  - case_id: C0\n", encoding="utf-8")
    (folder / "registry.csv").write_text("holder_id,account,case_no,status\nH000000001,,N1,open\n", encoding="utf-8")
    with closing(open_tables("4GB")) as tables:
        fill(tables, lines)
        query = TRANSFERS.replace("$one_in", str(100 // percent))
        tables.connection.execute(f"COPY ({query}) TO '{folder}/victim_transfers.csv' (HEADER, DELIMITER ',')")


def bare(query: str) -> Callable[[Path], dict[str, float]]:
    def measured(folder: Path) -> dict[str, float]:
        with closing(open_tables(MEMORY, spill=folder.parent / "spill")) as tables:
            started = time.perf_counter()
            tables.rows(query.replace("$file", f"'{folder / 'ledger' / 'counted.parquet'}'"))
            return {"all": time.perf_counter() - started}

    return measured


def after(folder: Path) -> dict[str, float]:
    """Return the seconds of each step from the opened ledger to the files of AFTER; `read` is before them."""
    program = open_rulebook(AFTER, AS_OF, ()).program
    settings, least = settings_of(program, Report("rulebook"))
    with tempfile.TemporaryDirectory() as made, closing(open_tables(MEMORY, spill=folder.parent / "spill")) as tables:
        out, steps, clock = Path(made), dict[str, float](), time.perf_counter

        def step(name: str, work: Callable[[], T]) -> T:
            started = clock()
            found = work()
            steps[name] = clock() - started
            return found

        read = step("read", lambda: read_case_folder(folder, tables, Report("input")))
        assert read.settled is not None, "the made-up ledger is an imported one"  # noqa: S101 (what is measured)
        cleaning = Cleaning(**read.settled.cleaning)
        step("facts", lambda: derive_facts(tables, settings, registry_known=read.registry_known, cleaning=cleaning))
        step("written", lambda: write_facts(tables, out / "facts.parquet"))
        step("tiers", lambda: decided(out / "facts.parquet", program).write_parquet(out / "decisions.parquet"))
        rows = tables.rows(
            "SELECT case_id, account, tier, in_registry FROM read_parquet(?) JOIN facts USING (case_id, account)",
            [str(out / "decisions.parquet")],
        )
        tier_1 = [(case_id, account) for case_id, account, tier, _ in rows if tier == TIER_1]
        handed = [Suspect(case_id=row[0], account=row[1], tier=row[2], rules="") for row in rows if to_hand_over(row)]
        hubs = shipped_hubs(Report("rulebook"))
        shared = step("overlaps", lambda: find_overlaps(tables, tier_1, hubs, min_accounts=least))
        step("kept", lambda: write_attributes(tables, out / "attributes.parquet"))
        step("list", lambda: hand_over(tables, handed, baseline_days=settings.baseline_days))
        facts_alone = steps["facts"] + steps["written"]
        whole = sum(steps.values()) - steps["read"]
        return {
            "all": whole, "without the list": whole - steps["list"], "facts alone": facts_alone, **steps,
            "subjects": len(rows), "tier 1": len(tier_1), "handed over": len(handed), "shared": len(shared),
        }  # fmt: skip


def to_hand_over(row: tuple[object, ...]) -> bool:
    return row[2] in (TIER_1, TIER_2) and not row[3]


def decided(path: Path, program: Program) -> ColumnEvaluation:
    found = column_evaluation(path, program, "none", "duckdb")
    assert found is not None, "the facts are a plain table"  # noqa: S101 (what is measured)
    return found


MEASURES: Mapping[str, Callable[[Path], dict[str, float]]] = {
    "scan": bare("SELECT sum(account_no), sum(moment), sum(amount), count_if(incoming) FROM read_parquet($file)"),
    "group by": bare(
        "SELECT count(*), sum(i), sum(o) FROM (SELECT account_no, sum(CASE WHEN incoming THEN amount ELSE 0 END) AS i, "
        "sum(CASE WHEN incoming THEN 0 ELSE amount END) AS o FROM read_parquet($file) GROUP BY account_no)"
    ),
    "after": after,
}  # fmt: skip


def in_a_child(name: str, folder: Path) -> dict[str, float]:
    """Return the best of some rounds of one measure in a process of its own, with its memory in MB."""
    said = subprocess.run(  # noqa: S603 (this very program)
        [sys.executable, __file__, "--measure", name, str(folder)], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, float] = json.loads(said)
    return found


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the floors, the facts alone, and the whole of AFTER, for each size of ledger."""
    with tempfile.TemporaryDirectory() as made:
        for lines in scale.lines:
            ledger = Path(made) / f"{lines}"
            make(ledger, lines)
            for percent in SUSPECTS:
                folder = ledger / f"case{percent}"
                make_case(folder, ledger, lines, percent)
                yield from case_rows(folder, lines, percent)
            shutil.rmtree(ledger)  # what the next one needs on the disk


def said(lines: int, percent: int) -> str:
    return f"{lines:.0e}, {percent} %".replace("e+0", "e")


def case_rows(folder: Path, lines: int, percent: int) -> Iterator[Row]:
    found, which = {name: in_a_child(name, folder) for name in MEASURES}, said(lines, percent)
    base, whole = found["group by"]["all"], found["after"]
    goal = GOALS.get(percent) if lines >= LARGE_ENOUGH else None
    for name, seconds, child, target in (
        ("scan", found["scan"]["all"], "scan", None),
        ("group by account", base, "group by", None),
        ("facts", whole["facts alone"], "after", None),
        ("facts, tiers, overlaps, files", whole["without the list"], "after", goal),
        ("the same and the list", whole["all"], "after", None),
    ):
        yield Row(
            name=f"{which}: {name}", floor=f"{which}: group by account", measured=seconds, base=base, count=lines,
            megabytes=found[child]["mb"], target=target,
        )  # fmt: skip


def measure(name: str, folder: Path) -> None:
    best = min((MEASURES[name](folder) for _ in range(ROUNDS)), key=lambda found: found["all"])
    print(json.dumps(best | {"mb": peak()}))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--lines", type=int, nargs="+", default=[1_000_000, 10_000_000])
    asked.add_argument("--suspects", type=int, nargs="+", default=[1, 100], help="of a hundred accounts")
    asked.add_argument("--keep", type=Path, help="keep the made-up ledgers here for the next run")
    asked.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.measure:
        measure(given.measure[0], Path(given.measure[1]))
        return
    with tempfile.TemporaryDirectory() as made:
        for lines in given.lines:
            table(given.keep or Path(made), lines, given.suspects)


def table(base: Path, lines: int, suspects: list[int]) -> None:
    ledger = base / f"{lines}"
    if not ledger.exists():
        make(ledger, lines)
    for percent in suspects:
        folder = ledger / f"case{percent}"
        if not folder.exists():
            make_case(folder, ledger, lines, percent)
        found = {name: in_a_child(name, folder) for name in MEASURES}
        floor = found["group by"]["all"]
        print(f"\n{lines:,} lines, {percent} % of the accounts are suspects")
        for name, own in found.items():
            rest = "  ".join(f"{key} {value:.2f}" for key, value in own.items() if key not in ("all", "mb"))
            print(
                f"  {name:9} {own['all']:7.3f} s  {own['all'] / floor:5.1f} x group by  "
                f"{own['all'] / lines * 1e9:6.0f} ns a line  {own['mb']:5.0f} MB  {rest}",
                flush=True,
            )


if __name__ == "__main__":
    main()
