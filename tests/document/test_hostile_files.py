"""Whatever a file holds, it is read or refused with a diagnostic, in bounded time."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.document.from_yaml import from_bytes, from_yaml, read_yaml
from engine.document.reading import SIZE_LIMIT
from engine.messages.catalogue import speak
from engine.source.report import Report
from engine.source.text import Source

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "rulebooks").glob("**/*.yaml"))
MARKS = "{}[]:,-?&*!|>'\"%@`#~<= \t\n\r\u3000\u2028\x00\ufeff\\涉1a"

fuzzing = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def said(report: Report) -> list[str]:
    """Speak all diagnostics, which must have a place in the text."""
    for found in report.diagnostics:
        assert found.span is not None
        assert found.span.line >= 1 <= found.span.column
    return [speak(found.message, "zh") + speak(found.message, "en") for found in report.diagnostics]


def read_or_refused(text: str) -> None:
    report = Report("rulebook")
    found = from_yaml(Source("t.yaml", text), report)

    assert (found is None) == bool(said(report))


@fuzzing
@given(st.text(max_size=200))
@example("\ud800")
@example("a: \U0010ffff")
def test_any_text_is_read_or_refused(text: str):
    read_or_refused(text)


@fuzzing
@given(st.text(alphabet=MARKS, max_size=60))
@example("? ")
@example("!<x> a")
@example("- &a\n- *a")
@example("%YAML 1.1#\n---")
@example("|\n\t")
def test_any_marks_of_yaml_are_read_or_refused(text: str):
    read_or_refused(text)


@fuzzing
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes):
    report = Report("rulebook")
    found = from_bytes(content, "t.yaml", report)

    assert (found is None) == bool(said(report))


@fuzzing
@given(st.sampled_from(SHIPPED), st.data())
def test_shipped_files_with_a_change_are_read_or_refused(path: Path, data: st.DataObject):
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    read_or_refused(text[:start] + data.draw(st.text(alphabet=MARKS, max_size=8)) + text[start + length :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 500_000, "D109"),
        ("{a: " * 200_000, "D109"),
        ("- " * 500_000, "D109"),
        ("? " * 500_000, "D109"),
        ("k:\n" * 340_000, "D110"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "D111"),
        ("x: '" + "a" * 1_000_000, "D105"),
        ("!" * 1_000_000, "D114"),
        ("\x01" * 1_000_000, "D104"),
        ("a: " + "9" * 1_000_000, "D117"),
    ],
    ids=lambda value: value[:4],
)
def test_bombs_are_refused_soon(text: str, code: str):
    report = Report("rulebook")
    start = time.perf_counter()

    assert from_yaml(Source("t.yaml", text), report) is None
    assert code == report.diagnostics[0].code
    assert time.perf_counter() - start < 20  # measured under 3 s on an idle machine


def test_reading_stops_after_a_thousand_mistakes():
    report = Report("rulebook")
    from_yaml(Source("t.yaml", "k:\n" * 340_000), report)

    assert ["D110"] * 1000 + ["D118"] == [found.code for found in report.diagnostics]


def test_the_largest_file_of_keys_is_read_soon():
    text = "".join(f"k{number}: {number}\n" for number in range(65_000))
    start = time.perf_counter()

    assert len(text) < SIZE_LIMIT
    assert from_yaml(Source("t.yaml", text), Report("rulebook")) is not None
    assert time.perf_counter() - start < 20  # measured under 3 s on an idle machine


def refusal(path: Path) -> list[str]:
    report = Report("rulebook")

    assert read_yaml(path, path.name, report) is None
    said(report)
    return [found.code for found in report.diagnostics]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(10 * SIZE_LIMIT)

    assert ["D102"] == refusal(path)


def test_a_file_at_the_limit_is_read(tmp_path: Path):
    path = tmp_path / "full.yaml"
    path.write_text("a: 1 #" + "x" * (SIZE_LIMIT - 6), encoding="utf-8")

    assert read_yaml(path, "full.yaml", Report("rulebook")) is not None


def test_text_over_the_limit_counts_in_bytes():
    report = Report("rulebook")

    assert from_yaml(Source("t.yaml", "# " + "涉" * (SIZE_LIMIT // 3)), report) is None
    assert ["D102"] == [found.code for found in report.diagnostics]


def test_missing_files_folders_and_pipes_are_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    assert ["D101"] == refusal(tmp_path / "absent.yaml")
    assert ["D101"] == refusal(tmp_path)
    assert ["D101"] == refusal(tmp_path / "pipe")
    assert ["D101"] == refusal(tmp_path / "a\0b")
