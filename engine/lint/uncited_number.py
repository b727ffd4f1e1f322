"""uncited_number: a rule compares with a number whose article it does not cite.

What it finds: a rule with citations, none of which is the article that a number in its condition rests on.
Why it matters: whoever reads the verdict sees the rule's articles; the one that fixes the decisive number must be
there.
Avoid: `cite: [after-article#T]` on a rule whose threshold is quoted from `after-article#T-pilot`
Prefer: both articles on the rule.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.lint.uses import names_in
from engine.messages.words import phrase
from engine.rulebook.citations import Cite
from engine.rulebook.rulebook import Rule
from engine.source.report import Diagnostic, Label


def uncited_number(edition: Edition) -> Iterator[Finding]:
    """Yield N722 for each article that numbers of a rule rest on and the rule does not cite."""
    resting = _resting(edition)
    for decision in edition.loaded.rulebook.decisions:
        for rule in decision.rules:
            if rule.cites:
                yield from _of_rule(rule, resting)


def _resting(edition: Edition) -> dict[str, list[Cite]]:
    """Return the articles that the values of each parameter rest on while the edition is in force."""
    return {
        parameter.name: [
            Cite(dated.basis.cite, dated.basis.cite_span)
            for dated, _, _ in edition.in_force(parameter)
            if dated.basis.cite and dated.basis.cite_span and dated.written is not None
        ]
        for parameter in edition.loaded.rulebook.parameters
    }


def _of_rule(rule: Rule, resting: dict[str, list[Cite]]) -> Iterator[Finding]:
    said = {cite.reference for cite in rule.cites}
    for name in sorted(names_in(rule.when)):
        for cite in resting.get(name, ()):
            if cite.reference not in said:
                said.add(cite.reference)
                values = {"id": rule.id, "name": name, "cite": cite.reference}
                label = Label(cite.span, phrase("label.number_source"))
                yield Finding(rule.id, Diagnostic(code="N722", span=rule.span, values=values, labels=(label,)))
