"""A decision log decided again, from the rulebooks kept beside it, and compared."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from pathlib import Path

from engine.audit.canonical import canonical
from engine.audit.reading import decisions
from engine.audit.records import Record, decision_record
from engine.decision.result import Result, Subject
from engine.driver.archive import archived
from engine.driver.decision_log import BATCH, FullTraces
from engine.driver.evaluation import Evaluation
from engine.driver.families import OpenedFamily
from engine.driver.opening import Opened, compiled
from engine.driver.timed import TimedEvaluation
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Rejected, Report
from engine.subjects.from_file import from_bytes

#: What was decided with: the family, the day, whether in time, and the editions.
_Key = tuple[str, str, bool, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class Replayed:
    """What came of deciding a log again."""

    count: int = 0
    failed: int = 0  #: left open by an engine that failed, so there is nothing to compare
    engines: set[str] = field(default_factory=set)  #: versions that wrote the log
    report: Report = field(default_factory=lambda: Report("integrity"))  #: A116, one for each divergence

    @property
    def other(self) -> int:
        return len(self.report.diagnostics)


@dataclass(frozen=True, slots=True)
class Again:
    """A record, and what comes of it now: None where its facts or its rulebook cannot be read any more."""

    record: Record
    result: Result | None
    editions: tuple[Opened, ...]


def replay(log: Path, followed: Callable[[Iterable[Record]], Iterable[Record]] = iter) -> Replayed:
    """Decide each record of `log`, which was verified, again. Errors: A116."""
    found, traces = Replayed(), FullTraces()
    for again in decided_again(log, followed(decisions(log))):
        found.engines.add(again.record["run"]["engine"])
        if again.record["failed"]:
            found.failed += 1
            continue
        found.count += 1
        if what := _difference(again, traces):
            values = {"file": log.as_posix(), "index": again.record["seq"], "what": what}
            found.report.add(Diagnostic(code="A116", span=None, values=values))
    return found


def decided_again(log: Path, records: Iterable[Record]) -> Iterator[Again]:
    """Yield what comes of each of `records` of `log` now, in their order."""
    evaluations: dict[_Key, _Evaluation | None] = {}
    for key, alike in groupby(records, _key):
        if key not in evaluations:
            evaluations[key] = _evaluation(log, key)
        evaluation = evaluations[key]
        while batch := list(islice(alike, BATCH)):
            results = evaluation.results(batch) if evaluation else [None] * len(batch)
            editions = evaluation.editions if evaluation else ()
            yield from (Again(record, result, editions) for record, result in zip(batch, results, strict=True))


def _key(record: Record) -> _Key:
    editions = tuple((each["edition"], each["digest"]) for each in record["editions"])
    return record["rulebook"], record["as_of"], "considered" in record["verdict"], editions


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """Decides by the editions of one key."""

    evaluation: Evaluation | TimedEvaluation
    editions: tuple[Opened, ...]

    def results(self, records: Sequence[Record]) -> Sequence[Result | None]:
        subjects = self._subjects(records)
        if subjects is None:  # one of them cannot be read: find out which
            each = [self._subjects([record]) for record in records]
            return [next(iter(self.evaluation.results(found))) if found else None for found in each]
        return list(self.evaluation.results(subjects))

    def _subjects(self, records: Sequence[Record]) -> list[Subject] | None:
        """Return the subjects as `rules eval` reads them; their numbers stand for their keys, which decide nothing."""
        program = self.evaluation.program
        stated = ({column: str(record["seq"]) for column in program.family.key} | record["facts"] for record in records)
        report = Report("input")
        text = "".join(f"{canonical(each)}\n" for each in stated)
        subjects = from_bytes(text.encode(), "facts.jsonl", program, report)
        return None if report.has_errors else subjects


def _evaluation(log: Path, key: _Key) -> _Evaluation | None:
    name, day, in_time, editions = key
    loaded = [archived(log, name, edition, digest) for edition, digest in editions]
    try:
        as_of = date.fromisoformat(day)
        opened = tuple(Opened(each, compiled(each, as_of)) for each in loaded if each)
    except (ValueError, Rejected):
        return None
    if not opened or len(opened) < len(loaded):
        return None
    if in_time:
        return _Evaluation(TimedEvaluation(OpenedFamily(opened, as_of), "none", "reference"), opened)
    return _Evaluation(Evaluation(opened[-1].program, "none", "reference"), opened)


def _difference(again: Again, traces: FullTraces) -> Phrase | None:
    """Return in what a record differs from what comes of it now, None where it does not."""
    record, result = again.record, again.result
    if result is None:
        return phrase("audit.what.facts")
    programs = [opened.program for opened in again.editions]
    now = decision_record(result, record["run"], programs, traces.of(result))
    logged, found = record["verdict"], now["verdict"]
    if canonical(logged.get("outcome")) != canonical(found["outcome"]):
        return phrase("audit.what.outcome")
    same = ("edition", "digest", "facts_digest")
    if canonical(logged) != canonical(found) or any(record[name] != now[name] for name in same):
        return phrase("audit.what.verdict")
    return None if record["trace_digest"] == now["trace_digest"] else phrase("audit.what.trace")
