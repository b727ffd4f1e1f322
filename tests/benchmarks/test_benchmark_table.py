"""The table of the benchmarks: its arithmetic, its data, and that all engines decide alike. No time is tested."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def shape():
    sys.path.insert(0, str(FOLDER))
    try:
        yield __import__("shape")
    finally:
        sys.path.remove(str(FOLDER))


POSITIVE = st.floats(min_value=1e-6, max_value=1e6)


@given(measured=POSITIVE, base=POSITIVE, target=POSITIVE)
def test_a_row_survives_json_and_its_target_is_met_in_one_direction(shape, measured, base, target):
    most = shape.Row(name="a", floor="b", measured=measured, base=base, target=target)
    least = shape.Row(name="a", floor="b", measured=measured, base=base, target=target, at_least=True)

    assert shape.from_json(shape.to_json(most)) == most
    assert most.met == (measured / base <= target)
    assert least.met == (measured / base >= target)
    assert ("MISSED" in shape.shown(most)) == (not most.met)


def test_what_was_not_measured_is_neither_met_nor_missed(shape):
    row = shape.Row(name="zen-engine", floor="by hand", target=1.0, skipped="not installed")

    assert row.met is None
    assert "not installed" in shape.shown(row)


@pytest.mark.usefixtures("shape")
def test_the_made_up_export_is_the_same_each_time(tmp_path):
    write_case = __import__("police_case").write_case
    first, second = (tmp_path / name for name in ("first", "second"))

    assert write_case(first, 600) == write_case(second, 600)
    files = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]
    assert len(files) > 12
    assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)


def test_one_command_measures_groups_and_writes_them_as_json(tmp_path):
    pytest.importorskip("durable", exc_type=ImportError)
    out = tmp_path / "table.json"
    asked = ["--only", "rules", "import", "--subjects", "40", "--rows", "300", "--json", str(out)]

    done = subprocess.run([sys.executable, str(FOLDER / "run.py"), *asked], capture_output=True, text=True, check=False)
    groups = json.loads(out.read_text(encoding="utf-8"))["groups"]

    assert "FAILED" not in done.stdout, done.stderr  # an engine that decides otherwise fails its group
    assert {"by hand in Python", "After Rules, full traces"} <= {row["name"] for row in groups["rules"]}
    assert [groups["import"][at]["ratio"] for at in (0, -1)] == [1.0, 1.0]
