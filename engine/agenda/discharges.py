"""What was recorded as done: records that are appended and never edited; a wrong one is withdrawn by a further one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.agenda.owed import Key

DISCHARGE, WITHDRAWAL = "discharge", "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves that a duty was done."""

    text: str
    file: str | None = None  #: name of the file
    digest: str | None = None  #: `sha256:…` of its bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """A duty that somebody says was done."""

    number: int  #: of the record in its log
    key: Key
    on: date
    by: str
    evidence: Evidence


def discharge_record(key: Key, on: date, by: str, evidence: Evidence, moment: str) -> dict[str, Any]:
    """Return the record that a duty was done; `moment` is when this was recorded."""
    rulebook, subject, name = key
    return {
        "kind": DISCHARGE,
        "rulebook": rulebook,
        "subject": dict(subject),
        "duty": name,
        "on": on.isoformat(),
        "by": by,
        "evidence": {"text": evidence.text, "file": evidence.file, "digest": evidence.digest},
        "moment": moment,
    }


def withdrawal_record(number: int, reason: str, by: str, moment: str) -> dict[str, Any]:
    """Return the record that the discharge `number` is not to count."""
    return {"kind": WITHDRAWAL, "of": number, "reason": reason, "by": by, "moment": moment}


def standing(records: Iterable[Mapping[str, Any]]) -> dict[Key, Discharge]:
    """Return the discharges that were not withdrawn; of several of one duty the earliest record counts."""
    made: dict[int, Discharge] = {}
    for record in records:
        if record["kind"] == DISCHARGE:
            made[record["seq"]] = _discharge(record)
        elif record["kind"] == WITHDRAWAL:
            made.pop(record["of"], None)
    found: dict[Key, Discharge] = {}
    for discharge in made.values():
        found.setdefault(discharge.key, discharge)
    return found


def _discharge(record: Mapping[str, Any]) -> Discharge:
    return Discharge(
        number=record["seq"],
        key=(record["rulebook"], tuple(sorted(record["subject"].items())), record["duty"]),
        on=date.fromisoformat(record["on"]),
        by=record["by"],
        evidence=Evidence(**record["evidence"]),
    )
