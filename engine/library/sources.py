"""Sources: legal instruments and reports, each with the short quotes that rulebooks rest on."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.document.nodes import Document, Entry
from engine.library.reading import read_checked
from engine.messages.words import phrase
from engine.rulebook.citations import Cite
from engine.rulebook.citing import citing
from engine.rulebook.nodes import boolean, day_or_none, items, mapping, period_of_days, text, text_or_none
from engine.rulebook.rulebook import Rulebook
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Grades a released edition may not rest on: one secondary source or a draft, and unconfirmed knowledge.
UNRELEASABLE: frozenset[str] = frozenset({"D", "K"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its decisive words, or where they were not seen our summary."""

    id: str
    title: str
    quote: str | None  #: word for word
    summary: str | None  #: our words; None where there is a quote
    grade: str  #: its own, else that of the source
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """One instrument or report."""

    id: str
    title: str
    number: str | None
    issuers: tuple[str, ...]
    rank: str
    issued: date | None
    effective: date | None
    effective_unclear: tuple[date, date] | None  #: first and last day on which it may have entered into force
    repealed: date | None
    url: str | None
    checked_on: date | None
    grade: str  #: A B C D K S, as the source register defines them
    draft: bool  #: registered, and no ground of a released edition
    note: str | None
    articles: tuple[Article, ...]
    digest: str

    def article(self, identifier: str) -> Article | None:
        return next((article for article in self.articles if article.id == identifier), None)


def from_source(document: Document, report: Report) -> SourceText:
    """Return the source that a file under `sources/` states."""
    root = mapping(document.root)
    return SourceText(
        id=text(root.get("source")),
        title=text(root.get("title")),
        number=text_or_none(root.get("number")),
        issuers=tuple(text(issuer) for issuer in items(root.get("issuers"))),
        rank=text(root.get("rank")),
        issued=day_or_none(root.get("issued"), report),
        effective=day_or_none(root.get("effective"), report),
        effective_unclear=period_of_days(mapping(root.get("effective_unclear")), report),
        repealed=day_or_none(root.get("repealed"), report),
        url=text_or_none(root.get("url")),
        checked_on=day_or_none(root.get("checked_on"), report),
        grade=text(root.get("grade")),
        note=text_or_none(root.get("note")),
        draft="draft" in root and boolean(root.get("draft")),
        articles=tuple(_article(entry, text(root.get("grade"))) for entry in mapping(root.get("articles"))),
        digest=document.digest,
    )


def _article(entry: Entry, grade: str) -> Article:
    stated = mapping(entry.value)
    return Article(
        id=entry.name,
        title=text(stated.get("title")),
        quote=text_or_none(stated.get("quote")),
        summary=text_or_none(stated.get("summary")),
        grade=text(stated.get("grade")) or grade,
        note=text_or_none(stated.get("note")),
    )


def read_register(folder: Path, report: Report) -> dict[str, SourceText]:
    """Return every source under `folder`, cited or not, by id. Errors: L413, L417."""
    found = (_read(path, report) for path in sorted(folder.glob("*.yaml")))
    return {source.id: source for source in found if source}


def cited_sources(rulebook: Rulebook, folder: Path, report: Report) -> dict[str, SourceText]:
    """Return the sources that `rulebook` cites, from `folder`. Errors: L407, L408, L412 to L414, L417."""
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    found: dict[str, SourceText] = {}
    for cite in (found.cite for found in citing(rulebook)):
        if cite.source not in found and cite.source in known:
            source = _read(folder / f"{cite.source}.yaml", report)
            if source:
                found[cite.source] = source
        _check(cite, found.get(cite.source), known, rulebook, report)
    return found


def _read(path: Path, report: Report) -> SourceText | None:
    document = read_checked(path, "source", report)
    if document is None:
        return None
    source = from_source(document, report)
    if source.id != path.stem:
        span = Span(file=document.name)
        report.add(Diagnostic(code="L413", span=span, values={"id": source.id, "file": path.stem}))
    return source


def _check(cite: Cite, source: SourceText | None, known: list[str], rulebook: Rulebook, report: Report) -> None:
    if source is None:
        if cite.source not in known:
            help_ = did_you_mean(cite.source, known) or phrase("help.register_source")
            report.add(Diagnostic(code="L407", span=cite.span, values={"id": cite.source}, help=help_))
        return
    article = source.article(cite.article)
    if article is None:
        values = {"id": source.id, "article": cite.article}
        nearest = did_you_mean(cite.article, [article.id for article in source.articles])
        report.add(Diagnostic(code="L408", span=cite.span, values=values, help=nearest))
    if rulebook.status == "released":
        _check_releasable(cite, source, article, report)


def _check_releasable(cite: Cite, source: SourceText, article: Article | None, report: Report) -> None:
    grade = article.grade if article else source.grade
    if source.draft:
        report.add(Diagnostic(code="L414", span=cite.span, values={"id": source.id}))
    elif grade in UNRELEASABLE:
        named = cite.reference if article else source.id
        report.add(Diagnostic(code="L412", span=cite.span, values={"id": named, "grade": grade}))
