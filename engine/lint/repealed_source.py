"""repealed_source: something rests on a text on days on which that text is repealed.

What it finds: a value, rule, flag or duty that holds after its source was repealed: no later value and no later
edition takes its place on the day of the repeal.
Why it matters: repealed law decides nothing that happens after it.
Avoid: an edition without end that cites 法释〔2015〕11号, repealed on 2025-08-26
Prefer: the edition or value of the new law from that day; `repealed:` on the edition, or `ended: true`, where none
follows.
"""

from collections.abc import Iterator

from engine.lint.cited import relied
from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def repealed_source(edition: Edition) -> Iterator[Finding]:
    """Yield N710 for each citation of a source that is repealed before the citing thing ends."""
    for found in relied(edition):
        repealed = found.source.repealed
        if repealed and (found.last is None or repealed < found.last):
            values = {"name": found.key, "cite": found.cite.reference, "repealed": repealed}
            diagnostic = Diagnostic(
                code="N710", span=found.cite.span, values=values, help=phrase("help.repealed_source")
            )
            yield Finding(found.key, diagnostic)
