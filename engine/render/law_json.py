"""A source with what rests on it, and the list of sources by age → JSON."""

import json
from collections.abc import Sequence
from datetime import date

from engine.library.sources import Article, SourceText
from engine.render.law_text import Aged, Resting
from engine.rulebook.citing import Citing


def law_json(source: SourceText, articles: Sequence[Article], resting: Sequence[Resting]) -> str:
    """Return the source, its articles, and everything that rests on them."""
    shown = {
        "schema_version": 1,
        "source": _source(source),
        "articles": [_article(article) for article in articles],
        "resting": [
            {
                "rulebook": rulebook.name,
                "edition": rulebook.edition.isoformat(),
                "things": [_thing(thing) for thing in things],
                "tests": list(tests),
            }
            for rulebook, things, tests in resting
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def stale_json(sources: Sequence[Aged], on: date) -> str:
    """Return the sources in the order given."""
    shown = {
        "schema_version": 1,
        "on": on.isoformat(),
        "stale": sum(stale for *_, stale in sources),
        "sources": [
            {
                "source": source.id,
                "title": source.title,
                "rank": source.rank,
                "checked_on": _day(source.checked_on),
                "days": days,
                "limit": age.days,
                "reason": age.reason,
                "stale": stale,
            }
            for source, days, age, stale in sources
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _source(source: SourceText) -> dict[str, object]:
    unclear = source.effective_unclear
    return {
        "id": source.id,
        "title": source.title,
        "number": source.number,
        "issuers": list(source.issuers),
        "rank": source.rank,
        "grade": source.grade,
        "draft": source.draft,
        "issued": _day(source.issued),
        "effective": _day(source.effective),
        "effective_unclear": [_day(day) for day in unclear] if unclear else None,
        "repealed": _day(source.repealed),
        "checked_on": _day(source.checked_on),
        "url": source.url,
        "note": source.note,
    }


def _article(article: Article) -> dict[str, object]:
    words = {"quote": article.quote, "summary": article.summary, "note": article.note}
    stated = {name: text for name, text in words.items() if text}
    return {"id": article.id, "title": article.title, "grade": article.grade, **stated}


def _thing(thing: Citing) -> dict[str, object]:
    return {
        "kind": thing.kind,
        "name": thing.name,
        "title": thing.title,
        "cite": thing.cite.reference,
        **({"since": thing.since.isoformat(), "quote": thing.quote} if thing.since else {}),
        "file": thing.cite.span.file,
        "line": thing.cite.span.line,
    }
