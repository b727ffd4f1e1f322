"""Two references → what differs between the editions, and for whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine.backends.reference import Reference
from engine.decision.result import Subject
from engine.diff.affected import Affected, affected
from engine.diff.changes import Change, changes
from engine.diff.from_edition import from_edition
from engine.driver.locking import kept_as_signed, void
from engine.driver.opening import Opened, compiled
from engine.library.library import Library, Loaded, load, locate, open_library
from engine.program.program import Program
from engine.source.report import Diagnostic, Report


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions and what differs between them."""

    before: Opened
    after: Opened
    changes: tuple[Change, ...]


def compare(before: str, after: str, as_of: date, rulebooks: tuple[Path, ...] = ()) -> Compared:
    """Return what differs between two editions.

    Each is taken as it stands on `as_of`, one that begins later as on its first day. Raises `Rejected`.
    """
    library = open_library(rulebooks)
    first, second = (_opened(library, reference, as_of) for reference in (before, after))
    found = changes(from_edition(first.loaded, first.program), from_edition(second.loaded, second.program))
    return Compared(first, second, found)


def _opened(library: Library, reference: str, as_of: date) -> Opened:
    report = Report("rulebook")
    loaded = load(locate(library, reference, as_of), report)
    report.stop_if_errors()
    assert loaded is not None, "INVARIANT: an edition without errors is loaded"  # noqa: S101 (a bug of ours)
    return Opened(loaded, compiled(loaded, max(as_of, loaded.rulebook.edition)))


def since_signed(editions: Iterable[Loaded]) -> Iterator[Compared]:
    """Yield what differs in each of `editions` from what was signed, where that is kept and differs in words.

    Both are taken as on the first day of the edition: values of every day are compared, whatever the day.
    """
    for loaded in editions:
        signed = void(loaded)
        kept = kept_as_signed(loaded.root, signed) if signed else None
        if kept:
            compared = compare(kept.as_posix(), loaded.folder.as_posix(), loaded.rulebook.edition)
            if compared.changes:
                yield compared


def common_program(compared: Compared) -> Program:
    """Return a program that states the facts of both, to read one table for both.

    Raises `Rejected` (about: usage): X701 where they decide about other subjects, X702 where a fact differs.
    """
    before, after = compared.before.program, compared.after.program
    report = Report("usage")
    if before.family.key != after.family.key:
        values = {"before": before.name, "after": after.name}
        keys = {"first": "/".join(before.family.key), "second": "/".join(after.family.key)}
        report.add(Diagnostic(code="X701", span=after.family.span, values=values | keys))
    facts = {fact.name: fact for fact in before.facts}
    for fact in after.facts:
        known = facts.setdefault(fact.name, fact)
        if (known.unit, dict(known.choices).keys()) != (fact.unit, dict(fact.choices).keys()):
            report.add(Diagnostic(code="X702", span=fact.span, values={"name": fact.name}))
    report.stop_if_errors()
    return replace(after, facts=tuple(facts.values()))


def for_whom(compared: Compared, subjects: Sequence[Subject]) -> Affected:
    """Return which of `subjects` come out otherwise."""
    return affected(Reference(compared.before.program), Reference(compared.after.program), subjects)
