"""value_before_source: a value is dated before the text it rests on.

What it finds: a cited value that holds on days before its source entered into force (before its issue, where no such
day is known). Reports of practice are left out: they tell of what was done before.
Why it matters: no threshold is older than its law; a shifted day applies it to conduct it does not reach.
Avoid: `2022-03-21: {value: 30万元, cite: min-2022#4, …}` where the minutes are of 2022-03-22
Prefer: the day of the text, or the text that was in force before it.
"""

from collections.abc import Iterator

from engine.lint.cited import relied
from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def value_before_source(edition: Edition) -> Iterator[Finding]:
    """Yield N709 for each value that is older than its source."""
    for found in relied(edition):
        begun = found.source.effective or found.source.issued
        if found.dated and begun and found.source.rank != "practice" and found.first < begun:
            values = {"name": found.key, "first": found.first, "cite": found.cite.reference, "begun": begun}
            diagnostic = Diagnostic(
                code="N709", span=found.cite.span, values=values, help=phrase("help.value_before_source")
            )
            yield Finding(found.key, diagnostic)
