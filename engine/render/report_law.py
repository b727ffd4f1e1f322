"""The texts that the decisions of a run rest on, each once."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.explain.citations import citations
from engine.messages.catalogue import PHRASES
from engine.render.case_run import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article that a rule, a number or a task refers to."""

    reference: str
    source: str
    article: str
    words: str
    is_quote: bool  #: word for word; else summed up by us
    rank: str
    issuers: str
    issued: str
    address: str  #: where it was read
    checked_on: str


def texts(judged: Iterable[Judged]) -> tuple[Text, ...]:
    """Return every article that the rulebooks refer to and whose text is saved, in the order of reference."""
    found: dict[str, Text] = {}
    for each in judged:
        for reference, citation in citations(each.program, each.sources).items():
            source = each.sources[reference.partition("#")[0]]
            found.setdefault(
                reference,
                Text(
                    reference=reference,
                    source=citation.source,
                    article=citation.article,
                    words=citation.quote or citation.summary or "",
                    is_quote=citation.quote is not None,
                    rank=PHRASES[f"rank.{citation.rank}"].zh,
                    issuers="、".join(source.issuers),
                    issued=source.issued.isoformat() if source.issued else "",
                    address=source.url or "",
                    checked_on=source.checked_on.isoformat() if source.checked_on else "",
                ),
            )
    return tuple(found.values())
