"""Editions against the lock of their library: what says released must be what was signed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from engine.library.library import Loaded, load
from engine.library.lock import Lock, SignOff, kept_folder, read_lock
from engine.library.meaning import meaning
from engine.library.reading import shown
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Rejected, Report


def relied_on(loaded: Loaded, *, by_path: bool) -> Loaded:
    """Return an edition that results may rest on: released only where it is what was signed.

    One that is not is refused; where its path was given, so that it can be worked on, its results are flagged as not
    released. A library without a lock has no sign-offs to hold it to. Raises `Rejected` (about: integrity).
    """
    if loaded.rulebook.status != "released":
        return loaded
    report = Report("integrity")
    lock = read_lock(loaded.root, report)
    if lock:
        report.extend(_against(loaded, lock))
    if by_path and report.has_errors:
        return replace(loaded, rulebook=replace(loaded.rulebook, status="in_review"))
    if report.has_errors:
        found = (replace(one, help=_for_work(loaded)) for one in report.diagnostics)
        report = Report("integrity")
        report.extend(found)
        raise Rejected(report)
    return loaded


def sign_off(loaded: Loaded) -> SignOff | None:
    """Return who signed the edition, as the lock of its library says; None where nobody did."""
    lock = read_lock(loaded.root, Report("integrity"))
    return lock.standing(loaded.reference) if lock else None


def lock_faults(editions: Iterable[Loaded], report: Report) -> tuple[Diagnostic, ...]:
    """Return what is wrong between `editions` and the locks of their libraries; `report` has what is wrong in a lock.

    Codes: Q701 to Q704, Q706, Q707
    """
    by_root: dict[Path, list[Loaded]] = {}
    for loaded in editions:
        by_root.setdefault(loaded.root, []).append(loaded)
    return tuple(found for root, members in by_root.items() for found in _of_library(root, members, report))


def _of_library(root: Path, members: list[Loaded], report: Report) -> Iterator[Diagnostic]:
    unreadable = Report("integrity")
    lock = read_lock(root, unreadable)
    report.extend(unreadable.diagnostics)
    if lock is None:
        released = () if unreadable.has_errors else (one for one in members if one.rulebook.status == "released")
        yield from (_fault("Q706", one, "sign") for one in released)
        return
    for loaded in members:
        yield from _against(loaded, lock)
    for signed in lock.holding():
        family, _, day = signed.edition.partition("@")
        if not (root / family / day / "rulebook.yaml").is_file():
            help_ = phrase("release.help.gone")
            yield Diagnostic(code="Q703", span=signed.span, values={"edition": signed.edition}, help=help_)


def _against(loaded: Loaded, lock: Lock) -> Iterator[Diagnostic]:
    signed = lock.standing(loaded.reference)
    released = loaded.rulebook.status == "released"
    if signed is None:
        if released:
            yield _fault("Q702", loaded, "sign")
    elif not released:
        yield _fault("Q704", loaded, "withdraw")
    elif loaded.digest != signed.bytes:
        yield _changed(loaded, signed) if meaning(loaded, signed.calendar_to) != signed.meaning else _same(loaded)


def _fault(code: str, loaded: Loaded, help_: str) -> Diagnostic:
    said = phrase(f"release.help.{help_}", edition=loaded.reference)
    return Diagnostic(code=code, span=loaded.rulebook.edition_span, values={"edition": loaded.reference}, help=said)


def _same(loaded: Loaded) -> Diagnostic:
    return Diagnostic(code="Q707", span=loaded.rulebook.edition_span, values={"edition": loaded.reference})


def _changed(loaded: Loaded, signed: SignOff) -> Diagnostic:
    values = {"edition": loaded.reference, "reviewer": signed.reviewer, "on": signed.on}
    kept = kept_as_signed(loaded.root, signed)
    if kept is None:
        help_ = phrase("release.help.sign_again", edition=loaded.reference)
    else:
        help_ = phrase("release.help.void", kept=shown(kept), now=shown(loaded.folder), edition=loaded.reference)
    return Diagnostic(code="Q701", span=loaded.rulebook.edition_span, values=values, help=help_)


def _for_work(loaded: Loaded) -> Phrase:
    return phrase("release.help.path", path=shown(loaded.folder))


def kept_as_signed(root: Path, signed: SignOff) -> Path | None:
    """Return where the edition is kept as it was signed; None where it is not, or is no more as it was."""
    folder = kept_folder(root, signed)
    if not (folder / "rulebook.yaml").is_file():
        return None
    report = Report("rulebook")
    loaded = load(folder, report)
    intact = loaded and not report.has_errors and meaning(loaded, signed.calendar_to) == signed.meaning
    return folder if intact else None


def void(loaded: Loaded) -> SignOff | None:
    """Return the sign-off of an edition that is not what was signed; None where it is, or nobody signed."""
    lock = read_lock(loaded.root, Report("integrity"))
    signed = lock.standing(loaded.reference) if lock else None
    if signed is None or loaded.digest == signed.bytes or meaning(loaded, signed.calendar_to) == signed.meaning:
        return None
    return signed
