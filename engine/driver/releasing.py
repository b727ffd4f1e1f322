"""An edition → signed and released, or all that it still lacks."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine import __version__
from engine.document.characters import hidden_in
from engine.driver.checking import check
from engine.driver.formatting import write_whole
from engine.driver.locking import void
from engine.driver.testing import run_tests
from engine.library.library import Library, Loaded, editions, load, locate
from engine.library.lock import KEPT, LOCK, Act, Lock, SignOff, appended, kept_folder, read_lock
from engine.library.meaning import calendar_to, meaning
from engine.library.reading import read_checked, shown
from engine.messages.words import Phrase, phrase
from engine.rulebook.nodes import items, mapping, text
from engine.rulebook.rulebook import Status
from engine.scaffold.changelog import entry_of, unfilled
from engine.scaffold.edition import restated
from engine.source.report import Diagnostic, Rejected, Report
from engine.source.text import Source, Span

_STATUS: dict[Act, Status] = {"released": "released", "withdrawn": "in_review"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who signs what, and when."""

    edition: str  #: `after@2022-01-01`, or a path
    reviewer: str
    on: date
    note: str | None = None
    accepts: tuple[str, ...] = ()  #: codes of warnings that are no obstacle
    act: Act = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A sign-off as it would be written."""

    loaded: Loaded
    status: Status  #: what the edition says now
    lock: Lock | None
    signed: SignOff  #: its `bytes` are those of the files once the status is set
    replaces: SignOff | None
    lacks: Report  #: what stands against it

    @property
    def kept(self) -> Path:
        """Where the texts of this edition are kept as they were signed, one folder a sign-off."""
        return self.loaded.root / KEPT / self.signed.edition

    @property
    def lock_path(self) -> Path:
        return self.loaded.root / LOCK


def plan(library: Library, asked: Asked) -> Release:
    """Return what signing would write, and what it lacks; nothing is written.

    Raises `Rejected`: L401 to L403, Q721 (about: usage), about the rulebook that is invalid, or about the lock.
    """
    folder = _folder(library, asked)
    report, broken = Report("rulebook"), Report("integrity")
    loaded = load(folder, report)
    report.stop_if_errors()
    assert loaded is not None, "INVARIANT: an edition without errors is loaded"  # noqa: S101 (a bug of ours)
    lock = read_lock(loaded.root, broken)
    broken.stop_if_errors()
    standing = lock.standing(loaded.reference) if lock else None
    lacks = Report("usage")
    lacks.extend(_wrongly_asked(loaded, lock, asked))
    lacks.extend(_lacking(loaded, asked) if asked.act == "released" else ())
    signed = standing if asked.act == "withdrawn" and standing else None
    last = calendar_to(loaded)
    return Release(
        loaded=loaded,
        status=loaded.rulebook.status,
        lock=lock,
        signed=SignOff(
            edition=loaded.reference,
            act=asked.act,
            on=asked.on,
            reviewer=asked.reviewer,
            note=asked.note,
            accepts=", ".join(sorted(set(asked.accepts))) or None,
            meaning=signed.meaning if signed else meaning(loaded, last),
            bytes=signed.bytes if signed else loaded.digest,
            language=1,
            engine=__version__,
            calendar_to=signed.calendar_to if signed else last,
        ),
        replaces=standing,
        lacks=lacks,
    )


def _folder(library: Library, asked: Asked) -> Path:
    """Return the folder of the edition; the family is enough where it has but one."""
    path = Path(asked.edition)
    family = path if (path / "family.yaml").is_file() else library.family(asked.edition)
    known = editions(family) if family else ()
    if len(known) > 1:
        names = ", ".join(folder.name for folder in known)
        raise _refused("Q721", {"name": asked.edition}, phrase("help.editions", editions=names))
    return known[0] if known else locate(library, asked.edition, asked.on)


def _refused(code: str, values: dict[str, object], help_: Phrase | None = None) -> Rejected:
    report = Report("usage")
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))
    return Rejected(report)


def _wrongly_asked(loaded: Loaded, lock: Lock | None, asked: Asked) -> Iterator[Diagnostic]:
    """Yield what is wrong with who signs, when, and with what remark."""
    yield from _reviewer(loaded, asked)
    edition, place = loaded.reference, loaded.rulebook.edition_span
    standing, last = (lock.standing(edition), lock.last(edition)) if lock else (None, None)
    if last and asked.on < last.on:
        yield Diagnostic(code="Q718", span=place, values={"on": asked.on, "last": last.on})
    if asked.note and (not asked.note.isprintable() or hidden_in(asked.note)):
        yield Diagnostic(code="Q720", span=None, help=phrase("release.help.note"))
    if asked.accepts and not asked.note:
        codes = ", ".join(asked.accepts)
        yield Diagnostic(code="Q722", span=None, values={"codes": codes}, help=phrase("release.help.accept"))
    if asked.act == "withdrawn":
        if standing is None:
            yield Diagnostic(code="Q717", span=place, values={"edition": edition})
    elif standing and loaded.rulebook.status == "released" and not void(loaded):
        values = {"edition": edition, "reviewer": standing.reviewer, "on": standing.on}
        yield Diagnostic(code="Q716", span=place, values=values)


def _reviewer(loaded: Loaded, asked: Asked) -> Iterator[Diagnostic]:
    path = loaded.folder.parent / "family.yaml"
    document = read_checked(path, "family", Report("rulebook"))
    node = mapping(document.root).get("reviewers") if document else None
    known = [text(item) for item in items(node)]
    if asked.reviewer not in known:
        names = ", ".join((*known, asked.reviewer))
        help_ = phrase("release.help.reviewer", path=shown(path), names=names)
        values = {"name": asked.reviewer, "family": loaded.rulebook.name}
        yield Diagnostic(code="Q713", span=node.span if node else None, values=values, help=help_)


def _lacking(loaded: Loaded, asked: Asked) -> Iterator[Diagnostic]:
    """Yield every finding against the edition as if it were released, its failing tests, and its changelog."""
    checked = check((loaded.folder,), today=asked.on, on=asked.on, status="released")
    found = (*checked.rulebook.diagnostics, *checked.lints.diagnostics)
    yield from (
        one for one in found if one.severity == "error" or (one.severity == "warning" and one.code not in asked.accepts)
    )
    warned = {one.code for one in found if one.severity == "warning"}
    for code in sorted(set(asked.accepts) - warned):
        yield Diagnostic(code="Q723", span=None, values={"code": code, "edition": loaded.reference})
    if not checked.rulebook.has_errors:
        yield from _tests(loaded)
    yield from _changelog(loaded)


def _tests(loaded: Loaded) -> Iterator[Diagnostic]:
    (tested,) = run_tests((loaded.folder,))
    edition, place = loaded.reference, loaded.rulebook.edition_span
    if not tested.results:
        yield Diagnostic(code="Q715", span=place, values={"edition": edition})
    if tested.failed:
        help_ = phrase("release.help.tests", path=shown(loaded.folder))
        yield Diagnostic(code="Q714", span=place, values={"edition": edition, "failed": tested.failed}, help=help_)


def _changelog(loaded: Loaded) -> Iterator[Diagnostic]:
    path = loaded.folder.parent / "CHANGELOG.md"
    written = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    entry = entry_of(written, loaded.folder.name)
    if not entry:
        help_ = phrase("release.help.changelog", day=loaded.folder.name)
        span = Span(file=shown(path))
        yield Diagnostic(code="Q711", span=span, values={"edition": loaded.reference}, help=help_)
    for number, line in unfilled(entry):
        span = Span(file=shown(path), line=number, width=len(line), excerpt=line)
        values = {"edition": loaded.reference, "text": line.strip()}
        yield Diagnostic(code="Q712", span=span, values=values, help=phrase("release.help.fill"))


def sign(release: Release) -> Release:
    """Write the status, what was signed, and the lock; return the sign-off as written. Raises `Rejected`: C909."""
    path = release.loaded.folder / "rulebook.yaml"
    before = path.read_bytes()
    write_whole(path, _restated(path, _STATUS[release.signed.act]).encode())
    try:
        if release.signed.act == "released":
            release = replace(release, signed=replace(release.signed, bytes=_digest(release.loaded.folder)))
            _keep(release)
        write_whole(release.lock_path, appended(release.lock, release.signed).encode())
    except Rejected:
        write_whole(path, before)
        raise
    return release


def _restated(path: Path, status: Status) -> str:
    document = read_checked(path, "rulebook", Report("rulebook"))
    assert document is not None, "INVARIANT: the edition was read before"  # noqa: S101 (a bug of ours)
    source = Source(shown(path), path.read_text(encoding="utf-8"))
    return restated(source, document, {"status": status})


def _digest(folder: Path) -> str:
    loaded = load(folder, Report("rulebook"))
    assert loaded is not None, "INVARIANT: a status that a rulebook may have"  # noqa: S101 (a bug of ours)
    return loaded.digest


def _keep(release: Release) -> None:
    """Copy the files that were signed beside the lock. Raises `Rejected`: C909."""
    loaded, kept = release.loaded, kept_folder(release.loaded.root, release.signed)
    family = loaded.folder.parent
    root = kept.parent.parent
    copied = {
        kept / "rulebook.yaml": loaded.folder / "rulebook.yaml",
        kept.parent / "family.yaml": family / "family.yaml",
        kept.parent / "facts.yaml": family / "facts.yaml",
        **{root / "sources" / f"{name}.yaml": loaded.root / "sources" / f"{name}.yaml" for name in loaded.sources},
    }
    if loaded.calendar:
        copied[root / "calendars" / f"{loaded.calendar.id}.yaml"] = Path(loaded.calendar.span.file)
    try:
        for target, source in copied.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    except OSError:
        values = {"name": shown(kept), "reason": phrase("cli.reason.refused")}
        raise _refused("C909", values) from None
