"""The sources of a library: one of them with all that rests on it, and those to be read again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.cover.points import Coverage
from engine.driver.covering import covered
from engine.library.ages import Age, ages
from engine.library.library import Library, editions, load
from engine.library.sources import Article, SourceText, read_register
from engine.messages.words import phrase
from engine.rulebook.citing import Citing, citing
from engine.rulebook.rulebook import Rulebook
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report


@dataclass(frozen=True, slots=True)
class Resting:
    """What of one edition rests on the articles asked for, and the tests that use them."""

    rulebook: Rulebook
    things: tuple[Citing, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A source, the articles asked for, and all that rests on them."""

    source: SourceText
    articles: tuple[Article, ...]
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Aged:
    """A source and how long ago it was compared with the original."""

    source: SourceText
    days: int | None  #: None where it never was
    age: Age

    @property
    def stale(self) -> bool:
        return self.days is None or self.days > self.age.days


def register(library: Library) -> dict[str, SourceText]:
    """Return every source by id; an earlier root hides later ones. Raises `Rejected` (about: rulebook)."""
    report = Report("rulebook")
    found: dict[str, SourceText] = {}
    for root in reversed(library.roots):
        found |= read_register(root / "sources", report)
    report.stop_if_errors()
    return found


def resting_on(library: Library, cite: str) -> Found:
    """Return what `cite`, a source or one article of it, says and what rests on it.

    Raises `Rejected`: L407, L408 (about: usage), or about the rulebook that cannot be read.
    """
    name, _, article = cite.partition("#")
    source = _source(register(library), name)
    articles = _articles(source, article)
    cites = frozenset(f"{source.id}#{found.id}" for found in articles)
    resting = (_resting(folder, cites) for folder in _editions(library))
    return Found(source, articles, tuple(found for found in resting if found))


def _source(known: dict[str, SourceText], name: str) -> SourceText:
    if name not in known:
        help_ = did_you_mean(name, known) or phrase("help.register_source")
        _refuse(Diagnostic(code="L407", span=None, values={"id": name}, help=help_))
    return known[name]


def _articles(source: SourceText, article: str) -> tuple[Article, ...]:
    if not article:
        return source.articles
    found = source.article(article)
    if found is None:
        names = [known.id for known in source.articles]
        help_ = did_you_mean(article, names) or phrase("cli.help.outcomes", names=", ".join(names))
        _refuse(Diagnostic(code="L408", span=None, values={"id": source.id, "article": article}, help=help_))
    return (found,) if found else ()


def _refuse(diagnostic: Diagnostic) -> None:
    report = Report("usage")
    report.add(diagnostic)
    report.stop_if_errors()


def _editions(library: Library) -> tuple[Path, ...]:
    families = (library.family(name) for name in library.families())
    return tuple(folder for family in families if family for folder in editions(family))


def _resting(folder: Path, cites: frozenset[str]) -> Resting | None:
    report = Report("rulebook")
    loaded = load(folder, report)
    report.stop_if_errors()
    assert loaded is not None, "INVARIANT: an edition without errors is loaded"  # noqa: S101 (a bug of ours)
    things = tuple(found for found in citing(loaded.rulebook) if found.cite.reference in cites)
    if not things:
        return None
    return Resting(loaded.rulebook, things, _tests(covered(loaded).coverage, cites))


def _tests(coverage: Coverage, cites: frozenset[str]) -> tuple[str, ...]:
    used = {name for point in coverage.points("article") if point.name in cites for name in coverage.shown[point]}
    ordered = dict.fromkeys(name for names in coverage.shown.values() for name in names)
    return tuple(name for name in ordered if name in used)


def by_age(library: Library, on: date) -> tuple[Aged, ...]:
    """Return every source with its age on the day `on`: those never compared first, then the oldest."""
    limits = ages()
    aged = [
        Aged(source, (on - source.checked_on).days if source.checked_on else None, limits[source.rank])
        for source in register(library).values()
    ]
    return tuple(sorted(aged, key=lambda found: (found.source.checked_on or date.min, found.source.id)))
