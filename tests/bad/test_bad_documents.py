"""Each code about documents has one smallest failing input, and the exact text that is printed for it.

`RESET_GOLDEN=1 pytest tests/bad` writes the texts anew, to be reviewed as a diff.
"""

import os
from pathlib import Path
from typing import cast
from unicodedata import east_asian_width

import pytest

from engine.document.from_yaml import read_yaml
from engine.messages import document, schema
from engine.messages.catalogue import CODES, speak
from engine.messages.words import Language
from engine.schema.catalogue import KINDS, Kind
from engine.schema.check import check_document
from engine.source.report import Diagnostic, Report

FOLDER = Path(__file__).parent / "documents"
INPUTS = sorted(FOLDER.glob("*.yaml"))
#: No small file is missing, too large, or full of mistakes: tests/document and tests/schema have those.
WITHOUT_FILE = {"D101", "D102", "D118", "D214"}


def width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def escaped(text: str) -> str:
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def printed(found: Diagnostic, language: Language) -> str:
    span, code = found.span, CODES[found.code]
    assert span is not None
    place, number = f"{span.file}:{span.line}:{span.column}", str(span.line)
    start, end = span.column - 1, span.column - 1 + span.width
    before, under = escaped(span.excerpt[:start]), escaped(span.excerpt[start:end])
    caret = " " * width(before) + "^" * max(width(under), 1)
    lines = [
        f"{place}: {code.severity}[{code.id} {code.name}]: {speak(found.message, language)}",
        f" {number} | {escaped(span.excerpt)}",
        f" {' ' * len(number)} | {caret}",
        *(f"   = {label.span.line}:{label.span.column}: {speak(label.says, language)}" for label in found.labels),
        *([f"   = help: {speak(found.help, language)}"] if found.help else []),
    ]
    return "".join(line.rstrip() + "\n" for line in lines)


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    report = Report("rulebook")
    found = read_yaml(path, path.name, report)
    kind = path.name.split(".")[1]
    if found and kind in KINDS:
        check_document(found, cast("Kind", kind), report)
    return report.diagnostics


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_the_smallest_failing_input_prints_this_text(path: Path):
    found = diagnostics(path)
    text = "\n".join(printed(one, language) for one in found for language in ("zh", "en"))
    golden = path.with_suffix(".txt")
    if os.environ.get("RESET_GOLDEN"):
        golden.write_text(text, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == text
    assert [path.name[:4]] == [one.code for one in found]


def test_every_code_has_its_input():
    codes = {code.id for code in (*document.CODES, *schema.CODES)}

    assert codes - WITHOUT_FILE == {path.name[:4] for path in INPUTS}


def test_inputs_are_named_after_their_codes():
    named = {path.name.split(".")[0] for path in INPUTS}
    codes = {f"{code.id}_{code.name.replace('-', '_')}" for code in (*document.CODES, *schema.CODES)}

    assert named <= codes
