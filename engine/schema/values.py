"""What is said about values: of the wrong type, of the wrong form, too many."""

from collections.abc import Iterator

from engine.document.nodes import Node, Scalar, Sequence
from engine.messages.words import phrase
from engine.schema.flaws import Flaw
from engine.schema.plain import node_at, plain
from engine.schema.types import expected_type, found_type, type_help
from engine.schema.words import listed, shown
from engine.source.nearest import did_you_mean
from engine.source.report import Diagnostic, Label


def wrong_type(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    yield _wrong_type(flaw.rule, node_at(root, flaw.path))


def _wrong_type(expected: object, node: Node) -> Diagnostic:
    values = {"expected": expected_type(expected), "found": found_type(node)}
    return Diagnostic(code="D201", span=node.span, values=values, help=type_help(expected, node))


def not_one_of(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    node = node_at(root, flaw.path)
    if not isinstance(node, Scalar) or node.value is None:
        yield _wrong_type("string", node)
        return
    allowed = tuple(map(_written, flaw.rule if flaw.keyword == "enum" else [flaw.rule]))
    meant = did_you_mean(shown(node.text), allowed)
    yield Diagnostic(
        code="D204",
        span=node.span,
        values={"value": shown(node.text)},
        help=meant or phrase("schema.help.allowed", values=listed(allowed)),
    )


def bad_form(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    """Say that a text is not of its form; a text of no particular form is only never empty."""
    node = node_at(root, flaw.path)
    form = flaw.schema.get("format")
    if form is None:
        yield Diagnostic(code="D212", span=node.span)
    else:
        values = {"value": shown(flaw.instance), "form": phrase(f"schema.form.{form}")}
        yield Diagnostic(code="D205", span=node.span, values=values)


def too_few(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    yield _counted("D206", flaw, root)


def too_many(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    yield _counted("D207", flaw, root)


def _counted(code: str, flaw: Flaw, root: Node) -> Diagnostic:
    values = {"limit": flaw.rule, "found": len(flaw.instance)}
    return Diagnostic(code=code, span=node_at(root, flaw.path).span, values=values)


def repeated(flaw: Flaw, root: Node) -> Iterator[Diagnostic]:
    """Say of each item that it stands further up already."""
    sequence = node_at(root, flaw.path)
    first: dict[str, Node] = {}
    for item in sequence.items if isinstance(sequence, Sequence) else ():
        value = repr(plain(item))
        if value in first:
            label = Label(first[value].span, phrase("schema.first_here"))
            text = shown(item.text) if isinstance(item, Scalar) else item.span.excerpt.strip()
            yield Diagnostic(code="D210", span=item.span, values={"value": text}, labels=(label,))
        first.setdefault(value, item)


def _written(value: object) -> str:
    """Return a value of the schema as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
