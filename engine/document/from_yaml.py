"""YAML text as a document of nodes; the one module that knows the YAML parser."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from engine.document.characters import hidden_character, hidden_in, refuse_hidden
from engine.document.nodes import Document, Entry, Mapping, Node, Scalar, Sequence
from engine.document.reading import decode, read_bytes, within_limit
from engine.document.scalars import DIGITS, digits_of, resolve
from engine.document.syntax import DEPTH_LIMIT, syntax_error
from engine.messages.words import Phrase, phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Source, Span

#: Mistakes after which a text is not read on: a hostile file has hundreds of thousands, nobody mends more at once.
MISTAKE_LIMIT = 1000

#: libyaml where PyYAML was built with it; both loaders read the same language.
_LOADER = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


def read_yaml(path: Path, name: str, report: Report) -> Document | None:
    """Return the YAML file at `path` as a document known as `name`, or None and say why not.

    Errors: D101-D118
    """
    content = read_bytes(path, name, report)
    return None if content is None else from_bytes(content, name, report)


def from_bytes(content: bytes, name: str, report: Report) -> Document | None:
    """Return `content` as a document known as `name`, or None and say why not.

    Errors: D102-D118
    """
    if not within_limit(len(content), name, report):
        return None
    source = decode(content, name, report)
    return _document(source, sha256(content).hexdigest(), report) if source else None


def from_yaml(source: Source, report: Report) -> Document | None:
    """Return the YAML text of `source` as a document, or None and say why not.

    Errors: D102, D104-D118
    """
    content = source.text.encode("utf-8", "surrogatepass")
    if not within_limit(len(content), source.name, report):
        return None
    return _document(source, sha256(content).hexdigest(), report)


def _document(source: Source, digest: str, report: Report) -> Document | None:
    if not refuse_hidden(source, report):
        return None
    composer = _Composer(source)
    try:
        root = composer.document()
    except yaml.MarkedYAMLError as error:
        composer.found.append(_syntax_error(error, source))
    except _Stopped:
        pass
    report.extend(composer.found)
    return None if composer.found else Document(source.name, root, digest)


def _syntax_error(error: yaml.MarkedYAMLError, source: Source) -> Diagnostic:
    at, opened = (
        source.span(mark.line + 1, mark.column + 1) if mark else None
        for mark in (error.problem_mark, error.context_mark)
    )
    return syntax_error(error.problem or "", source, at or source.span(1, 1), opened)


class _Stopped(Exception):  # noqa: N818 (it ends the reading of a text already reported)
    """Nothing that follows can be read."""


class _Composer:
    """Turns the events of one text into nodes and collects what is wrong on the way."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events: Iterator[yaml.Event] = yaml.parse(source.text, Loader=_LOADER)
        self._depth = 0
        self.found: list[Diagnostic] = []

    def document(self) -> Node:
        """Return the root node; stops where the text holds no or a second document."""
        next(self._events)  # the start of the stream
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise self._stopped("D107", Span(file=self._source.name))
        self._refuse_directives(start)
        root = self._node(next(self._events))
        next(self._events)  # the end of the document
        if isinstance(root, Scalar) and not root.text and not self.found:
            self._error("D107", root.span)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise self._stopped("D108", self._span(after))
        return root

    def _refuse_directives(self, start: yaml.DocumentStartEvent) -> None:
        if start.tags:
            self._error("D115", self._span(start), help_=phrase("document.help.delete"), name="TAG")
        if start.version:
            self._error("D115", self._span(start), help_=phrase("document.help.delete"), name="YAML")

    def _node(self, event: yaml.Event) -> Node:
        if len(self.found) >= MISTAKE_LIMIT:
            raise self._stopped("D118", self._span(event), limit=MISTAKE_LIMIT)
        if isinstance(event, yaml.AliasEvent):
            help_ = phrase("document.help.write_out")
            self._error("D112", self._span(event), help_=help_, name=event.anchor)
            return Scalar(None, "", self._span(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if not isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            # INVARIANT: the parser gives each node a start of its own
            raise TypeError(event)
        return self._collection(event)

    def _collection(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> Node:
        self._refuse_properties(event)
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise self._stopped("D109", self._span(event), limit=DEPTH_LIMIT)
        node = self._mapping(event) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event)
        self._depth -= 1
        return node

    def _sequence(self, start: yaml.Event) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Sequence(tuple(items), self._span(start, event))

    def _mapping(self, start: yaml.Event) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            value = self._node(next(self._events))
            if key is None:
                continue
            if key.text in entries:
                label = Label(entries[key.text].key.span, phrase("document.first_here"))
                self._error("D110", key.span, labels=(label,), name=key.text)
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), self._span(start, event))

    def _key(self, event: yaml.Event) -> Scalar | None:
        """Return the key as text, whatever its value would be; None where it is no key."""
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            self._error("D113", self._span(event), help_=phrase("document.help.write_out"))
            return None
        before = len(self.found)
        key = self._node(event)
        if isinstance(key, Scalar) and key.text.strip():
            return Scalar(key.text, key.text, key.span)
        if len(self.found) == before:
            self._error("D116", key.span)
        return None

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._refuse_properties(event)
        span = self._span(event)
        if not event.implicit[0]:
            hidden = hidden_in(event.value)
            if hidden:  # written as an escape in double quotes
                self.found.append(hidden_character(hidden, span))
            return Scalar(event.value, event.value, span)
        digits = digits_of(event.value)
        if digits > DIGITS:
            self._error("D117", span, help_=phrase("document.help.quotes"), digits=digits, limit=DIGITS)
            return Scalar(event.value, event.value, span)
        return Scalar(resolve(event.value), event.value, span)

    def _refuse_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            span = self._first_word(event)
            self._error("D111", span, help_=phrase("document.help.write_out"), name=event.anchor)
        if event.tag:
            span = self._first_word(event)
            self._error("D114", span, help_=phrase("document.help.no_tag"), name=_as_written(event.tag))

    def _first_word(self, event: yaml.Event) -> Span:
        """Return the place of the anchor or tag with which a node starts."""
        span = self._span(event)
        word = span.excerpt[span.column - 1 :].split(maxsplit=1)[:1]
        return self._source.span(span.line, span.column, sum(map(len, word)))

    def _span(self, start: yaml.Event, end: yaml.Event | None = None) -> Span:
        """Return the place from one event to another, as far as it is in the first line."""
        first, last = start.start_mark, (end or start).end_mark
        if first is None or last is None:
            return Span(file=self._source.name)
        span = self._source.span(first.line + 1, first.column + 1)
        until = last.column if last.line == first.line else len(span.excerpt.rstrip())
        return self._source.span(span.line, span.column, until - first.column)

    def _error(
        self,
        code: str,
        span: Span,
        *,
        help_: Phrase | None = None,
        labels: tuple[Label, ...] = (),
        **values: object,
    ) -> None:
        self.found.append(Diagnostic(code=code, span=span, values=values, help=help_, labels=labels))

    def _stopped(self, code: str, span: Span, **values: object) -> _Stopped:
        self.found.append(Diagnostic(code=code, span=span, values=values))
        return _Stopped()


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a scalar or a collection in brackets begins and ends: lines and columns from 0, the end not included."""

    line: int
    column: int
    end_line: int
    end_column: int


def extents(source: Source) -> tuple[Extent, ...]:
    """Return the extents in a text that `from_yaml` accepts, in its order."""
    found: list[Extent] = []
    opened: list[yaml.CollectionStartEvent] = []
    for event in yaml.parse(source.text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            start = opened.pop()
            if start.flow_style:
                found.append(_extent(start, event))
        elif isinstance(event, yaml.ScalarEvent):
            found.append(_extent(event, event))
    return tuple(sorted(found, key=lambda extent: (extent.line, extent.column)))


def _extent(start: yaml.Event, end: yaml.Event) -> Extent:
    first, last = start.start_mark, end.end_mark
    if first is None or last is None:
        # INVARIANT: the parser gives each event its marks
        raise TypeError(start)
    return Extent(first.line, first.column, last.line, last.column)
