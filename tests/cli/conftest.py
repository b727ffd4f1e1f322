"""The command line, run inside the test: exit code and what stands on both outputs."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.cli.command_line import run

RULEBOOKS = Path(__file__).parents[2] / "rulebooks"


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def results(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def rules(capfd):
    def ran(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture
def library(tmp_path):
    """Return a copy of the shipped library that a test may change: one without a lock, so that nothing is signed."""
    return Path(
        shutil.copytree(RULEBOOKS, tmp_path / "rulebooks", ignore=shutil.ignore_patterns("index.lock", ".released"))
    )


@pytest.fixture
def table(tmp_path):
    """Write subjects as JSONL and return the path."""

    def written(*subjects, name="facts.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(subject, ensure_ascii=False) + "\n" for subject in subjects), "utf-8")
        return path

    return written
