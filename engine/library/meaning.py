"""What an edition means, in one canonical form: layout, comments and the spelling of money leave no trace in it.

The form is made of the documents themselves, not of what this program makes of them: an edition signed today has the
same digest under a later version of the program, and a key that nobody thought of is in it all the same. Left out is
what does not bear on a decision: the status, who maintains and reviews, when and where a source was read, facts the
edition never asks for, articles it never cites, and calendar years after the one that was last signed.
"""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from engine.document.from_yaml import read_yaml
from engine.document.nodes import Mapping, Node, Scalar
from engine.library.library import Loaded
from engine.library.reading import shown
from engine.rulebook.citing import citing
from engine.rulebook.values import money
from engine.source.report import Report

#: Names of mappings whose order is part of what they say: outcomes by priority.
_ORDERED = frozenset({"outcomes"})
_ADMINISTRATIVE = {
    "rulebook": frozenset({"status"}),
    "family": frozenset({"owner", "reviewers"}),
    "source": frozenset({"url", "checked_on", "note", "articles"}),
}

Canonical = str | int | bool | dict[str, "Canonical"] | list["Canonical"] | None


def meaning(loaded: Loaded, calendar_to: int | None = None) -> str:
    """Return the digest, `sha256:…`, of what the edition means; its calendar counts up to the year `calendar_to`."""
    text = json.dumps(_canonical(loaded, calendar_to), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def calendar_to(loaded: Loaded) -> int | None:
    """Return the last year of the calendar that the edition counts by, None where it counts by none."""
    return max((found.year for found in loaded.calendar.years), default=None) if loaded.calendar else None


def _canonical(loaded: Loaded, last: int | None) -> Canonical:
    family = loaded.folder.parent
    rulebook = _without(_read(loaded.folder / "rulebook.yaml"), "rulebook")
    about = _without(_read(family / "family.yaml"), "family")
    facts = _named(_read(family / "facts.yaml"), "facts")
    asked = frozenset((*_words(rulebook), *_words(about)))
    return {
        "rulebook": rulebook,
        "family": about,
        "facts": {name: fact for name, fact in facts.items() if name in asked},
        "sources": {name: _source(loaded.root / "sources" / f"{name}.yaml", loaded) for name in loaded.sources},
        "calendar": _calendar(loaded, last),
    }


def _source(path: Path, loaded: Loaded) -> Canonical:
    stated = _read(path)
    cited = {found.cite.article for found in citing(loaded.rulebook) if found.cite.source == path.stem}
    articles = {name: said for name, said in _named(stated, "articles").items() if name in cited}
    return {**_without(stated, "source"), "articles": articles}


def _calendar(loaded: Loaded, last: int | None) -> Canonical:
    """Return the days off and the days worked of each year; what is said about them is no part of the count."""
    return {
        str(found.year): {
            "off": [[holiday.first.isoformat(), holiday.last.isoformat()] for holiday in found.holidays],
            "worked": [day.isoformat() for day in found.workdays],
        }
        for found in (loaded.calendar.years if loaded.calendar else ())
        if last is None or found.year <= last
    }


def _read(path: Path) -> dict[str, Canonical]:
    document = read_yaml(path, shown(path), Report("rulebook"))
    found = _plain(document.root) if document else {}
    return found if isinstance(found, dict) else {}


def _without(stated: dict[str, Canonical], kind: str) -> dict[str, Canonical]:
    return {name: said for name, said in stated.items() if name not in _ADMINISTRATIVE[kind]}


def _named(stated: dict[str, Canonical], name: str) -> dict[str, Canonical]:
    found = stated.get(name)
    return found if isinstance(found, dict) else {}


def _plain(node: Node, name: str = "") -> Canonical:
    if isinstance(node, Scalar):
        return _scalar(node)
    if not isinstance(node, Mapping):
        return [_plain(item) for item in node]
    if name in _ORDERED:
        return [[entry.name, _plain(entry.value, entry.name)] for entry in node]
    return {entry.name: _plain(entry.value, entry.name) for entry in node}


def _scalar(node: Scalar) -> Canonical:
    """Return the value of a scalar; money as fen and numbers as exact text, however they are spelt."""
    match node.value:
        case str():
            fen = money(node.value)
            return node.value if fen is None else f"{fen} fen"
        case Decimal():
            return f"{node.value.normalize():f}"
        case _:
            return node.value


def _words(canonical: Canonical) -> Iterator[str]:
    """Yield every text and every name in `canonical`."""
    if isinstance(canonical, str):
        yield canonical
    elif isinstance(canonical, dict):
        for name, said in canonical.items():
            yield name
            yield from _words(said)
    elif isinstance(canonical, list):
        for said in canonical:
            yield from _words(said)
