"""Flaws → diagnostics: what is wrong, in the user's words, at its node, once a mistake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from engine.document.nodes import Node
from engine.schema.flaws import Flaw, Path, alternatives, present
from engine.schema.keys import bad_key, conflicting, meant_keys, missing, missing_choice, missing_companion, unknown
from engine.schema.values import bad_form, not_one_of, repeated, too_few, too_many, wrong_type
from engine.source.report import Diagnostic

Say = Callable[[Flaw, Node], Iterator[Diagnostic]]


def _one_of(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    return conflicting(flaw, root) if present(flaw) else missing_choice(flaw, root)


def _form(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    return bad_key(flaw, root) if flaw.about_key else bad_form(flaw, root)


#: Mistakes of one document that are told apart: a hostile file has hundreds of thousands, nobody mends more at once.
MISTAKE_LIMIT = 1000

#: Every keyword that can fail in our schemas, and what is said about it.
_SAY: dict[str, Say] = {
    "type": wrong_type,
    "enum": not_one_of,
    "const": not_one_of,
    "pattern": _form,
    "format": _form,
    "minItems": too_few,
    "minProperties": too_few,
    "maxItems": too_many,
    "uniqueItems": repeated,
    "required": missing,
    "oneOf": _one_of,
    "dependentRequired": missing_companion,
    "additionalProperties": unknown,
    "not": conflicting,
}

SAID_KEYWORDS = frozenset(_SAY)


def diagnose(root: Node, flaws: Iterator[Flaw]) -> tuple[Diagnostic, ...]:
    """Return one diagnostic a mistake, of the first `MISTAKE_LIMIT` mistakes."""
    some = tuple(islice(flaws, MISTAKE_LIMIT + 1))
    found = tuple(islice(_said(root, some), MISTAKE_LIMIT + 1))
    if max(len(some), len(found)) > MISTAKE_LIMIT:
        more = Diagnostic(code="D214", span=root.span, values={"limit": MISTAKE_LIMIT})
        found = (*found[:MISTAKE_LIMIT], more)
    return tuple({(said.code, said.span, str(said.values)): said for said in found}.values())


def _said(root: Node, flaws: tuple[Flaw, ...]) -> Iterator[Diagnostic]:
    meant = _meant(flaws)
    causes = _causes(flaws)
    for flaw in flaws:
        if not causes.explain(flaw):
            yield from (said for said in _SAY[flaw.keyword](flaw, root) if not _misspelt(flaw, said, meant))


@dataclass(frozen=True, slots=True)
class _Causes:
    """Paths of nodes with a mistake from which other flaws merely follow."""

    mistyped: frozenset[Path]  #: of another type altogether
    crowded: frozenset[Path]  #: two things at once
    forbidding: frozenset[Path]  #: with a key that the others forbid

    def explain(self, flaw: Flaw) -> bool:
        """Whether `flaw` follows from a mistake that is said already."""
        match flaw.keyword:
            case "type":
                return False
            case "not":
                return flaw.path[:-1] in self.crowded
            case "oneOf" if isinstance(flaw.instance, dict) and not present(flaw):
                return flaw.path in self.crowded | self.forbidding
            case _:
                return flaw.path in self.mistyped and not flaw.about_key


def _causes(flaws: tuple[Flaw, ...]) -> _Causes:
    return _Causes(
        mistyped=frozenset(flaw.path for flaw in flaws if flaw.keyword == "type"),
        crowded=frozenset(flaw.path for flaw in flaws if flaw.keyword == "oneOf" and len(present(flaw)) > 1),
        forbidding=frozenset(flaw.path[:-1] for flaw in flaws if flaw.keyword == "not"),
    )


def _meant(flaws: tuple[Flaw, ...]) -> set[tuple[Path, str]]:
    """Return the keys that misspelt ones stand for, each with the path of its mapping."""
    misspelt = (flaw for flaw in flaws if flaw.keyword == "additionalProperties")
    return {(flaw.path, name) for flaw in misspelt for name in meant_keys(flaw).values()}


def _misspelt(flaw: Flaw, said: Diagnostic, meant: set[tuple[Path, str]]) -> bool:
    """Whether a key is missing only because it is misspelt, which is said already."""
    if said.code == "D208":
        return any((flaw.path, name) in meant for name in alternatives(flaw))
    return said.code in ("D202", "D211") and (flaw.path, str(said.values["name"])) in meant
