"""Diagnostics print as the style guide shows: place, code, message, line, caret, second places, help."""

from hypothesis import given
from hypothesis import strategies as st

from engine.messages.words import phrase
from engine.render.diagnostics import diagnostic_text
from engine.render.terminal_text import safe, width
from engine.source.report import Diagnostic, Label
from engine.source.text import Source, Span

RULEBOOK = Source("after/rulebook.yaml", "rules:\n  - id: T1\n    wehn: {}\n    标题　: 值\n")


def printed(diagnostic, language="en"):
    return diagnostic_text(diagnostic, language)


def test_an_error_stands_at_its_place_with_a_caret_and_help():
    found = Diagnostic(
        code="E503",
        span=RULEBOOK.span(3, 5, 4),
        values={"name": "wehn"},
        help=phrase("help.did_you_mean", name="when"),
    )

    assert printed(found) == (
        "after/rulebook.yaml:3:5: error[E503 unknown-fact]: no fact is named `wehn`\n"
        " 3 |     wehn: {}\n"
        "   |     ^^^^\n"
        "   = help: did you mean `when`?"
    )
    assert printed(found, "zh").splitlines()[0] == (
        "after/rulebook.yaml:3:5: error[E503 unknown-fact]: 没有名为 `wehn` 的事实"
    )


def test_the_caret_stands_under_wide_characters():
    source = Source("表.csv", "案件编号,涉案日流水,金额\n")
    lines = printed(Diagnostic(code="E503", span=source.span(1, 6, 5), values={"name": "涉案日流水"})).splitlines()

    assert " 1 | 案件编号,涉案日流水,金额" == lines[1]
    assert "   | " + " " * 9 + "^" * 10 == lines[2]


def test_a_second_place_is_a_label_in_the_same_gutter():
    label = Label(RULEBOOK.span(2, 5, 2), phrase("eval.first_here"))
    found = Diagnostic(code="E504", span=RULEBOOK.span(3, 5, 4), values={"name": "id"}, labels=(label,))

    assert printed(found) == (
        "after/rulebook.yaml:3:5: error[E504 fact-twice]: `id` stands twice\n"
        " 3 |     wehn: {}\n"
        "   |     ^^^^\n"
        " 2 |   - id: T1\n"
        "   |     -- first here"
    )


def test_a_second_place_in_another_file_is_named():
    label = Label(Span(file="b.yaml", line=12, column=3, width=2, excerpt="  ab"), phrase("eval.first_here"))
    found = Diagnostic(code="E504", span=RULEBOOK.span(2, 5, 2), values={"name": "id"}, labels=(label,))

    assert printed(found).splitlines()[3:] == ["   ::: b.yaml:12:3", " 12 |   ab", "    |   -- first here"]


def test_what_has_no_place_is_said_by_the_program():
    assert "rules: error[C902 unknown-command]: there is no command `evl`" == printed(
        Diagnostic(code="C902", span=None, values={"name": "evl"})
    )


def test_a_place_without_its_line_prints_no_caret():
    found = Diagnostic(code="E515", span=Span(file="facts.parquet"))

    assert "facts.parquet:1:1: error[E515 bad-parquet]: not a readable Parquet file" == printed(found)


def test_hostile_text_is_written_out_and_the_caret_still_fits():
    source = Source("evil.jsonl", 'ab\x1b[2J\u202e"x": 1')
    lines = printed(Diagnostic(code="E503", span=source.span(1, 8, 3), values={"name": "\x1b]0;x"})).splitlines()

    assert "evil.jsonl:1:8: error[E503 unknown-fact]: no fact is named `\\x1b]0;x`" == lines[0]
    assert ' 1 | ab\\x1b[2J\\u202e"x": 1' == lines[1]
    assert lines[1].index('"x"') == lines[2].index("^")


@given(st.text(max_size=400), st.integers(1, 420), st.integers(1, 420))
def test_any_line_is_shown_in_its_width_with_the_caret_under_what_is_shown(excerpt, column, marked):
    line = "".join(excerpt.splitlines()) or "x"
    span = Span(file="f", line=1, column=min(column, len(line)), width=marked, excerpt=line)
    printed_lines = printed(Diagnostic(code="E503", span=span, values={"name": "n"})).splitlines()

    assert 3 == len(printed_lines)
    assert all(width(shown) <= 110 and shown == safe(shown) for shown in printed_lines)
    assert "^" in printed_lines[2]


@given(st.text())
def test_safe_text_holds_nothing_hidden_and_plain_text_stays_as_it_is(text):
    assert safe(safe(text)) == safe(text)
    assert not {"\x1b", "\u202e", "\u200b", "\x9b", "\n", "\u2028"} & set(safe(text))


def test_chinese_is_two_columns_wide():
    assert (2, 4, 1, 0) == (width("案"), width("，。"), width("a"), width(""))
