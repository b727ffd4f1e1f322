"""`index.lock`: who signed which edition, and what it said then; a list that only ever grows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from typing import Literal

from engine.document.nodes import Mapping
from engine.library.places import shipped_rulebooks
from engine.library.reading import read_checked
from engine.rulebook.nodes import civil_day, items, mapping, scalar, text, text_or_none
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

LOCK = "index.lock"
#: Beside the lock: the files of each signed edition, as they were, so that a later change can be shown.
KEPT = ".released"
Act = Literal["released", "withdrawn"]

_HEAD = """\
# yaml-language-server: $schema=../schemas/v1/lock.schema.json
# 签署记录：由 `rules release` 生成，只在末尾增加，不要手改。最后一条说明一个版本现在的状态。
# Sign-offs, written by `rules release` and only ever added to; the last one of an edition holds.
schema: 1
signed:
"""
_UNSEALED = ("seal", "span")
#: Digits of a digest in the name of a folder.
_SHOWN = 16
#: The seal before the first.
_FIRST = ""
#: Words of people; all else is digests, days, names and numbers.
_QUOTED = ("reviewer", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One act on one edition."""

    edition: str  #: `after@2022-01-01`
    act: Act
    on: date
    reviewer: str
    note: str | None
    accepts: str | None = None  #: codes of warnings that stood and were accepted: `N705, N710`
    meaning: str  #: digest of what it means
    bytes: str  #: digest of its files, as in every result
    language: int
    engine: str
    calendar_to: int | None  #: last year of the calendar that was signed
    seal: str = ""  #: over this entry and the seal before it
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    path: Path
    signed: tuple[SignOff, ...]  #: in the order of signing
    text: str

    def last(self, edition: str) -> SignOff | None:
        return next((found for found in reversed(self.signed) if found.edition == edition), None)

    def standing(self, edition: str) -> SignOff | None:
        """Return the sign-off that holds for `edition`, None where there is none or it was withdrawn."""
        found = self.last(edition)
        return found if found and found.act == "released" else None

    def holding(self) -> tuple[SignOff, ...]:
        """Return the sign-offs that hold, in the order in which the editions were first signed."""
        found = (self.standing(name) for name in dict.fromkeys(found.edition for found in self.signed))
        return tuple(one for one in found if one)


def kept_folder(root: Path, signed: SignOff) -> Path:
    """Return where the edition is kept as it was signed: a small library of its own."""
    family, _, day = signed.edition.partition("@")
    return root / KEPT / signed.edition / signed.bytes.removeprefix("sha256:")[:_SHOWN] / family / day


def read_lock(root: Path, report: Report) -> Lock | None:
    """Return the lock of the library in `root`; None where there is none, or with every fault in `report`.

    The shipped library without its lock has an empty one: there nothing is taken on trust. Errors: Q705
    """
    path = root / LOCK
    if not path.is_file():
        return Lock(path, (), _HEAD) if root.resolve() == shipped_rulebooks().resolve() else None
    document = read_checked(path, "lock", report)
    if document is None:
        return None
    signed = tuple(_sign_off(mapping(item), report) for item in items(mapping(document.root).get("signed")))
    report.extend(_unsealed(signed))
    return Lock(path, signed, path.read_text(encoding="utf-8"))


def _sign_off(stated: Mapping, report: Report) -> SignOff:
    year = text(stated.get("calendar_to"))
    return SignOff(
        edition=text(stated.get("edition")),
        act="released" if text(stated.get("act")) == "released" else "withdrawn",
        on=civil_day(scalar(stated.get("on")), report) or date.min,
        reviewer=text(stated.get("reviewer")),
        note=text_or_none(stated.get("note")),
        accepts=text_or_none(stated.get("accepts")),
        meaning=text(stated.get("meaning")),
        bytes=text(stated.get("bytes")),
        language=int(text(stated.get("language"))),
        engine=text(stated.get("engine")),
        calendar_to=int(year) if year else None,
        seal=text(stated.get("seal")),
        span=scalar(stated.get("edition")).span,
    )


def _unsealed(signed: tuple[SignOff, ...]) -> Iterator[Diagnostic]:
    """Yield the first entry that is not as it was written; those behind it hang on it."""
    for previous, found in zip(chain([_FIRST], (found.seal for found in signed)), signed, strict=False):
        if found.seal != seal(found, previous):
            yield Diagnostic(code="Q705", span=found.span, values={"edition": found.edition})
            return


def seal(found: SignOff, previous: str) -> str:
    """Return the digest of an entry and of the seal before it."""
    stated = {"previous": previous, **dict(_stated(found))}
    listing = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(listing.encode()).hexdigest()


def _stated(found: SignOff) -> Iterator[tuple[str, str | int]]:
    """Yield what an entry states, in the order in which it is written; the seal stands last and apart."""
    for known in fields(found):
        value = getattr(found, known.name)
        if known.name not in _UNSEALED and value is not None:
            yield known.name, value.isoformat() if isinstance(value, date) else value


def appended(lock: Lock | None, found: SignOff) -> str:
    """Return the text of the lock with one entry more."""
    previous = lock.signed[-1].seal if lock and lock.signed else _FIRST
    stated = [*_stated(found), ("seal", seal(found, previous))]
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False) if name in _QUOTED else value}" for name, value in stated)
    marks = chain(["  - "], repeat("    "))
    entry = "".join(f"{mark}{line}\n" for mark, line in zip(marks, lines, strict=False))
    return (lock.text if lock and lock.signed else _HEAD) + entry
