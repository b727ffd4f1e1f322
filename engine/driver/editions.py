"""What `check` and `test` were pointed at → edition folders."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.library.library import Library, editions
from engine.messages.words import Phrase, phrase
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report


def edition_folders(library: Library, references: Sequence[str], report: Report) -> tuple[Path, ...]:
    """Return the folders that `references` mean, each once; all editions of the library where there are none.

    A reference is a family (`after`), an edition (`after@2022-01-01`) or a path: to an edition, a family, a library,
    or a file in one of them. Errors: L401, L402, C913
    """
    if not references:
        return tuple(folder for name in library.families() for folder in _of_family(library.family(name)))
    found = [folder for reference in references for folder in _folders(library, reference, report)]
    return tuple(dict.fromkeys(found))


def _of_family(family: Path | None) -> tuple[Path, ...]:
    return editions(family) if family else ()


def _folders(library: Library, reference: str, report: Report) -> tuple[Path, ...]:
    path = Path(reference)
    if path.exists():
        found = tuple(_below(path.parent if path.is_file() else path))
        if not found:
            report.add(Diagnostic(code="C913", span=None, values={"name": reference}))
        return found
    name, _, edition = reference.partition("@")
    family = library.family(name)
    if family is None:
        _refuse(report, "L401", did_you_mean(name, library.families()), name=reference)
        return ()
    chosen = tuple(folder for folder in editions(family) if edition in ("", folder.name))
    if not chosen:
        known = ", ".join(folder.name for folder in editions(family))
        _refuse(report, "L402", phrase("help.editions", editions=known), name=name, edition=edition)
    return chosen


def _below(folder: Path) -> Iterator[Path]:
    """Yield the editions of an edition, family or library folder."""
    if (folder / "rulebook.yaml").is_file():
        yield folder.resolve() if folder.name in ("", "..") else folder
    elif (folder / "family.yaml").is_file():
        yield from editions(folder)
    else:
        for family in sorted(folder.glob("*/family.yaml")):
            yield from editions(family.parent)


def _refuse(report: Report, code: str, help_: Phrase | None, **values: object) -> None:
    report.add(Diagnostic(code=code, span=None, values=values, help=help_))
