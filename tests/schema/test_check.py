"""A document is checked against its schema; each mistake is one diagnostic at its place."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.from_yaml import from_yaml, read_yaml
from engine.messages.catalogue import speak
from engine.schema.catalogue import KINDS, Kind
from engine.schema.check import CheckedDocument, check_document
from engine.source.report import Report
from engine.source.text import Source

ROOT = Path(__file__).parents[2]
FAMILIES = sorted(path.parent for path in (ROOT / "rulebooks").glob("*/family.yaml"))
SHIPPED = [
    *((path, "source") for path in sorted((ROOT / "rulebooks/sources").glob("*.yaml"))),
    *((path, path.stem) for family in FAMILIES for path in sorted(family.glob("**/*.yaml"))),
]
HEAD = "schema: 1\nrulebook: after\nedition: 2022-01-01\ntitle: 分级\nstatus: draft\n"


def checked(text: str, kind: Kind) -> tuple[CheckedDocument | None, Report]:
    report = Report("rulebook")
    document = from_yaml(Source("t.yaml", text), report)
    assert document is not None
    return check_document(document, kind, report), report


def mistakes(text: str, kind: Kind = "rulebook") -> list[tuple[str, int, int]]:
    found, report = checked(text, kind)

    assert (found is None) == report.has_errors
    for one in report.diagnostics:
        assert speak(one.message, "zh")
        assert speak(one.message, "en")
    return [(one.code, one.span.line, one.span.column) for one in report.diagnostics if one.span]


def when(condition: str) -> list[tuple[str, int]]:
    """Return the mistakes of one condition: code and column in it."""
    flags = f"{HEAD}flags:\n  f:\n    title: t\n    when: {condition}\n"
    found = mistakes(flags)

    assert all(line == 9 for _, line, _ in found)
    return [(code, column - 10) for code, _, column in found]


@pytest.mark.parametrize(("path", "kind"), SHIPPED, ids=lambda value: getattr(value, "stem", value))
def test_shipped_documents_have_the_shape_of_their_kind(path: Path, kind: Kind):
    report = Report("rulebook")
    document = read_yaml(path, path.name, report)
    assert document is not None
    found = check_document(document, kind, report)

    assert () == report.diagnostics
    assert found is not None
    assert (kind, document.root) == (found.kind, found.root)


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{fact: a, at_least: 3000元}], label: 说明}",
        "{any: [{not: {fact: a, is: true}}, {decision: d, is_not: tier_1}]}",
        "{decision: d, one_of: [tier_1, tier_2]}",
        "{decision: d, includes: tier_1}",
        "{fact: a, present: false}",
        "{fact: a, between: [1, {sum: [b, 2]}]}",
        "{product: [a, 7], more_than: {max: [b, {difference: [c, 0.5]}]}}",
        "{days_between: [a, b], less_than: 30}",
        "{fact: a, at_most: 90 %}",
    ],
)
def test_every_form_of_a_condition_is_accepted(condition: str):
    assert [] == when(condition)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{fcat: a, at_least: 3}", [("D203", 2)]),
        ("{fact: a, at_lest: 3}", [("D203", 11)]),
        ("{fact: a}", [("D208", 1)]),
        ("{at_least: 3}", [("D208", 1)]),
        ("{fact: a, is: 1, at_least: 2}", [("D209", 18)]),
        ("{decision: d, present: true}", [("D209", 15)]),
        ("{decision: d, is: a, at_least: 3}", [("D209", 22)]),
        ("{fact: a, includes: b}", [("D209", 11)]),
        ("{sum: [a], present: true}", [("D209", 12)]),
        ("{all: [{fact: a, is: 1}], is: 1}", [("D209", 27)]),
        ("{all: [{fact: a, is: 1}], fact: a}", [("D209", 27)]),
        ("{all: [{fact: a, is: 1}], any: [{fact: a, is: 1}]}", [("D209", 27)]),
        ("{fact: a, decision: d, is: 1}", [("D209", 11)]),
        ("{fact: 3, is: 1}", [("D201", 8)]),
        ("{fact: A, is: 1}", [("D205", 8)]),
        ("{all: []}", [("D206", 7)]),
        ("{all: {fact: a, is: 1}}", [("D201", 7)]),
        ("{not: [{fact: a, is: 1}]}", [("D201", 7)]),
        ("{fact: a, is: null}", [("D201", 15)]),
        ("{fact: a, is: }", [("D201", 15)]),
        ("{fact: a, at_least: true}", [("D201", 21)]),
        ("{fact: a, at_least: [1]}", [("D201", 21)]),
        ("{fact: a, at_least: {sun: [b]}}", [("D203", 22)]),
        ("{fact: a, at_least: {sum: [b], product: [c]}}", [("D209", 32)]),
        ("{fact: a, at_least: {}}", [("D208", 21)]),
        ("{fact: a, present: yes}", [("D201", 20)]),
        ("{fact: a, between: [1]}", [("D206", 20)]),
        ("{difference: [a, b, c], is: 0}", [("D207", 14)]),
        ("{fact: a, one_of: [x, y, x]}", [("D210", 26)]),
        ("pass_count >= 1", [("D201", 1)]),
        ("[{fact: a, is: 1}]", [("D201", 1)]),
    ],
)
def test_one_mistake_in_a_condition_is_one_diagnostic(condition: str, expected: list[tuple[str, int]]):
    assert expected == when(condition)


def test_a_mistake_deep_in_a_condition_stands_at_its_place():
    inner = "{fact: a, at_lest: 1}"
    for _ in range(25):
        inner = f"{{not: {inner}}}"

    assert [("D203", 25 * 6 + 11)] == when(inner)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{value: 3, setting: 设定}", []),
        ("{value: 3, cite: a#b, quote: 三}", []),
        ("{ended: true, cite: a#b}", []),
        ("{value: 3}", ["D208"]),
        ("{setting: 设定}", ["D208"]),
        ("{value: 3, cite: a#b}", ["D211"]),
        ("{value: 3, setting: 设定, quote: 三}", ["D211"]),
        ("{value: 3, cite: a#b, quote: 三, setting: 设定}", ["D209"]),
        ("{value: 3, ended: true, setting: 设定}", ["D209"]),
        ("{ended: false}", ["D204"]),
        ("{ended: true, note: n}", ["D209"]),
        ("{value: 3, cite: a, quote: 三}", ["D205"]),
        ("{value: 3, cite: 'a#b\n', quote: 三}", ["D205"]),
        ("{value: [3], setting: 设定}", ["D201"]),
    ],
)
def test_a_dated_value_has_exactly_one_basis(value: str, expected: list[str]):
    found = mistakes(f"{HEAD}parameters:\n  p:\n    title: t\n    unit: CNY\n    values:\n      2022-01-01: {value}\n")

    assert expected == [code for code, _, _ in found]


def test_days_must_exist():
    text = HEAD.replace("2022-01-01", "2022-02-30") + "repealed: 2023-2-1\n"

    assert [("D205", 3, 10), ("D205", 6, 11)] == mistakes(text)


def test_the_days_of_values_must_exist():
    values = "parameters:\n  p:\n    title: t\n    unit: CNY\n    values:\n      2022-02-30: {value: 3, setting: x}\n"

    assert [("D213", 11, 7)] == mistakes(HEAD + values)


def test_the_result_of_a_rule_is_of_the_type_of_its_decision():
    rule = "    rules: [{id: A, when: {fact: a, is: 1}, then: yes}]\n    otherwise: no\n"
    flag = f"{HEAD}decisions:\n  d:\n    title: t\n    type: flag\n{rule}"

    assert [("D201", 10, 51), ("D201", 11, 16)] == mistakes(flag)
    assert [] == mistakes(flag.replace("type: flag", "outcomes: {yes: a, no: b}"))


def test_choices_go_only_and_always_with_the_unit_choice():
    facts = "  a: {title: t, unit: choice, meaning: m}\n  b: {title: t, unit: flag, meaning: m, choices: {x: X}}\n"
    text = f"schema: 1\nfacts:\n{facts}"

    assert [("D202", 3, 6), ("D204", 4, 23)] == mistakes(text, "facts")


def test_a_key_missing_because_it_is_misspelt_is_said_once():
    assert [("D203", 4, 1)] == mistakes(HEAD.replace("title", "titel"))


def test_a_missing_key_stands_at_the_key_of_its_block():
    assert [("D202", 7, 3)] == mistakes(HEAD + "flags:\n  f:\n    always: true\n")


def test_a_number_for_a_text_says_to_use_quotes():
    _, report = checked(HEAD.replace("分级", "2022"), "rulebook")

    assert ["schema.help.quotes"] == [found.help.id for found in report.diagnostics if found.help]


def test_the_version_of_the_language_is_checked():
    assert [("D204", 1, 9)] == mistakes(HEAD.replace("schema: 1", "schema: 2"))
    assert [("D204", 1, 9)] == mistakes(HEAD.replace("schema: 1", "schema: true"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["[]", "文字", "3", "{}", "{schema: 1}"])
def test_documents_of_no_shape_at_all_are_refused(kind: Kind, text: str):
    assert [] != mistakes(text, kind)


SCALARS = st.sampled_from(["a", "1", "true", "null", "3000元", "2022-01-01", "a#b", "''"])
KEYS = st.sampled_from(
    [
        *("schema", "facts", "rulebook", "edition", "title", "status", "parameters", "decisions", "flags", "duties"),
        *("unit", "values", "value", "cite", "quote", "when", "all", "any", "not", "fact", "decision", "sum", "is"),
        *("at_least", "one_of", "present", "label", "rules", "id", "then", "type", "outcomes", "choices", "2022-01-01"),
    ]
)
NODES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=5).map(
            lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}"
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(KINDS), NODES)
def test_any_document_is_accepted_or_refused_in_words(kind: Kind, text: str):
    mistakes(f"- {text}" if text == "''" else text, kind)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(KEYS, NODES, max_size=3), NODES)
def test_any_parts_of_a_rulebook_are_accepted_or_refused_in_words(conditions: dict[str, str], node: str):
    flags = "".join(f"    {key}: {value}\n" for key, value in conditions.items())
    mistakes(f"{HEAD}flags:\n  f:\n    title: t\n{flags if 'title' not in conditions else ''}  g: {node}\n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("".join(f"k{number}: 1\n" for number in range(60_000)), "rulebook"),
        ("facts:\n" + "".join(f"  k{number}: 1\n" for number in range(50_000)), "facts"),
        ("facts:\n" + "".join(f"  K{number}: {{}}\n" for number in range(40_000)), "facts"),
        ("reviewers: [" + "1, a, " * 150_000 + "]", "family"),
        ("k" * 900_000 + "\n", "family"),
        ("status: " + "x" * 900_000, "rulebook"),
    ],
    ids=["unknown_keys", "wrong_types", "bad_keys", "repeated_items", "long_text", "long_value"],
)
def test_the_largest_files_of_mistakes_are_refused_soon(text: str, kind: Kind):
    start = time.perf_counter()
    _, report = checked(text, kind)

    assert 0 < len(report.diagnostics) <= 1001
    assert time.perf_counter() - start < 20  # measured under 3 s on an idle machine


def test_mistakes_beyond_a_thousand_are_not_listed_and_that_is_said():
    found = mistakes("facts:\n" + "".join(f"  k{number}: 1\n" for number in range(2000)), "facts")

    assert ("D214", 1, 1) in found
    assert 1001 == len(found)


def test_the_validator_is_imported_when_a_document_is_checked():
    code = "import sys, engine.schema.check; sys.exit('jsonschema' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode
