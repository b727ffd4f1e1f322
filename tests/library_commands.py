"""Fixtures of several rooms: the command line run inside the test, and a library that a test may change."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.cli.command_line import run
from engine.library.places import shipped_rulebooks


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def rules(capfd):
    def ran(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture
def library(tmp_path):
    """Return a copy of the shipped library without its lock: nothing in it is signed."""
    unsigned = shutil.ignore_patterns("index.lock", ".released")
    return Path(shutil.copytree(shipped_rulebooks(), tmp_path / "rulebooks", ignore=unsigned))


@pytest.fixture
def rewrite(library):
    """Replace a text in a file of the library; the text must be there."""

    def rewritten(file, old, new):
        path = library / file
        before = path.read_text("utf-8")
        assert old in before
        path.write_text(before.replace(old, new), "utf-8")
        return path

    return rewritten
