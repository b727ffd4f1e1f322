"""Text that Markdown shows as it is, and tables of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from engine.render.terminal_text import safe

#: What Markdown, or HTML inside it, would take for a sign.
_SIGNS = re.compile(r"([\\`*_\[\]|~]|^[#+-])")
#: A number that Markdown would take for the start of a list.
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")


def plain(text: str) -> str:
    """Return `text` such that Markdown shows it as it is, on one line."""
    told = safe(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NUMBERED.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", told))


def plain_lines(text: str) -> str:
    """Return `text` of several lines for one cell of a table; leading wide spaces stay."""
    return "<br>".join(
        "　" * (len(line) - len(line.lstrip("　"))) + plain(line.lstrip("　")) for line in text.split("\n")
    )


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; the first of `rows` is its head."""
    yield _row(map(plain_lines, rows[0]))
    yield _row(["---"] * len(rows[0]))
    yield from (_row(map(plain_lines, row)) for row in rows[1:])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
