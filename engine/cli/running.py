"""What every command does around its work: the law date, what is told on standard error, exit codes."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from engine.cli.options import AVAILABLE, Engine
from engine.messages.catalogue import speak
from engine.messages.words import Language, Phrase, phrase
from engine.render.diagnostics import diagnostics_text
from engine.rulebook.values import day
from engine.source.report import About, Diagnostic, Rejected, Report

if TYPE_CHECKING:  # named in annotations alone
    from engine.driver.engines import EngineName

DONE = 0
FINDINGS = 1
UNDETERMINED = 4
#: Beside the documented codes, as in sysexits.h: a fault of this program.
INTERNAL = 70

EXIT_CODES: dict[About, int] = {
    "usage": 2,
    "input": 2,
    "rulebook": 3,
    "undetermined": UNDETERMINED,
    "integrity": 5,
    "disagreement": 6,
}

#: More diagnostics than these are counted, not printed.
_PRINTED = 50
_CIVIL_TIME = timedelta(hours=8)


@contextmanager
def reporting(language: Language) -> Iterator[None]:
    """Print what was rejected inside, and leave with its exit code."""
    try:
        yield
    except Rejected as rejected:
        print_report(rejected.report, language)
        raise typer.Exit(EXIT_CODES[rejected.report.about]) from None


@contextmanager
def showing_disagreement() -> Iterator[None]:
    """Print what both engines say of a subject where they disagree; it goes on as a rejection."""
    from engine.driver.decided import DisagreementError
    from engine.render.trace_json import TraceWriter

    try:
        yield
    except DisagreementError as disagreement:
        write = TraceWriter(disagreement.program).trace
        sys.stderr.writelines(f"{write(trace)}\n" for trace in disagreement.traces)
        raise


def engine_named(engine: Engine) -> "EngineName":
    """Return the engine asked for. Raises `Rejected`: C906."""
    if engine not in AVAILABLE:
        raise refused("C906", phrase("cli.help.engines"), name=engine.value)
    return cast("EngineName", engine.value)


def spark_at(master: str | None, *, wanted: bool) -> str | None:
    """Return the address of the Spark that makes the facts, None where none is asked for. Raises `Rejected`: C920."""
    if master is not None and not wanted:
        raise refused("C920")
    if not wanted:
        return None
    if master is None or master.startswith("local"):  # workers take the Python of the path, unless they are told
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return master or "local[*]"


def print_report(report: Report, language: Language) -> None:
    """Print the diagnostics of `report` on standard error, the first of very many."""
    found = report.diagnostics
    sys.stderr.write(diagnostics_text(found[:_PRINTED], language))
    if len(found) > _PRINTED:
        tell(phrase("cli.more_errors", count=f"{len(found) - _PRINTED:,}"), language)


def tell(said: Phrase, language: Language) -> None:
    """Print a line beside the results, on standard error."""
    sys.stderr.write(f"{speak(said, language)}\n")


def refused(code: str, help_: Phrase | None = None, **values: object) -> Rejected:
    """Return the rejection of a wrong usage."""
    report = Report("usage")
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))
    return Rejected(report)


def today() -> date:
    """Return the civil day in China. The only place that looks at the clock for a law date."""
    return (datetime.now(UTC) + _CIVIL_TIME).date()


def law_date(as_of: str | None) -> date:
    """Return the day `as_of`, by default today. Raises `Rejected`: C905."""
    if as_of is None:
        return today()
    ordinal = day(as_of)
    if ordinal is None:
        raise refused("C905", phrase("cli.help.day"), text=as_of)
    return date.fromordinal(ordinal)


def libraries(rulebooks: list[Path] | None) -> tuple[Path, ...]:
    """Return the folders of `--rulebooks`. Raises `Rejected`: C914."""
    for folder in rulebooks or ():
        if not folder.is_dir():
            raise refused("C914", name=folder.as_posix())
    return tuple(rulebooks or ())


def columns() -> int | None:
    """Return the width of the terminal, None where standard output is none."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else None
