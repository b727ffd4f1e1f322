"""What is said about keys: unknown, missing, at odds with others."""

from collections.abc import Iterator

from engine.document.nodes import Entry, Mapping, Node
from engine.messages.words import phrase
from engine.schema.flaws import Flaw, alternatives, present, unknown_keys, vacant_keys
from engine.schema.plain import node_at
from engine.schema.words import listed, shown
from engine.source.nearest import nearest
from engine.source.report import Diagnostic, Label
from engine.source.text import Span

#: Unknown keys of one mapping that are compared with the known ones; a mapping with more is not a slip.
_GUESSED = 20


def unknown(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    vacant = vacant_keys(flaw)
    known = phrase("schema.help.keys", names=listed(vacant)) if vacant else None
    meant = meant_keys(flaw)
    for name in unknown_keys(flaw):
        near = phrase("help.did_you_mean", name=meant[name]) if name in meant else known
        yield Diagnostic(code="D203", span=_entry(root, flaw, name).key.span, values={"name": shown(name)}, help=near)


def meant_keys(flaw: Flaw) -> dict[str, str]:
    """Return for the first unknown keys the known one that each stands for, where one is near."""
    vacant = vacant_keys(flaw)
    near = {name: nearest(name, vacant) for name in unknown_keys(flaw)[:_GUESSED]}
    return {name: found for name, found in near.items() if found}


def missing(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    for name in flaw.rule:
        if name not in flaw.instance:
            yield Diagnostic(code="D202", span=_owner(root, flaw), values={"name": name})


def missing_choice(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    yield Diagnostic(code="D208", span=_owner(root, flaw), values={"names": listed(alternatives(flaw))})


def missing_companion(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    for other, names in flaw.rule.items():
        for name in names:
            if other in flaw.instance and name not in flaw.instance:
                values = {"name": name, "other": other}
                yield Diagnostic(code="D211", span=_entry(root, flaw, other).key.span, values=values)


def conflicting(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    """Say which keys exclude each other: two alternatives, or a key and one that forbids it."""
    if flaw.keyword == "not":
        mapping = node_at(root, flaw.path[:-1])
        # The way through the schema ends: dependentSchemas, the other key, properties, this key, not.
        names: tuple[str, ...] = (str(flaw.steps[-4]), str(flaw.path[-1]))
    else:
        mapping = node_at(root, flaw.path)
        names = present(flaw)
    first, *others = names
    for name in others:
        label = Label(_entry_of(mapping, first).key.span, phrase("schema.other_here"))
        values = {"name": name, "other": first}
        yield Diagnostic(code="D209", span=_entry_of(mapping, name).key.span, values=values, labels=(label,))


def bad_key(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    entry = _entry(root, flaw, flaw.instance)
    values = {"name": shown(entry.name), "form": phrase(f"schema.form.{flaw.schema['format']}")}
    yield Diagnostic(code="D213", span=entry.key.span, values=values)


def _entry_of(mapping: Node, name: str) -> Entry:
    found = mapping.entry(name) if isinstance(mapping, Mapping) else None
    assert found is not None, "INVARIANT: the validator saw this key"  # noqa: S101 (states an invariant)
    return found


def _entry(root: Node, flaw: Flaw, name: str) -> Entry:
    return _entry_of(node_at(root, flaw.path), name)


def _owner(root: Node, flaw: Flaw) -> Span:
    """Return where something is missing: the key of a block mapping, else the mapping itself."""
    span = node_at(root, flaw.path).span
    if flaw.path and isinstance(flaw.path[-1], str):
        key = _entry_of(node_at(root, flaw.path[:-1]), flaw.path[-1]).key.span
        return span if key.line == span.line else key
    return span
