"""Results → CSV rows and Parquet: the key, then three columns a decision, duties, flags and what decided."""

import csv
import io
from collections.abc import Iterable, Iterator

from engine.decision.amounts import Amount
from engine.decision.result import Duty, InTime, Result
from engine.program.program import Program
from engine.render.outcome_words import plain
from engine.render.terminal_text import safe

#: A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Behind the other columns where the family has a time effect.
_OF_TIME = ("applied_by", "answer", "considered")


def columns_of(program: Program) -> tuple[str, ...]:
    """Return the header of the results of `program`."""
    decisions = (program.decisions[index].name for index in program.reading_order)
    asked = (column for name in decisions for column in (name, f"{name}.because", f"{name}.undetermined"))
    computed = (column for found in program.amounts for column in (found.name, f"{found.name}.undetermined"))
    columns = (*program.family.key, *asked, *computed, "duties", "flags", "rulebook", "edition", "as_of", "digest")
    return columns if program.family.time_effect == "none" else (*columns, *_OF_TIME)


def row(result: Result) -> tuple[str, ...]:
    """Return the cells of `result`; nothing in an outcome means that it is undetermined."""
    return (*(safe(text) for _, text in result.subject.key), *cells_behind_key(result))


def cells_behind_key(result: Result) -> tuple[str, ...]:
    """Return the cells of `result` without those that say who it is about."""
    program = result.program
    applies = result.time is None or result.time.edition is not None
    decided = (
        cell
        for found in result.verdict.decisions
        for cell in (plain(found.value), ";".join(found.because), ";".join(found.deciding))
    )
    flags = [
        flag.name if flag.outcome else f"unknown:{flag.name}"
        for flag in result.verdict.flags
        if flag.outcome is not False
    ]
    if result.failure:
        flags.append(f"failed:{result.failure}")
    return (
        *decided,
        *(cell for found in result.amounts for cell in (amount_cell(found), ";".join(found.deciding))),
        ";".join(map(_duty, result.duties)),
        ";".join(flags),
        program.name,
        program.edition.isoformat() if applies else "",
        program.as_of.isoformat(),
        program.digest if applies else "",
        *(_in_time(result.time) if program.family.time_effect != "none" else ()),
    )


def amount_cell(found: Amount) -> str:
    """Return an amount in one cell: a number, or `name=share` for each entry and what remains."""
    if found.shares is None:
        return "" if found.value is None else str(found.value)
    shares = (f"{safe(str(share.name or share.position))}={share.amount}" for share in found.shares)
    return guarded(";".join((*shares, f"remainder={found.value}")))


def _in_time(time: InTime | None) -> tuple[str, str, str]:
    """Return the rule that chose, the kind of answer, and each edition considered with its outcome."""
    if time is None:  # one edition was asked for
        return "", "", ""
    considered = (f"{found.program.edition}={plain(found.outcome.value)}" for found in time.considered)
    return time.applied_by or "", time.answer, ";".join(considered)


def _duty(duty: Duty) -> str:
    return f"{duty.name}={duty.status}" + (f"@{duty.due}" if duty.due else "")


def csv_lines(program: Program, results: Iterable[Result]) -> Iterator[str]:
    """Yield the lines of the CSV, the header first.

    Text of the data that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    yield _line(columns_of(program))
    for result in results:
        cells = row(result)
        key = len(result.subject.key)
        yield _line((*map(guarded, cells[:key]), *cells[key:]))


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
