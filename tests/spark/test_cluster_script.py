"""A master, two workers and a Connect server, really started: facts and decisions as DuckDB's, nothing left behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.usefixtures("needed")
def test_standalone_and_connect_say_what_duckdb_says(tmp_path: Path) -> None:
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"BIN": str(Path(sys.executable).parent), "TMPDIR": str(tmp_path), "PYTHONPATH": paths}
    script = ROOT / "examples" / "spark_cluster" / "run.sh"
    ran = subprocess.run(["bash", str(script)], capture_output=True, text=True, env=environment, check=False)  # noqa: S607 (bash of the path)

    assert (0, "") == (ran.returncode, ran.stderr), ran.stdout
    assert ["local", "standalone", "connect"] == [line.partition("：")[0] for line in ran.stdout.splitlines()]
    assert [] == list(tmp_path.iterdir())
    assert [] == [line for line in running() if str(tmp_path) in line]


def running() -> list[str]:
    """Return the command and the folder of each process."""
    if not shutil.which("ps"):
        return []
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S607 (ps of the path)
