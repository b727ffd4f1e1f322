"""What libyaml's problems mean, in the words of somebody who writes rulebooks."""

from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Label
from engine.source.text import Source, Span

#: Collections inside each other; no rulebook comes near it.
DEPTH_LIMIT = 64
#: A part of libyaml's (or the pure parser's) sentence, and what it means; the first that fits is taken.
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", "colon"),
    ("mapping values are not allowed", "value"),
    ("sequence entries are not allowed", "item"),
    ("mapping keys are not allowed", "key"),
    ("escape character", "escape"),
    ("hexdecimal number", "escape"),
    ("hexadecimal number", "escape"),
    ("Unicode character escape code", "escape"),
    ("found unexpected end of stream", "open_quote"),
    ("found unexpected document", "open_quote"),
    ("indentation indicator", "block"),
    ("comment or line break", "block"),
    ("did not find expected '-' indicator", "indentation"),
    ("did not find expected key", "indentation"),
    ("expected <block end>", "indentation"),
    ("',' or ']'", "list_end"),
    ("',' or '}'", "mapping_end"),
    ("expected node content", "content"),
    ("expected the node content", "content"),
    ("<document start>", "after_end"),
)


def syntax_error(problem: str, source: Source, at: Span, opened: Span | None) -> Diagnostic:
    """Return what libyaml found at `at`, inside something that starts at `opened`."""
    character = at.excerpt[at.column - 1 : at.column]
    if character == "\t" or "tab character" in problem:
        return Diagnostic(code="D106", span=_tab(source, at), help=phrase("document.help.tab"))
    if "maximum nesting depth" in problem:  # a later libyaml stops by itself, far beyond our limit
        return Diagnostic(code="D109", span=at, values={"limit": DEPTH_LIMIT})
    said = _meaning(problem, character)
    help_ = phrase("document.help.colon") if said.id == "document.syntax.value" else None
    if opened and (at.line > len(source.lines) or said.id == "document.syntax.open_quote"):
        at = opened  # what is never closed is shown where it was opened
    at = _inside(source, at)
    labels = (Label(opened, phrase("document.opened_here")),) if opened and opened.line != at.line else ()
    return Diagnostic(code="D105", span=at, values={"problem": said}, help=help_, labels=labels)


def _meaning(problem: str, character: str) -> Phrase:
    if "cannot start any token" in problem:
        return phrase("document.syntax.token", character=character)
    found = (name for part, name in _MEANINGS if part in problem)
    return phrase(f"document.syntax.{next(found, 'other')}")


def _inside(source: Source, span: Span) -> Span:
    """Return `span`, or the last character of the text where it stands after the end."""
    last = len(source.lines)
    return span if span.line <= last else source.span(last, len(source.lines[-1]) or 1)


def _tab(source: Source, span: Span) -> Span:
    """Return the place of the first tab of the line, where libyaml stopped somewhere else in it."""
    column = span.excerpt.find("\t") + 1
    return source.span(span.line, column or span.column)
