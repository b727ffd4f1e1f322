"""When duties fall due, and what is said where that cannot be computed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backends.reference import Reference
from engine.decision.deadline import due_at
from engine.decision.duties import duties_of
from engine.decision.result import OWED, Subject
from engine.driver.evaluation import Evaluation
from engine.driver.opening import compiled
from engine.explain.from_verdict import explain
from engine.library.calendars import read_calendar
from engine.library.library import load
from engine.library.places import shipped_rulebooks
from engine.messages.catalogue import speak
from engine.program.from_rulebook import from_rulebook
from engine.render.explanation_text import explanation_text
from engine.rulebook.rulebook import Deadline
from engine.rulebook.values import period, seconds_of
from engine.source.report import Rejected, Report
from engine.source.text import Span

CALENDAR = read_calendar(shipped_rulebooks() / "calendars" / "cn.yaml", Report("rulebook"))
RULEBOOK = "after/2022-01-01/rulebook.yaml"
SETTING = "due: {setting: 公开报道未载明期限，由使用单位设定}"
TIER_1 = {
    "victim_amount": 5_000_000,
    "victim_linked_amount": 5_000_000,
    "day_turnover": 100_000_000,
    "week_turnover": 7_000_000,
    "window_turnover": 100_000_000,
    "pass_count": 1,
    "victim_pass_count": 1,
    "swept_count": 1,
    "in_registry": False,
}


moment = datetime.fromisoformat


def due(within, start, *, moved=False):
    span = Span(file="t")
    deadline = Deadline(within=period(within), since="start", setting=None, cite=None, span=span, moved=moved)
    if isinstance(start, datetime):
        return due_at(deadline, seconds_of(start), "moment", CALENDAR)
    return due_at(deadline, start.toordinal(), "day", CALENDAR)


@pytest.mark.parametrize(
    ("within", "start", "end"),
    [
        ("15 days", date(2026, 3, 2), date(2026, 3, 17)),
        ("6 months", date(2025, 1, 10), date(2025, 7, 10)),
        ("6 months", date(2025, 8, 31), date(2026, 2, 28)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("48 hours", moment("2025-03-01T10:00"), moment("2025-03-03T10:00")),
        ("6 months", moment("2025-01-10T09:30"), moment("2025-07-10T09:30")),
        ("3 working_days", date(2026, 2, 12), date(2026, 2, 24)),
        ("3 working_days", moment("2026-02-12T23:59"), date(2026, 2, 24)),
        ("1 working_day", date(2026, 2, 13), date(2026, 2, 14)),
    ],
)
def test_a_deadline_ends_as_the_civil_calendar_says(within, start, end):
    found = due(within, start)

    assert (type(end), end) == (type(found), found)


@pytest.mark.parametrize(
    ("within", "start", "end"),
    [
        ("15 days", date(2026, 3, 2), date(2026, 3, 17)),  # a Tuesday
        ("15 days", date(2026, 3, 6), date(2026, 3, 23)),  # a Saturday
        ("15 days", date(2026, 9, 18), date(2026, 10, 8)),  # within the holidays of October
        ("7 days", date(2026, 2, 7), date(2026, 2, 14)),  # a Saturday that is worked
        ("10 days", date(2026, 2, 5), date(2026, 2, 24)),  # the first day of the Spring Festival
        ("1 month", date(2025, 4, 1), date(2025, 5, 6)),
    ],
)
def test_a_deadline_that_ends_on_a_holiday_ends_on_the_first_working_day_after(within, start, end):
    assert end == due(within, start, moved=True)


starts = st.dates(date(2019, 1, 1), date(2026, 11, 1))
lengths = st.sampled_from(["1 day", "3 days", "7 days", "10 days", "15 days", "1 month"])


@given(start=starts, within=lengths)
def test_holidays_never_bring_a_deadline_forward_and_move_it_past_holidays_only(start, within):
    plain, moved = due(within, start), due(within, start, moved=True)

    assert plain <= moved
    assert CALENDAR.is_working_day(moved)
    passed = [plain + timedelta(days) for days in range((moved - plain).days)]
    assert not any(map(CALENDAR.is_working_day, passed))
    assert moved == due("0 days", moved, moved=True)


@given(start=starts, within=lengths, later=st.integers(0, 20))
def test_a_later_start_never_ends_earlier(start, within, later):
    following = min(start + timedelta(later), date(2026, 11, 1))

    assert due(within, start, moved=True) <= due(within, max(start, following), moved=True)


def test_a_last_day_in_a_year_without_a_notice_is_refused_and_not_guessed():
    with pytest.raises(Rejected):
        due("7 days", date(2026, 12, 28), moved=True)


def test_the_start_unknown_leaves_the_end_unknown():
    deadline = Deadline(within=period("3 working_days"), since="start", setting=None, cite=None, span=Span(file="t"))

    assert due_at(deadline, None, "day", CALENDAR) is None


@pytest.mark.parametrize("within", ["1 day", "1 month", "1 year", "99999 months"])
def test_no_deadline_ends_beyond_the_calendar(within):
    with pytest.raises(OverflowError):
        due(within, date.max)


def test_a_working_day_of_a_year_without_a_notice_is_refused():
    with pytest.raises(Rejected):
        due("3 working_days", date(2026, 12, 30))


@pytest.fixture
def program(library, rewrite):
    """Compile the AFTER family with a deadline of its own, as of a day."""

    def made(within, as_of, discharged=""):
        line = f"due: {{within: {within}, from: incident_day, cite: after-article#R}}{discharged}"
        rewrite(RULEBOOK, SETTING, line)
        return compiled(load(library / "after" / "2022-01-01", Report("rulebook")), as_of)

    return made


def results(program, *days):
    evaluation = Evaluation(program, "none")
    facts = ({**TIER_1, "incident_day": day.toordinal()} for day in days)
    subjects = [Subject(key=(("account", str(number)),), facts=stated) for number, stated in enumerate(facts)]
    return evaluation, list(evaluation.results(subjects))


@pytest.mark.parametrize(
    ("as_of", "status"), [(date(2026, 2, 14), "open"), (date(2026, 2, 24), "open"), (date(2026, 2, 25), "overdue")]
)
def test_a_duty_is_open_until_its_last_working_day_has_ended(program, as_of, status):
    _, (result,) = results(program("3 working_days", as_of), date(2026, 2, 12))

    assert [("hand_over", status, "2026-02-24")] == [(duty.name, duty.status, duty.due) for duty in result.duties]


@pytest.mark.parametrize(
    ("within", "start", "why"),
    [
        ("3 working_days", date(2026, 12, 30), "节假日历 `cn` 没有 2027 年的安排"),
        ("3 working_days", date(2018, 5, 3), "节假日历 `cn` 没有 2018 年的安排"),
        ("7 days", date.max, "结果超出 9999 年"),
    ],
)
def test_a_deadline_that_cannot_be_computed_is_an_error_of_its_duty_alone(program, within, start, why):
    evaluation, (good, bad) = results(program(within, date(2026, 2, 14)), date(2026, 2, 12), start)

    assert ["open"] == [duty.status for duty in good.duties]
    assert [("error", None, ())] == [(duty.status, duty.due, duty.waits_for) for duty in bad.duties]
    assert ["tier_1"] == [found.value for found in bad.verdict.decisions if found.name == "tier"]
    assert bad.duties[0].status in OWED
    (fault,) = evaluation.faults()
    assert ("E520", RULEBOOK) == (fault.code, "/".join(fault.span.file.split("/")[-3:]))
    assert f"职责 `hand_over` 的期限无法计算：{why}" == speak(fault.message, "zh")
    assert ("节假日历" in why) == (fault.help is not None)


def test_the_same_reason_is_told_once_for_many_subjects(program):
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2018, 5, 3)]
    evaluation, found = results(program("3 working_days", date(2026, 2, 14)), *days)

    assert ["error"] * 3 == [result.duties[0].status for result in found]
    assert 2 == len(list(evaluation.faults()))


def test_a_discharged_duty_needs_no_deadline(program):
    made = program("3 working_days", date(2026, 2, 14), "\n    discharged_when: {fact: swept_count, at_least: 1}")
    evaluation, (result,) = results(made, date(2026, 12, 30))

    assert [("discharged", None)] == [(duty.status, duty.fault) for duty in result.duties]
    assert [] == list(evaluation.faults())


def test_a_duty_that_is_not_owed_asks_no_calendar(program):
    made = program("3 working_days", date(2026, 2, 14))
    facts = {**TIER_1, "in_registry": True, "incident_day": date(2026, 12, 30).toordinal()}
    evaluation = Evaluation(made, "none")
    (result,) = evaluation.results([Subject(key=(("account", "1"),), facts=facts)])

    assert () == result.duties
    assert () == duties_of(replace(made, calendar=None), result.verdict, facts)


def test_an_explanation_says_why_a_deadline_cannot_be_computed(program):
    made = program("3 working_days", date(2026, 2, 14))
    facts = {**TIER_1, "incident_day": date(2026, 12, 30).toordinal()}
    explanation = explain(made, Reference(made), Subject(key=(("account", "1"),), facts=facts), {})
    said = explanation_text(explanation, "zh")

    assert "户主身份信息移送公安机关比对（期限无法计算）" in said
    assert "职责 `hand_over` 的期限无法计算：节假日历 `cn` 没有 2027 年的安排" in said


@pytest.mark.parametrize(
    ("within", "code"),
    [("7 days", None), ("1 month", None), ("3 working_days", "R325"), ("48 hours", "R313")],
)
def test_only_a_deadline_of_days_from_a_day_is_moved(library, rewrite, within, code):
    rewrite(
        RULEBOOK,
        SETTING,
        f"due: {{within: {within}, from: incident_day, holidays: next_working_day, cite: after-article#R}}",
    )
    report = Report("rulebook")
    loaded = load(library / "after" / "2022-01-01", report)
    from_rulebook(loaded.rulebook, digest="d", as_of=date(2026, 1, 1), report=report, calendar=loaded.calendar)

    assert [code] * bool(code) == [found.code for found in report.diagnostics]
