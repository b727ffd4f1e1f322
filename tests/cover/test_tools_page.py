"""Every command that the page of the tools shows can be typed as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tools.md").read_text("utf-8")
COMMANDS = re.findall(r"^rules .+$", PAGE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return a folder with a library and the examples; the commands run in it one after the other."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "rulebooks", folder / "rulebooks")
    shutil.copytree(ROOT / "examples" / "change_a_threshold", folder / "examples" / "change_a_threshold")
    return folder


def test_each_tool_has_an_example():
    named = {command.split()[1] for command in COMMANDS}

    assert {"cover", "diff", "law", "stale", "fmt", "new", "release", "show"} == named


@pytest.mark.parametrize("command", [command for command in COMMANDS if "rules release" not in command])
def test_the_command_runs(rules, desk, monkeypatch, command):
    monkeypatch.chdir(desk)
    ran = rules(*shlex.split(command)[1:])

    assert 0 == ran.code, ran.out + ran.err


def test_the_command_that_signs_says_what_it_lacks_where_nothing_changed(rules, desk, monkeypatch):
    monkeypatch.chdir(desk)
    (command,) = [command for command in COMMANDS if "rules release" in command]
    ran = rules(*shlex.split(command)[1:])

    assert (1, True, True) == (ran.code, "Q713" in ran.err, "Q716" in ran.err)
