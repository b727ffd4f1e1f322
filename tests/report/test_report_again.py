"""`rules report`: the page of a finished run, made again from what the run wrote and from nothing else."""

import json
import shutil
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_cases import every_kind, written_run

from engine.cli.command_line import run as rules
from engine.clues.overlaps import Overlap
from engine.render import report_accounts, report_agenda, report_view
from engine.render.report_accounts import Account
from engine.render.report_evidence import Place
from engine.render.report_file import REPORT, report_from_json, report_json
from engine.render.shapes import MisshapenError, shaped


@pytest.fixture
def finished(out: Path, tmp_path: Path) -> Path:
    """Return a copy of the results that a test may change."""
    return Path(shutil.copytree(out, tmp_path / "out"))


def test_the_page_comes_out_the_same(finished: Path) -> None:
    before = (finished / "report.html").read_bytes()
    (finished / "report.html").unlink()

    assert rules(["report", str(finished)]) == 0
    assert before == (finished / "report.html").read_bytes()
    assert (finished / "report.html").stat().st_mode & 0o777 == 0o600


def test_another_file_may_be_named(finished: Path, tmp_path: Path) -> None:
    assert rules(["report", str(finished), "-o", str(tmp_path / "again.html")]) == 0
    assert (tmp_path / "again.html").read_bytes() == (finished / "report.html").read_bytes()


def test_a_result_that_was_changed_is_an_integrity_failure(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (finished / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")

    assert rules(["report", str(finished)]) == 5
    assert "error[K853 report-changed]: `decisions.jsonl` 写出后被改动过" in capsys.readouterr().err


def test_words_of_the_report_cannot_be_changed_unseen(finished: Path) -> None:
    text = (finished / REPORT).read_text(encoding="utf-8")
    (finished / REPORT).write_text(text.replace("tier_2", "excluded", 1), encoding="utf-8")

    assert rules(["report", str(finished)]) == 5


def test_a_result_that_is_not_there_is_said(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (finished / "facts.parquet").unlink()

    assert rules(["report", str(finished)]) == 0
    assert "warning[K854 result-missing]: 结果文件 `facts.parquet` 不在文件夹中" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "K851"), (b"", "K852"), (b"\xff", "K852"), (b"[]", "K852"), (b'{"schema_version": 1}', "K852"),
     (b'{"schema_version": 2, "digest": "", "report": {}}', "K852"), (b"[" * 100_000, "K852")],
)  # fmt: skip
def test_what_is_no_report_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / REPORT).write_bytes(content)

    assert rules(["report", str(tmp_path)]) == 2
    assert f"error[{code} " in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()


def test_the_report_reads_back_as_it_was(out: Path) -> None:
    text = (out / REPORT).read_text(encoding="utf-8")
    view, is_whole = report_from_json(text)

    assert is_whole
    assert text == report_json(view)


def test_each_limit_an_account_is_held_against_is_explained(out: Path) -> None:
    view, _ = report_from_json((out / REPORT).read_text(encoding="utf-8"))
    limits = {limit.name for limit in view.limits}
    files = {file.number for file in view.files}
    for account in view.accounts:
        assert {name for check in account.checks for name in check.parameters} <= limits
        assert len({(check.depth, check.words, check.asked) for check in account.checks}) == len(account.checks)
        if account.story:
            places = [place for figure in account.story.figures for place in figure.places]
            assert {place.file for place in (*places, *(entry.place for entry in account.story.entries))} <= files


def test_of_very_many_accounts_the_first_tiers_are_listed_and_the_rest_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_accounts, "MOST_LISTED", 3)
    written_run(every_kind(tmp_path / "in", ()), tmp_path / "out")
    view, _ = report_from_json((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

    assert ["tier_1", "tier_1", "undetermined"] == [account.kind for account in view.accounts]
    assert (view.accounts_left_out, view.flagged_left_out) == (2, 1)
    assert "另有 2 个账户（二级 1、未筛出 1）没有列在本页，全部见 decisions.jsonl" in page
    assert all(words in page for words in ("全部 3/5", "一级 2</label>", "所列账户中没有符合条件的"))
    assert "<dd>1</dd>" in page.split("有审查提示的账户", 1)[1][:20]


def test_the_page_counts_whom_to_hand_over_whether_listed_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_accounts, "MOST_LISTED", 1)
    written_run(every_kind(tmp_path / "in", ()), tmp_path / "out")
    view, _ = report_from_json((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))

    assert view.to_hand_over == (1,)
    assert "2 个账户的户主身份信息应移送比对" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_of_very_many_tasks_the_first_are_listed_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_run(every_kind(tmp_path / "in", ()), tmp_path / "every")
    monkeypatch.setattr(report_agenda, "MOST_LISTED", 4)
    written_run(tmp_path / "in", tmp_path / "out")
    all_, few = (report_from_json((tmp_path / out / REPORT).read_text(encoding="utf-8"))[0] for out in ("every", "out"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

    assert few.agenda == all_.agenda[:4]
    assert Counter(few.agenda_left_out) == Counter(task.state for task in all_.agenda[4:])
    assert f"另有 {len(all_.agenda) - 4} 行，全文见 duties.jsonl" in page


@given(st.lists(st.integers(2, 9), max_size=12))
def test_overlaps_are_shown_while_there_is_room_and_the_rest_is_counted(numbers: list[int]) -> None:
    found = [
        Overlap(attribute="ip", value=str(place), accounts=number, cases=1, account_list=(), case_list=())
        for place, number in enumerate(numbers)
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report_view, "MOST_SHOWN", 5)
        patched.setattr(report_view, "MOST_SHARERS", 20)
        shown = list(report_view.fitting(found))

    assert len(shown) <= 5
    assert sum(each.accounts for each in shown) <= 20
    assert shown == [each for each in found if each in shown]
    room = 20 - sum(each.accounts for each in shown)
    assert len(shown) == 5 or all(each.accounts > room for each in found if each not in shown)


def test_holders_of_accounts_that_nobody_need_look_into_are_not_named(tmp_path: Path) -> None:
    written_run(every_kind(tmp_path / "in", ()), tmp_path / "out")
    view, _ = report_from_json((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    excluded = [account for account in view.accounts if account.kind == "excluded" and not account.flags]

    assert [account.story for account in excluded] == [None] * len(excluded)
    assert all(account.story for account in view.accounts if account.kind != "excluded" or account.flags)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(values)
def test_only_what_has_the_shape_is_taken_for_a_record(value: object) -> None:
    for record in (Account, Place):
        with pytest.raises(MisshapenError):
            shaped(record, value)


@given(st.integers(), st.integers(), st.integers())
def test_a_record_reads_back(file: int, first: int, last: int) -> None:
    place = Place(file=file, first=first, last=last)

    assert place == shaped(Place, json.loads(json.dumps(asdict(place))))
