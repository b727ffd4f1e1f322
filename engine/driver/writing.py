"""Results in the form asked for."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from engine.backends.reference import Reference
from engine.decision.result import Result, Subject
from engine.driver.evaluation import Evaluation
from engine.driver.timed import TimedEvaluation
from engine.messages.words import Language
from engine.render.to_json import ResultLines
from engine.render.trace_json import TraceWriter

if TYPE_CHECKING:  # loads DuckDB
    from engine.driver.column_evaluation import ColumnEvaluation

ResultForm = Literal["table", "json", "jsonl", "csv", "parquet"]
Evaluating: TypeAlias = "Evaluation | TimedEvaluation | ColumnEvaluation"
#: What takes each result before it is written, such as a log.
Taken = Callable[[Iterable[Result]], Iterator[Result]]


def result_pieces(  # noqa: PLR0913, PLR0917 (what is written, how, and who sees it first)
    form: ResultForm,
    evaluation: Evaluating,
    subjects: Iterable[Subject],
    language: Language,
    columns: int | None,
    taken: Taken = iter,
) -> Iterator[str]:
    """Yield the results of `subjects` as text in `form`; `columns` is the width of the terminal, if it is one.

    Parquet is no text: `write_parquet` makes it.
    """
    if form in ("jsonl", "json") and not isinstance(evaluation, TimedEvaluation):
        evaluation.traces.as_json = True
    if form == "jsonl" and taken is iter and not isinstance(evaluation, Evaluation | TimedEvaluation):
        return evaluation.lines(_lines(evaluation))  # nobody asks for the results themselves
    results = taken(evaluation.results(subjects))
    if form == "jsonl":
        return _json_lines(evaluation, results)
    if form == "json":
        return _json_array(evaluation, results)
    if form == "csv":
        from engine.render.to_csv import csv_lines  # noqa: PLC0415 (a form that is not asked for is not loaded)

        return csv_lines(evaluation.program, results)
    assert form == "table", "INVARIANT: every form of text has its writer"  # noqa: S101 (a bug of ours)
    return _table(evaluation, results, language, columns)


def write_parquet(path: Path, evaluation: Evaluating, subjects: Iterable[Subject], taken: Taken = iter) -> None:
    """Write the results of `subjects` to the Parquet file `path`."""
    if not isinstance(evaluation, Evaluation | TimedEvaluation):
        evaluation.write_parquet(path)
        return
    from engine.render.to_parquet import write_parquet as write  # noqa: PLC0415 (DuckDB loads slowly)

    program = evaluation.program
    write(path, program, taken(evaluation.results(subjects)), Reference(program).truths)


def _line(evaluation: Evaluating) -> Callable[[Result], str]:
    """Return what writes a result; results of a family with a time effect are of several programs."""
    lines: dict[int, ResultLines] = {}

    def line(result: Result) -> str:
        program = result.program
        if id(program) not in lines:  # the evaluation keeps its programs, so an id stays its own
            lines[id(program)] = ResultLines(program, TraceWriter(program).trace)
        return lines[id(program)].line(result)

    return line if isinstance(evaluation, TimedEvaluation) else _lines(evaluation).line


def _lines(evaluation: Evaluating) -> ResultLines:
    return ResultLines(evaluation.program, TraceWriter(evaluation.program).trace)


def _json_lines(evaluation: Evaluating, results: Iterator[Result]) -> Iterator[str]:
    line = _line(evaluation)
    return (f"{line(result)}\n" for result in results)


def _json_array(evaluation: Evaluating, results: Iterator[Result]) -> Iterator[str]:
    line = _line(evaluation)
    yield "["
    for place, result in enumerate(results):
        yield f"{',' if place else ''}\n{line(result)}"
    yield "\n]\n"


def _table(evaluation: Evaluating, results: Iterator[Result], language: Language, columns: int | None) -> Iterator[str]:
    from engine.render.to_table import counts_text, drawn, results_table  # noqa: PLC0415 (rich loads slowly)

    table = results_table(evaluation.program, results, language)
    if table.row_count:
        yield drawn(table, columns)
    yield counts_text(evaluation.program, evaluation.counts, language)
