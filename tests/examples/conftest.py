"""Runs the command line as a user does, from the root of the project, and compares with golden texts."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

#: `RESET_GOLDEN=1 pytest tests/examples` writes the golden texts anew; the change is reviewed as a diff.
RESET = "RESET_GOLDEN"

Rules = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


@pytest.fixture(scope="session")
def rules() -> Rules:
    def run(*arguments: str | Path, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "engine.cli", *map(str, arguments)]
        settings = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "160"}
        return subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.fixture(scope="session")
def same_as_golden() -> Callable[[Path, str], None]:
    def compare(path: Path, actual: str) -> None:
        if os.environ.get(RESET):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8")

        assert expected == actual

    return compare
