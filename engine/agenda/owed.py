"""Duties as files state them: a line a duty (`duties.jsonl`), or a line a result with its duties (`rules eval`).

A result names its duties only; what the rulebook says of them is added by who has the rulebook (`Ruled`).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from engine.decision.result import DutyStatus
from engine.messages.words import phrase
from engine.rulebook.values import day, moment
from engine.source.report import Diagnostic, Report
from engine.source.text import Source

_STATUSES = frozenset(DutyStatus.__args__)  # type: ignore[attr-defined]
#: What tells a duty from all others, whatever edition it came from: rulebook, subject (sorted), name.
Key = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDuty:
    """A duty as it stood on the law date of its run."""

    rulebook: str
    edition: str
    as_of: date
    subject: tuple[tuple[str, str], ...]
    name: str
    status: DutyStatus  #: on `as_of`
    due: date | datetime | None
    waits_for: tuple[str, ...]
    title: str
    stage: str | None
    what: tuple[str, ...]
    owner: str  #: a published role, or why the unit has to name one
    owner_published: bool
    first: str | None
    due_setting: str | None  #: why no deadline is stated
    evidence: str | None  #: what proves that it was done
    cites: tuple[str, ...]
    line: int

    @property
    def key(self) -> Key:
        return self.rulebook, tuple(sorted(self.subject)), self.name

    @property
    def subject_text(self) -> str:
        """The subject as commands take it: `C1/6222…`."""
        return "/".join(value for _, value in self.subject)


#: What a rulebook says of a duty, in the members of a line of `duties.jsonl`: from rulebook, edition and name.
Ruled = Callable[[str, str, str], Mapping[str, Any] | None]


def read_duties(text: str, name: str, ruled: Ruled, report: Report) -> tuple[OwedDuty, ...]:
    """Return the duties that `text`, the content of the file `name`, states. Errors: Y101."""
    return tuple(_read(text, name, ruled, report))


def _read(text: str, name: str, ruled: Ruled, report: Report) -> Iterator[OwedDuty]:
    source = Source(name, text)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _duties(line, number, ruled)
        if found is None:
            help_ = phrase("agenda.help.duties_file")
            report.add(Diagnostic(code="Y101", span=source.span(number, 1), help=help_))
        else:
            yield from found


def _duties(line: str, number: int, ruled: Ruled) -> list[OwedDuty] | None:
    try:
        stated = json.loads(line)
        lines = _of_result(stated, ruled) if "duties" in stated else [stated]
        found = [_owed(each, number) for each in lines]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # not JSON, or not of this shape
        return None
    return None if None in found else [duty for duty in found if duty]


def _of_result(stated: Mapping[str, Any], ruled: Ruled) -> list[Mapping[str, Any]]:
    """Return the duties of a result as lines of their own; what a result leaves out comes from the rulebook."""
    found: list[Mapping[str, Any]] = []
    for duty in stated["duties"]:
        of_rulebook = ruled(stated["rulebook"], stated["edition"], duty["id"])
        if of_rulebook is None:
            raise KeyError(duty["id"])
        common = {name: stated[name] for name in ("rulebook", "edition", "subject", "as_of")}
        found.append({"waits_for": (), **common, **of_rulebook, **duty})
    return found


def _owed(stated: Mapping[str, Any], number: int) -> OwedDuty | None:
    due = _due(stated["due"])
    as_of = _day(stated["as_of"])
    texts = (stated["rulebook"], stated["edition"], stated["id"], stated["title"], *stated["subject"].values())
    if stated["status"] not in _STATUSES or as_of is None or not all(isinstance(text, str) for text in texts):
        return None
    if stated["due"] is not None and due is None:
        return None
    owner = stated["owner"]
    return OwedDuty(
        rulebook=stated["rulebook"],
        edition=stated["edition"],
        as_of=as_of,
        subject=tuple(stated["subject"].items()),
        name=stated["id"],
        status=cast("DutyStatus", stated["status"]),
        due=due,
        waits_for=tuple(map(str, stated["waits_for"])),
        title=stated["title"],
        stage=_text(stated["stage"]),
        what=tuple(map(str, stated["what"])),
        owner=str(owner.get("role") or owner.get("setting") or ""),
        owner_published="role" in owner,
        first=_text(stated["first"]),
        due_setting=_text(stated["due_setting"]),
        evidence=_text(stated["evidence"]),
        cites=tuple(map(str, stated["cite"])),
        line=number,
    )


def _text(stated: object) -> str | None:
    return None if stated is None else str(stated)


def _day(stated: object) -> date | None:
    ordinal = day(stated) if isinstance(stated, str) else None
    return None if ordinal is None else date.fromordinal(ordinal)


def _due(stated: object) -> date | datetime | None:
    if not isinstance(stated, str):
        return None
    if (found := _day(stated)) is not None:
        return found
    return None if moment(stated) is None else datetime.fromisoformat(stated)
