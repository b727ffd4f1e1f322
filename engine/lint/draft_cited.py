"""draft_cited: something rests on a draft, or on a text that nobody has confirmed.

What it finds: in an edition that is not released, citations of a source marked `draft`, of grade D or K, or of law
without a day of entry into force. In a released edition drafts and these grades are errors (L412, L414); law without
such a day is found here.
Why it matters: the edition cannot be released as it stands, and its results are not law.
Avoid: `cite: draft-nc#12` for a threshold
Prefer: the text in force; the draft stays registered and uncited until it is enacted.
"""

from collections.abc import Iterator

from engine.library.sources import UNRELEASABLE
from engine.lint.cited import Relied, relied
from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def draft_cited(edition: Edition) -> Iterator[Finding]:
    """Yield N711 for each citation of what is not confirmed law."""
    released = edition.loaded.rulebook.status == "released"
    for found in relied(edition):
        if _undated(found) or (not released and _unconfirmed(found)):
            values = {"name": found.key, "cite": found.cite.reference}
            diagnostic = Diagnostic(code="N711", span=found.cite.span, values=values, help=phrase("help.draft_cited"))
            yield Finding(found.key, diagnostic)


def _undated(found: Relied) -> bool:
    return found.source.effective is None and found.source.rank != "practice" and not found.source.draft


def _unconfirmed(found: Relied) -> bool:
    article = found.source.article(found.cite.article)
    return found.source.draft or (article.grade if article else found.source.grade) in UNRELEASABLE
