"""Results → a Parquet file: the columns of the CSV as text, then what each rule and each condition came to.

Nothing stands where there is nothing: an empty text, an unknown rule or condition. The key is the text that was
stated, character by character: tables are joined by it. Families with a time effect have no columns of rules and
conditions, for each of their editions has its own.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from engine.backends.judging import Truths
from engine.decision.kleene import Kleene
from engine.decision.result import Result
from engine.decision.verdict import Verdict
from engine.ledger.tables import identifier, open_tables
from engine.program.program import Facts, Program
from engine.render.test_names import test_names
from engine.render.to_csv import cells_behind_key, columns_of

_BATCH = 20_000
#: How true, false and nothing are handed to a table.
FLAG_TEXTS: dict[Kleene, str] = {True: "true", False: "false", None: ""}


class ResultColumns(NamedTuple):
    """The columns of a Parquet file of results, in order."""

    key: tuple[str, ...]
    texts: tuple[str, ...]
    rules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """The columns that hold true, false or nothing."""
        return (*self.rules, *self.tests)


def result_columns(program: Program) -> ResultColumns:
    """Return the columns of the results of `program`."""
    columns = columns_of(program)
    key = program.family.key
    if program.family.time_effect != "none":
        return ResultColumns(key, columns[len(key) :], (), ())
    decisions = (program.decisions[index] for index in program.reading_order)
    rules = [f"rule.{rule.id}" for decision in decisions for rule in decision.rules]
    names = test_names(program)
    tests = [f"test.{names[index]}" for index in range(len(program.tests))]
    told = _distinct([*columns, *rules, *tests])
    behind = len(columns) + len(rules)
    return ResultColumns(key, told[len(key) : len(columns)], told[len(columns) : behind], told[behind:])


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Return `names`, each that stands before in any case of its letters with a number behind it."""
    taken: set[str] = set()
    for place, name in enumerate(names):
        number, chosen = 1, name
        while chosen.lower() in taken:
            number += 1
            chosen = f"{name} #{number}"
        taken.add(chosen.lower())
        names[place] = chosen
    return tuple(names)


def rules_of(verdict: Verdict) -> tuple[Kleene, ...]:
    """Return what the columns of rules hold."""
    return tuple([outcome for decision in verdict.decisions for _, outcome in decision.rules])


def flags_of(verdict: Verdict, truths: Truths) -> tuple[Kleene, ...]:
    """Return what the columns of rules and tests hold."""
    return (*rules_of(verdict), *truths)


def write_parquet(
    path: Path, program: Program, results: Iterable[Result], truths_of: Callable[[Facts], Truths]
) -> None:
    """Write `results` to `path`, in their order; `truths_of` says how the tests of `program` turn out."""
    columns = result_columns(program)
    texts, flags = (*columns.key, *columns.texts), columns.flags

    def cells(result: Result) -> tuple[str, ...]:
        told = (*(_whole(text) for _, text in result.subject.key), *cells_behind_key(result))
        if not flags:
            return told
        return (*told, *(FLAG_TEXTS[found] for found in flags_of(result.verdict, truths_of(result.subject.facts))))

    tables = open_tables()
    try:
        described = [f"{identifier(name)} VARCHAR" for name in texts] + [
            f"{identifier(name)} BOOLEAN" for name in flags
        ]
        tables.connection.execute(f"CREATE TABLE results ({', '.join(described)})")
        stated = [f"nullif(cell[{place}], '')" for place in range(1, len(described) + 1)]
        rows = iter(results)
        while batch := [cells(result) for result in islice(rows, _BATCH)]:
            tables.connection.execute(
                f"INSERT INTO results SELECT {', '.join(stated)} FROM (SELECT unnest(?::VARCHAR[][]) AS cell)", [batch]
            )
        target = str(path).replace("'", "''")
        tables.connection.execute(f"COPY results TO '{target}' (FORMAT parquet)")
    finally:
        tables.close()


def _whole(text: str) -> str:
    """Return `text`; half a character, which no file of text can hold, is written out."""
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()
