"""The page for legal staff, done step by step as a new colleague would: every block is typed, every command is run."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from engine.cli.app import NAMES
from engine.cli.command_line import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "rulebooks" / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^rules .+$", PAGE, flags=re.MULTILINE)
VALUES, TABLE, TEST = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
RULEBOOK, TESTS = "rulebooks/after/2022-01-01/rulebook.yaml", "rulebooks/after/2022-01-01/tests.yaml"
OLD = next(line for line in VALUES.splitlines() if "30万元" in line)
RULES = re.compile(r"    rules:\n      - id: T1\n.*?(?=    otherwise: excluded)", re.DOTALL)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "rulebooks", tmp_path / "rulebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rewrite(desk, file, old, new):
    path = desk / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), "utf-8")


def ran(command, capfd):
    code = run(shlex.split(command)[1:])
    out, err = capfd.readouterr()
    return code, out + err


def with_a_new_number(desk):
    """Do steps 1 and 4: the dated line, its three tests, the reviewer."""
    rewrite(desk, RULEBOOK, f"    values:\n{OLD}\n", VALUES)
    at, above = (
        TEST.replace("499999.99元", amount)
        .replace("side: below", f"side: {side}")
        .replace("差一分不到50万元，只是二级", name)
        .replace("tier_2", "tier_1")
        .replace("[T2]", "[T1]")
        for amount, side, name in (("50万元", "at", "恰为50万元"), ("500000.01元", "above", "多一分"))
    )
    tests = desk / TESTS
    tests.write_text(tests.read_text("utf-8").rstrip() + "\n" + TEST + at + above, "utf-8")
    rewrite(desk, "rulebooks/after/family.yaml", "（未经律师签署）]", "（未经律师签署）, 张三]")


def test_the_page_fits_on_one_page_and_names_commands_that_exist():
    assert len(PAGE.splitlines()) <= 120
    named = set(re.findall(r"`?rules ([a-z]+)", PAGE))
    assert named <= set(NAMES)
    assert {"check", "test", "cover", "code", "law", "stale", "fmt", "new", "release", "show", "diff", "eval"} <= named


def test_every_file_the_page_names_is_there():
    families = {path.parent.name for path in (ROOT / "rulebooks").glob("*/family.yaml")}
    rows = PAGE.split("## 1.")[0]

    assert families == set(re.findall(r"`(\w+)/`", rows)) - {"sources", "calendars"}


def test_a_number_is_changed_tested_and_signed_as_the_page_says(desk, capfd):
    with_a_new_number(desk)
    for command in COMMANDS:
        code, said = ran(command, capfd)
        wanted = 5 if command.startswith("rules check") else 0  # not signed yet: that alone
        assert wanted == code, (command, said)
        if wanted:
            assert said.count(": error[") == said.count(": error[Q701 ") == 1, said
    code, said = ran("rules check rulebooks/after", capfd)

    assert (0, True) == (code, "0 个错误，1 个警告" in said), said
    assert "张三" in (desk / "rulebooks/index.lock").read_text("utf-8")
    assert "500,000.00" in (desk / "after.html").read_text("utf-8")


@pytest.mark.usefixtures("desk")
def test_what_was_made_new_passes_check_and_test(capfd):
    for command in (found for found in COMMANDS if found.startswith("rules new")):
        assert 0 == ran(command, capfd)[0]

    assert 0 == ran("rules test rulebooks/my_rules rulebooks/card_crime", capfd)[0]
    code, said = ran("rules check rulebooks/my_rules rulebooks/card_crime", capfd)
    assert (0, 0) == (code, said.count(": error[")), said


def test_the_table_of_the_page_is_a_table(desk, capfd):
    path = desk / RULEBOOK
    text = path.read_text("utf-8")
    path.write_text(RULES.sub(lambda _: TABLE, text), "utf-8")
    code, said = ran("rules check rulebooks/after", capfd)

    assert path.read_text("utf-8") != text
    assert 5 == code
    assert set() == {found for found in re.findall(r"error\[(\w+)", said) if found[0] in "DR"}, said


def test_a_suppression_is_written_as_the_page_shows(desk, capfd):
    (stated,) = re.findall(r"`(\{code: .*?\})`", PAGE)
    path = desk / "rulebooks/after/suppressions.yaml"
    path.write_text(f"schema: 1\nfamily: after\nsuppressions:\n  - {stated}\n", "utf-8")

    assert (0, True) == ((found := ran("rules check rulebooks/after", capfd))[0], "N705" not in found[1])


def test_prevails_settles_what_two_sources_leave_open(desk, capfd):
    outcome = "        then: tier_1\n"
    rewrite(desk, RULEBOOK, outcome, f"{outcome}        prevails: {{cite: after-article#T, reason: 定义在先}}\n")

    assert "N705" not in ran("rules check rulebooks/after", capfd)[1]
