"""What was expected and what stands there, in words."""

from functools import reduce

from engine.document.nodes import Mapping, Node, Scalar, Sequence
from engine.messages.words import Phrase, phrase

#: What to do where one of these was expected.
_HELP = {"boolean": "true_false", "array": "list"}


def type_of(node: Node) -> str:
    """Return what JSON Schema calls the type of `node`."""
    match node:
        case Mapping():
            return "object"
        case Sequence():
            return "array"
        case Scalar(value=bool()):
            return "boolean"
        case Scalar(value=None):
            return "null"
        case Scalar(value=str()):
            return "string"
        case _:
            return "number"


def found_type(node: Node) -> Phrase:
    return phrase(f"schema.type.{type_of(node)}")


def expected_type(rule: object) -> Phrase:
    """Return the words for the value of the keyword `type`: one name or several."""
    names = rule if isinstance(rule, list) else [rule]
    phrases = [phrase(f"schema.type.{name}") for name in names]
    return reduce(lambda first, second: phrase("schema.or", first=first, second=second), phrases)


def type_help(rule: object, node: Node) -> Phrase | None:
    """Return what to do about a value of the wrong type, where that is plain."""
    if isinstance(rule, str) and rule in _HELP and isinstance(node, Scalar):
        return phrase(f"schema.help.{_HELP[rule]}")
    text = rule == "string" or (isinstance(rule, list) and "string" in rule)
    return phrase("schema.help.quotes") if text and type_of(node) in ("number", "boolean") else None
