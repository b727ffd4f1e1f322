"""The duties of finished runs on a day, from the files the runs wrote."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from engine.agenda.agenda import Item, agenda
from engine.agenda.discharges import Discharge
from engine.agenda.owed import Key, OwedDuty, read_duties
from engine.driver.discharging import DISCHARGES, discharges_in
from engine.driver.opening import open_rulebook
from engine.library.calendars import Calendar, read_calendar
from engine.library.places import shipped_rulebooks
from engine.messages.words import phrase
from engine.render.case_json import ruled
from engine.source.report import Diagnostic, Rejected, Report

DUTIES_FILE = "duties.jsonl"


def duties_on(sources: Sequence[Path], on: date, report: Report, libraries: tuple[Path, ...] = ()) -> tuple[Item, ...]:
    """Return the duties that the runs in `sources` (folders or files) found, as they stand on the day `on`.

    Warnings: Y111. Raises `Rejected`: Y101 (about: input), Y102 (about: usage), Y109 (about: integrity).
    """
    duties: list[OwedDuty] = []
    done: dict[Key, Discharge] = {}
    for source in sources:
        file = duties_file(source)
        found = read_file(file, libraries)
        records = discharges_in(file.with_name(DISCHARGES))
        _tell_unknown(found, records, report)
        duties += found
        done = records | done
    return agenda(duties, done, on, _calendar())


def wanted(items: Sequence[Item], *, within: int | None, undone: bool) -> tuple[Item, ...]:
    """Return the items that are asked for: due `within` so many days or overdue; `undone` alone."""
    return tuple(
        item
        for item in items
        if not (undone and item.status == "discharged")
        and (within is None or item.status == "overdue" or (item.days_left is not None and item.days_left <= within))
    )


def duties_file(source: Path) -> Path:
    """Return the file of duties of a run. Raises `Rejected` (about: usage): Y102."""
    file = source / DUTIES_FILE if source.is_dir() else source
    if not file.is_file():
        report = Report("usage")
        values = {"name": source.as_posix()}
        report.add(Diagnostic(code="Y102", span=None, values=values, help=phrase("agenda.help.run")))
        report.stop_if_errors()
    return file


def read_file(file: Path, libraries: tuple[Path, ...]) -> tuple[OwedDuty, ...]:
    """Return the duties in `file`. Raises `Rejected` (about: input): Y101."""
    report = Report("input")
    text = file.read_text(encoding="utf-8", errors="backslashreplace")
    found = read_duties(text, file.as_posix(), _Rulebooks(libraries).duty, report)
    report.stop_if_errors()
    return found


class _Rulebooks:
    """What rulebooks say of their duties; each edition is opened once."""

    def __init__(self, libraries: tuple[Path, ...]) -> None:
        self._libraries = libraries
        self._editions: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}

    def duty(self, rulebook: str, edition: str, name: str) -> dict[str, Any] | None:
        """Return the members that a line of `duties.jsonl` has for this duty; None where there is none."""
        if (rulebook, edition) not in self._editions:
            self._editions[rulebook, edition] = self._opened(rulebook, edition)
        return self._editions[rulebook, edition].get(name)

    def _opened(self, rulebook: str, edition: str) -> dict[str, dict[str, Any]]:
        try:
            day = date.fromisoformat(edition)
            program = open_rulebook(f"{rulebook}@{edition}", day, self._libraries).program
        except (Rejected, ValueError):
            return {}
        return {duty.name: {name: json.loads(text) for name, text in ruled(duty).items()} for duty in program.duties}


def _tell_unknown(duties: Iterable[OwedDuty], done: dict[Key, Discharge], report: Report) -> None:
    known = {duty.key for duty in duties}
    for _, subject, name in (key for key in done if key not in known):
        values = {"duty": name, "subject": "/".join(value for _, value in subject)}
        report.add(Diagnostic(code="Y111", span=None, values=values))


def _calendar() -> Calendar | None:
    """Return the shipped calendar; where it is at fault no working days are counted."""
    return read_calendar(shipped_rulebooks() / "calendars" / "cn.yaml", Report("rulebook"))
