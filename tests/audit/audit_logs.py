"""Logs for tests: made of small records, as the writer makes them."""

from pathlib import Path

from engine.audit.canonical import digest_of
from engine.audit.records import Record, Run, trace_digest
from engine.audit.writer import LogSettings, LogWriter
from engine.source.report import Report

RUN = Run("7" * 32, "2024-10-01T09:00:00", "0.1.0", "张三")
SM3 = LogSettings(checkpoint_every=7, with_sm3=False)


def small(number: int) -> Record:
    """Return a record of the size of nothing, with all members of a decision."""
    facts = {"n": number}
    return {
        "kind": "decision",
        "run": RUN.record(),
        "rulebook": "after",
        "edition": None,
        "digest": None,
        "editions": [],
        "as_of": "2024-10-01",
        "subject": {"account": f"62{number:04d}"},
        "facts": facts,
        "facts_digest": digest_of(facts),
        "verdict": {"outcome": {}, "because": {}, "undetermined": {}, "flags": {}, "duties": {}},
        "trace_digest": trace_digest(()),
        "failed": None,
    }


def write_log(path: Path, count: int, settings: LogSettings = SM3, *, batch: int = 10, first: int = 0) -> None:
    """Append `count` small records to the log `path`, in batches."""
    report = Report("integrity")
    with LogWriter(path, RUN, settings, report) as writer:
        for start in range(first, first + count, batch):
            writer.append([small(number) for number in range(start, min(start + batch, first + count))])
