"""What a case run is at is told as it begins: on a terminal in words, elsewhere not at all."""

import os
import pty
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import get_args

from case_tools import AS_OF, STAMP, tier_1_folder

from engine.driver.case import Asked, run_case
from engine.driver.case_files import write_case
from engine.driver.case_steps import Step
from engine.driver.masking import Masking
from engine.ledger.tables import open_tables
from engine.messages.catalogue import PHRASES
from engine.source.report import Report


def test_every_step_is_told_once_in_the_order_of_the_work(tmp_path: Path) -> None:
    steps: list[Step] = []
    with closing(open_tables()) as tables:
        asked = Asked(folder=tier_1_folder(tmp_path / "case"), as_of=AS_OF, steps=steps.append)
        run = run_case(asked, tables, Report("input"))
        masked = [Masking("external", b"")]
        write_case(run, tables, tmp_path / "out", STAMP, masked=masked, steps=steps.append)

    assert tuple(steps) == get_args(Step)


def test_a_terminal_is_told_in_words_and_a_pipe_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "engine.cli", "case", str(tier_1_folder(tmp_path / "case"))]
    command += ["--as-of", AS_OF.isoformat(), "-o"]
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "200"}
    with subprocess.Popen(
        [*command, str(tmp_path / "out")], stderr=theirs, env=environment, stdout=subprocess.DEVNULL
    ) as child:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b"")).decode()
    os.close(ours)
    piped = subprocess.run([*command, str(tmp_path / "again")], capture_output=True, check=True, env=environment)
    told = [PHRASES[f"cli.progress.{step}"].zh for step in get_args(Step) if step != "copies"]

    assert child.returncode == 0
    assert [words for words in told if words not in shown] == []
    assert [words for words in told if words in piped.stderr.decode()] == []


def _read(file: int) -> bytes:
    try:
        return os.read(file, 65_536)
    except OSError:  # what Linux says where the other end is closed
        return b""
