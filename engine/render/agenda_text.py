"""The agenda of a day → a table, Markdown task sheet, CSV, JSON."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime

from rich.text import Text

from engine.agenda.agenda import Item, count
from engine.agenda.discharges import Discharge
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.render.markdown import plain, table
from engine.render.terminal_text import safe
from engine.render.to_csv import guarded
from engine.render.to_table import drawn, plain_table

_COLUMNS = ("status", "due", "left", "subject", "duty", "owner", "note")
_SUBJECT = _COLUMNS.index("subject")
#: More subjects than these that owe the very same are told as a number.
_MOST_SUBJECTS = 3
_SHOWN_DIGEST = 19  #: `sha256:` and twelve digits


def agenda_table(items: Sequence[Item], on: date, language: Language, columns: int | None) -> str:
    """Return the duties as a table in the order given, and how many there are of each status.

    Where many subjects owe the very same, one line says how many.
    """
    words = _Words(language)
    listed = plain_table([words.say(f"agenda.{name}") for name in _COLUMNS])
    for alike in _alike(items, words):
        listed.add_row(*(Text(safe(cell)) for cell in words.line(alike)))
    shown = drawn(listed, columns) if items else ""
    return f"{shown}{words.total(items, on)}\n"


def _alike(items: Sequence[Item], words: "_Words") -> list[list[Item]]:
    """Return `items` with those that differ in their subject alone together, if they are many."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        cells = words.row(item)
        groups.setdefault((item.duty.rulebook, *cells[:_SUBJECT], *cells[_SUBJECT + 1 :]), []).append(item)
    return [
        together
        for alike in groups.values()
        for together in ([alike] if len(alike) > _MOST_SUBJECTS else [[item] for item in alike])
    ]


def agenda_markdown(items: Sequence[Item], on: date, language: Language) -> str:
    """Return the duties as task sheets in Markdown: a table a subject, to be printed and filled in."""
    words = _Words(language)
    lines = [f"# {words.say('agenda.title')}", "", plain(words.total(items, on))]
    titles = [words.say(f"agenda.{name}") for name in (*_COLUMNS[:_SUBJECT], *_COLUMNS[_SUBJECT + 1 :], "done_column")]
    sheets: dict[str, list[list[Item]]] = {}
    for alike in _alike(items, words):
        sheets.setdefault(words.line(alike)[_SUBJECT], []).append(alike)
    for title, groups in sheets.items():
        cells = [words.line(alike) for alike in groups]
        rows = [(*row[:_SUBJECT], *row[_SUBJECT + 1 :], "") for row in cells]
        lines += ["", f"## {plain(title)}", "", *table([titles, *rows])]
        if len(groups[0]) > 1:
            lines += ["", *(f"- {plain(item.duty.subject_text)}" for item in groups[0])]
    return "".join(f"{line}\n" for line in lines)


def agenda_csv(items: Sequence[Item], language: Language) -> str:
    """Return the duties as CSV under their titles; nothing in it is taken for a formula."""
    words = _Words(language)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([words.say(f"agenda.{name}") for name in _COLUMNS])
    writer.writerows([guarded(safe(cell)) for cell in words.row(item)] for item in items)
    return written.getvalue()


def agenda_json(items: Sequence[Item], on: date) -> str:
    """Return the duties and their number of each status."""
    shown = {"schema_version": 1, "on": on.isoformat(), "count": count(items), "duties": [_shown(i) for i in items]}
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def agenda_jsonl(items: Sequence[Item]) -> str:
    """Return one duty a line."""
    return "".join(json.dumps(_shown(item), ensure_ascii=False) + "\n" for item in items)


def _shown(item: Item) -> dict[str, object]:
    duty = item.duty
    return {
        "rulebook": duty.rulebook,
        "edition": duty.edition,
        "subject": dict(duty.subject),
        "id": duty.name,
        "title": duty.title,
        "status": item.status,
        "due": duty.due.isoformat() if duty.due else None,
        "days_left": item.days_left,
        "working_days_left": item.working_days_left,
        "owner": duty.owner,
        "waits_for": list(duty.waits_for),
        "cite": list(duty.cites),
        "discharge": _discharge(item.discharge) if item.discharge else None,
    }


def _discharge(found: Discharge) -> dict[str, object]:
    evidence = {"text": found.evidence.text, "file": found.evidence.file, "digest": found.evidence.digest}
    return {"record": found.number, "on": found.on.isoformat(), "by": found.by, "evidence": evidence}


class _Words:
    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, identifier: str, **values: object) -> str:
        return speak(phrase(identifier, **values), self._language)

    def total(self, items: Sequence[Item], on: date) -> str:
        return self.say("agenda.sum", on=on, **count(items))

    def row(self, item: Item) -> tuple[str, ...]:
        duty = item.duty
        status, due = self.say(f"agenda.status.{item.status}"), _due(duty.due)
        return status, due, self._left(item), duty.subject_text, duty.title, duty.owner, self._note(item)

    def line(self, alike: Sequence[Item]) -> tuple[str, ...]:
        """Return the row of items that differ in their subject alone."""
        row = self.row(alike[0])
        if len(alike) == 1:
            return row
        subjects = self.say("agenda.subjects", first=alike[0].duty.subject_text, count=len(alike))
        return (*row[:_SUBJECT], subjects, *row[_SUBJECT + 1 :])

    def _left(self, item: Item) -> str:
        if item.status in ("discharged", "undetermined") or item.days_left is None:
            return ""
        if item.days_left < 0:
            return self.say("agenda.days_over", days=-item.days_left)
        if item.days_left == 0:
            return self.say("agenda.today")
        if item.working_days_left is None:
            return self.say("agenda.days_left", days=item.days_left)
        return self.say("agenda.working_days_left", days=item.days_left, working=item.working_days_left)

    def _note(self, item: Item) -> str:
        duty = item.duty
        if item.status == "discharged":
            return self._done(item.discharge) if item.discharge else self.say("agenda.done_by_facts")
        notes = []
        if duty.waits_for:
            notes.append(self.say("agenda.waits_for", facts="、".join(duty.waits_for)))
        elif duty.due is None and item.status == "open":
            reason = duty.due_setting or self.say("agenda.unstated_deadline")
            notes.append(self.say("agenda.no_deadline", reason=reason))
        if duty.first:
            notes.append(self.say("agenda.first", first=duty.first))
        if duty.evidence:
            notes.append(self.say("agenda.evidence", evidence=duty.evidence))
        return "；".join(notes) if self._language == "zh" else "; ".join(notes)

    def _done(self, found: Discharge) -> str:
        evidence = found.evidence
        proof = evidence.text
        if evidence.file and evidence.digest:
            short = evidence.digest[:_SHOWN_DIGEST]
            proof = self.say("agenda.file", text=proof, file=evidence.file, digest=short)
        return self.say("agenda.done", on=found.on, by=found.by, evidence=proof)


def _due(due: date | datetime | None) -> str:
    if isinstance(due, datetime):
        return due.isoformat(" ")
    return due.isoformat() if due else ""
