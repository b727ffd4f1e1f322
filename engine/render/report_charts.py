"""The pictures of one account: its days beside the days before, and the hours of an incident day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.messages.catalogue import speak
from engine.messages.words import phrase
from engine.render.report_evidence import DayShown, EntryShown, Story
from engine.render.svg import element, label, told
from engine.rulebook.values import show_money

_SLOT, _TOP, _HIGH, _FOOT = 88, 20, 96, 36  #: pixels: a day, above its bars, the bars, below
_LONGEST = 13  #: characters of a sum that fit a slot


def days_chart(days: Sequence[DayShown]) -> str:
    """Return bars of what came and went, a day a slot; empty where there are no days."""
    if not days:
        return ""
    largest = max([*(day.inflow or 0 for day in days), *(day.outflow or 0 for day in days), 1])
    base, width = _TOP + _HIGH, _SLOT * len(days)
    parts = [element("line", class_="axis", x1=0, y1=base, x2=width, y2=base)]
    for place, day in enumerate(days):
        parts += _day(day, place * _SLOT, base, largest)
    return _drawn(width, base + _FOOT, _say("report.chart.days"), parts)


def _day(day: DayShown, left: int, base: int, largest: int) -> Iterator[str]:
    middle = left + _SLOT // 2
    if day.incident:
        yield element("rect", class_="incident", x=left + 2, y=0, width=_SLOT - 4, height=base + _FOOT)
    yield label(middle, base + 15, day.day[5:], class_="tick", text_anchor="middle")
    if day.incident:
        yield label(middle, base + 30, _say("report.chart.incident"), class_="tick strong", text_anchor="middle")
    if day.inflow is None or day.outflow is None:
        yield label(middle, base - 6, _say("report.chart.uncovered"), class_="tick", text_anchor="middle")
        return
    says = _say(
        "report.chart.day", day=day.day, inflow=_yuan(day.inflow), outflow=_yuan(day.outflow), count=day.bookings
    )
    heights = [max(sum_ * _HIGH // largest, 1 if sum_ else 0) for sum_ in (day.inflow, day.outflow)]
    bars = [
        element("rect", class_=kind, x=x, y=base - height, width=16, height=height)
        for kind, height, x in (("in", heights[0], middle - 18), ("out", heights[1], middle + 2))
        if height
    ]
    if bars:
        yield element("g", told(says), *bars)
    total = day.inflow + day.outflow
    yield label(middle, base - max(heights) - 6, _short(total), class_="sum", text_anchor="middle")


def _short(fen: int) -> str:
    exact = _yuan(fen)
    return exact if len(exact) <= _LONGEST else _say("report.chart.rounded", sum=f"{fen // 1_000_000:,}")


def _yuan(fen: int) -> str:
    return show_money(fen).removesuffix(" 元")


# The hours of a day: what came stands up from the line, what went hangs down from it.
_WIDTH, _LEFT, _RIGHT = 880, 34, 16
_LEVEL, _LEVELS = 16, 3  #: lines of labels above the sticks
_STICK = 62  #: the longest
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240)  #: minutes between two ticks
_TICKS = 9
_FEW = 6  #: pairs whose sums are written beside them


@dataclass(frozen=True, slots=True)
class _Spot:
    """A booking and its second, counted from the midnight before its day."""

    entry: EntryShown
    second: int


def hours_charts(story: Story) -> tuple[tuple[str, str], ...]:
    """Return day and picture of each incident day that has bookings of a known minute."""
    days = {day.day: [] for day in story.days if day.incident}  # type: dict[str, list[_Spot]]
    came = {entry.pair: entry.at[:10] for entry in story.entries if entry.pair and entry.direction == "in"}
    for entry in story.entries:
        day = came.get(entry.pair, entry.at[:10]) if entry.pair else entry.at[:10]
        if day in days and len(entry.at) > len(day):
            days[day].append(_Spot(entry, _second(entry.at, day)))
    return tuple((day, _hours(day, spots)) for day, spots in days.items() if spots)


def _second(at: str, day: str) -> int:
    return int((datetime.fromisoformat(at) - datetime.fromisoformat(day)).total_seconds())


@dataclass(frozen=True, slots=True)
class _Scale:
    start: int
    end: int
    step: int

    def x(self, second: int) -> int:
        return _LEFT + (second - self.start) * (_WIDTH - _LEFT - _RIGHT) // (self.end - self.start)


def _scale(spots: Sequence[_Spot]) -> _Scale:
    """Return the shortest stretch of whole ticks around the bookings, with few enough ticks."""
    first, last = min(spot.second for spot in spots), max(spot.second for spot in spots)
    for minutes in _STEPS:
        step = minutes * 60
        start, end = first - first % step, last - last % step + step
        if (end - start) // step <= _TICKS:
            break
    return _Scale(start, end, step)


def _hours(day: str, spots: Sequence[_Spot]) -> str:
    scale = _scale(spots)
    axis = _LEVEL * _LEVELS + _STICK + 8
    largest = max(spot.entry.fen for spot in spots)
    parts = [
        label(0, axis - 8, _say("report.chart.in"), class_="lane"),
        label(0, axis + 18, _say("report.chart.out"), class_="lane"),
        element("line", class_="axis", x1=_LEFT, y1=axis, x2=_WIDTH - _RIGHT, y2=axis),
    ]
    low = axis + _STICK + 8
    ticks = [(scale.x(second), _clock(second)) for second in range(scale.start, scale.end + 1, scale.step)]
    lines = "".join(f"M{x} {_LEVEL * _LEVELS}V{low}" for x, _ in ticks)
    parts.append(element("path", class_="grid", d=lines))
    parts += [label(x, low + 14, clock, class_="tick", text_anchor="middle") for x, clock in ticks]
    parts += [_stick(spot, scale, axis, largest) for spot in spots]
    parts += _pair_labels(spots, scale, axis, largest)
    return _drawn(_WIDTH, low + 20, _say("report.chart.hours", day=day), parts)


def _clock(second: int) -> str:
    days, rest = divmod(second, 86_400)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}"
    return _say("report.chart.next_day", clock=clock) if days and rest else "24:00" if days else clock


def _length(spot: _Spot, largest: int) -> int:
    return max(spot.entry.fen * _STICK // largest, 8 if spot.entry.pair else 2)


def _stick(spot: _Spot, scale: _Scale, axis: int, largest: int) -> str:
    entry, x, length = spot.entry, scale.x(spot.second), _length(spot, largest)
    up = entry.direction == "in"
    kind = f"{entry.direction}{' pair' if entry.pair else ''}{' victim' if entry.victim else ''}"
    says = _say(f"report.chart.booking.{entry.direction}", at=entry.at[11:], amount=entry.amount)
    says += "".join(
        _say(name, **values)
        for name, values, holds in (
            ("report.chart.paired", {"number": entry.pair}, entry.pair),
            ("report.chart.victim", {}, entry.victim),
        )
        if holds
    )
    y = axis - length if up else axis
    return element("rect", told(says), class_=kind, x=x - 2, y=y, width=5 if entry.pair else 4, height=length)


def _pair_labels(spots: Sequence[_Spot], scale: _Scale, axis: int, largest: int) -> Iterator[str]:
    """Yield the number and gap of each pair above the money that came, where there is room for it."""
    gaps = {spot.entry.pair: spot.entry.gap for spot in spots if spot.entry.gap}
    came = [spot for spot in spots if spot.entry.pair and spot.entry.direction == "in"]
    ends = [0] * _LEVELS
    for spot in came:
        amount = spot.entry.amount if len(came) <= _FEW else ""
        says = _say("report.chart.pair", number=spot.entry.pair, gap=gaps.get(spot.entry.pair, ""), amount=amount)
        says = says.strip()
        x, half = scale.x(spot.second), (len(says) * 7 + 14) // 2
        middle = min(max(x, half), _WIDTH - half)
        level = next((level for level in range(_LEVELS) if ends[level] <= middle - half), None)
        if level is None:
            continue
        ends[level] = middle + half + 6
        y = _LEVEL * (_LEVELS - level) - 4
        top = axis - _length(spot, largest)
        yield element("line", class_="leader", x1=x, y1=y + 3, x2=x, y2=top)
        yield label(middle, y, says, class_="gap", text_anchor="middle")


def _drawn(width: int, height: int, says: str, parts: Sequence[str]) -> str:
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    return element("svg", *parts, role="img", aria_label=says, **size)


def _say(identifier: str, **values: object) -> str:
    return speak(phrase(identifier, **values), "zh")
