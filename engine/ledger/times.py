"""When a row was booked: a moment in one cell, or a day in one and the time of day in another."""

from collections.abc import Sequence

from engine.ledger.moments import Moment, moment_reader
from engine.ledger.profile import Profile


class TimeReader:
    """Reads the moments of one sheet."""

    def __init__(self, profile: Profile) -> None:
        self._moment = moment_reader(profile.layouts)
        self._timed = moment_reader(f"yyyy-MM-dd {layout}" for layout in profile.times)
        self._no_time = profile.no_time

    def moments(self, days: Sequence[Sequence[str]], times: Sequence[str]) -> list[Moment | None]:
        """Return the moment of each row: of several cells the first with something in it, and its time of day."""
        found = [self._moment(next(filter(None, texts), "")) for texts in zip(*days, strict=True)]
        if not times:
            return found
        return [self._with_time(moment, text) for moment, text in zip(found, times, strict=True)]

    def _with_time(self, day: Moment | None, time: str) -> Moment | None:
        """Return the moment `time` of the day; None where the cell of the time is neither empty nor a time.

        The cell may repeat the whole moment. A day at midnight sharp is a day: spreadsheets write it so.
        """
        if day is None or not time or time in self._no_time:
            return day
        if whole := self._moment(time):
            if whole.at.date() != day.at.date():
                return None
            return whole if day.precision == "day" or not day.at.time() or whole == day else None
        timed = self._timed(f"{day.at.date().isoformat()} {time}")
        if day.precision == "day" or not (day.at.hour or day.at.minute or day.at.second):
            return timed
        return day if timed is not None and timed.at == day.at else None
