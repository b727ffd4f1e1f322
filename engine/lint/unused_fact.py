"""unused_fact: a fact that no edition of its family asks for.

What it finds: a declared fact that no condition and no deadline of any edition looks at. A remark, not a fault: facts
are also declared to be shown beside a result.
Why it matters: people are asked for what decides nothing.
Avoid: facts kept from a rule that is gone
Prefer: facts that a rule asks for, or that a report shows.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.lint.uses import names
from engine.source.report import Diagnostic


def unused_fact(editions: tuple[Edition, ...]) -> Iterator[Finding]:
    """Yield N714 for each fact of the family of `editions` that none of them asks for."""
    asked = frozenset[str]().union(*(names(edition.loaded.rulebook) for edition in editions))
    conduct = editions[-1].loaded.rulebook.family.conduct
    asked |= {fact.name for fact in (conduct.first, conduct.last, conduct.final)} if conduct else set()
    key = {column for edition in editions for column in edition.loaded.rulebook.family.key}
    for fact in editions[-1].loaded.rulebook.facts:
        if fact.name not in asked | key:
            yield Finding(fact.name, Diagnostic(code="N714", span=fact.span, values={"name": fact.name}))
