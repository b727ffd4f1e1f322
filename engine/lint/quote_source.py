"""quote_source: the quote of a parameter does not stand in the article it cites.

What it finds: a quote that is not a piece of the text saved for that article under `sources/`.
Why it matters: a reader must find the words where the citation sends him.
Avoid: a quote retold in other words.
Prefer: the decisive words, copied; the article's text is in `sources/<id>.yaml`.
"""

from collections.abc import Iterator

from engine.lint.finding import Edition, Finding
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def quote_source(edition: Edition) -> Iterator[Finding]:
    """Yield N703 for each quote that its article does not contain."""
    sources = edition.loaded.sources
    for parameter in edition.loaded.rulebook.parameters:
        for dated in parameter.values:
            basis = dated.basis
            if basis.cite is None or basis.quote is None:
                continue
            source, _, article = basis.cite.partition("#")
            text = sources[source].article(article) if source in sources else None
            if text is not None and basis.quote not in (text.quote or ""):
                values = {"cite": basis.cite, "quote": basis.quote}
                help_ = phrase("help.quote_source", text=text.quote) if text.quote else phrase("help.no_quote")
                yield Finding(parameter.name, Diagnostic(code="N703", span=basis.quote_span, values=values, help=help_))
