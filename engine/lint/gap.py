"""gap: a parameter has no value on the first days of its edition.

What it finds: a parameter whose first value begins after the edition does, without an `ended` value that says so.
Why it matters: on those days there is no number to decide with; a parameter that only the facts need fails as late as
a run.
Avoid: an edition of 2022-01-01 with `values: {2022-03-22: …}` alone
Prefer: the value of the first day, or `{ended: true, …}` on that day where there was none.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def gap(edition: Edition) -> Iterator[Finding]:
    """Yield N707 for each parameter without a value on the day its edition begins."""
    begins = edition.loaded.rulebook.edition
    for parameter in edition.loaded.rulebook.parameters:
        first = min(parameter.values, key=lambda dated: dated.since, default=None)
        if first and first.since > begins:
            values = {"name": parameter.name, "first": begins, "since": first.since}
            diagnostic = Diagnostic(code="N707", span=first.since_span, values=values, help=phrase("help.gap"))
            yield Finding(parameter.name, diagnostic)
