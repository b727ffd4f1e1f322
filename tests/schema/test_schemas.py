"""The schemas are documentation: strict, described in two languages, and fit for editors."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # noqa: TID251 (the meta-schema is asked directly)

from engine.schema.catalogue import KINDS, schema_of, schema_text
from engine.schema.diagnose import SAID_KEYWORDS

#: Keywords that describe or combine and never fail as such.
SILENT = {"$schema", "$id", "$defs", "$ref", "title", "description", "markdownEnumDescriptions"} | {
    "if", "then", "else", "properties", "items", "propertyNames", "dependentSchemas"
}  # fmt: skip


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield `schema` and every schema inside it."""
    yield schema
    for keyword in ("properties", "$defs", "dependentSchemas"):
        for inner in schema.get(keyword, {}).values():
            yield from subschemas(inner)
    for keyword in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
        if isinstance(schema.get(keyword), dict):
            yield from subschemas(schema[keyword])


def two_languages(text: str) -> bool:
    chinese, _, english = text.partition("\n")
    return any("\u4e00" <= character <= "\u9fff" for character in chinese) and english.strip().isascii()


def declared(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the properties of every mapping that is closed: those a writer can use."""
    for inner in subschemas(schema):
        if inner.get("additionalProperties") is False:
            yield from inner["properties"].items()


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema(kind: Any):
    Draft202012Validator.check_schema(schema_of(kind))

    assert f"https://after-rules.invalid/schemas/v1/{kind}.schema.json" == schema_of(kind)["$id"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_in_two_languages(kind: Any):
    schema = schema_of(kind)
    named = [*declared(schema), *schema["$defs"].items(), (kind, schema)]

    assert [] == [name for name, inner in named if not two_languages(inner.get("description", ""))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_allowed_value_is_described_in_two_languages(kind: Any):
    closed = [inner for inner in subschemas(schema_of(kind)) if "enum" in inner]
    described = [(inner["enum"], inner["markdownEnumDescriptions"]) for inner in closed]

    assert [] == [values for values, texts in described if len(values) != len(texts)]
    assert [] == [text for _, texts in described for text in texts if not two_languages(text.replace("\n\n", "\n"))]


@pytest.mark.parametrize("kind", KINDS)
def test_every_mapping_is_closed_or_a_table_of_named_things(kind: Any):
    mappings = [inner for inner in subschemas(schema_of(kind)) if inner.get("type") == "object" and "then" not in inner]
    written = [inner for inner in mappings if "description" in inner]

    assert written
    assert [] == [
        inner for inner in written if inner["additionalProperties"] is not False and "propertyNames" not in inner
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_something_is_said_about_every_keyword_that_can_fail(kind: Any):
    keywords = {keyword for inner in subschemas(schema_of(kind)) for keyword in inner}

    assert set() == keywords - SILENT - SAID_KEYWORDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_is_as_the_formatter_of_json_writes_it(kind: Any):
    assert json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n" == schema_text(kind)


def test_definitions_of_the_same_name_say_the_same():
    first: dict[str, Any] = {}
    for kind in KINDS:
        for name, definition in schema_of(kind)["$defs"].items():
            assert first.setdefault(name, definition) == definition
