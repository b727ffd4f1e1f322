"""Every command that a README of the examples shows can be typed as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = sorted((ROOT / "examples").glob("*/README.md"))
TEXTS = [readme.read_text(encoding="utf-8") for readme in READMES]
#: Signing comes after the edits of its walk: tests/examples/test_example_threshold.py does both.
COMMANDS = sorted({line for text in TEXTS for line in re.findall(r"^rules (?!release).+$", text, flags=re.MULTILINE)})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return a folder that holds what the commands name: the examples, and a copy of the rulebooks."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "rulebooks", folder / "my_rulebooks")
    return folder


def test_each_readme_shows_a_command():
    assert len(TEXTS) == 6
    without = [text.splitlines()[0] for text in TEXTS if "\nrules " not in text]
    assert without == ["# 在 Spark 上计算事实和判断"]  # its script needs a Spark: tests/spark


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs(rules, desk, command):
    run = rules(*shlex.split(command)[1:], cwd=desk)

    assert run.returncode == 0, run.stdout + run.stderr
