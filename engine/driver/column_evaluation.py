"""A table of subjects → results, decided over its columns; used like `Evaluation`, and nothing is read into Python.

What cannot be told apart is judged once. Work and memory grow with the kinds of subjects that are in view at a time,
not with the subjects: were every one of a kind of its own, they would be taken span by span.
"""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from engine.backends.columnar.kinds import ROW, Kind, Kinds
from engine.backends.columnar.plan import planned
from engine.backends.judging import Truths
from engine.backends.reference import Reference
from engine.decision.duties import duties_of
from engine.decision.result import Duty, Result, Subject
from engine.decision.trace import Firing, Trace
from engine.decision.verdict import Verdict
from engine.driver.by_columns import CHECKED, Check, plan_of
from engine.driver.engines import SMALL, EngineName
from engine.driver.evaluation import contradictions, outcome_words
from engine.driver.traces import TraceMode, Traces
from engine.ledger.tables import TableError, Tables, identifier, open_tables
from engine.program.program import Facts, Program
from engine.render.json_text import quoted
from engine.render.to_csv import cells_behind_key
from engine.render.to_json import ResultLines
from engine.render.to_parquet import ResultColumns, result_columns, rules_of
from engine.render.trace_template import Template, escaped
from engine.source.report import Diagnostic, Rejected, Report
from engine.source.text import Span
from engine.subjects.plain_parquet import PlainTable, every_subject_once, plain_table

if TYPE_CHECKING:
    from engine.render.joined_parquet import JoinedParquet

Firings: TypeAlias = Callable[[Subject, Truths], tuple[Firing, ...]]
#: Kinds in view at a time.
MOST = 100_000
#: Kinds whose lines of JSON are kept; with full traces each is as long as a line.
_WRITTEN = 4_096
#: Rows that are looked through at a time for their kinds.
SPAN = 1 << 22


def column_evaluation(path: Path, program: Program, trace: TraceMode, engine: EngineName) -> "ColumnEvaluation | None":
    """Return what decides the file at `path` where it lies, None where its rows have to be read one by one.

    That is so where it is not plain, where amounts are to be computed, and, if the choice of the engine is free, where
    it is small or holds what columns cannot. Raises `Rejected` (about: usage): U706.
    """
    tables = open_tables()
    table = plain_table(path, program, tables)
    free = engine == "auto"
    if (
        table is None
        or program.amounts
        or (free and (table.rows <= SMALL or planned(program, Report("usage")) is None))
    ):
        tables.close()
        return None
    evaluation = ColumnEvaluation(program, trace, table, tables)
    if not evaluation.looked_through():
        tables.close()
        return None
    return evaluation


class _Judged(NamedTuple):
    verdict: Verdict
    duties: tuple[Duty, ...]
    truths: Truths


