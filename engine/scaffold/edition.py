"""An edition and a day → the files of the next edition: the same rules as a draft."""

from datetime import date

from engine.document.nodes import Document, Mapping
from engine.scaffold.family import filled
from engine.source.text import Source


def next_rulebook(source: Source, document: Document, day: date) -> str:
    """Return the rulebook with its new first day as a draft that nothing has repealed; all else as it stands."""
    return restated(source, document, {"edition": day.isoformat(), "status": "draft", "repealed": None})


def next_tests(source: Source, document: Document, day: date) -> str:
    """Return the tests of the rulebook for its new first day."""
    return restated(source, document, {"edition": day.isoformat()})


def next_changelog(text: str, previous: str, day: date) -> str:
    """Return the changelog with an entry to be filled in above all others."""
    entry = filled("entry.md", {"previous": previous, "day": day.isoformat()})
    head, found, rest = text.partition("\n## ")
    return f"{head}\n{entry}## {rest}" if found else f"{text.rstrip()}\n\n{entry}"


def restated(source: Source, document: Document, stated: dict[str, str | None]) -> str:
    """Return the text with other values of keys at the top; a key whose value is None goes with its line."""
    root = document.root
    assert isinstance(root, Mapping), "INVARIANT: every schema asks for a mapping"  # noqa: S101 (an invariant)
    lines: list[str | None] = list(source.lines)
    for key, value in stated.items():
        entry = root.entry(key)
        if entry is None:
            continue
        span = entry.value.span
        line = source.lines[span.line - 1]
        start = span.column - 1
        lines[span.line - 1] = None if value is None else line[:start] + value + line[start + span.width :]
    return "".join(f"{line}\n" for line in lines if line is not None)
