"""Every command that a README of the examples shows can be typed as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = sorted((ROOT / "examples").glob("*/README.md"))
COMMANDS = sorted({
    line for readme in READMES for line in re.findall(r"^rules .+$", readme.read_text(encoding="utf-8"), flags=re.MULTILINE)
})  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return a folder that holds what the commands name: the examples, and a copy of the rulebooks."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "rulebooks", folder / "my_rulebooks")
    return folder


def test_each_readme_shows_a_command():
    shown = [readme for readme in READMES if "\nrules " in readme.read_text(encoding="utf-8")]

    assert len(READMES) == 4
    assert shown == READMES


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs(rules, desk, command):
    run = rules(*shlex.split(command)[1:], cwd=desk)

    assert run.returncode == 0, run.stdout + run.stderr
