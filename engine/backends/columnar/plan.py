"""A program as SQL text: its tests as columns, and their outcomes packed into a few whole numbers.

The numbers name the *combination* of a subject: how each test turned out, and which facts are unknown beyond what the
tests show. Subjects of the same combination have the same verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.backends.columnar.dialect import DUCKDB, Dialect
from engine.backends.columnar.tests import test_sql
from engine.backends.columnar.whole import TooWideError
from engine.backends.judging import Truths
from engine.decision.kleene import Kleene
from engine.messages.words import phrase
from engine.program.program import Known, Program, facts_of_test
from engine.source.report import Diagnostic, Report

#: Outcomes in one 64-bit number, two bits each: 0 unknown, 1 not met, 2 met.
_TESTS_IN_ONE = 31
_MARKS_IN_ONE = 62
_OUTCOMES: tuple[Kleene, ...] = (None, False, True)


class Combination(NamedTuple):
    """All that a verdict depends on."""

    truths: Truths
    unknown: tuple[str, ...]  #: facts that are asked about and not known; none where every test is known


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be computed for every subject, over a source with one column a fact."""

    program: Program
    dialect: Dialect
    asked: tuple[str, ...]  #: the facts that tests look at: the columns the source needs
    tests: tuple[str, ...]  #: each test of the program as SQL
    #: By the name of a fact: the test that shows whether it is known, because it looks at nothing else.
    shown: dict[str, int]
    marked: tuple[str, ...]  #: the other facts: whether they are unknown is packed beside the tests
    packed: tuple[str, ...]  #: the quoted names of the columns that hold the combination

    def test_column(self, index: int) -> str:
        """Return the quoted name of the column that holds the outcome of a test; no fact has such a name."""
        return self.dialect.name(f"test:{index}")

    def tested(self, source: str) -> str:
        """Return `source`, a table or a query, with one more column a test."""
        tests = "".join(f", {sql} AS {self.test_column(index)}" for index, sql in enumerate(self.tests))
        return f"SELECT *{tests} FROM ({source}) AS stated"

    def combined(self, source: str) -> str:
        """Return `source` with one more column a test and the columns `packed`."""
        numbers = (
            f"{number} AS {name}" for number, name in zip((*self._outcomes(), *self._marks()), self.packed, strict=True)
        )
        return f"SELECT *, {', '.join(numbers)} FROM ({self.tested(source)}) AS tested"

    def _outcomes(self) -> list[str]:
        columns = [self.test_column(index) for index in range(len(self.tests))]
        pieces = [
            f"CASE {column} WHEN TRUE THEN {self._number(2 * 4**place)} WHEN FALSE THEN {self._number(4**place)} "
            f"ELSE {self._number(0)} END"
            for index, column in enumerate(columns)
            for place in [index % _TESTS_IN_ONE]
        ]
        return _sums(pieces, _TESTS_IN_ONE) or [self._number(0)]

    def _marks(self) -> list[str]:
        pieces = [
            f"CASE WHEN {self.dialect.name(name)} IS NULL THEN {self._number(2 ** (place % _MARKS_IN_ONE))} "
            f"ELSE {self._number(0)} END"
            for place, name in enumerate(self.marked)
        ]
        return _sums(pieces, _MARKS_IN_ONE)

    def _number(self, value: int) -> str:
        return f"CAST({value} AS {self.dialect.narrow})"

    def combination(self, packed: Sequence[int]) -> Combination:
        """Return what the numbers in the columns `packed` stand for."""
        truths = tuple(
            _OUTCOMES[packed[index // _TESTS_IN_ONE] >> 2 * (index % _TESTS_IN_ONE) & 3]
            for index in range(len(self.tests))
        )
        if None not in truths:
            return Combination(truths, ())
        marks = packed[len(packed) - -(-len(self.marked) // _MARKS_IN_ONE) :]
        unknown = {
            name for place, name in enumerate(self.marked) if marks[place // _MARKS_IN_ONE] >> place % _MARKS_IN_ONE & 1
        }
        unknown |= {name for name, index in self.shown.items() if not self._known(index, truths[index])}
        return Combination(truths, tuple(name for name in self.asked if name in unknown))

    def _known(self, index: int, truth: Kleene) -> bool:
        """Return whether the only fact of a test is known, as its outcome shows."""
        return truth is True if isinstance(self.program.tests[index], Known) else truth is not None


def _sums(pieces: list[str], size: int) -> list[str]:
    return [" + ".join(pieces[start : start + size]) for start in range(0, len(pieces), size)]


def planned(program: Program, report: Report, dialect: Dialect = DUCKDB) -> Plan | None:
    """Return the plan of `program`, or None and say in `report` why columns cannot hold it. Errors: U706."""
    tests: list[str] = []
    totals = frozenset(found.fact.name for found in program.derived)
    for test in program.tests:
        try:
            tests.append(test_sql(test, dialect, totals))
        except TooWideError:
            values = {"facts": ", ".join(facts_of_test(test))}
            report.add(Diagnostic(code="U706", span=None, values=values, help=phrase("durable.help.reference")))
    if report.has_errors:
        return None
    asked = tuple(dict.fromkeys(name for test in program.tests for name in facts_of_test(test)))
    alone = [(facts_of_test(test), index) for index, test in enumerate(program.tests)]
    shown = {names[0]: index for names, index in alone if len(names) == 1}
    marked = tuple(name for name in asked if name not in shown)
    numbers = max(1, -(-len(tests) // _TESTS_IN_ONE)) + -(-len(marked) // _MARKS_IN_ONE)
    return Plan(
        program=program,
        dialect=dialect,
        asked=asked,
        tests=tuple(tests),
        shown=shown,
        marked=marked,
        packed=tuple(dialect.name(f"packed:{place}") for place in range(numbers)),
    )
