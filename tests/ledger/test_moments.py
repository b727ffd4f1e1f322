from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.moments import Moment, day_from_text, layout_is_sound, moment_from_text, moment_reader
from engine.ledger.profile import shipped_profiles

police = moment_reader(next(profile.layouts for profile in shipped_profiles() if profile.name == "police_34"))
seconds = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31)).map(  # noqa: DTZ001 (civil)
    lambda at: at.replace(microsecond=0)
)


@given(seconds)
def test_a_moment_to_the_second_is_read_back(at: datetime) -> None:
    assert Moment(at, "second") == moment_from_text(at.isoformat())


@given(seconds)
def test_a_moment_to_the_minute_keeps_that_it_is_one(at: datetime) -> None:
    at = at.replace(second=0)

    assert Moment(at, "minute") == moment_from_text(at.isoformat(timespec="minutes"))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_bare_day_is_no_midnight(day: date) -> None:
    found = moment_from_text(day.isoformat())

    assert found is not None
    assert "day" == found.precision
    assert day == day_from_text(day.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        "", "2021-05-03 10:02:11", "2021-5-3", "20210503", "2021-05-03T10", "2021-05-03T10:02:11.5",
        "2021-05-03T10:02:11Z",
        "2021-05-03T10:02:11+08:00", "2021-02-29", "2021-13-01", "2021-05-03T24:00:00",
        "2021-05-03T23:60", "2021-05-03T23:59:60",
        "0000-01-01", "２０２１-05-03", "44317.52", "2021/05/03", "2021-05-03T10:02:11 ",
    ],
)  # fmt: skip
def test_a_canonical_moment_has_three_forms_and_stands_in_the_calendar(text: str) -> None:
    assert moment_from_text(text) is None


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("20210501123045", "2021-05-01T12:30:45", "second"),
        ("2021-05-01 12:30:45", "2021-05-01T12:30:45", "second"),
        ("2021/5/1 12:30", "2021-05-01T12:30:00", "minute"),
        ("2021/5/1 9:30:05", "2021-05-01T09:30:05", "second"),
        ("2021-05-01-12.30.45.123456", "2021-05-01T12:30:45", "second"),
        ("2021-05-01 12:30:45.999999", "2021-05-01T12:30:45", "second"),
        ("20210501", "2021-05-01T00:00:00", "day"),
        ("2021年5月1日", "2021-05-01T00:00:00", "day"),
        ("2021年05月01日 12时30分45秒", "2021-05-01T12:30:45", "second"),
    ],
)
def test_police_exports_write_moments_in_many_ways(text: str, at: str, precision: str) -> None:
    assert Moment(datetime.fromisoformat(at), precision) == police(text)  # type: ignore[arg-type]  # the table is right


@pytest.mark.parametrize(
    "text", ["202105011230451", "2021050", "44317.52", "1619843445", "20211301", "2021-05-01 25:00:00", "123045"]
)
def test_a_police_moment_is_not_guessed(text: str) -> None:
    assert police(text) is None


@pytest.mark.parametrize(
    "layout", ["yyyyMd", "yyyyMMdd Hmm", "MM-dd", "dd/MM/yyyy", "yyyy-MM-dd HH", "yyyy-MM-dd ss", ""]
)
def test_a_layout_that_reads_a_text_in_two_ways_is_not_sound(layout: str) -> None:
    assert not layout_is_sound(layout)


def test_cutting_a_moment_to_the_day_loses_the_clock() -> None:
    cut = Moment(datetime.fromisoformat("2021-05-01T12:30:45"), "second").cut_to("day")

    assert Moment(datetime.fromisoformat("2021-05-01"), "day") == cut
