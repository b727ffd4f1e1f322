"""Families and editions on disk, and which edition is in force on a day."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine.library.calendars import Calendar, calendar_for
from engine.library.places import shipped_rulebooks
from engine.library.reading import read_checked
from engine.library.sources import SourceText, cited_sources
from engine.messages.words import phrase
from engine.rulebook.from_document import from_documents
from engine.rulebook.nodes import day_or_none, mapping, text
from engine.rulebook.rulebook import Rulebook, Status
from engine.rulebook.time_effect import time_effect_faults
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Rejected, Report

_EDITION = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold families and, beside them, `sources/`; an earlier folder hides later ones."""

    roots: tuple[Path, ...]

    def families(self) -> tuple[str, ...]:
        """Return the names of all families, sorted."""
        found = {path.parent.name for root in self.roots for path in root.glob("*/family.yaml")}
        return tuple(sorted(found))

    def family(self, name: str) -> Path | None:
        """Return the folder of the family, from the first root that has it."""
        found = (root / name for root in self.roots if (root / name / "family.yaml").is_file())
        return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One edition, read and checked, with the sources it cites."""

    rulebook: Rulebook
    digest: str  #: `sha256:…` over family, facts, rulebook, cited sources and the calendar
    folder: Path  #: of the edition
    sources: dict[str, SourceText]
    calendar: Calendar | None  #: None where no deadline is in working days

    @property
    def tests(self) -> Path:
        return self.folder / "tests.yaml"

    @property
    def root(self) -> Path:
        """The library that the edition stands in."""
        return self.folder.parent.parent

    @property
    def reference(self) -> str:
        """The edition as users name it: `after@2022-01-01`."""
        return f"{self.folder.parent.name}@{self.folder.name}"


def open_library(extra: tuple[Path, ...] = ()) -> Library:
    """Return the shipped library, behind the folders in `extra`."""
    return Library((*extra, shipped_rulebooks()))


def editions(family: Path) -> tuple[Path, ...]:
    """Return the edition folders of a family, oldest first."""
    found = (path for path in family.iterdir() if path.is_dir() and _EDITION.fullmatch(path.name))
    return tuple(sorted(found, key=lambda path: path.name))


def locate(library: Library, reference: str, as_of: date) -> Path:
    """Return the edition folder that `reference` means on `as_of`.

    `reference` is a family (`after`: the edition in force), an edition (`after@2022-01-01`) or a path to a rulebook
    file, an edition folder or a family folder. Raises `Rejected` (about: usage) with one of L401 to L406.
    """
    name, _, edition = reference.partition("@")
    path = _path(reference)
    if path is not None:
        return path if _EDITION.fullmatch(path.name) else in_force(path, as_of)
    family = library.family(name)
    if family is None:
        raise _rejected("L401", did_you_mean(name, library.families()), name=name)
    return _edition(family, edition) if edition else in_force(family, as_of)


def _path(reference: str) -> Path | None:
    path = Path(reference)
    if path.is_file():
        path = path.parent
    if path.is_dir() and ((path / "rulebook.yaml").is_file() or (path / "family.yaml").is_file()):
        return path.resolve() if path.name in ("", ".", "..") else path
    return None


def _edition(family: Path, edition: str) -> Path:
    folder = family / edition
    if not _EDITION.fullmatch(edition) or not (folder / "rulebook.yaml").is_file():
        known = [path.name for path in editions(family)]
        help_ = did_you_mean(edition, known) or phrase("help.editions", editions=", ".join(known))
        raise _rejected("L402", help_, name=family.name, edition=edition)
    return folder


def in_force(family: Path, as_of: date) -> Path:
    """Return the edition of `family` in force on `as_of`. Raises `Rejected`: L403 to L406."""
    known = editions(family)
    if not known:
        raise _rejected("L403", None, name=family.name)
    begun = [folder for folder in known if folder.name <= as_of.isoformat()]
    if not begun:
        raise _rejected("L404", None, name=family.name, day=as_of, first=known[0].name)
    standing = [(folder, *_standing(folder)) for folder in begun]
    published = [found for found in standing if found[1] != "draft"]
    if not published:
        raise _rejected("L406", None, name=family.name, day=as_of, edition=begun[-1].name)
    folder, _, repealed = published[-1]
    if repealed and repealed <= as_of:
        raise _rejected("L405", None, name=family.name, day=as_of, edition=folder.name, repealed=repealed)
    return folder


def family_in_time(library: Library, reference: str) -> Path | None:
    """Return the family that `reference` means, where it has a time effect and no single edition is asked for."""
    path = _path(reference)
    if "@" in reference or (path is not None and _EDITION.fullmatch(path.name)):
        return None
    family = path or library.family(reference)
    if family is None:
        return None
    document = read_checked(family / "family.yaml", "family", Report("rulebook"))
    effect = text(mapping(document.root).get("time_effect")) if document else "none"
    return None if effect == "none" else family


def entered_into_force(family: Path, as_of: date) -> tuple[Path, ...]:
    """Return the editions of `family` begun by `as_of`, drafts left out, oldest first. Raises `Rejected`: L403 to L406.

    A repealed edition is among them: conduct of its time stays decidable.
    """
    known = editions(family)
    begun = tuple(folder for folder in known if folder.name <= as_of.isoformat() and _standing(folder)[0] != "draft")
    if not begun:
        in_force(family, as_of)
    return begun


def _standing(folder: Path) -> tuple[str, date | None]:
    report = Report("rulebook")
    document = read_checked(folder / "rulebook.yaml", "rulebook", report)
    report.stop_if_errors()
    root = mapping(document.root if document else None)
    return text(root.get("status")), day_or_none(root.get("repealed"), report)


def _rejected(code: str, help_: object, **values: object) -> Rejected:
    report = Report("usage")
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))  # type: ignore[arg-type]
    return Rejected(report)


def given_as_path(reference: str) -> bool:
    """Return whether `reference` names a place on disk and not an edition of the library."""
    return _path(reference) is not None


def load(folder: Path, report: Report, status: Status | None = None) -> Loaded | None:
    """Return the edition in `folder`, read and checked; None with every fault in `report`.

    With a `status` it is checked as if it had that one.
    """
    family = folder.parent
    about = read_checked(family / "family.yaml", "family", report)
    facts = read_checked(family / "facts.yaml", "facts", report)
    edition = read_checked(folder / "rulebook.yaml", "rulebook", report)
    if about is None or facts is None or edition is None:
        return None
    rulebook = from_documents(about, facts, edition, report)
    rulebook = replace(rulebook, status=status) if status else rulebook
    _check_names(rulebook, folder, report)
    report.extend(time_effect_faults(rulebook))
    sources = cited_sources(rulebook, family.parent / "sources", report)
    parts = [(document.name.rpartition("/")[2], document.digest) for document in (about, facts, edition)]
    parts += [(f"sources/{name}.yaml", source.digest) for name, source in sorted(sources.items())]
    calendar = calendar_for(rulebook, family.parent, report)
    parts += [(f"calendars/{calendar.id}.yaml", calendar.digest)] if calendar else []
    return Loaded(rulebook=rulebook, digest=_digest(parts), folder=folder, sources=sources, calendar=calendar)


def _check_names(rulebook: Rulebook, folder: Path, report: Report) -> None:
    if rulebook.edition.isoformat() != folder.name:
        values = {"edition": rulebook.edition, "folder": folder.name}
        report.add(Diagnostic(code="L409", span=rulebook.edition_span, values=values))
    if rulebook.names != rulebook.family.name:
        values = {"name": rulebook.names, "family": rulebook.family.name}
        report.add(Diagnostic(code="L411", span=rulebook.span, values=values))
    if rulebook.family.name != folder.parent.name:
        values = {"family": rulebook.family.name, "folder": folder.parent.name}
        report.add(Diagnostic(code="L410", span=rulebook.family.span, values=values))


def _digest(parts: list[tuple[str, str]]) -> str:
    listing = "".join(f"{digest}  {name}\n" for name, digest in parts)
    return "sha256:" + hashlib.sha256(listing.encode()).hexdigest()
