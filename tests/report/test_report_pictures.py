"""The pictures: well-formed, equal for equal data, nothing outside the frame, no label over another."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.render.report_charts import days_chart, hours_charts
from engine.render.report_evidence import DayShown, EntryShown, Place, Story
from engine.render.report_funnel import funnel_picture
from engine.render.report_matrix import MOST_ACCOUNTS, MOST_VALUES, matrix
from engine.render.report_view import SharedValue, Sharer

DAY = "2021-05-12"
PLACE = Place(file=1, first=2, last=2)
sums = st.integers(0, 10**12) | st.integers(10**17, 10**18)
seconds = st.integers(0, 86_399) | st.integers(36_000, 36_200)


def moment(second: int) -> str:
    return f"{DAY}T{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"


@st.composite
def stories(draw: st.DrawFn) -> Story:
    entries = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        came, gap, fen = draw(seconds), draw(st.integers(0, 180)), draw(sums) + 1
        shown = [("in", came, ""), ("out", min(came + gap, 86_399), f"{gap} 秒")] if draw(st.booleans()) else []
        shown = shown or [(draw(st.sampled_from(("in", "out"))), came, "")]
        pair = number if len(shown) > 1 else None
        entries += [
            EntryShown(
                at=moment(at), direction=direction, amount=f"{fen:,}", fen=fen, party="", summary="", pair=pair,
                gap=gap_words, place=PLACE, victim=PLACE if draw(st.booleans()) else None,
            )
            for direction, at, gap_words in shown
        ]  # fmt: skip
    return Story(
        holder_name="", holder_id="", bank="", open_branch="",
        days=(DayShown(day=DAY, incident=True, inflow=1, outflow=1, bookings=1),),
        entries=tuple(entries), entries_left_out=0, unconfirmed=(), figures=(),
    )  # fmt: skip


def boxes(svg: str, kind: str) -> list[tuple[int, int, int]]:
    """Return line, start and end of the labels of a kind; a character is at most 12 wide, a Latin one 7."""
    root = ET.fromstring(svg)  # noqa: S314 (our own picture)
    found = []
    for label in root.iter("text"):
        if kind in label.get("class", ""):
            text = label.text or ""
            half = sum(7 if character.isascii() else 12 for character in text) // 2
            found.append((int(label.get("y", 0)), int(label.get("x", 0)) - half, int(label.get("x", 0)) + half))
    return sorted(found)


@given(stories())
def test_hours_stay_in_the_frame_and_labels_apart(story: Story) -> None:
    for _, svg in hours_charts(story):
        root = ET.fromstring(svg)  # noqa: S314 (our own picture)
        width, height = int(root.get("width", 0)), int(root.get("height", 0))
        for stick in root.iter("rect"):
            assert 0 <= int(stick.get("x", 0)) <= width
            assert 0 <= int(stick.get("y", 0)) <= int(stick.get("y", 0)) + int(stick.get("height", 0)) <= height
        for kind in ("gap", "tick"):
            placed = boxes(svg, kind)
            for one, other in pairwise(placed):
                assert one[0] != other[0] or one[2] <= other[1], (kind, one, other)
        assert len(list(root.iter("rect"))) == len(story.entries)


@given(stories())
def test_equal_data_draw_equal_bytes(story: Story) -> None:
    assert hours_charts(story) == hours_charts(story)


@given(st.lists(st.tuples(st.booleans(), st.none() | sums, st.none() | sums), max_size=21))
def test_days_are_drawn_to_scale(days: list[tuple[bool, int | None, int | None]]) -> None:
    shown = [
        DayShown(day=f"2021-05-{place + 1:02d}", incident=incident, inflow=came, outflow=went, bookings=1)
        for place, (incident, came, went) in enumerate(days)
    ]
    svg = days_chart(shown)
    if not shown:
        assert svg == ""
        return
    root = ET.fromstring(svg)  # noqa: S314 (our own picture)
    known = [day for day in shown if day.inflow is not None and day.outflow is not None]
    bars = [bar for bar in root.iter("rect") if bar.get("class") in ("in", "out")]
    heights = [int(bar.get("height", 0)) for bar in bars]

    assert len(bars) == sum(bool(sum_) for day in known for sum_ in (day.inflow, day.outflow))
    assert all(1 <= height <= 96 for height in heights)
    assert svg.count("未调取") == len(shown) - len(known)


def test_a_payment_after_midnight_stays_with_the_day_it_belongs_to() -> None:
    def entry(at: str, direction: str) -> EntryShown:
        return EntryShown(
            at=at, direction=direction, amount="1.00", fen=100, party="", summary="", pair=1, gap="60 秒", place=PLACE,
            victim=None,
        )  # fmt: skip

    story = Story(
        holder_name="", holder_id="", bank="", open_branch="", entries_left_out=0, unconfirmed=(), figures=(),
        days=(DayShown(day=DAY, incident=True, inflow=1, outflow=1, bookings=1),),
        entries=(entry(f"{DAY}T23:59:30", "in"), entry("2021-05-13T00:00:30", "out")),
    )  # fmt: skip
    ((day, svg),) = hours_charts(story)

    assert day == DAY
    assert "次日 00:01" in svg
    assert svg.count("<rect") == 2


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_bar_of_the_funnel_is_longer_than_the_first(dropped: int, rest: int) -> None:
    counts = dict.fromkeys(
        ("dropped_frequency", "dropped_otherwise", "tier_2", "undetermined", "in_registry", "registry_unknown"), 0
    ) | {"accounts": dropped + rest, "dropped_amount": dropped, "tier_1": rest, "to_hand_over": rest}
    shares = [float(found) for found in re.findall(r'width="([0-9.]+)%"', funnel_picture(counts))]

    assert all(0 <= share <= 100 for share in shares)


def test_a_large_overlap_is_cut_and_says_so() -> None:
    sharers = [Sharer(account=f"{number:019d}", number=number + 1) for number in range(100)]
    shared = [
        SharedValue(attribute="IP 地址", value=f"203.0.113.{number}", cases=1, accounts=tuple(range(number, 100)))
        for number in range(60)
    ]
    svg, accounts, values = matrix(shared, sharers)

    assert (accounts, values) == (100 - MOST_ACCOUNTS, 60 - MOST_VALUES)
    assert len(list(ET.fromstring(svg).iter("a"))) == MOST_ACCOUNTS  # noqa: S314 (our own picture)
    assert ("", 0, 0) == matrix([], [])


def test_accounts_that_look_alike_once_masked_stay_two() -> None:
    sharers = [Sharer(account="****0001", number=1), Sharer(account="****0001", number=2)]
    svg, _, _ = matrix([SharedValue(attribute="IP 地址", value="203.0.113.1", cases=1, accounts=(0, 1))], sharers)

    assert ["#a1", "#a2"] == [link.get("href") for link in ET.fromstring(svg).iter("a")]  # noqa: S314 (our own picture)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "paper"])
def test_words_stand_out_from_what_they_stand_on(theme: int) -> None:
    css = (Path(funnel_picture.__code__.co_filename).parent / "templates" / "report.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w]+): (#[0-9a-f]{3,6});", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[theme]))
    for ground in ("paper", "wash", "mark"):
        for ink in ("ink", "soft", "link", "tier1", "tier2", "open", "ok", "no", "pair"):
            light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)

            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
