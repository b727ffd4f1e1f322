"""missing_source: a rule cites nothing.

What it finds: a rule of a decision without `cite`, in an edition that is no draft any more.
Why it matters: nobody can check a verdict whose rule has no text behind it.
Avoid: `{id: T1, when: …, then: tier_1}`
Prefer: `cite: [after-article#T]`; a text that is not registered yet goes to `sources/` first.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def missing_source(edition: Edition) -> Iterator[Finding]:
    """Yield N706 for each rule without a citation."""
    if edition.loaded.rulebook.status == "draft":
        return
    for decision in edition.loaded.rulebook.decisions:
        for rule in decision.rules:
            if not rule.cites:
                help_ = phrase("help.missing_source")
                yield Finding(rule.id, Diagnostic(code="N706", span=rule.span, values={"id": rule.id}, help=help_))
