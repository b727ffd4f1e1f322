"""Working days: the shipped years say what their notices say, and no year is guessed."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.library.calendars import Calendar, read_calendar, read_calendars
from engine.library.library import load
from engine.library.places import shipped_rulebooks
from engine.messages.catalogue import speak
from engine.source.report import Rejected, Report

#: The arranging sentences of the notices, word for word; those for 2019 and 2020 as later notices changed them.
NOTICES = {
    2019: """一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2020: """一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至2月2日放假。1月19日（星期日）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。""",
    2021: """一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。""",
    2022: """一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2023: """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}
DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（[^）]*(?:星期|周)(.)）)?")
YEARS = sorted(NOTICES)
FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
DAY = timedelta(days=1)
DAYS = [FIRST + DAY * number for number in range((LAST - FIRST).days + 1)]
HEAD = "schema: 1\ncalendar: cn\ntitle: 试验\nyears:\n  2022:\n"
NOTICE = "    notices: [{number: 一号, issued: 2021-10-25, url: null}]\n    checked_on: 2022-01-01\n    grade: B\n"
GOOD = HEAD + NOTICE + "    holidays: [{name: 元旦, from: 2022-01-01, to: 2022-01-03}]\n    workdays: [2022-01-29]\n"


def dates(sentence: str, year: int) -> list[date]:
    """Return the days a sentence names; a weekday beside one must be its own."""
    found, month = [], 0
    for stated_year, stated_month, day, weekday in DATE.findall(sentence):
        month = int(stated_month or month)
        found.append(date(int(stated_year or year), month, int(day)))
        assert not weekday or weekday == "一二三四五六日"[found[-1].weekday()]
    return found


def arranged(year: int) -> tuple[set[date], set[date]]:
    """Return the days off and the make-up working days of the notice for `year`."""
    off: set[date] = set()
    worked: set[date] = set()
    for sentence in re.split(r"[。\n]", NOTICES[year]):
        if sentence.endswith("上班"):
            worked |= set(dates(sentence, year))
        elif "放假" in sentence:
            first, *rest = dates(sentence, year)
            days = {first + DAY * number for number in range(((rest or [first])[0] - first).days + 1)}
            stated = re.search(r"共(\d+)天", sentence)
            assert stated is None or int(stated[1]) == len(days)
            off |= days
    return off, worked


@pytest.fixture(scope="module")
def china() -> Calendar:
    report = Report("rulebook")
    (calendar,) = read_calendars(shipped_rulebooks() / "calendars", report)
    report.stop_if_errors()
    return calendar


def test_every_shipped_day_is_as_the_notices_arrange_it(china):
    off: set[date] = set()
    worked: set[date] = set()
    for year in YEARS:
        more_off, more_worked = arranged(year)
        off, worked = off | more_off, worked | more_worked
    expected = {day for day in DAYS if day in worked or (day.weekday() < 5 and day not in off)}

    assert YEARS == [arrangement.year for arrangement in china.years]
    assert expected == {day for day in DAYS if china.is_working_day(day)}


def test_every_year_names_its_notices_of_the_year_before(china):
    for arrangement in china.years:
        numbers = [notice.number for notice in arrangement.notices]
        assert numbers[0].startswith(f"国办发明电〔{arrangement.year - 1}〕")
        assert all(notice.url and notice.issued.year in (arrangement.year - 1, arrangement.year)
                   for notice in arrangement.notices)  # fmt: skip
        assert "B" == arrangement.grade


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2020, 1, 22), 3, date(2020, 2, 4)),  # the Spring Festival that was prolonged to 2 February
        (date(2020, 1, 17), 1, date(2020, 1, 19)),  # a Sunday that was worked
        (date(2022, 1, 28), 2, date(2022, 1, 30)),
        (date(2022, 12, 30), 1, date(2023, 1, 3)),
        (date(2024, 2, 8), 1, date(2024, 2, 9)),  # New Year's Eve was only recommended as leave
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2025, 9, 27), 0, date(2025, 9, 27)),
    ],
)
def test_working_days_run_over_holidays_and_make_up_days(china, start, number, end):
    assert end == china.after_working_days(start, number)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(start=st.sampled_from(DAYS[:-60]), number=st.integers(1, 30))
def test_a_period_ends_on_the_working_day_that_completes_its_number(china, start, number):
    end = china.after_working_days(start, number)
    passed = [day for day in DAYS if start < day <= end and china.is_working_day(day)]

    assert number == len(passed)
    assert end == passed[-1]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(start=st.sampled_from(DAYS[:-61]), number=st.integers(0, 29))
