"""durable_rules is there, in the release whose faults are known, and reached through one module alone."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import engine

PACKAGE = Path(engine.__file__).parent


def test_the_pinned_release_is_installed_and_imports_without_a_warning():
    assert "2.0.28" == version("durable-rules")
    subprocess.run([sys.executable, "-W", "error", "-c", "from durable import engine"], check=True)


def test_one_module_imports_it():
    importing = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(line.startswith(("import durable", "from durable")) for line in path.read_text("utf-8").splitlines())
    ]

    assert ["backends/durable/runner.py"] == importing


def test_a_command_that_does_not_evaluate_does_without_it():
    program = "import sys; from engine.driver import engines; sys.exit('durable_rules_engine' in sys.modules)"

    subprocess.run([sys.executable, "-c", program], check=True)
