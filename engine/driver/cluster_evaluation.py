"""A table of subjects on a cluster → results, decided over its columns there.

The tests are SQL on the cluster, each distinct kind of subject is judged once here, by the reference, and the small
table of kinds is sent back and joined. Here nothing grows with the subjects, but with their kinds in view.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.backends.columnar.dialect import SPARK
from engine.backends.columnar.kinds import ROW, Kinds
from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.by_columns import CHECKED, Check, plan_of
from engine.driver.evaluation import contradictions
from engine.driver.judged_kinds import Cells, JudgedKinds, Numbers
from engine.driver.workspace import workspace
from engine.ledger.cluster import Cluster
from engine.messages.words import phrase
from engine.program.program import Program
from engine.render.gathered_parquet import MissingRowsError, gather
from engine.render.to_parquet import ResultColumns, result_columns
from engine.source.report import Diagnostic, Rejected, Report
from engine.subjects.plain_parts import PlainParts, plain_parts

#: Kinds that are judged here at a time.
MOST = 100_000
_KINDS, _FIRSTS, _JUDGED = "kinds_met", "first_rows", "kinds_judged"


@dataclass(frozen=True, slots=True)
class _Met:
    """A kind, and the row of its first subject."""

    numbers: Numbers
    first: int


class ClusterEvaluation:
    """Evaluates the subjects of the Parquet at `facts`, a file or a folder of files, by one program."""

    def __init__(self, program: Program, facts: Path, cluster: Cluster) -> None:
        """Raise `Rejected`: U706 (about: usage), and about the input what `plain_parts` says."""
        self.program = program
        self._cluster = cluster
        self._reference = Reference(program)
        plan = plan_of(self._reference, SPARK)
        self._columns: ResultColumns = result_columns(program)
        report = Report("input")
        table = plain_parts(facts, program, cluster, report)
        report.stop_if_errors()
        assert table is not None, "INVARIANT: what is not plain was reported"  # noqa: S101 (a bug of ours)
        self._table: PlainParts = table
        self._kinds = Kinds(plan, table.query, table.key)
        self._judged = JudgedKinds(self._reference, self._kinds)
        self._conflicts: list[Diagnostic] = []

    def write_parquet(self, path: Path, threads: int) -> None:
        """Write the results of all subjects to the file `path`, in the order of their rows.

        The workers write parts into a folder beside `path`, which has to be seen here too; this process puts them
        together. Raises `DisagreementError`, and `Rejected` (about: usage): C922; then nothing is written.
        """
        query = self._results(numbered=True)
        with (
            TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as beside,
            workspace(path, threads) as tables,
        ):
            parts = Path(beside) / "parts"
            self._cluster.write(query, parts)
            try:
                gather(parts, path, ROW, self._table.rows, tables)
            except MissingRowsError:
                raise _unseen(path.parent) from None

    def write_parts(self, folder: Path) -> None:
        """Write the results into the new folder `folder`, as parts in no order. Raises as `write_parquet`."""
        self._cluster.write(self._results(numbered=False), folder)
        self._cluster.read("results_written", folder)
        ((rows,),) = self._cluster.rows("SELECT count(*) AS rows FROM results_written")
        if rows != self._table.rows:
            raise _unseen(folder)

    def _results(self, *, numbered: bool) -> str:
        """Return the query of the results; everything is judged and checked before."""
        shares = self._judge()
        name = SPARK.name
        behind = [f"judged.{name(own)} AS {name(said)}" for own, said in zip(self._own(), self._said(), strict=True)]
        key = [f"told.{name(column)}" for column in self._columns.key]
        same = " AND ".join(f"judged.{column} = told.{column}" for column in self._kinds.columns)
        hint = "/*+ BROADCAST(judged) */ " if shares == 1 else ""
        row = [f"told.{name(ROW)}"] if numbered else []
        return (
            f"SELECT {hint}{', '.join([*row, *key, *behind])} FROM ({self._kinds.told()}) AS told "
            f"JOIN {_JUDGED} AS judged ON {same}"
        )

    def _own(self) -> list[str]:
        """Return the names of the columns of judged kinds behind their numbers."""
        return [f"cell:{place}" for place in range(len(self._said()))]

    def _said(self) -> tuple[str, ...]:
        return (*self._columns.texts, *self._columns.flags)

    def _judge(self) -> int:
        """Judge every kind and send what they come to; return in how many shares that was done."""
        cluster, columns, row = self._cluster, ", ".join(self._kinds.columns), SPARK.name(ROW)
        met = f"SELECT {columns}, min({row}) AS first FROM ({self._kinds.told()}) AS told GROUP BY {columns}"
        cluster.make(_KINDS, met)
        ((number,),) = cluster.rows(f"SELECT count(*) AS number FROM {_KINDS}")
        shares = max(1, -(-number // MOST))
        check = Check(self._reference, "spark", "Spark")
        for share in range(shares):
            of_share = f"SELECT * FROM {_KINDS} WHERE pmod(xxhash64({columns}), {shares}) = {share}"
            kinds = [_Met(tuple(found), first) for *found, first in cluster.rows(of_share)]
            self._check(of_share, check, head=share == 0)
            self._send(f"{_JUDGED}_{share}", {kind.numbers: self._judged.cells(kind.numbers) for kind in kinds})
        judged = " UNION ALL ".join(f"SELECT * FROM {_JUDGED}_{share}" for share in range(shares))
        cluster.show(_JUDGED, judged)
        self._conflicts = list(self._contradictions())
        return int(shares)

    def _check(self, kinds: str, check: Check, *, head: bool) -> None:
        """Hold the first subject of each of `kinds`, and of all of them the first, against the reference."""
        firsts = f"SELECT first FROM ({kinds}) AS kinds"
        if head:
            firsts += f" UNION SELECT id FROM range({CHECKED})"
        self._cluster.make(_FIRSTS, firsts)
        key, asked, name = self._kinds.key, self._kinds.plan.asked, SPARK.name
        listed = ", ".join([name(ROW), *map(name, (*key, *asked)), *self._kinds.columns])
        rows = self._cluster.rows(
            f"SELECT /*+ BROADCAST({_FIRSTS}) */ {listed} FROM ({self._kinds.told()}) AS told "
            f"LEFT SEMI JOIN {_FIRSTS} ON told.{name(ROW)} = {_FIRSTS}.first"
        )
        for _, *found in sorted(rows, key=lambda row: row[0]):
            facts = dict(zip(asked, found[len(key) :], strict=False))
            numbers = tuple(found[len(key) + len(asked) :])
            who = partial(Subject, key=tuple(zip(key, found, strict=False)), facts=facts)
            check.one(facts, self._kinds.combination(numbers), who)

    def _send(self, name: str, judged: dict[Numbers, Cells]) -> None:
        texts, flags = len(self._columns.texts), len(self._columns.flags)
        rows = [
            (*numbers, *(text or None for text in cells.texts), *cells.flags[:flags])  # of some families none are told
            for numbers, cells in judged.items()
        ]
        numbers = [column.strip("`") for column in self._kinds.columns]
        types = ["BIGINT"] * len(numbers) + ["VARCHAR"] * texts + ["BOOLEAN"] * flags
        cells_ = list(zip(*rows, strict=True)) or [()] * len(types)
        names = [*numbers, *self._own()]
        self._cluster.send(
            name,
            {column: (values, kind) for column, values, kind in zip(names, cells_, types, strict=True)},
        )

    def _contradictions(self) -> Iterator[Diagnostic]:
        at_odds = self._judged.at_odds
        if not at_odds:
            return
        numbers = [column.strip("`") for column in self._kinds.columns]
        listed = zip(*at_odds, strict=True)
        self._cluster.send("kinds_at_odds", {n: (list(v), "BIGINT") for n, v in zip(numbers, listed, strict=True)})
        same = " AND ".join(f"odd.{column} = told.{column}" for column in self._kinds.columns)
        key, name = self._kinds.key, SPARK.name
        asked = ", ".join(f"told.{column}" for column in (name(ROW), *map(name, key), *self._kinds.columns))
        rows = self._cluster.rows(
            f"SELECT /*+ BROADCAST(odd) */ {asked} FROM ({self._kinds.told()}) AS told "
            f"JOIN kinds_at_odds AS odd ON {same}"
        )
        for _, *found in sorted(rows, key=lambda row: row[0]):
            subject = Subject(key=tuple(zip(key, found, strict=False)), facts={})
            yield from contradictions(self.program, at_odds[tuple(found[len(key) :])], [subject])

    def outcomes(self) -> set[str]:
        """Return the words of all outcomes, and `undetermined` where there was one."""
        return self._judged.words

    def engine_troubles(self) -> Iterator[Diagnostic]:
        """Yield nothing: a run on a cluster fails wholly or not at all."""
        yield from ()

    def wrong_facts(self) -> Iterator[Diagnostic]:
        """Yield nothing: amounts are not computed here."""
        yield from ()

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the rulebook as the subjects met it. Codes: E518, E520."""
        yield from self._conflicts
        yield from self._judged.faults.values()


def _unseen(folder: Path) -> Rejected:
    report = Report("usage")
    values = {"folder": folder.as_posix()}
    report.add(Diagnostic(code="C922", span=None, values=values, help=phrase("cli.help.same_path")))
    return Rejected(report)