def test_a_later_start_or_a_longer_period_never_ends_sooner(china, start, number):
    end = china.after_working_days(start, number)

    assert end < china.after_working_days(start, number + 1)
    assert end <= china.after_working_days(start + DAY, number)


def test_every_spring_festival_is_spanned(china):
    for year in YEARS:
        festival = next(found for found in china.years[year - YEARS[0]].holidays if found.name == "春节")
        assert festival.last < china.after_working_days(festival.first - DAY, 1) <= festival.last + DAY


@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar: calendar.is_working_day(date(2018, 12, 31)),
        lambda calendar: calendar.is_working_day(date(2027, 1, 1)),
        lambda calendar: calendar.after_working_days(date(2026, 12, 31), 1),
        lambda calendar: calendar.after_working_days(date(2026, 12, 1), 99_999),
        lambda calendar: calendar.after_working_days(date.max, 1),
    ],
)
def test_a_year_without_a_notice_is_an_error_and_no_guess(china, ask):
    with pytest.raises(Rejected) as caught:
        ask(china)
    (found,) = caught.value.report.diagnostics

    assert "L420" == found.code
    assert found.span.file.endswith("calendars/cn.yaml")


def test_the_error_names_the_year_and_what_to_do(china):
    with pytest.raises(Rejected) as caught:
        china.after_working_days(date(2026, 12, 30), 2)
    (found,) = caught.value.report.diagnostics

    assert "节假日历 `cn` 没有 2027 年的安排" == speak(found.message, "zh")
    assert "calendars/" in speak(found.help, "zh")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("calendar: cn", "calendar: us", "L415"),
        ("from: 2022-01-01", "from: 2021-12-31", "L416"),
        ("workdays: [2022-01-29]", "workdays: [2023-01-28]", "L416"),
        ("to: 2022-01-03", "to: 2021-12-31", "L417"),
        ("workdays: [2022-01-29]", "workdays: [2022-01-02]", "L418"),
        ("to: 2022-01-03}", "to: 2022-01-03}, {name: 又, from: 2022-01-03, to: 2022-01-04}", "L418"),
        ("workdays: [2022-01-29]", "workdays: [2022-01-28]", "L419"),
        ("workdays: [2022-01-29]", "workdays: [2022-01-29, 2022-01-29]", "D210"),
        ("  2022:", "  22:", "D213"),
        ("issued: 2021-10-25", "issued: 2021-10-32", "D205"),
        ("    checked_on: 2022-01-01\n", "", "D202"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_an_error_at_its_place(tmp_path, old, new, code):
    assert old in GOOD
    (tmp_path / "cn.yaml").write_text(GOOD.replace(old, new), "utf-8")
    report = Report("rulebook")
    read_calendar(tmp_path / "cn.yaml", report)

    assert [code] == [found.code for found in report.diagnostics]


def test_both_ends_of_a_holiday_outside_its_year_are_told(tmp_path):
    (tmp_path / "cn.yaml").write_text(GOOD.replace("  2022:", "  2024:"), "utf-8")
    report = Report("rulebook")
    read_calendar(tmp_path / "cn.yaml", report)

    assert ["L416", "L416", "L416"] == [found.code for found in report.diagnostics]


SETTING = "due: {setting: 公开报道未载明期限，由使用单位设定}"
WITHIN = "due: {within: 3 working_days, from: incident_day, cite: after-article#R}"


def test_a_rulebook_without_working_days_has_no_calendar(library):
    assert load(library / "after" / "2022-01-01", Report("rulebook")).calendar is None


def test_a_library_without_a_calendar_counts_by_the_shipped_one(library, rewrite):
    rewrite("after/2022-01-01/rulebook.yaml", SETTING, WITHIN)
    loaded = load(library / "after" / "2022-01-01", Report("rulebook"))

    assert YEARS == [arrangement.year for arrangement in loaded.calendar.years]


def test_a_calendar_of_ones_own_hides_the_shipped_one_and_is_part_of_the_digest(library, rewrite):
    rewrite("after/2022-01-01/rulebook.yaml", SETTING, WITHIN)
    before = load(library / "after" / "2022-01-01", Report("rulebook"))
    (library / "calendars").mkdir()
    (library / "calendars" / "cn.yaml").write_text(GOOD, "utf-8")
    after = load(library / "after" / "2022-01-01", Report("rulebook"))

    assert [2022] == [arrangement.year for arrangement in after.calendar.years]
    assert before.digest != after.digest
