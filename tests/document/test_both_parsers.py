"""PyYAML without libyaml reads the same documents and refuses the same texts."""

from pathlib import Path

import pytest
import yaml  # noqa: TID251 (the other parser is asked for)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.document import from_yaml as module
from engine.document.from_yaml import from_yaml
from engine.source.report import Report
from engine.source.text import Source

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "rulebooks").glob("**/*.yaml"))
BAD = sorted((ROOT / "tests/bad/documents").glob("D1*.yaml"))
MARKS = "{}[]:,-?&*!|>'\"%@#~< \t\n涉1a"


@pytest.fixture(name="pure", scope="module")
def _pure():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LOADER", yaml.Loader)
        yield


def read(text: str):
    report = Report("rulebook")
    return from_yaml(Source("t.yaml", text), report), [found.code for found in report.diagnostics]


@pytest.mark.usefixtures("pure")
@pytest.mark.parametrize("path", [min(SHIPPED, key=lambda path: path.stat().st_size)], ids=lambda path: path.stem)
def test_a_shipped_file_is_read(path: Path):
    found, codes = read(path.read_text(encoding="utf-8"))

    assert found is not None
    assert [] == codes


@pytest.mark.usefixtures("pure")
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_the_same_code(path: Path):
    found, codes = read(path.read_text(encoding="utf-8", errors="surrogateescape"))

    assert found is None
    assert ["D104" if path.stem.startswith("D103") else path.stem[:4]] == codes


@pytest.mark.usefixtures("pure")
@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=MARKS, max_size=40))
def test_any_marks_of_yaml_are_read_or_refused(text: str):
    found, codes = read(text)

    assert (found is None) == bool(codes)
