"""stale_source: a cited source was last compared with its original too long ago.

What it finds: on the day given with `--on`, sources that the edition cites and whose `checked_on` is further back
than `engine/library/ages.yaml` allows for their rank. Without that option nothing is said: a check must not depend on
the clock.
Why it matters: law changes; a source that nobody has looked at is no proof that it still stands.
Avoid: a new day in `checked_on` without reading
Prefer: compare the text with the original, then write the day.
"""

from collections.abc import Iterator
from datetime import timedelta

from engine.lint.cited import relied
from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def stale_source(edition: Edition) -> Iterator[Finding]:
    """Yield N719 once for each cited source that must be read again."""
    if edition.on is None:
        return
    first = {found.source.id: found for found in reversed(list(relied(edition)))}
    for identifier, found in sorted(first.items()):
        checked, limit = found.source.checked_on, edition.ages.get(found.source.rank)
        if limit is not None and checked is not None and checked + timedelta(limit) < edition.on:
            values = {"id": identifier, "checked_on": checked, "day": edition.on, "limit": limit}
            diagnostic = Diagnostic(code="N719", span=found.cite.span, values=values, help=phrase("help.stale_source"))
            yield Finding(f"sources/{identifier}", diagnostic)
