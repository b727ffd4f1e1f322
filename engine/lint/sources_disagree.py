"""sources_disagree: two articles that one rule cites fix the same quantity differently.

What it finds: articles cited together whose numbers, boundary words (以上, 超过) or periods (涉案日, 当日前后, 一周)
differ for the same quantity, and no `prevails: {cite, reason}` on the rule, or on a value that rests on one of them,
says which of them is followed.
Why it matters: whichever text the author silently preferred decides cases that the other would decide otherwise.
Avoid: `cite: [after-article#T, after-article#T-pilot]` and nothing more
Prefer: `prevails: {cite: after-article#T, reason: 模型的定义先于个案的设置}`, signed off by who is responsible.
"""

from collections.abc import Iterator
from itertools import combinations

from engine.lint.finding import Edition, Finding
from engine.lint.statements import Statement, statements
from engine.messages.words import phrase
from engine.rulebook.citations import Cite
from engine.rulebook.rulebook import Rule
from engine.source.report import Diagnostic, Label


def sources_disagree(edition: Edition) -> Iterator[Finding]:
    """Yield N705 once for each pair of articles, at the first rule that cites both."""
    settled = _settled(edition)
    seen: set[frozenset[str]] = set()
    for decision in edition.loaded.rulebook.decisions:
        for rule in decision.rules:
            for first, second in combinations(rule.cites, 2):
                pair = frozenset({first.reference, second.reference})
                if pair in seen or pair & settled:
                    continue
                seen.add(pair)
                yield from _pair(edition, rule, first, second)


def _settled(edition: Edition) -> frozenset[str]:
    """Return the articles that are said to prevail."""
    rules = (rule for decision in edition.loaded.rulebook.decisions for rule in decision.rules)
    values = (dated for parameter in edition.loaded.rulebook.parameters for dated in parameter.values)
    settlements = (*(rule.prevails for rule in rules), *(dated.prevails for dated in values))
    return frozenset(found.cite.reference for found in settlements if found)


def _pair(edition: Edition, rule: Rule, first: Cite, second: Cite) -> Iterator[Finding]:
    found = difference(_quote(edition, first), _quote(edition, second))
    if found:
        one, other = found
        values = {"first": first.reference, "one": one, "second": second.reference, "other": other}
        yield Finding(
            rule.id,
            Diagnostic(
                code="N705",
                span=second.span,
                values=values,
                labels=(Label(first.span, phrase("label.other_source")),),
                help=phrase("help.prevails"),
            ),
        )


def _quote(edition: Edition, cite: Cite) -> str:
    source = edition.loaded.sources.get(cite.source)
    article = source.article(cite.article) if source else None
    return (article.quote or "") if article else ""


def difference(first: str, second: str) -> tuple[str, str] | None:
    """Return the words in which the texts differ about the same quantity, of the first such quantity."""
    ours, theirs = tuple(statements(first)), tuple(statements(second))
    for one in ours:
        same = [other for other in theirs if _measure(other) == _measure(one)]
        equal = [other for other in same if other.numeral.value == one.numeral.value]
        for other in equal:
            if differing := _same_number(one, other):
                return differing
        about = [other for other in same if other.subjects & one.subjects]
        if not equal and about and not any(_stands(other, ours) for other in about):
            return one.numeral.text, about[0].numeral.text
    return None


def _measure(statement: Statement) -> str:
    return statement.numeral.measure


def _stands(statement: Statement, among: tuple[Statement, ...]) -> bool:
    return any(
        _measure(other) == _measure(statement) and other.numeral.value == statement.numeral.value for other in among
    )


def _same_number(one: Statement, other: Statement) -> tuple[str, str] | None:
    if one.subjects and other.subjects and not one.subjects & other.subjects:
        return None
    if one.bounds and other.bounds and one.bounds != other.bounds:
        return one.clause, other.clause
    if one.period and other.period and one.period != other.period:
        return one.period_words, other.period_words
    return None
