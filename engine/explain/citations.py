"""The texts that rules and numbers stand on, by their references."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.library.sources import SourceText
from engine.program.program import CompiledDuty, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One article of a saved text."""

    reference: str  #: `source#article`
    source: str  #: title of the text
    number: str | None  #: as its issuers count it: 法释〔2019〕15号
    article: str  #: title of the article
    quote: str | None  #: word for word
    summary: str | None  #: our words, where the text itself was not seen
    rank: str


def citations(program: Program, sources: Mapping[str, SourceText]) -> Mapping[str, Citation]:
    """Return every article that `program` refers to; a reference without a saved text is left out."""
    found = ((reference, _citation(reference, sources)) for reference in dict.fromkeys(_references(program)))
    return {reference: citation for reference, citation in found if citation}


def _citation(reference: str, sources: Mapping[str, SourceText]) -> Citation | None:
    name, _, article_name = reference.partition("#")
    source = sources.get(name)
    article = source.article(article_name) if source else None
    if source is None or article is None:
        return None
    return Citation(
        reference=reference,
        source=source.title,
        number=source.number,
        article=article.title,
        quote=article.quote,
        summary=article.summary,
        rank=source.rank,
    )


def _references(program: Program) -> Iterator[str]:
    for decision in program.decisions:
        for rule in decision.rules:
            yield from rule.cites
    for flag in program.flags:
        yield from flag.cites
    for duty in program.duties:
        yield from _of_duty(duty)
    yield from (parameter.basis.cite for parameter in program.parameters if parameter.basis.cite)


def _of_duty(duty: CompiledDuty) -> Iterator[str]:
    yield from duty.cites
    named = (duty.owner.cite, duty.assisted_by and duty.assisted_by.cite, duty.due and duty.due.cite)
    yield from (cite.reference for cite in named if cite)
