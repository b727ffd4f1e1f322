"""An import profile: how one layout of bank export says what `bookings` holds. Profiles are YAML, checked on load."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from engine.document.from_yaml import from_bytes
from engine.document.nodes import Mapping as MappingNode
from engine.document.nodes import Node, Scalar, Sequence
from engine.ledger.amounts import FORMS, Form, Unit
from engine.ledger.headers import normal_header
from engine.ledger.moments import layout_is_sound
from engine.ledger.text_file import ENCODINGS
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Report

Holds = Literal["bookings", "accounts"]

#: The columns without which no row of a layout says anything.
REQUIRED: Mapping[Holds, tuple[str, ...]] = {
    "bookings": ("account", "booked_at", "direction", "amount"),
    "accounts": ("account",),
}

#: What a layout may state, beside what it is called.
COLUMNS: Mapping[Holds, tuple[str, ...]] = {
    "bookings": (
        "account", "holder_name", "holder_id", "booked_at", "time_precision", "seq", "direction", "amount", "balance",
        "counterparty", "counterparty_name", "counterparty_id", "counterparty_bank", "serial", "summary", "channel",
        "branch", "place", "ip", "mac", "terminal", "cash", "status", "currency", "feedback",
    ),
    "accounts": (
        "account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "opened_on", "phone", "agent",
    ),
}  # fmt: skip

#: The columns read through a code table, with the values a code may mean.
CODED: Mapping[str, tuple[str, ...]] = {
    "direction": ("in", "out"),
    "status": ("booked", "failed", "reversed"),
    "cash": ("true", "false"),
    "currency": ("CNY",),
    "feedback": ("transaction", "no_record"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One layout. A layout that is known but holds nothing we read has no columns, only a signature."""

    name: str
    title: str
    holds: Holds
    encodings: tuple[str, ...]
    signature: tuple[str, ...]  #: headers that the layout always has and that tell it from others
    columns: Mapping[str, tuple[str, ...]]  #: headers a column may have; of several the first non-empty cell counts
    unused: frozenset[str]  #: headers that are known and not read
    unit: Unit
    forms: tuple[Form, ...]
    layouts: tuple[str, ...]
    blanks: frozenset[str]  #: spellings of an empty cell, in lower case; `-` stands for a run of any length
    codes: Mapping[str, Mapping[str, str]]  #: column -> text -> value
    account_suffixes: tuple[str, ...]  #: cut from account numbers, exactly as written here

    @property
    def required(self) -> tuple[tuple[str, ...], ...]:
        """The headers of each column without which a row says nothing; one of each is wanted."""
        return tuple(self.columns[column] for column in REQUIRED[self.holds]) if self.columns else ()

    @property
    def headers(self) -> frozenset[str]:
        """All headers the profile knows."""
        named = (header for headers in self.columns.values() for header in headers)
        return frozenset((*named, *self.signature)) | self.unused


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """Return the profiles beside this module, in the order of their names."""
    folder = resources.files("engine.ledger") / "profiles"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    report = Report("input")
    found = tuple(profile_from_yaml(file.read_bytes(), file.name, report) for file in files)
    report.stop_if_errors()
    return tuple(profile for profile in found if profile)


def profile_from_yaml(content: bytes, name: str, report: Report) -> Profile | None:
    """Return the profile written in `content`, or None and say what is wrong with it.

    Errors: F618
    """
    document = from_bytes(content, name, report)
    if document is None:
        return None
    writing = _Writing(document.root, report)
    profile = writing.profile()
    return profile if writing.sound else None


_KEYS = frozenset(
    {
        "profile",
        "title",
        "holds",
        "encodings",
        "signature",
        "columns",
        "unused",
        "amounts",
        "moments",
        "blanks",
        "codes",
    }
    | {"account_suffixes"}
)


class _Writing:
    """Reads the nodes of one profile and collects what is wrong."""

    def __init__(self, root: Node, report: Report) -> None:
        self._root = root
        self._report = report
        self.sound = True

    def profile(self) -> Profile:
        root = self._mapping(self._root, _KEYS)
        amounts = self._mapping(root.get("amounts"), {"unit", "forms"})
        holds: Holds = "accounts" if self._choices(root.get("holds"), tuple(COLUMNS)) == ("accounts",) else "bookings"
        columns = {name: self._headers(node) for name, node in self._entries(root.get("columns"), COLUMNS[holds])}
        return Profile(
            name=self._one(root, "profile"),
            title=self._one(root, "title"),
            holds=holds,
            encodings=self._choices(root.get("encodings"), ENCODINGS),
            signature=self._headers(root.get("signature")),
            columns=self._without_doubles(columns),
            unused=frozenset(self._headers(root.get("unused"))),
            unit="fen" if self._choices(amounts.get("unit"), ("yuan", "fen")) == ("fen",) else "yuan",
            forms=tuple(form for form in FORMS if form in self._choices(amounts.get("forms"), FORMS)),
            layouts=self._layouts(root.get("moments")),
            blanks=frozenset(text.lower() for text in self._texts(root.get("blanks"))),
            codes={name: self._codes(name, node) for name, node in self._entries(root.get("codes"), CODED)},
            account_suffixes=self._texts(root.get("account_suffixes")),
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
        return found or known[:1]

    def _headers(self, node: Node | None) -> tuple[str, ...]:
        return tuple(normal_header(text) for text in self._texts(node))

    def _layouts(self, node: Node | None) -> tuple[str, ...]:
        found = self._texts(node)
        for layout in found:
            if node and not layout_is_sound(layout):
                self._wrong(node, "layout", text=layout)
        return tuple(layout for layout in found if layout_is_sound(layout))

    def _codes(self, column: str, node: Node) -> Mapping[str, str]:
        meanings: dict[str, str] = {}
        for value, texts in self._entries(node, CODED[column]):
            for text in self._texts(texts):
                if text in meanings:
                    self._wrong(texts, "code_twice", text=text)
                meanings[text] = value
        return meanings

    def _without_doubles(self, columns: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        seen: set[str] = set()
        for header in (header for headers in columns.values() for header in headers):
            if header in seen:
                self._wrong(self._root, "header_twice", name=header)
            seen.add(header)
        return columns
