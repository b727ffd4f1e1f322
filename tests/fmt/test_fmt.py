"""`rules fmt`: one form, the same meaning, comments and order kept, a second time nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.format import formatted, same
from engine.document.from_yaml import from_yaml
from engine.library.places import shipped_rulebooks
from engine.source.report import Report
from engine.source.text import Source

SHIPPED = sorted(path for path in shipped_rulebooks().rglob("*.yaml") if ".released" not in path.parts)
#: Files without text over several lines, whose words may be set further in.
SPREAD = [path for path in SHIPPED if {"after", "yangzhou_duties"} & set(path.parts)]
RULEBOOK = "after/2022-01-01/rulebook.yaml"


def root(text):
    report = Report("rulebook")
    document = from_yaml(Source("x.yaml", text), report)

    assert [] == [found.code for found in report.diagnostics]
    return document.root


def form(text):
    report = Report("rulebook")
    found = formatted(Source("x.yaml", text), report)

    assert [] == [diagnostic.code for diagnostic in report.diagnostics]
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_shipped_files_are_in_the_one_form(path):
    assert path.read_text("utf-8") == form(path.read_text("utf-8"))


def spread(text):
    """Set every line twice as far in, with spaces in its brackets and behind its colons, and blank lines between."""
    lines = []
    for line in text.splitlines():
        body = line.lstrip(" ")
        indent = " " * 2 * (len(line) - len(body))
        if not body.startswith("#"):
            body = re.sub(r"^((?:- )?[a-z_]+): (?=[^ {])", r"\1:   ", body)
            body = re.sub(r"^- (?=\S)", "-   ", body)
        lines += [indent + body + "  ", "", ""] if body.startswith(("decisions", "tests")) else [indent + body]
    return "\n\n" + "\n".join(lines) + "\n\n\n"


@pytest.mark.parametrize("path", SPREAD, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_that_was_spread_out_comes_back_as_it_was(path):
    text = path.read_text("utf-8")
    once = form(text)
    again = form(spread(text))

    assert once.replace("\n\n", "\n") == again.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x:  { a: 1,b:  [ 2,3 ] , c: }", "x: {a: 1, b: [2, 3], c: }"),
        ("x: { a: 1,\n     b: 2 }   # 一起", "x: {a: 1, b: 2}   # 一起"),
        ("x: { a: 1, # 一\n  b: 2 }", "x: { a: 1, # 一\n  b: 2 }"),
        ("x:\n- 1\n-   2", "x:\n  - 1\n  - 2"),
        ("x:\n-   a: 1\n    b: 2", "x:\n  - a: 1\n    b: 2"),
        ("x:\n    y: |\n        一\n\n          二\n\n    z: 1", "x:\n  y: |\n      一\n\n        二\n\n  z: 1"),
        ("x:\n    y: 一\n      二\n    z: '三\n\n      四'", "x:\n  y: 一\n    二\n  z: '三\n\n    四'"),
        ("x:\n    # 前\n    y: 1\n    # 后\nz: 2\n# 末", "x:\n  # 前\n  y: 1\n  # 后\nz: 2\n# 末"),
        ("x:\n# 前\n    y: 1", "x:\n  # 前\n  y: 1"),
        ("x   : 1\n\n\n\ny: 2   \n\n", "x: 1\n\ny: 2"),
        ('x: "a: {b"', 'x: "a: {b"'),
        ("x:   # 说明\n  y: ~", "x:   # 说明\n  y: ~"),
        ("- - 1\n  - 2\n-\n  - 3", "- - 1\n  - 2\n-\n  - 3"),
        ("---\nx: 1\n...", "---\nx: 1\n..."),
        ("x: 1\r\ny: 2\r\n", "x: 1\ny: 2"),
        ("x: |+\n  一\n\n\ny: 1", "x: |+\n  一\n\n\ny: 1"),
        ("x:\n    长文字\n    第二行", "x:\n    长文字\n    第二行"),
    ],
)
def test_layout_is_one_and_words_are_as_written(before, after):
    assert f"{after}\n" == form(before)


def test_a_long_list_in_brackets_stays_on_its_lines():
    text = "x: {" + ",\n    ".join(f"name_{number}: 值{number}" for number in range(20)) + "}\n"

    assert text == form(text)


def test_a_form_that_would_not_keep_its_meaning_is_left_alone(rules, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("? a\n: 1\n", "utf-8")
    ran = rules("fmt", path)

    assert (3, "? a\n: 1\n") == (ran.code, path.read_text("utf-8"))
    assert "error[Y701 no-one-form]" in ran.err


WORDS = st.sampled_from(
    ["甲", "3000元", "a b", "'q''q'", '"# 不是注释"', "2022-01-01", "90 %", "null", "-1", "a: b", "#", "{", ""]
)


def quoted(word):
    return word if re.fullmatch(r"[^#{\"':]+|'.*'|\".*\"", word) else f"'{word}'"


@st.composite
def blocks(draw, indent=0, depth=0):
    """Draw YAML text in many layouts: steps of one to five columns, comments and blank lines anywhere."""
    pad = " " * indent
    kind = draw(st.sampled_from(["mapping", "sequence"])) if depth else "mapping"
    lines = []
    for number in range(draw(st.integers(1, 3))):
        lines += draw(st.lists(st.sampled_from(["", f"{pad}# 注", "# 注", f"{pad}   # 注"]), max_size=2))
        head = f"{pad}k{number}:" if kind == "mapping" else f"{pad}-"
        step = draw(st.integers(1, 5))
        what = draw(st.sampled_from(["word", "flow", "folded", "block"])) if depth < 3 else "word"
        space = " " * draw(st.integers(1, 4))
        if what == "block":
            lines += [head, *draw(blocks(indent=indent + step, depth=depth + 1))]
        elif what == "folded":
            lines += [f"{head}{space}|", f"{pad}{' ' * step}甲", f"{pad}{' ' * step}  乙 # 不是注释"]
        elif what == "flow":
            words = draw(st.lists(WORDS, max_size=3))
            comma = draw(st.sampled_from([", ", " ,", ",\n" + pad + " " * step]))
            lines += f"{head}{space}[{comma.join(map(quoted, words))}]{draw(st.sampled_from(['', ' # 注']))}".split(
                "\n"
            )
        else:
            lines.append(f"{head}{space}{quoted(draw(WORDS))}{draw(st.sampled_from(['', '  ', ' # 注']))}")
    return lines


def comments(text):
    return len(re.findall(r"# 注", text))


@settings(deadline=None, derandomize=True)
@given(blocks())
def test_any_layout_keeps_its_meaning_and_comments_and_is_then_final(lines):
    text = "\n".join(lines) + "\n"
    once = form(text)

    assert same(root(text), root(once))
    assert comments(text) == comments(once)
    assert once == form(once)


def test_check_changes_nothing_and_names_the_files(rules, library):
    path = library / RULEBOOK
    spread_out = spread(path.read_text("utf-8"))
    path.write_text(spread_out, "utf-8")
    ran = rules("fmt", "--check", library / "after")

    assert (1, spread_out) == (ran.code, path.read_text("utf-8"))
    assert f"需要排版：{path.as_posix()}\n" in ran.out


def test_a_formatted_file_keeps_its_mode_and_nothing_is_left_beside_it(rules, library):
    path = library / RULEBOOK
    path.write_text(spread(path.read_text("utf-8")), "utf-8")
    path.chmod(0o640)
    ran = rules("fmt", library / "after")

    assert 0 == ran.code
    assert 0o640 == path.stat().st_mode & 0o777
    assert ["rulebook.yaml", "tests.yaml"] == sorted(found.name for found in path.parent.iterdir())
    assert 0 == rules("fmt", "--check", library / "after").code


def test_nothing_is_written_where_one_file_cannot_be_read(rules, library):
    path, broken = library / RULEBOOK, library / "after" / "facts.yaml"
    spread_out = spread(path.read_text("utf-8"))
    path.write_text(spread_out, "utf-8")
    broken.write_text("facts: {", "utf-8")
    ran = rules("fmt", library / "after")

    assert (3, spread_out) == (ran.code, path.read_text("utf-8"))


def test_names_of_rulebooks_and_wrong_ones(rules, tmp_path):
    assert 0 == rules("fmt", "--check", "after", "after@2022-01-01").code
    assert (2, 2) == (rules("fmt", "aftr").code, rules("fmt", tmp_path).code)


def test_a_link_stays_one_and_hidden_folders_are_left_alone(rules, tmp_path):
    for name in ("real.txt", ".venv/x.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x:   1\n", "utf-8")
    (tmp_path / "link.yaml").symlink_to("real.txt")
    ran = rules("fmt", tmp_path)

    assert 0 == ran.code
    assert (tmp_path / "link.yaml").is_symlink()
    assert "x: 1\n" == (tmp_path / "real.txt").read_text("utf-8")
    assert "x:   1\n" == (tmp_path / ".venv" / "x.yaml").read_text("utf-8")
