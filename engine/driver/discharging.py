"""Recording a duty as done, and withdrawing a record: a log beside the duties of a run, appended to, never edited."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.agenda.discharges import Discharge, Evidence, discharge_record, standing, withdrawal_record
from engine.agenda.owed import Key, OwedDuty
from engine.audit.head import head_path, read_head
from engine.audit.reading import records
from engine.audit.records import Record, Run
from engine.audit.verify import verify
from engine.audit.writer import LogSettings, LogWriter
from engine.messages.words import Phrase, phrase
from engine.source.nearest import did_you_mean
from engine.source.report import About, Diagnostic, Rejected, Report

DISCHARGES = "discharges.jsonl"
#: The log and its head.
DISCHARGE_FILES = (DISCHARGES, head_path(Path(DISCHARGES)).name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is recorded as done."""

    duty: str
    subject: str | None  #: as `C1/6222…`, or its last part; None where only one subject has the duty
    on: date
    evidence: str
    file: Path | None


def discharges_in(log: Path) -> dict[Key, Discharge]:
    """Return the discharges of `log` that stand; none where there is no log.

    Raises `Rejected`: Y109 (about: integrity), and those of `verify`.
    """
    if not log.exists():
        return {}
    head = read_head(head_path(log)) if head_path(log).exists() else None
    found = verify(log, [head] if head else []).findings
    if found:
        help_ = phrase("agenda.help.verify", name=log.as_posix())
        raise _refused("Y109", help_, about="integrity", name=log.as_posix(), index=found[0].index)
    return standing(records(log))


def discharge(log: Path, duties: Sequence[OwedDuty], done: Done, run: Run, report: Report) -> tuple[int, OwedDuty]:
    """Append that a duty was done; return the number of the record and the duty.

    Warnings: A123. Raises `Rejected`: Y103 to Y107, Y110, and those of reading and writing the log.
    """
    duty = _found(duties, done)
    if duty.status == "undetermined":
        raise _refused("Y106", duty=duty.name)
    before = discharges_in(log).get(duty.key)
    if before:
        help_ = phrase("agenda.help.withdraw", number=before.number)
        raise _refused("Y105", help_, duty=duty.name, on=before.on, number=before.number)
    today = date.fromisoformat(run.moment[:10])
    if done.on > today:
        raise _refused("Y107", on=done.on, today=today)
    evidence = _evidence(done)
    record = discharge_record(duty.key, done.on, run.operator or "", evidence, run.moment)
    return _appended(log, record, run, report), duty


def withdraw(log: Path, number: int, reason: str, run: Run, report: Report) -> None:
    """Append that the record `number` is not to count. Warnings and errors as `discharge`, and Y108."""
    if number not in {found.number for found in discharges_in(log).values()}:
        raise _refused("Y108", number=number)
    _appended(log, withdrawal_record(number, reason, run.operator or "", run.moment), run, report)


def carry_over(before: Path, folder: Path) -> None:
    """Copy what was recorded as done from the results `before` into the new results in `folder`."""
    for name in DISCHARGE_FILES:
        if (before / name).is_file():
            shutil.copyfile(before / name, folder / name)


def _appended(log: Path, record: Record, run: Run, report: Report) -> int:
    with LogWriter(log, run, LogSettings(), report) as writer:
        number = writer.size
        writer.append([record])
    return number


def _found(duties: Iterable[OwedDuty], done: Done) -> OwedDuty:
    named = [duty for duty in duties if duty.name == done.duty]
    found = [duty for duty in named if _is(duty, done.subject)]
    if not found:
        names = dict.fromkeys(duty.name for duty in duties)
        help_ = (
            None if named else did_you_mean(done.duty, names) or phrase("agenda.help.duties", names=", ".join(names))
        )
        raise _refused("Y103", help_, subject=done.subject or "", duty=done.duty)
    if len(found) > 1:
        shown = ", ".join(duty.subject_text for duty in found[:3])
        raise _refused("Y104", phrase("agenda.help.subject"), duty=done.duty, found=shown)
    return found[0]


def _is(duty: OwedDuty, subject: str | None) -> bool:
    return subject is None or subject in (duty.subject_text, duty.subject[-1][1])


def _evidence(done: Done) -> Evidence:
    if done.file is None:
        return Evidence(text=done.evidence)
    try:
        with done.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        raise _refused("Y110", name=done.file.as_posix(), reason=reason) from None
    return Evidence(text=done.evidence, file=done.file.name, digest=f"sha256:{digest}")


def _refused(code: str, help_: Phrase | None = None, about: About = "usage", **values: object) -> Rejected:
    report = Report(about)
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))
    return Rejected(report)
