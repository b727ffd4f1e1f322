"""value_never_in_force: a value holds on no day of its edition.

What it finds: a value from the day on which the edition ends or later, and one that a later value replaced before the
edition began.
Why it matters: two editions that both speak of a day are an overlap; the author believes that a number decides, and
it does not.
Avoid: `2025-07-22: {value: 30万元, …}` in an edition that the one of 2025-07-22 follows
Prefer: the value in the edition in force on its day; old values stay in old editions.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def value_never_in_force(edition: Edition) -> Iterator[Finding]:
    """Yield N708 for each value that no day of the edition sees."""
    for parameter in edition.loaded.rulebook.parameters:
        seen = {dated.since for dated, _, _ in edition.in_force(parameter)}
        for dated in parameter.values:
            if dated.since not in seen:
                values = {"name": parameter.name, "since": dated.since, "edition": edition.name}
                help_ = phrase("help.ends", ends=edition.ends) if edition.ends else None
                yield Finding(parameter.name, Diagnostic(code="N708", span=dated.since_span, values=values, help=help_))
