"""A whole case decided over columns: what is decided is the same."""

from pathlib import Path

from engine.cli.command_line import run

GE = Path(__file__).parents[2] / "examples" / "ge" / "case"


def test_a_case_is_decided_alike_over_columns(tmp_path):
    for engine in ("reference", "duckdb"):
        assert 0 == run(["case", str(GE), "-o", str(tmp_path / engine), "--engine", engine, "--as-of", "2022-06-01"])
    reference, columns = ((tmp_path / engine / "decisions.jsonl").read_bytes() for engine in ("reference", "duckdb"))

    assert b'"outcome"' in columns
    assert reference == columns
