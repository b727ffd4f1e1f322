"""orphaned_source: a registered source that no edition of the library cites.

What it finds: a file under `sources/` that nothing rests on. A remark, not a fault: drafts and texts read for other
reasons are registered too. It is made only where the whole library is checked.
Why it matters: a citation that was dropped by mistake leaves its source behind.
Avoid: a source kept for a rule that is gone
Prefer: a source that a rule cites, or one whose `note` says why it is kept.
"""

from collections.abc import Iterator
from pathlib import Path

from engine.library.reading import shown
from engine.lint.finding import Edition, Finding
from engine.source.report import Diagnostic
from engine.source.text import Span


def orphaned_source(sources: Path, editions: tuple[Edition, ...]) -> Iterator[Finding]:
    """Yield N715 for each file of `sources` that none of `editions` cites; they are all that could."""
    cited = {source for edition in editions for source in edition.loaded.sources}
    for path in sorted(sources.glob("*.yaml")):
        if path.stem not in cited:
            span = Span(file=shown(path))
            yield Finding(f"sources/{path.stem}", Diagnostic(code="N715", span=span, values={"id": path.stem}))
