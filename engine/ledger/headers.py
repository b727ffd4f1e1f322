"""Headers as profiles spell them, and what to say of a header that is missing, doubled or unknown."""

from collections.abc import Collection, Sequence
from unicodedata import normalize

from engine.messages.words import Phrase, phrase
from engine.source.nearest import did_you_mean, nearest
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

#: Characters of a list of headers that an error shows.
SHOWN = 500


def normal_header(header: str) -> str:
    """Return `header` as profiles spell it: half width, without blanks and byte order mark, case as given."""
    return "".join(normalize("NFKC", header).replace("\ufeff", "").split())


def missing_column(wanted: str, header: Sequence[str], span: Span, *, called: str | None = None) -> Diagnostic:
    """Return the error that `wanted` is missing (by all the names it is called), with the nearest header present."""
    return Diagnostic(code="F612", span=span, values={"column": called or wanted}, help=_near(wanted, header))


def doubled_columns(read: Collection[str], header: Sequence[str], span: Span) -> list[Diagnostic]:
    """Return an error for each header that would be read and stands twice."""
    doubled = sorted({title for title in header if title in read and header.count(title) > 1})
    return [Diagnostic(code="F613", span=span, values={"column": title}) for title in doubled]


def warn_of_slips(header: Sequence[str], known: Collection[str], span: Span, report: Report) -> None:
    """Warn of an unknown header that looks like a known one the file lacks; other unknown headers are only listed."""
    absent = sorted(set(known) - set(header))
    for title in header:
        if title and title not in known and nearest(title, absent):
            help_ = did_you_mean(title, absent)
            report.add(Diagnostic(code="F620", span=span, values={"column": title}, help=help_))


def _near(wanted: str, header: Sequence[str]) -> Phrase:
    titles = [title for title in header if title]
    found = nearest(wanted, titles)
    if found:
        return phrase("ledger.help.nearest_header", name=found)
    return phrase("ledger.help.headers", headers=", ".join(titles)[:SHOWN])
