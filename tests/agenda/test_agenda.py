"""The agenda of a day: the same rule for overdue as in results, the most urgent first, nothing left out."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.agenda.agenda import agenda, count, last_day
from engine.agenda.discharges import Discharge, Evidence, discharge_record, standing, withdrawal_record
from engine.agenda.owed import OwedDuty, read_duties
from engine.cli.command_line import run as rules
from engine.library.calendars import read_calendar
from engine.library.places import shipped_rulebooks
from engine.source.report import Report

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))
CALENDAR = read_calendar(shipped_rulebooks() / "calendars" / "cn.yaml", Report("rulebook"))
DUTY = OwedDuty(
    rulebook="supervision", edition="2019-12-30", as_of=date(2026, 3, 2), subject=(("case_id", "C1"),),
    name="file_case", status="open", due=date(2026, 3, 17), waits_for=(), title="立案", stage=None, what=(),
    owner="公安机关", owner_published=True, first=None, due_setting=None, evidence="立案决定书",
    cites=("sppr#563",), line=1,
)  # fmt: skip
DONE = Discharge(number=1, key=DUTY.key, on=date(2026, 3, 10), by="甲", evidence=Evidence(text="回执 1 号"))

duties = st.builds(
    replace,
    st.just(DUTY),
    due=st.none() | DAYS | st.builds(datetime.combine, DAYS, st.times()),
    status=st.sampled_from(["open", "overdue", "discharged", "undetermined", "error"]),
    line=st.integers(1, 99),
)


@given(duty=duties, on=DAYS)
def test_a_duty_is_overdue_from_the_day_after_its_last_one(duty: OwedDuty, on: date) -> None:
    (item,) = agenda([duty], {}, on, None)
    last = last_day(duty)

    if duty.status in ("open", "overdue"):
        assert item.status == ("overdue" if last and on > last else "open")
    else:
        assert item.status == duty.status
    assert item.days_left == (None if last is None else (last - on).days)


@given(duty=duties, on=DAYS, done=DAYS)
def test_what_was_done_later_is_not_done_yet(duty: OwedDuty, on: date, done: date) -> None:
    (item,) = agenda([duty], {duty.key: replace(DONE, on=done)}, on, None)

    assert (item.discharge is not None) == (done <= on)
    assert item.status == "discharged" or done > on


@given(found=st.lists(duties, max_size=8), on=DAYS)
def test_nothing_is_left_out_and_the_order_is_that_of_urgency(found: list[OwedDuty], on: date) -> None:
    items = agenda(found, {}, on, None)
    order = list(count(items))

    assert sorted(map(repr, found)) == sorted(repr(item.duty) for item in items)
    assert [order.index(item.status) for item in items] == sorted(order.index(item.status) for item in items)
    overdue = [last_day(item.duty) for item in items if item.status == "overdue"]
    assert overdue == sorted(overdue)  # type: ignore[type-var]
    assert agenda(reversed(found), {}, on, None) == agenda(found, {}, on, None) or len({d.line for d in found}) < len(
        found
    )


@given(on=DAYS, length=st.integers(0, 40))
def test_working_days_left_are_those_of_the_calendar(on: date, length: int) -> None:
    last = on + timedelta(days=length)
    (item,) = agenda([replace(DUTY, due=last)], {}, on, CALENDAR)

    if last.year <= 2026:
        assert CALENDAR
        days = [on + timedelta(days=each) for each in range(1, length + 1)]
        assert item.working_days_left == sum(map(CALENDAR.is_working_day, days))


def test_a_withdrawn_record_does_not_count_and_the_earliest_of_two_does() -> None:
    records = [
        discharge_record(DUTY.key, day, by, Evidence(text="x"), "2026-03-20T09:00:00") | {"seq": number}
        for number, (day, by) in enumerate(
            [(date(2026, 3, 1), "甲"), (date(2026, 3, 2), "乙"), (date(2026, 3, 3), "丙")]
        )
    ]
    withdrawn = [*records, withdrawal_record(0, "记错案件", "丁", "2026-03-21T09:00:00") | {"seq": 2}]

    assert standing(records)[DUTY.key].by == "甲"
    assert standing(withdrawn)[DUTY.key].by == "乙"


def line(**changed: object) -> str:
    stated = {
        "rulebook": "yangzhou_duties", "edition": "2024-09-19", "subject": {"case_id": "C1"}, "as_of": "2024-10-11",
        "id": "case_review", "due": None, "status": "open", "waits_for": [], "title": "一案一复盘", "stage": None,
        "what": [], "owner": {"setting": "由使用单位设定"}, "assisted_by": None, "first": None, "due_setting": "未载明",
        "evidence": None, "cite": [],
    }  # fmt: skip
    return json.dumps(stated | changed, ensure_ascii=False)


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        "[]",
        "1",
        "null",
        '"x"',
        line(status="done"),
        line(due="tomorrow"),
        line(as_of=1),
        line(subject=[]),
        line(id=1),
    ],
)
def test_a_line_that_is_no_duty_is_told_with_its_place(wrong: str) -> None:
    report = Report("input")
    found = read_duties(f"{line()}\n{wrong}\n", "duties.jsonl", lambda *_: None, report)

    assert len(found) == 1
    assert [(fault.code, fault.span and fault.span.line) for fault in report.diagnostics] == [("Y101", 2)]


def test_results_of_rules_eval_are_an_agenda_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "results.jsonl"
    facts = '{"case_id": "C1", "filing_notice_on": "2026-03-02"}\n'
    (tmp_path / "facts.jsonl").write_text(facts, encoding="utf-8")
    asked = ["supervision@2019-12-30", str(tmp_path / "facts.jsonl"), "--as-of", "2026-03-10", "--format", "jsonl"]
    assert rules(["eval", *asked, "-o", str(results)]) == 0
    capsys.readouterr()
    for on, status, code in (("2026-03-17", "open", 0), ("2026-03-18", "overdue", 1)):
        assert rules(["duties", str(results), "--on", on, "--format", "json", "--fail-on-overdue"]) == code
        stated = {duty["id"]: duty for duty in json.loads(capsys.readouterr().out)["duties"]}
        assert (stated["file_case"]["due"], stated["file_case"]["status"]) == ("2026-03-17", status)


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json", "jsonl"])
def test_every_form_shows_every_duty(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "duties.jsonl").write_text(
        "".join(f"{line(id=f'd{n}', title=f'任务{n}')}\n" for n in range(5)), encoding="utf-8"
    )

    assert rules(["duties", str(tmp_path), "--on", "2024-10-11", "--format", form]) == 0
    printed = capsys.readouterr().out
    assert all(f"任务{n}" in printed for n in range(5))


def test_a_folder_without_duties_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules(["duties", str(tmp_path)]) == 2
    assert "Y102" in capsys.readouterr().err


def test_what_falls_due_later_or_is_done_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = [line(id="near", due="2024-10-13"), line(id="far", due="2024-12-01"), line(id="done", status="discharged"),
              line(id="over", due="2024-10-01"), line(id="none")]  # fmt: skip
    (tmp_path / "duties.jsonl").write_text("\n".join(stated), encoding="utf-8")

    def listed(*options: str) -> list[str]:
        assert rules(["duties", str(tmp_path), "--on", "2024-10-11", "--format", "jsonl", *options]) == 0
        return [json.loads(each)["id"] for each in capsys.readouterr().out.splitlines()]

    assert listed() == ["over", "near", "far", "none", "done"]
    assert listed("--within", "7") == ["over", "near"]
    assert listed("--open") == ["over", "near", "far", "none"]
