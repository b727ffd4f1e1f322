"""When a row was booked: a moment in one cell, or a day in one and the time of day in another."""

from collections.abc import Sequence

from engine.ledger.moments import Moment, moment_reader
from engine.ledger.profile import Profile

#: A time of day is read behind a day: here any will do.
_ANY_DAY = "2000-01-01"


class TimeReader:
    """Reads the moments of one sheet."""

    def __init__(self, profile: Profile) -> None:
        self._moment = moment_reader(profile.layouts)
        self._timed = moment_reader(f"yyyy-MM-dd {layout}" for layout in profile.times)
        self._no_time = profile.no_time

    def moments(self, days: Sequence[Sequence[str]], times: Sequence[Sequence[str]]) -> list[Moment | None]:
        """Return the moment of each row: of the cells that may state its day the first that does, and its time of day.

        A cell that is neither a moment nor a time of day leaves the row without a moment.
        """
        found = [self._day(texts) for texts in zip(*days, strict=True)]
        if not times:
            return found
        cells = zip(*times, strict=True)
        return [self._with_times(moment, texts) for moment, texts in zip(found, cells, strict=True)]

    def _day(self, texts: Sequence[str]) -> Moment | None:
        for text in filter(None, texts):
            if moment := self._moment(text):
                return moment
            if not self._timed(f"{_ANY_DAY} {text}"):
                return None
        return None

    def _with_times(self, day: Moment | None, texts: Sequence[str]) -> Moment | None:
        for text in filter(None, texts):
            finer = self._with_time(day, text)
            if finer is None or finer != day:
                return finer
        return day

    def _with_time(self, day: Moment | None, time: str) -> Moment | None:
        """Return the moment `time` of the day; None where the cell of the time is no time.

        The cell may repeat the whole moment. A day at midnight sharp is a day: spreadsheets write it so.
        """
        if day is None or time in self._no_time:
            return day
        bare = day.precision == "day" or not (day.at.hour or day.at.minute or day.at.second)
        found = self._moment(time) or self._timed(f"{day.at.date().isoformat()} {time}")
        if found is None or found.at.date() != day.at.date():
            return None
        if bare:
            return found if found.precision != "day" else day
        return day if found.precision == "day" or found.at == day.at else None
