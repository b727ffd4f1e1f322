"""YAML is read as 1.2, strictly, and every node knows its place."""

from decimal import Decimal
from hashlib import sha256

import pytest

from engine.document.from_yaml import from_bytes, from_yaml
from engine.document.nodes import Document, Mapping, Node, Scalar, Sequence
from engine.source.report import Report
from engine.source.text import Source


def read(text: str) -> Document:
    report = Report("rulebook")
    found = from_yaml(Source("t.yaml", text), report)

    assert () == report.diagnostics
    assert found is not None
    return found


def refused(text: str) -> list[tuple[str, int, int, int]]:
    report = Report("rulebook")

    assert from_yaml(Source("t.yaml", text), report) is None
    spans = [(found.code, found.span) for found in report.diagnostics]
    return [(code, span.line, span.column, span.width) for code, span in spans if span]


def value_of(text: str) -> object:
    root = read(f"x: {text}\n").root
    assert isinstance(root, Mapping)
    node = root.get("x")
    assert isinstance(node, Scalar)
    return node.value


def all_scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence():
            return [scalar for item in node for scalar in all_scalars(item)]
        case Mapping():
            return [scalar for entry in node for scalar in (entry.key, *all_scalars(entry.value))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("3000.10", Decimal("3000.10")),
        ("-0.5", Decimal("-0.5")),
        ("9" * 30, int("9" * 30)),
        ("'12'", "12"),
        ('"true"', "true"),
        ('""', ""),
    ],
)
def test_numbers_and_words_have_their_yaml_1_2_value(text: str, value: object):
    found = value_of(text)

    assert (type(value), value) == (type(found), found)


@pytest.mark.parametrize(
    "text",
    "no yes on off True FALSE Null 12:30 2022-01-01 0x1F 0o17 007 1e3 1.5e3 .5 5. +5 .inf .nan 1_000 3000元 ３".split(),  # noqa: SIM905 (reads better)
)
def test_everything_else_is_text(text: str):
    assert text == value_of(text)


def test_a_key_is_its_text():
    root = read("2022-01-01: a\n12: b\nnull: c\n'x y': d\n").root

    assert isinstance(root, Mapping)
    assert ["2022-01-01", "12", "null", "x y"] == [entry.key.value for entry in root]


def test_nodes_know_their_place():
    root = read("rules:\n  - {id: T1, 标题: 一级}\n  - text: |\n      two\n      lines\n").root
    places = [(s.text, s.span.line, s.span.column, s.span.width) for s in all_scalars(root)]

    assert [
        ("rules", 1, 1, 5),
        ("id", 2, 6, 2),
        ("T1", 2, 10, 2),
        ("标题", 2, 14, 2),
        ("一级", 2, 18, 2),
        ("text", 3, 5, 4),
        ("two\nlines\n", 3, 11, 1),
    ] == places


def test_a_place_carries_its_line():
    root = read("a: 1\nb: [2, 3]  # why\n").root

    assert isinstance(root, Mapping)
    assert (node := root.get("b"))
    assert ("t.yaml", 2, 4, 6, "b: [2, 3]  # why") == (
        node.span.file,
        node.span.line,
        node.span.column,
        node.span.width,
        node.span.excerpt,
    )


def test_a_byte_order_mark_moves_no_column():
    report = Report("rulebook")
    content = b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
    found = from_bytes(content, "t.yaml", report)

    assert found is not None
    assert sha256(content).hexdigest() == found.digest
    assert [(1, 1), (1, 4), (2, 1), (2, 4)] == [(s.span.line, s.span.column) for s in all_scalars(found.root)]


def test_the_digest_is_of_the_bytes():
    assert sha256("a: 涉案\n".encode()).hexdigest() == read("a: 涉案\n").digest


def test_all_errors_of_a_file_are_said_at_once():
    text = "a: &x 1\nb: *x\n<<: {c: 1}\na: 2\nd: !t 3\n"

    assert [
        ("D111", 1, 4, 2),
        ("D112", 2, 4, 2),
        ("D113", 3, 1, 2),
        ("D110", 4, 1, 1),
        ("D114", 5, 4, 2),
    ] == refused(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  'b\n", ("D105", 2, 3, 1)),
        ("a: [1, 2\nb: 3\n", ("D105", 2, 2, 1)),
        ("a: b: c\n", ("D105", 1, 5, 1)),
        ("a: @b\n", ("D105", 1, 4, 1)),
        ('a: "\\q"\n', ("D105", 1, 5, 1)),
        ("a: 1\n b: 2\n", ("D105", 2, 3, 1)),
        ("- a\nb: c\n", ("D105", 2, 1, 1)),
        ("a: 1\n\tb: 2\n", ("D106", 2, 1, 1)),
        ("x: [\n", ("D105", 1, 4, 1)),
        ("!", ("D114", 1, 1, 1)),
        ("", ("D107", 1, 1, 1)),
        ("---\n...\n", ("D107", 2, 1, 1)),
        ("a: 1\n--- b\n", ("D108", 2, 1, 3)),
        ("%TAG ! tag:x,2000:\n--- 1\n", ("D115", 1, 1, 18)),
        ("'': 1\n", ("D116", 1, 1, 2)),
        ("? {a: 1}\n: b\n", ("D116", 1, 3, 6)),
        ("n: " + "1" * 31, ("D117", 1, 4, 31)),
        ("n: 1." + "1" * 5000, ("D117", 1, 4, 5002)),
    ],
)
def test_each_refusal_stands_at_its_place(text: str, expected: tuple[str, int, int, int]):
    assert [expected] == refused(text)


@pytest.mark.parametrize(
    "character", "\x00\x07\x0b\x1b\x7f\x85\x9b\u200b\u2028\u202a\u202e\u2066\u2069\ufeff\ufffe\ud800", ids=ascii
)
def test_hidden_characters_are_refused_wherever_they_stand(character: str):
    assert [("D104", 2, 4, 1)] == refused(f"a: 1\n# x{character}\n")


def test_a_hidden_character_is_said_once_with_its_number():
    report = Report("rulebook")
    from_yaml(Source("t.yaml", "a: \u202e\u202e\nb: \u202e\n"), report)

    assert [{"point": "202E", "count": 3}] == [found.values for found in report.diagnostics]


def test_a_hidden_character_written_as_an_escape_is_refused():
    assert [("D104", 1, 4, 8)] == refused('a: "\\u202e"\n')


def test_nesting_is_counted_over_lists_and_mappings():
    deep = "".join(f"{'  ' * level}k:\n" for level in range(65))
    read("[" * 64 + "]" * 64)

    assert [("D109", 1, 65, 1)] == refused("[" * 65 + "]" * 65)
    assert [("D109", 65, 129, 1)] == refused(deep)
