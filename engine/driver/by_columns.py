"""Subjects decided over columns by DuckDB; a sample and every new combination are held against the reference."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from engine.backends.columnar.dialect import DUCKDB, Dialect
from engine.backends.columnar.plan import Combination, Plan, planned
from engine.backends.columnar.telling import Telling
from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.driver.decided import Decided, DisagreementError
from engine.ledger.tables import open_tables
from engine.program.program import Facts
from engine.source.report import Report

#: The first subjects are all decided by the reference, too; of the others one of each combination.
CHECKED = 1_000


def plan_of(reference: Reference, dialect: Dialect = DUCKDB) -> Plan:
    """Return the program of `reference` as SQL. Raises `Rejected` (about: usage): U706."""
    report = Report("usage")
    plan = planned(reference.program, report, dialect)
    report.stop_if_errors()
    assert plan is not None, "INVARIANT: what is not planned was reported"  # noqa: S101 (a bug of ours)
    return plan


def by_columns(reference: Reference, subjects: list[Subject]) -> Iterator[Decided]:
    """Return what became of each subject. Raises `Rejected` (about: usage) or `DisagreementError` at once."""
    plan = plan_of(reference)
    tables = open_tables()
    try:
        found = list(Telling(plan, tables.rows).combinations(subject.facts for subject in subjects))
    finally:
        tables.close()
    check = Check(reference)
    for subject, combination in zip(subjects, found, strict=True):
        check.one(subject.facts, combination, partial(_same, subject))
    paired = zip(subjects, found, strict=True)
    return (Decided(subject, reference.judged(*each), (), None, each.truths) for subject, each in paired)


def _same(subject: Subject) -> Subject:
    return subject


class Check:
    """Holds what the tables say against the reference."""

    def __init__(self, reference: Reference, engine: str = "duckdb", title: str = "DuckDB") -> None:
        self._reference = reference
        self._engine = engine
        self._title = title
        self._met: set[Combination] = set()
        self._seen = 0

    def one(self, facts: Facts, combination: Combination, who: Callable[[], Subject]) -> None:
        """Check a subject if it is among the first, or the first of its combination; `who` is asked in a quarrel.

        Raises `DisagreementError`.
        """
        self._seen += 1
        if self._seen <= CHECKED or combination not in self._met:
            self._met.add(combination)
            self._agree(facts, combination, who)

    def _agree(self, facts: Facts, combination: Combination, who: Callable[[], Subject]) -> None:
        reference = self._reference
        truths = reference.truths(facts)
        if combination == (truths, reference.unknown(facts, truths)):
            return
        found = replace(reference.trace_on(facts, combination.truths), engine=self._engine)
        raise DisagreementError(reference.program, who(), (reference.trace(facts), found), self._title)
