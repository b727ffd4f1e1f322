"""quote_source: the quote of a parameter does not stand in the article it cites.

What it finds: a quote that is not a piece of the text saved for that article under `sources/`.
Why it matters: a reader must find the words where the citation sends him.
Avoid: a quote retold in other words.
Prefer: the decisive words, copied; the article's text is in `sources/<id>.yaml`.
"""

from collections.abc import Iterator

from engine.library.library import Loaded
from engine.messages.words import phrase
from engine.source.report import Diagnostic


def quote_source(loaded: Loaded) -> Iterator[Diagnostic]:
    """Yield N703 for each quote that its article does not contain."""
    for parameter in loaded.rulebook.parameters:
        for dated in parameter.values:
            basis = dated.basis
            if basis.cite is None or basis.quote is None:
                continue
            source, _, article = basis.cite.partition("#")
            text = loaded.sources[source].article(article) if source in loaded.sources else None
            if text is not None and basis.quote not in text.quote:
                values = {"cite": basis.cite, "quote": basis.quote}
                help_ = phrase("help.quote_source", text=text.quote)
                yield Diagnostic(code="N703", span=basis.quote_span, values=values, help=help_)
