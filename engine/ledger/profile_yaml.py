"""Profiles from YAML: every key is checked, what a profile does not state it has from the one it extends."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from engine.document.from_yaml import from_bytes
from engine.document.nodes import Mapping as MappingNode
from engine.document.nodes import Node, Scalar, Sequence
from engine.ledger.amounts import FORMS
from engine.ledger.headers import normal_header
from engine.ledger.moments import layout_is_sound, time_layout_is_sound
from engine.ledger.profile import CODED, COLUMNS, HOLDS, PART, STATED_ABOVE, Holds, Profile, UnknownCodes
from engine.ledger.text_file import ENCODINGS
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report

_KEYS = frozenset(
    {
        "profile", "title", "extends", "fallback", "holds", "encodings", "signature", "columns", "unused", "amounts",
        "moments", "times", "no_time", "positive", "above", "footers", "parts", "blanks", "codes", "account_suffixes",
        "account_endings", "account_prefixes", "unknown_codes", "asked",
    }
)  # fmt: skip

#: A header may stand for both of these: which one it is, each cell says.
_SHARED = frozenset({"booked_time"})


def shipped(folder: Traversable) -> tuple[Profile, ...]:
    """Return the profiles of `folder` in the order of their names; a file whose name begins with `_` is only extended.

    Raises `Rejected`: F618
    """
    report = Report("input")
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".yaml")}
    roots = {name: document.root for name, text in files.items() if (document := from_bytes(text, name, report))}
    found = [
        _profile(root, _extended(root, roots), report)
        for name, root in sorted(roots.items())
        if not name.startswith("_")
    ]
    report.stop_if_errors()
    return tuple(profile for profile in found if profile)


def profile_from_yaml(content: bytes, name: str, report: Report) -> Profile | None:
    """Return the profile written in `content`, or None and say what is wrong with it.

    Errors: F618
    """
    document = from_bytes(content, name, report)
    return _profile(document.root, None, report) if document else None


def _extended(root: Node, roots: Mapping[str, Node]) -> Node | None:
    named = root.get("extends") if isinstance(root, MappingNode) else None
    return roots.get(f"_{named.text}.yaml") if isinstance(named, Scalar) else None


def _profile(root: Node, base: Node | None, report: Report) -> Profile | None:
    writing = _Writing(root, base, report)
    profile = writing.profile()
    return profile if writing.sound else None


class _Writing:
    """Reads the nodes of one profile and collects what is wrong."""

    def __init__(self, root: Node, base: Node | None, report: Report) -> None:
        self._root = root
        self._base = base if isinstance(base, MappingNode) else MappingNode((), root.span)
        self._report = report
        self.sound = True

    def profile(self) -> Profile:
        own = self._mapping(self._root, _KEYS)
        if "extends" in own and not self._base.entries:
            self._wrong(own, "missing", name="extends")
        root = _layered(own, self._base)
        amounts = self._mapping(root.get("amounts"), {"unit", "forms"})
        holds: Holds = next(known for known in HOLDS if (known,) == self._choices(root.get("holds"), HOLDS)[:1])
        columns = {name: self._headers(node) for name, node in self._entries(root.get("columns"), COLUMNS[holds])}
        unknown: UnknownCodes = (
            "reject" if self._choices(root.get("unknown_codes"), ("question", "reject")) == ("reject",) else "question"
        )
        return Profile(
            name=self._one(root, "profile"),
            title=self._one(root, "title"),
            holds=holds,
            fallback=self._choices(root.get("fallback"), ("false", "true")) == ("true",),
            encodings=self._choices(root.get("encodings"), ENCODINGS),
            signature=self._headers(root.get("signature")),
            columns=self._without_doubles(columns),
            unused=frozenset(self._headers(root.get("unused"))),
            unit="fen" if self._choices(amounts.get("unit"), ("yuan", "fen")) == ("fen",) else "yuan",
            forms=tuple(form for form in FORMS if form in self._choices(amounts.get("forms"), FORMS)),
            layouts=self._layouts(root.get("moments")),
            times=self._times(root.get("times")),
            no_time=frozenset(self._texts(root.get("no_time"))),
            positive=self._choices(root.get("positive"), ("in", "out"))[0] if "positive" in root else "",
            above={name: self._headers(node) for name, node in self._entries(root.get("above"), STATED_ABOVE)},
            asked=self._headers(root.get("asked")),
            footers=self._texts(root.get("footers")),
            parts=self._parts(root.get("parts")),
            blanks=frozenset(text.lower() for text in self._texts(root.get("blanks"))),
            codes={name: self._codes(name, node) for name, node in self._entries(root.get("codes"), CODED)},
            account_suffixes=self._texts(root.get("account_suffixes")),
            account_endings=self._texts(root.get("account_endings")),
            account_prefixes=self._texts(root.get("account_prefixes")),
            unknown_codes=unknown,
        )

    def _wrong(self, node: Node, problem: str, **values: object) -> None:
        self.sound = False
        said = phrase(f"ledger.profile.{problem}", **values)
        self._report.add(Diagnostic(code="F618", span=node.span, values={"problem": said}))

    def _mapping(self, node: Node | None, known: frozenset[str] | set[str]) -> MappingNode:
        if not isinstance(node, MappingNode):
            if node is not None:
                self._wrong(node, "not_mapping")
            return MappingNode((), self._root.span)
        for entry in node:
            if entry.name not in known:
                self._wrong(entry.key, "unknown_key", name=entry.name)
        return node

    def _entries(self, node: Node | None, known: Mapping[str, object] | tuple[str, ...]) -> Iterator[tuple[str, Node]]:
        for entry in self._mapping(node, frozenset(known)):
            if entry.name in known:
                yield entry.name, entry.value

    def _one(self, root: MappingNode, key: str) -> str:
        node = root.get(key)
        if isinstance(node, Scalar) and node.text:
            return node.text
        self._wrong(node or root, "missing", name=key)
        return ""

    def _texts(self, node: Node | None) -> tuple[str, ...]:
        items = node.items if isinstance(node, Sequence) else (node,) if node else ()
        for item in items:
            if not isinstance(item, Scalar):
                self._wrong(item, "not_texts")
        return tuple(item.text for item in items if isinstance(item, Scalar))

    def _choices(self, node: Node | None, known: tuple[str, ...]) -> tuple[str, ...]:
        found = self._texts(node)
        if node and not set(found) <= set(known):
            self._wrong(node, "not_one_of", known=", ".join(known))
            return known[:1]
        return found or known[:1]

    def _headers(self, node: Node | None) -> tuple[str, ...]:
        return tuple(normal_header(text) for text in self._texts(node))

    def _layouts(self, node: Node | None) -> tuple[str, ...]:
        found = self._texts(node)
        for layout in found:
            if node and not layout_is_sound(layout):
                self._wrong(node, "layout", text=layout)
        return tuple(layout for layout in found if layout_is_sound(layout))

    def _times(self, node: Node | None) -> tuple[str, ...]:
        found = self._texts(node)
        for layout in found:
            if node and not time_layout_is_sound(layout):
                self._wrong(node, "layout", text=layout)
        return tuple(layout for layout in found if time_layout_is_sound(layout))

    def _codes(self, column: str, node: Node) -> Mapping[str, str]:
        meanings: dict[str, str] = {}
        for value, texts in self._entries(node, CODED[column]):
            for text in self._texts(texts):
                if text in meanings:
                    self._wrong(texts, "code_twice", text=text)
                meanings[text] = value
        return meanings

    def _parts(self, node: Node | None) -> Mapping[str, tuple[str, ...]]:
        """Return the expressions by header; their groups name parts that columns call `header→group`."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in node if isinstance(node, MappingNode) else ():
            expressions = self._texts(entry.value)
            try:
                tuple(map(re.compile, expressions))
            except re.error as error:
                self._wrong(entry.value, "expression", text=error.pattern)
            found[normal_header(entry.name)] = expressions
        return found

    def _without_doubles(self, columns: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        seen: set[str] = set()
        for header in (header for name, headers in columns.items() if name not in _SHARED for header in headers):
            if header in seen and PART not in header:
                self._wrong(self._root, "header_twice", name=header)
            seen.add(header)
        return columns


def _layered(own: MappingNode, base: MappingNode) -> MappingNode:
    """Return `own` with the keys it lacks taken from `base`, and code tables joined column by column."""
    entries = [entry for entry in own if entry.name not in ("codes", "extends")]
    entries += [entry for entry in base if entry.name not in own and entry.name != "codes"]
    tables: dict[str, object] = {}
    key = own.entry("codes") or base.entry("codes")
    for layer in (own.get("codes"), base.get("codes")):
        for entry in layer if isinstance(layer, MappingNode) else ():
            tables.setdefault(entry.name, entry)
    if key:
        joined = MappingNode(tuple(tables.values()), key.value.span)  # type: ignore[arg-type]
        entries.append(type(key)(key.key, joined))
    return MappingNode(tuple(entries), own.span)