class ColumnEvaluation:
    """Evaluates the subjects of one table by one program."""

    def __init__(self, program: Program, trace: TraceMode, table: PlainTable, tables: Tables) -> None:
        """Raise `Rejected` (about: usage) where columns cannot hold the program: U706."""
        self.program = program
        self._table = table
        self._tables = tables
        self._reference = Reference(program)
        self.traces = Traces(self._reference, trace)
        self._kinds = Kinds(plan_of(self._reference), table.query, ())
        self._check = Check(self._reference)
        self._kept: dict[tuple[int, ...], _Judged] = {}
        self._words: set[str] = set()
        self._faults: dict[str, Diagnostic] = {}
        self._conflicts = False
        self._counts: dict[int, tuple[Verdict, int]] = {}
        #: The numbers of all kinds, in the order of their first subjects; None where there are too many.
        self._found: dict[tuple[int, ...], None] | None = {}
        self._trouble: Rejected | None = None

    def looked_through(self) -> bool:
        """Find and judge the kinds of subjects; return whether no subject stands twice.

        Whatever else is wrong with the table is raised where results are asked for.
        """
        with ThreadPoolExecutor(1) as pool:
            once = pool.submit(every_subject_once, self._table, self._tables)
            try:
                with self._reading():
                    self._look()
            except Rejected as trouble:
                self._trouble = trouble
            return once.result()

    def _look(self) -> None:
        for kind in self._met():
            verdict = self._judged(kind.numbers).verdict
            known, number = self._counts.get(id(verdict), (verdict, 0))
            # the verdict is kept, so its id stays its own
            self._counts[id(verdict)] = (known, number + kind.subjects)
            if self._found is not None:
                self._found[kind.numbers] = None
                self._found = self._found if len(self._found) <= MOST else None

    def results(self, _: object = None) -> Iterator[Result]:
        """Return the result of each subject, in the order of the table; raises `DisagreementError` at once."""
        if self._trouble:
            raise self._trouble
        return map(self._result(), self._rows(with_facts=self.traces.mode != "none"))

    def lines(self, written: ResultLines) -> Iterator[str]:
        """Yield the line of JSON, its end included, of each subject, as `results` and `written` would give it.

        What subjects of a kind have in common is written once. Raises `DisagreementError` at once.
        """
        if self._trouble:
            raise self._trouble
        return self._lines(written)

    def _lines(self, written: ResultLines) -> Iterator[str]:
        key, numbers = self._table.key, len(self._kinds.columns)
        names = self._kinds.plan.asked if self.traces.mode != "none" else ()  # a trace tells of no other facts
        behind = numbers + len(key)
        firings = self._firings()
        kept: dict[tuple[int, ...], Template] = {}
        listed = ", ".join([*self._kinds.columns, *map(identifier, (*key, *names))])
        with self._reading():
            for row in self._told(listed):
                kind, facts = row[:numbers], dict(zip(names, row[behind:], strict=True))
                template = kept.get(kind)
                if template is None:
                    if len(kept) >= _WRITTEN:
                        kept.clear()
                    template = kept[kind] = self._line(kind, facts, written, firings)
                yield template.format % (*map(quoted, row[numbers:behind]), *template.values(facts))

    def _line(self, kind: tuple[int, ...], facts: Facts, written: ResultLines, firings: "Firings | None") -> Template:
        """Return the line of the subjects of `kind`, of which one has `facts`; the cells of the key come first."""
        subject, found = Subject(key=(), facts=facts), self._judged(kind)
        fired = firings(subject, found.truths) if firings else ()
        trace = self.traces.template(facts, found.truths, fired, "duckdb")
        before, between, behind = map(escaped, written.around(self._of(subject, found)))
        return Template(f"{before}{written.subject_format()}{between}{trace.format}{behind}\n", trace.values)

    def write_parquet(self, path: Path) -> None:
        """Write the results of all subjects to `path`. Raises `DisagreementError`; then nothing is written."""
        from engine.render.joined_parquet import JoinedParquet  # noqa: PLC0415 (a form loaded when asked for)

        if self._trouble:
            raise self._trouble
        columns = result_columns(self.program)
        with self._reading():
            self._write(path, JoinedParquet(self._tables, self._kinds, columns), columns)

    def _write(self, path: Path, joined: "JoinedParquet", columns: ResultColumns) -> None:
        from engine.render.joined_parquet import KindRow  # noqa: PLC0415 (a form loaded when asked for)

        def row(numbers: tuple[int, ...]) -> KindRow:
            found = self._judged(numbers)
            result = self._of(Subject(key=(), facts={}), found)
            return KindRow(numbers, cells_behind_key(result), rules_of(found.verdict) if columns.rules else ())

        rows = self._table.rows
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as name:
            folder = Path(name)
            if self._found is not None:
                parts = joined.write(folder, map(row, self._found), 0, rows)
            else:
                spans = _spans(rows, MOST)
                met = (((kind.numbers for kind in self._between(*span)), span) for span in spans)
                parts = [part for kinds, span in met for part in joined.write(folder, map(row, kinds), *span)]
            whole = folder / "whole.parquet"
            joined.gather(whole, parts)
            whole.replace(path)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what shows only when all of the file is read, a broken page, into a rejection (about: input): E515."""
        try:
            yield
        except TableError:
            report = Report("input")
            report.add(Diagnostic(code="E515", span=Span(file=self._table.path.as_posix())))
            raise Rejected(report) from None

    def _met(self) -> Iterator[Kind]:
        """Yield the kinds of subjects, each checked; one that stands in several spans comes again."""
        asked = self._kinds.plan.asked
        listed = ", ".join([identifier(ROW), *map(identifier, asked), *self._kinds.columns])
        head = self._kinds.told(0, CHECKED)
        for row, *told in self._tables.rows(f"SELECT {listed} FROM ({head}) AS told"):
            facts = dict(zip(asked, told, strict=False))
            self._check.one(facts, self._kinds.combination(tuple(told[len(asked) :])), partial(self._at, row, facts))
        for first, end in _spans(self._table.rows, SPAN):
            for kind in self._between(first, end):
                self._check.one(
                    kind.facts, self._kinds.combination(kind.numbers), partial(self._at, kind.row, kind.facts)
                )
                yield kind

    def _at(self, row: int, facts: Facts) -> Subject:
        """Return the subject of a row."""
        key = self._table.key
        found = f"SELECT {', '.join(map(identifier, key))} FROM ({self._table.query}) AS source"
        ((*told,),) = self._tables.rows(f"{found} WHERE {identifier(ROW)} = {row}")
        return _subject(key, tuple(told), facts)

    def _between(self, first: int, end: int) -> Iterator[Kind]:
        for batch in self._tables.batches(self._kinds.query(first, end)):
            yield from map(self._kinds.kind, batch)

    def _judged(self, numbers: tuple[int, ...]) -> _Judged:
        if numbers in self._kept:
            return self._kept[numbers]
        combination = self._kinds.combination(numbers)
        verdict = self._reference.judged(*combination)
        duties = duties_of(self.program, verdict, self._kinds.start_facts(numbers))
        self._words |= outcome_words([verdict])
        self._faults.update((str(duty.fault), duty.fault) for duty in duties if duty.fault)
        self._conflicts |= any(found.standing == "conflict" for found in verdict.decisions)
        if len(self._kept) >= MOST:
            self._kept.clear()
        return self._kept.setdefault(numbers, _Judged(verdict, duties, combination.truths))

    def _rows(self, *, with_facts: bool) -> Iterator[tuple[Subject, tuple[int, ...]]]:
        """Yield each subject with the numbers of its kind; without facts where these are not asked for."""
        key, numbers = self._table.key, len(self._kinds.columns)
        names = tuple(fact.name for fact in self.program.facts) if with_facts else ()
        listed = ", ".join([*self._kinds.columns, *map(identifier, (*key, *names))])
        with self._reading():
            for row in self._told(listed):
                told = row[numbers:]
                yield _subject(key, told, dict(zip(names, told[len(key) :], strict=True))), row[:numbers]

    def _told(self, columns: str) -> Iterator[tuple[Any, ...]]:
        for first, end in _spans(self._table.rows, SPAN):
            for batch in self._tables.batches(f"SELECT {columns} FROM ({self._kinds.told(first, end)}) AS told"):
                yield from batch

    def _result(self) -> Callable[[tuple[Subject, tuple[int, ...]]], Result]:
        """Return what makes the result of a row."""
        firings = self._firings()

        def result(row: tuple[Subject, tuple[int, ...]]) -> Result:
            subject, numbers = row
            found = self._judged(numbers)
            fired = firings(subject, found.truths) if firings else ()
            return self._of(subject, found, self.traces.trace(subject.facts, found.truths, fired, "duckdb"))

        return result

    def _firings(self) -> "Firings | None":
        """Return what gives the firings of a subject, None where no traces are asked for."""
        from engine.driver.by_durable import firings_of  # noqa: PLC0415 (durable_rules is loaded where it is needed)

        return firings_of(self._reference) if self.traces.mode != "none" else None

    def _of(self, subject: Subject, found: _Judged, trace: Trace | None = None) -> Result:
        return Result(program=self.program, subject=subject, verdict=found.verdict, duties=found.duties, trace=trace)

    @property
    def counts(self) -> dict[int, tuple[Verdict, int]]:
        """How many subjects had which verdict."""
        return self._counts

    def outcomes(self) -> set[str]:
        """Return the words of all outcomes, and `undetermined` where there was one."""
        return self._words

    def engine_troubles(self) -> Iterator[Diagnostic]:
        """Yield nothing: these tables fail wholly or not at all."""
        yield from ()

    def wrong_facts(self) -> Iterator[Diagnostic]:
        """Yield nothing: there is nothing of the kind without a time effect."""
        yield from ()

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the rulebook as the subjects met it. Codes: E518, E520."""
        if self._conflicts:
            for subject, numbers in self._rows(with_facts=False):
                yield from contradictions(self.program, self._judged(numbers).verdict, [subject])
        yield from self._faults.values()


def _subject(key: tuple[str, ...], told: tuple[str, ...], facts: Facts) -> Subject:
    return Subject(key=tuple(zip(key, told, strict=False)), facts=facts)


def _spans(rows: int, size: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + size, rows)) for first in range(0, rows, size))
