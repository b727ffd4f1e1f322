"""suppressions: findings that somebody has accepted, with a reason and an end.

What it finds: suppressions in `<family>/suppressions.yaml` that have ended, and those that match nothing. An ended
one suppresses no longer: what it hid is said again.
Why it matters: a suppression is a decision for a time; one that nobody looks at hides the next mistake.
Avoid: an `until` that is put off again and again
Prefer: mend what was found and take the suppression out, or review it and write the new reason and end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.library.reading import read_checked
from engine.lint.finding import Finding
from engine.messages.words import phrase
from engine.rulebook.nodes import civil_day, items, mapping, scalar, text
from engine.source.report import Diagnostic, Report
from engine.source.text import Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that is accepted until a day, that day included."""

    code: str
    where: str  #: `<edition>/<key>`, or `facts/<name>`
    until: date
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and where it is as a suppression names it."""

    where: str
    finding: Finding


def read_suppressions(family: Path, report: Report) -> tuple[Suppression, ...]:
    """Return the suppressions of `family`; none where it has no such file. Errors: L410, R301."""
    path = family / "suppressions.yaml"
    document = read_checked(path, "suppressions", report) if path.is_file() else None
    if document is None:
        return ()
    named = scalar(mapping(document.root).get("family"))
    if named.text != family.name:
        values = {"family": named.text, "folder": family.name}
        report.add(Diagnostic(code="L410", span=named.span, values=values))
    found = (mapping(node) for node in items(mapping(document.root).get("suppressions")))
    return tuple(
        Suppression(text(node.get("code")), text(node.get("where")), until, scalar(node.get("where")).span)
        for node in found
        if (until := civil_day(scalar(node.get("until")), report))
    )


def suppressed(
    found: Iterable[Placed], suppressions: tuple[Suppression, ...], places: frozenset[str], today: date
) -> Iterator[Diagnostic]:
    """Yield what is not suppressed on `today`, then N720 and N721 about the suppressions themselves.

    `places` are the editions that were looked at (and `facts`, where all of them were): what is suppressed elsewhere
    may well be there.
    """
    holds = {(one.code, one.where) for one in suppressions if today <= one.until}
    matched: set[tuple[str, str]] = set()
    for placed in found:
        key = (placed.finding.diagnostic.code, placed.where)
        matched.add(key)
        if key not in holds:
            yield placed.finding.diagnostic
    for one in suppressions:
        values = {"code": one.code, "where": one.where, "until": one.until}
        if one.until < today:
            yield Diagnostic(code="N720", span=one.span, values=values, help=phrase("help.suppression"))
        elif (one.code, one.where) not in matched and one.where.partition("/")[0] in places:
            yield Diagnostic(code="N721", span=one.span, values=values, help=phrase("help.suppression"))
