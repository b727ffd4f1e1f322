"""Characters that make the text on the screen differ from the text that is read."""

import re
from collections import Counter

from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report
from engine.source.text import Source, Span

#: Everything YAML does not allow (controls, surrogates, non-characters) and, of what it allows: all bidirectional
#: controls («Trojan Source», CVE-2021-42574), line ends that editors do not show as such (they end a comment
#: unseen), and marks without width (two keys would look the same).
_HIDDEN = re.compile(
    "[^\t\n\r -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]"
)


def hidden_in(text: str) -> str | None:
    """Return the first hidden character of `text`, or None."""
    found = _HIDDEN.search(text)
    return found.group() if found else None


def refuse_hidden(source: Source, report: Report) -> bool:
    """Report each hidden character at its first place; True where there is none."""
    first: dict[str, int] = {}
    counted: Counter[str] = Counter()
    for match in _HIDDEN.finditer(source.text):
        first.setdefault(match.group(), match.start())
        counted[match.group()] += 1
    for character, offset in first.items():
        report.add(hidden_character(character, place(source, offset), counted[character]))
    return not first


def hidden_character(character: str, span: Span, count: int = 1) -> Diagnostic:
    values = {"point": f"{ord(character):04X}", "count": count}
    return Diagnostic(code="D104", span=span, values=values, help=phrase("document.help.hidden"))


def place(source: Source, offset: int, width: int = 1) -> Span:
    """Return the span of the character at `offset` of the text."""
    # The sentinel makes a line of what follows a line end, and counts lines exactly as the source does.
    lines = (source.text[:offset] + "x").splitlines()
    return source.span(len(lines), len(lines[-1]), width)
