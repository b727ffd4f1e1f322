"""An import that was interrupted goes on where it stopped, and gives the files that it would have given at once."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.ledger import exports, unfinished
from engine.ledger.answers import NO_ANSWERS, Answer, Answers
from engine.ledger.tables import TABLES, open_tables
from engine.ledger.unfinished import Unfinished
from engine.source.report import Report

#: The last one is a slip: it warns.
HEADER = "交易卡号,交易时间,交易金额,收付标志,摘要说明,交易是否成功,交易对手账卡号,交易流水帐"
COMMAND = [sys.executable, "-c", "from engine.cli.command_line import run; import sys; sys.exit(run(sys.argv[1:]))"]


def rows(name: int, count: int) -> str:
    draw = random.Random(name)  # noqa: S311 (test data)
    return "".join(
        f"622202{draw.randrange(40):012d},202105{draw.randrange(1, 29):02d}{draw.randrange(24):02d}0000,"
        f"{draw.choice(['12.30', '-3.00', 'x', '7.00'])},{draw.choice('进出O')},{draw.choice(['', '冲正'])},成功,6228,"
        f"{at}\n"
        for at in range(count)
    )


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a folder of exports: bookings, tasks, accounts."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for name in range(4):
        (folder / f"{name}明细.csv").write_text(f"{HEADER}\n{rows(name, 60)}", encoding="gb18030")
    (folder / "任务信息.csv").write_text(
        "任务流水号,银行名称,主体类别,证账号码,账卡号,发送时间,反馈时间,反馈结果,反馈明细结果\n"
        "1,某行,个人,,622202000000000001,20210701090000,20210702112732,成功,成功\n",
        encoding="gb18030",
    )
    (folder / "账户信息.csv").write_text(
        "账户开户名称,开户人证件号码,交易卡号,账号开户时间,账号开户银行\n张三,H1,622202000000000001,20200101,某行\n",
        encoding="utf-8",
    )
    return folder


class Read:
    """Imports `sources`; notes which files were read."""

    def __init__(self, sources: Path, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sources, self.beside, self.patch = sources, beside, monkeypatch
        self.files: list[str] = []

    def __call__(self, answers: Answers = NO_ANSWERS, *, keep: bool = True) -> Any:
        self.files = []
        real = exports.open_sheets

        def noted(path: Path, name: str, *rest: Any) -> Iterator[Any]:
            self.files.append(name)
            return real(path, name, *rest)

        tables, report = open_tables(threads=1), Report("input")
        kept = Unfinished(self.beside, tables, report, answers) if keep else None
        with self.patch.context() as patch:
            patch.setattr(exports, "open_sheets", noted)
            found = exports.import_sources([self.sources], tables, report, None, answers, kept)
        listed = {table: tables.rows(f"SELECT * FROM {table}") for table in TABLES}
        listed["raw_bookings"].sort()
        tables.close()
        return listed, found.as_json(), report.diagnostics


@pytest.fixture
def read(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    return Read(sources, tmp_path / "out.partial", monkeypatch)


def test_files_that_are_the_same_are_not_read_again_and_give_the_same(read: Read) -> None:
    at_once, first = read(keep=False), read()
    again = read()

    assert at_once == first == again
    assert [] == read.files
    assert any(found.code == "F620" for found in again[2])  # a warning of a file that was not read is said again


@pytest.mark.parametrize("stop_at", range(6))
def test_an_import_stopped_anywhere_goes_on(read: Read, monkeypatch: pytest.MonkeyPatch, stop_at: int) -> None:
    real, begun = exports._import_sheet, []

    def stopped(sheet: Any, *rest: Any) -> Any:
        begun.append(sheet.name)
        if len(begun) > stop_at:
            raise KeyboardInterrupt
        return real(sheet, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(exports, "_import_sheet", stopped)
        with pytest.raises(KeyboardInterrupt):
            read()
    resumed = read()

    assert 6 - stop_at == len(read.files)
    assert read(keep=False) == resumed


def change_bytes(read: Read) -> Answers:
    path = read.sources / "2明细.csv"
    path.write_bytes(path.read_bytes().replace("进".encode("gb18030"), "贷".encode("gb18030"), 1))
    return NO_ANSWERS


def answer_about_it(_: Read) -> Answers:
    return Answers(answers=[Answer(files=("2*",), columns={}, codes={"direction": {"O": "out"}})])


def rename(read: Read) -> Answers:
    (read.sources / "2明细.csv").rename(read.sources / "2b.csv")
    return NO_ANSWERS


def damage_a_part(read: Read) -> Answers:
    (entry,) = [path for path in read.beside.glob("*.json") if "2明细.csv" in path.read_text(encoding="utf-8")]
    part = read.beside / f"{entry.stem}.raw_bookings.parquet"
    part.write_bytes(part.read_bytes()[:-20] + b"\0" * 20)
    return NO_ANSWERS


def lose_a_part(read: Read) -> Answers:
    (entry,) = [path for path in read.beside.glob("*.json") if "2明细.csv" in path.read_text(encoding="utf-8")]
    (read.beside / f"{entry.stem}.rejects.parquet").unlink()
    return NO_ANSWERS


def cut_an_entry(read: Read) -> Answers:
    (entry,) = [path for path in read.beside.glob("*.json") if "2明细.csv" in path.read_text(encoding="utf-8")]
    entry.write_text(entry.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    return NO_ANSWERS


@pytest.mark.parametrize(
    "change",
    [change_bytes, answer_about_it, rename, damage_a_part, lose_a_part, cut_an_entry],
    ids=lambda way: way.__name__,
)
def test_what_changed_is_read_again_and_nothing_else(read: Read, change: Callable[[Read], Answers]) -> None:
    read()
    answers = change(read)
    again = read(answers)

    assert 1 == len(read.files)
    assert read.files[0].startswith("2")
    assert read(answers, keep=False) == again


def test_another_program_reads_everything_again(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    read()
    monkeypatch.setattr(unfinished, "_program", lambda: "another")
    read()

    assert 6 == len(read.files)


def test_a_question_is_answered_and_only_its_file_is_read(read: Read) -> None:
    (read.sources / "3明细.csv").write_text("日期,金额\n2021-05-01,1.00\n", encoding="utf-8")
    *_, said = read()
    assert "error" in {found.severity for found in said}

    path = read.sources / "3明细.csv"
    answers = Answers(
        answers=[Answer(files=(path.name,), account="622202000000000001", columns={}, codes={}, positive="in")]
    )
    found = read(answers)

    assert ["3明细.csv"] == read.files
    assert read(answers, keep=False) == found


def test_a_folder_that_cannot_be_written_is_warned_of_once(read: Read) -> None:
    read.beside.write_text("in the way", encoding="utf-8")
    listed, found, said = read()

    assert ["F674"] == [diagnostic.code for diagnostic in said if diagnostic.code != "F620"]
    assert (listed, found) == read(keep=False)[:2]


@contextmanager
def at_work(sources: Path, out: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    command = [*COMMAND, "import", str(sources), "-o", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, **options) as running:
        yield running


def test_killed_at_any_moment_it_goes_on_and_writes_the_same_files(sources: Path, tmp_path: Path) -> None:
    for name in range(4):
        (sources / f"{name}明细.csv").write_text(f"{HEADER}\n{rows(name, 8_000)}", encoding="gb18030")
    with at_work(sources, tmp_path / "whole") as running:
        assert running.wait() == 0
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    for entries in (1, 3):
        with at_work(sources, out) as running:
            while running.poll() is None and len(list(partial.glob("*.json"))) < entries:
                time.sleep(0.002)
            os.kill(running.pid, signal.SIGKILL)
        assert not out.exists()
    with at_work(sources, out) as running:
        assert running.stderr is not None
        told = running.stderr.read().decode()
        assert running.wait() == 0

    assert "没有重读" in told
    assert not partial.exists()
    written = {path.name: path.read_bytes() for path in out.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()} == written


def test_a_disk_that_takes_no_more_ends_the_import_with_a_message(sources: Path, tmp_path: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))

    with at_work(sources, tmp_path / "out", preexec_fn=little_room) as running:
        assert running.stderr is not None
        told = running.stderr.read().decode()
        assert running.wait() == 2

    assert "Traceback" not in told
    assert "K822" in told
    assert not (tmp_path / "out").exists()


def test_what_is_kept_is_for_its_owner_alone(read: Read) -> None:
    read()

    assert 0o700 == read.beside.stat().st_mode & 0o777
    assert {0o600} == {path.stat().st_mode & 0o777 for path in read.beside.iterdir()}
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in read.beside.glob("*.json"))
