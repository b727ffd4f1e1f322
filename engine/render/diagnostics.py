"""Diagnostics as they are printed: place, code, message; the line with a caret; second places; help."""

from collections.abc import Iterable, Iterator

from engine.messages.catalogue import CODES, speak
from engine.messages.words import Language
from engine.render.terminal_text import safe, width
from engine.source.report import Diagnostic
from engine.source.text import Span

#: Columns of a source line that are shown; a longer one is cut around the caret.
_SHOWN = 100
_BEFORE = 40


def diagnostic_text(diagnostic: Diagnostic, language: Language) -> str:
    """Return `diagnostic` as it is printed, without a final line end."""
    return "\n".join(_lines(diagnostic, language))


def diagnostics_text(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """Return all of them, a line end behind each."""
    return "".join(f"{diagnostic_text(found, language)}\n" for found in diagnostics)


def _lines(diagnostic: Diagnostic, language: Language) -> Iterator[str]:
    code = CODES[diagnostic.code]
    said = safe(speak(diagnostic.message, language))
    span = diagnostic.span
    yield f"{_place(span)}: {code.severity}[{code.id} {code.name}]: {said}"
    places = [place for place in (span, *(label.span for label in diagnostic.labels)) if place]
    gutter = max((len(str(place.line)) for place in places), default=1)
    if span:
        yield from _shown(span, gutter, "^")
    for label in diagnostic.labels:
        if span is None or label.span.file != span.file or not label.span.excerpt:
            yield f"{' ' * (gutter + 1)}::: {_place(label.span)}"
        yield from _shown(label.span, gutter, "-", safe(speak(label.says, language)))
    if diagnostic.help:
        yield f"{' ' * (gutter + 2)}= help: {safe(speak(diagnostic.help, language))}"


def _place(span: Span | None) -> str:
    return f"{safe(span.file)}:{span.line}:{span.column}" if span else "rules"


def _shown(span: Span, gutter: int, mark: str, says: str = "") -> Iterator[str]:
    """Yield the line of `span` and, below it, its marks; only what is said where the line is not known."""
    if not span.excerpt:
        if says:
            yield f"{' ' * (gutter + 2)}| {says}"
        return
    before, marked, after = _cut(span)
    yield f" {span.line:>{gutter}} | {before}{marked}{after}".rstrip()
    yield f" {' ' * gutter} | {' ' * width(before)}{mark * max(width(marked), 1)} {says}".rstrip()


def _cut(span: Span) -> tuple[str, str, str]:
    """Return the line before, at and after the marks, cut to what fits."""
    start = span.column - 1
    before = safe(span.excerpt[:start])
    marked = safe(span.excerpt[start : start + span.width])
    after = safe(span.excerpt[start + span.width :])
    if width(before + marked + after) <= _SHOWN:
        return before, marked, after
    if width(before) > _BEFORE:
        before = "…" + _tail(before, _BEFORE)
    marked = _head(marked, _SHOWN - width(before))
    return before, marked, _head(after, _SHOWN - width(before) - width(marked))


def _head(text: str, columns: int) -> str:
    """Return the beginning of `text` that fits, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    kept = text[: max(columns, 0)]
    while kept and width(kept) >= columns:
        kept = kept[:-1]
    return f"{kept}…"


def _tail(text: str, columns: int) -> str:
    text = text[-columns:]
    while width(text) > columns:
        text = text[1:]
    return text
