"""A writer that dies at any moment loses nothing that it acknowledged, and the log stands after reopening."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from audit_logs import RUN, SM3, small, write_log

from engine.audit.head import head_path
from engine.audit.reopening import kept_head
from engine.audit.verify import verify
from engine.audit.writer import LogWriter
from engine.source.report import Rejected, Report

#: All 200 of the acceptance where `RULES_AUDIT_FULL` is set.
KILLS = 200 if os.environ.get("RULES_AUDIT_FULL") else 8
WRITER = """
import sys
from pathlib import Path
from audit_logs import RUN, SM3, small
from engine.audit.writer import LogWriter
from engine.source.report import Report
with LogWriter(Path(sys.argv[1]), RUN, SM3, Report("integrity")) as log:
    for number in range(10**6):
        log.append([small(number * 3 + each) for each in range(3)])
        print(log.size, flush=True)
"""


def test_kill_9_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    draw, log = random.Random(9), tmp_path / "log.jsonl"  # noqa: S311 (nothing secret is drawn)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WRITER, log], stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            first = writer.stdout.readline()
            time.sleep(draw.random() / 20)
            writer.send_signal(signal.SIGKILL)
            acknowledged = int([first, *writer.stdout.read().splitlines(keepends=True)][-1].split(b"\n")[0])
        head = kept_head(log)
        report = Report("integrity")
        with LogWriter(log, RUN, SM3, report) as again:
            assert again.size >= acknowledged
        found = verify(log, [kept_head(log), head])

        assert found.findings == ()
        assert not report.has_errors


@pytest.mark.parametrize("cut", [1, 10, 100])
def test_a_torn_tail_is_cut_off_kept_and_told(tmp_path: Path, cut: int) -> None:
    log = tmp_path / "log.jsonl"
    write_log(log, 10)
    whole, tail = log.read_bytes(), b'{"kind":"decision","facts":{"text":"' + b"x" * cut
    log.write_bytes(whole + tail)

    assert [found.kind for found in verify(log, [kept_head(log)]).findings] == ["torn"]
    report = Report("integrity")
    with LogWriter(log, RUN, SM3, report) as writer:
        writer.append([small(1)])

    assert [found.code for found in report.diagnostics] == ["A123"]
    (kept,) = tmp_path.glob("log.jsonl.torn-*")
    assert kept.read_bytes() == tail
    assert log.read_bytes().startswith(whole)
    assert verify(log, [kept_head(log)]).findings == ()


def test_a_log_cut_below_its_head_is_not_written_on(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_log(log, 10)
    log.write_bytes(log.read_bytes()[:-5])

    with pytest.raises(Rejected) as refused:
        LogWriter(log, RUN, SM3, Report("integrity"))
    assert (refused.value.report.about, refused.value.report.diagnostics[0].code) == ("integrity", "A124")


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with LogWriter(log, RUN, SM3, Report("integrity")), pytest.raises(Rejected) as refused:
        LogWriter(log, RUN, SM3, Report("integrity"))

    assert refused.value.report.diagnostics[0].code == "A121"


def test_what_does_not_fit_on_the_disk_is_taken_back_and_told(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_log(log, 10)
    before, (soft, hard) = log.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with LogWriter(log, RUN, SM3, Report("integrity")) as writer:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
        try:
            with pytest.raises(Rejected) as refused:
                writer.append([small(number) for number in range(5)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)

    assert refused.value.report.diagnostics[0].code == "A122"
    assert log.read_bytes() == before
    assert verify(log, [kept_head(log)]).findings == ()


def test_a_log_whose_header_never_reached_the_disk_begins_anew(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"checkpoint_every":7,"cre')
    write_log(log, 3)

    assert verify(log, [kept_head(log)]).findings == ()


def test_only_the_owner_can_read_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    write_log(log, 3)

    assert {path.stat().st_mode & 0o777 for path in (log, head_path(log))} == {0o600}
