"""A rulebook as one page to be read and printed: prose and tables, in Markdown and in HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.explain.citations import Citation
from engine.library.lock import SignOff
from engine.messages.catalogue import speak
from engine.messages.words import Language, phrase
from engine.program.program import Program
from engine.render.condition_text import Lines
from engine.render.decision_table import Grid
from engine.render.markdown import plain, table
from engine.render.pages import page
from engine.render.rulebook_text import Prose
from engine.rulebook.rulebook import Rulebook

_COLUMNS = ("title", "name", "since", "value", "basis", "note", "in_force")


@dataclass(frozen=True, slots=True)
class Item:
    """A line and what stands below it."""

    text: str
    parts: tuple["Item", ...]
    table: Grid = ()  #: of a decision that is stated as one


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    head: tuple[tuple[str, str], ...]
    summaries: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    sections: tuple[tuple[str, tuple[Item, ...]], ...]
    parameters: str  #: title of the table


def rulebook_page(
    rulebook: Rulebook,
    program: Program,
    citations: Mapping[str, Citation],
    language: Language,
    signed: SignOff | None = None,
) -> Page:
    """Return `rulebook` as `program` reads it on its law date, in words; `signed` says who released it."""
    prose = Prose.of(rulebook, program, citations, language, signed)
    grids = prose.grids()
    sections = (
        (title, tuple(replace(item, table=grids.get(item.text, ())) for part in parts for item in _items(part)))
        for title, parts in prose.sections()
    )
    return Page(
        title=rulebook.title,
        head=tuple(prose.head()),
        summaries=tuple(prose.summaries()),
        columns=tuple(speak(phrase(f"show.column.{name}"), language) for name in _COLUMNS),
        values=tuple(prose.values()),
        sections=tuple(section for section in sections if section[1]),
        parameters=speak(phrase("show.parameters"), language),
    )


def _items(lines: Lines) -> tuple[Item, ...]:
    """Return lines as a tree: what stands further in belongs to the line before it."""
    found = list(lines)
    if not found:
        return ()
    tops = [number for number, (depth, _) in enumerate(found) if depth == found[0][0]]
    ends = [*tops[1:], len(found)]
    return tuple(
        Item(found[start][1], _items(iter(found[start + 1 : end]))) for start, end in zip(tops, ends, strict=True)
    )


def rulebook_html(shown: Page, language: Language) -> str:
    """Return one HTML file that needs no network and runs no script."""
    return page("rulebook.html", page=shown, language="zh-CN" if language == "zh" else "en")


def rulebook_markdown(shown: Page, language: Language) -> str:
    """Return Markdown: a table of the parameters, a nested list a decision, flag or duty."""
    return "".join(f"{line}\n" for line in _markdown(shown, language))


def _markdown(shown: Page, language: Language) -> Iterator[str]:
    yield f"# {plain(shown.title)}"
    yield ""
    for label, value in shown.head:
        yield f"- {plain(speak(phrase('label.colon', label=label, value=value), language))}"
    yield from (line for summary in shown.summaries for line in ("", plain(summary)))
    if shown.values:
        yield from ("", f"## {plain(shown.parameters)}", "", *table((shown.columns, *shown.values)))
    for title, items in shown.sections:
        yield from ("", f"## {plain(title)}")
        for item in items:
            yield from ("", f"### {plain(item.text)}", "")
            if item.table:
                yield from (*table(item.table), "")
            yield from _list(item.parts, 0)


def _list(items: tuple[Item, ...], depth: int) -> Iterator[str]:
    for item in items:
        yield f"{'  ' * depth}- {plain(item.text)}"
        yield from _list(item.parts, depth + 1)
