"""A source with what rests on it, and the list of sources by age → text."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from engine.library.ages import Age
from engine.library.sources import Article, SourceText
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.render.terminal_text import safe
from engine.render.to_table import drawn, plain_table
from engine.rulebook.citing import Citing
from engine.rulebook.rulebook import Rulebook

#: An edition, what of it rests on a text, and the tests that use it.
Resting = tuple[Rulebook, Sequence[Citing], Sequence[str]]
#: A source, the days since it was compared, how many are allowed, and whether that is over.
Aged = tuple[SourceText, int | None, Age, bool]


def law_text(source: SourceText, articles: Sequence[Article], resting: Sequence[Resting], language: Language) -> str:
    """Return the source, its articles, and everything that rests on them, with places."""
    words = _Words(language)
    lines = [*words.head(source)]
    lines += [line for article in articles for line in words.article(article, source)]
    lines += [line for found in resting for line in words.resting(found)]
    if not resting:
        lines.append(words.say("law.nothing"))
    return "".join(f"{safe(line)}\n" for line in lines)


class _Words:
    def __init__(self, language: Language) -> None:
        self._language = language

    def say(self, identifier: str, **values: object) -> str:
        return speak(phrase(identifier, **values), self._language)

    def _labelled(self, word: str, value: object) -> str:
        return "  " + self.say("label.colon", label=self.say(word), value=value)

    def head(self, source: SourceText) -> Iterator[str]:
        yield self.say("law.source", title=source.title, id=source.id)
        unclear = source.effective_unclear
        for word, value in (
            ("law.number", source.number),
            ("law.issuers", "、".join(source.issuers)),
            ("law.rank", self.say(f"rank.{source.rank}")),
            ("law.grade", self.say(f"law.grade.{source.grade}")),
            ("law.draft", self.say("law.is_draft") if source.draft else None),
            ("law.issued", source.issued),
            ("law.effective", source.effective),
            ("law.effective", self.say("law.between", first=unclear[0], last=unclear[1]) if unclear else None),
            ("law.repealed", source.repealed),
            ("law.checked_on", source.checked_on),
            ("law.url", source.url),
            ("law.note", source.note),
        ):
            if value:
                yield self._labelled(word, value)

    def article(self, article: Article, source: SourceText) -> Iterator[str]:
        yield "  " + self.say("law.article", id=article.id, title=article.title)
        if article.quote:
            yield "    " + self.say("law.quote", quote=article.quote)
        if article.summary:
            yield "    " + self.say("law.summary", summary=article.summary)
        if article.grade != source.grade:
            yield "  " + self._labelled("law.grade", self.say(f"law.grade.{article.grade}"))
        if article.note:
            yield "  " + self._labelled("law.note", article.note)

    def resting(self, found: Resting) -> Iterator[str]:
        rulebook, things, tests = found
        yield self.say("law.resting", rulebook=rulebook.name, edition=rulebook.edition, title=rulebook.title)
        for thing in things:
            span = thing.cite.span
            said = self.say(f"law.rests.{thing.kind}", name=thing.name, title=thing.title, since=thing.since)
            cited = self.say("label.colon", label=thing.cite.reference, value=said)
            yield f"  {span.file}:{span.line}:{span.column}: {cited}"
        if tests:
            yield "  " + self.say("law.tests", count=len(tests))
            yield from (f"    {name}" for name in tests)


def stale_text(sources: Sequence[Aged], on: date, language: Language, columns: int | None) -> str:
    """Return the sources as a table in the order given, and how many are to be read again."""
    words = _Words(language)
    heads = ("state", "checked_on", "age", "limit", "rank", "id", "title")
    table = plain_table([words.say(f"stale.{name}") for name in heads])
    for source, days, age, stale in sources:
        cells = (
            words.say("stale.stale" if stale else "stale.fresh"),
            source.checked_on.isoformat() if source.checked_on else words.say("stale.never"),
            "" if days is None else str(days),
            str(age.days),
            words.say(f"rank.{source.rank}"),
            source.id,
            source.title,
        )
        table.add_row(*(Text(safe(cell)) for cell in cells))
    done = words.say("stale.done", count=len(sources), stale=sum(stale for *_, stale in sources), day=on)
    return f"{drawn(table, columns)}{done}\n"
