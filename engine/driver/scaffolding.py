"""New families and editions on disk: whole or not at all, never over what is there."""

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from engine.document.nodes import Document
from engine.library.library import Library, editions
from engine.library.reading import read_checked, shown
from engine.messages.words import Phrase, phrase
from engine.scaffold.edition import next_changelog, next_rulebook, next_tests
from engine.scaffold.family import family_files
from engine.schema.catalogue import Kind
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Rejected, Report
from engine.source.text import Source

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def new_family(root: Path, name: str, day: date) -> Path:
    """Make the family `name` with a draft edition from `day` on; return the folder of the family.

    Raises `Rejected` (about: usage): S702, S703, C909.
    """
    if not _NAME.fullmatch(name):
        raise _refused("S703", phrase("new.help.name"), name=name)
    texts = family_files(name, day)
    for path in (root / name, *(root / text for text in texts)):
        if path.exists():
            raise _refused("S702", name=shown(path))
    _write(root, texts)
    return root / name


def new_edition(root: Path, name: str, day: date) -> Path:
    """Make the edition from `day` on of the family `name`, with the rules of the one before; return its folder.

    Raises `Rejected` (about: usage): L401, L403, S702, C909; or about the rulebook that cannot be copied.
    """
    library = Library((root,))
    family = library.family(name)
    if family is None:
        raise _refused("L401", did_you_mean(name, library.families()), name=name)
    folder = family / day.isoformat()
    if folder.exists():
        raise _refused("S702", name=shown(folder))
    known = editions(family)
    if not known:
        raise _refused("L403", name=name)
    previous = max((found for found in known if found.name < folder.name), default=known[0])
    _write(family, _edition_texts(family, previous, day))
    return folder


def _edition_texts(family: Path, previous: Path, day: date) -> dict[str, str]:
    rulebook, tests, changelog = previous / "rulebook.yaml", previous / "tests.yaml", family / "CHANGELOG.md"
    texts = {f"{day}/rulebook.yaml": next_rulebook(*_read(rulebook, "rulebook"), day)}
    if tests.is_file():
        texts[f"{day}/tests.yaml"] = next_tests(*_read(tests, "tests"), day)
    if changelog.is_file():
        texts["CHANGELOG.md"] = next_changelog(changelog.read_text(encoding="utf-8"), previous.name, day)
    return texts


def _read(path: Path, kind: Kind) -> tuple[Source, Document]:
    report = Report("rulebook")
    document = read_checked(path, kind, report)
    report.stop_if_errors()
    assert document is not None, "INVARIANT: a file without errors is read"  # noqa: S101 (a bug of ours)
    return Source(shown(path), path.read_text(encoding="utf-8")), document


def _write(root: Path, texts: dict[str, str]) -> None:
    """Write `texts` beside their places, then move each there, a whole new folder at once."""
    try:
        beside = Path(tempfile.mkdtemp(prefix=".new.", dir=root))
        try:
            for name, text in texts.items():
                path = beside / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            for found in sorted(beside.iterdir()):
                _move(found, root / found.name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError:
        raise _refused("C909", name=shown(root), reason=phrase("cli.reason.refused")) from None


def _move(found: Path, target: Path) -> None:
    if target.is_dir():  # `sources/`, which others share
        for path in sorted(found.iterdir()):
            path.replace(target / path.name)
    else:
        found.replace(target)


def _refused(code: str, help_: Phrase | None = None, **values: object) -> Rejected:
    report = Report("usage")
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))
    return Rejected(report)
