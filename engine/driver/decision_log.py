"""Results → a decision log, each logged before it is shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.audit.decision_runs import DecisionRuns
from engine.audit.masking import Mask
from engine.audit.records import Run
from engine.audit.reopening import rejected
from engine.audit.signing import Signer
from engine.audit.writer import LogSettings, LogWriter
from engine.backends.reference import Reference
from engine.decision.result import Result
from engine.driver.archive import keep
from engine.driver.opening import Opened
from engine.library.library import Loaded
from engine.program.program import Facts, Program
from engine.render.trace_template import TraceTexts
from engine.source.report import Report

#: As many decisions are written at once; the disk is waited for once for all of them.
BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAsked:
    """The log that is to be written."""

    path: Path
    run: Run
    mask: Mask | None = None
    signer: Signer | None = None


class DecisionLog:
    """A log that is open for writing."""

    def __init__(self, asked: LogAsked, report: Report) -> None:
        """Open the log. Errors and warnings are those of `LogWriter`."""
        settings = LogSettings(masking=asked.mask.id if asked.mask else None, signer=asked.signer)
        self._writer = LogWriter(asked.path, asked.run, settings, report)
        self._path, self._run = asked.path, asked.run.record()
        self._masked = asked.mask.masked if asked.mask else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._writer.__exit__(kind, error, at)

    def logged(self, results: Iterable[Result], editions: Sequence[Opened]) -> Iterator[Result]:
        """Yield each of `results` once it is logged. `editions` are those that could be applied.

        Raises `Rejected` (about: usage): A122; (about: integrity): A129.
        """
        written = DecisionRuns(self._run, [opened.program for opened in editions], self._masked)
        self.keep(opened.loaded for opened in editions)
        traces, left = FullTraces(), iter(results)
        while batch := list(islice(left, BATCH)):
            self._writer.append(written.of(result, traces.of(result)) for result in batch)
            yield from batch

    def keep(self, editions: Iterable[Loaded]) -> None:
        """Keep the bytes of `editions` beside the log."""
        try:
            for loaded in editions:
                keep(self._path, loaded)
        except OSError as refused:
            reason = refused.strerror or type(refused).__name__
            raise rejected("A122", "usage", self._path, reason=reason) from None


class FullTraces:
    """Writes the full traces of decisions as the reference gives them, whatever engine decided."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[Reference, TraceTexts]] = {}

    def of(self, result: Result) -> tuple[str, ...]:
        """Return the trace of each edition that was evaluated, oldest first."""
        programs = [each.program for each in result.time.considered] if result.time else [result.program]
        return tuple(self.trace(program, result.subject.facts) for program in programs)

    def trace(self, program: Program, facts: Facts) -> str:
        """Return the full trace of `facts` as JSON."""
        found = self._texts.get(id(program))
        if found is None:  # the reference keeps its program, so an id stays its own
            reference = Reference(program)
            found = self._texts[id(program)] = (reference, TraceTexts(reference, "reference"))
        reference, texts = found
        return texts.text(facts, reference.truths(facts), ())
