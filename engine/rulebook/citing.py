"""What of a rulebook rests on which article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.rulebook.citations import Cite
from engine.rulebook.rulebook import DatedValue, DutyRule, Parameter, Rule, Rulebook

Cited = Literal["parameter", "rule", "flag", "duty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """One thing that cites, and where it does."""

    kind: Cited
    name: str
    title: str
    cite: Cite
    since: date | None  #: the day from which the value of a parameter holds
    quote: str | None


def citing(rulebook: Rulebook) -> Iterator[Citing]:
    """Yield everything in `rulebook` that cites an article, in reading order."""
    for parameter in rulebook.parameters:
        for dated in parameter.values:
            basis = dated.basis
            if basis.cite and basis.cite_span:
                yield _of_value(parameter, dated, Cite(basis.cite, basis.cite_span))
            if dated.prevails and dated.prevails.cite.reference != basis.cite:
                yield _of_value(parameter, dated, dated.prevails.cite)
    yield from _of_rules(rulebook)
    for flag in rulebook.flags:
        yield from _each("flag", flag.name, flag.title, flag.cites)
    for duty in rulebook.duties:
        yield from _each("duty", duty.name, duty.title, cites_of_duty(duty))


def _of_rules(rulebook: Rulebook) -> Iterator[Citing]:
    for decision in rulebook.decisions:
        for rule in decision.rules:
            yield from _each("rule", rule.id, rule.title, cites_of_rule(rule))
    for amount in rulebook.amounts:
        for given in amount.rules:
            yield from _each("rule", given.id, given.title, given.cites)


def _of_value(parameter: Parameter, dated: DatedValue, cite: Cite) -> Citing:
    """Return that a value rests on `cite`; its quote is of the article it cites, not of the one that prevails."""
    quote = dated.basis.quote if cite.reference == dated.basis.cite else None
    return Citing(
        kind="parameter", name=parameter.name, title=parameter.title, cite=cite, since=dated.since, quote=quote
    )


def _each(kind: Cited, name: str, title: str, cites: tuple[Cite, ...]) -> Iterator[Citing]:
    for cite in cites:
        yield Citing(kind=kind, name=name, title=title, cite=cite, since=None, quote=None)


def cites_of_rule(rule: Rule) -> tuple[Cite, ...]:
    """Return what a rule rests on, last the article that prevails where it is not cited anyway."""
    followed = rule.prevails.cite if rule.prevails else None
    known = {cite.reference for cite in rule.cites}
    return (*rule.cites, followed) if followed and followed.reference not in known else rule.cites


def cites_of_duty(duty: DutyRule) -> tuple[Cite, ...]:
    """Return what a duty rests on: its own citations, then those of who owes it and by when."""
    holders = (duty.owner, duty.assisted_by, duty.due)
    return (*duty.cites, *(holder.cite for holder in holders if holder and holder.cite))
