"""Coverage → text: the counts, how often each article is used, and every point that no test shows."""

import re
from collections.abc import Iterable, Iterator

from engine.cover.points import KINDS, Coverage, Point, Tally, tally
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.render.terminal_text import safe
from engine.rulebook.rulebook import Rulebook

_NAME = re.compile(r"[a-z][a-z0-9_]*")

#: An edition, how many tests it has, and what they show.
Edition = tuple[Rulebook, int, Coverage]


def cover_text(editions: Iterable[Edition], language: Language) -> str:
    """Return what the tests of `editions` show and what they do not, with places."""
    return "".join(f"{line}\n" for line in _lines(tuple(editions), language))


def _lines(editions: tuple[Edition, ...], language: Language) -> Iterator[str]:
    total = Tally(0, 0)
    for rulebook, tests, coverage in editions:
        total += tally(coverage)
        yield _say("cover.edition", language, rulebook=rulebook.name, edition=rulebook.edition, tests=tests)
        yield from (f"  {line}" for line in _tallies(coverage, language))
        yield from (f"  {line}" for line in _articles(coverage, language))
        missing = [_missing(point, _Titles(rulebook), language) for point in coverage.uncovered()]
        yield "  " + _say("cover.uncovered" if missing else "cover.all", language)
        yield from (f"    {line}" for line in missing)
    yield _say("cover.total", language, covered=total.covered, total=total.total, percent=total.percent)


def _tallies(coverage: Coverage, language: Language) -> Iterator[str]:
    for kind in KINDS:
        found = tally(coverage, kind)
        if found.total:
            words = _say(f"cover.kind.{kind}", language)
            yield _say(
                "cover.tally",
                language,
                kind=words,
                covered=found.covered,
                total=found.total,
                percent=found.percent,
            )


def _articles(coverage: Coverage, language: Language) -> Iterator[str]:
    points = coverage.points("article")
    if points:
        yield _say("cover.articles", language)
    for point in points:
        yield "  " + _say("cover.article", language, cite=safe(point.name), count=len(coverage.shown[point]))


class _Titles:
    """The titles of facts and parameters, for comparisons as written."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._titles = {fact.name: fact.title for fact in rulebook.facts}
        self._titles |= {parameter.name: parameter.title for parameter in rulebook.parameters}

    def worded(self, text: str) -> str:
        return _NAME.sub(lambda match: self._titles.get(match[0], match[0]), text)


def _missing(point: Point, titles: _Titles, language: Language) -> str:
    left, right = map(titles.worded, point.compared or ("", ""))
    words = f"cover.missing.{point.kind if point.side == 'shown' else point.side}"
    what = "" if point.kind in ("outcome", "boundary", "article") else _say(f"diff.kind.{point.kind}", language)
    said = _say(
        words, language, what=what, name=point.name, title=point.title, since=point.since, left=left, right=right
    )
    return f"{safe(point.span.file)}:{point.span.line}:{point.span.column}: {safe(said)}"


def _say(identifier: str, language: Language, **values: object) -> str:
    return speak(phrase(identifier, **values), language)
