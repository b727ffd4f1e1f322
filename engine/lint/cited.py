"""The citations of an edition, each with the days for which it is relied on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.library.sources import SourceText
from engine.lint.finding import Edition
from engine.rulebook.citations import Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Relied:
    """A citation by the thing `key`, from `first` to before `last` (None: without end)."""

    key: str
    cite: Cite
    source: SourceText
    first: date
    last: date | None
    dated: bool  #: whether it is the basis of a dated value


def relied(edition: Edition) -> Iterator[Relied]:
    """Yield every citation of a value in force, a rule, a flag or a duty, in reading order."""
    yield from _of_values(edition)
    rulebook = edition.loaded.rulebook
    rules = ((rule.id, rule.cites) for decision in rulebook.decisions for rule in decision.rules)
    flags = ((flag.name, flag.cites) for flag in rulebook.flags)
    duties = ((duty.name, duty.cites) for duty in rulebook.duties)
    for key, cites in (*rules, *flags, *duties):
        for cite in cites:
            yield from _relied(edition, key, cite, rulebook.edition, edition.ends)


def _of_values(edition: Edition) -> Iterator[Relied]:
    for parameter in edition.loaded.rulebook.parameters:
        for dated, first, last in edition.in_force(parameter):
            if dated.basis.cite and dated.basis.cite_span and dated.written is not None:
                cite = Cite(dated.basis.cite, dated.basis.cite_span)
                yield from _relied(edition, parameter.name, cite, first, last, dated=True)


def _relied(  # noqa: PLR0913 (a citation is what it is made of)
    edition: Edition, key: str, cite: Cite, first: date, last: date | None, *, dated: bool = False
) -> Iterator[Relied]:
    source = edition.loaded.sources.get(cite.source)
    if source is not None:
        yield Relied(key=key, cite=cite, source=source, first=first, last=last, dated=dated)
