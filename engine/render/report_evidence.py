"""What stands behind the facts of an account, as the report shows it: each number with the rows it was taken from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.facts.evidence import Day, Entry, Evidence, Paid, Ranges
from engine.program.program import Facts
from engine.render.explanation_words import Speaker
from engine.rulebook.values import show_money

_SHOWN = {"day": 10, "minute": 16, "second": 19}  #: characters of a moment, by how exact it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Rows `first` to `last` of the file with this number."""

    file: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    day: str
    incident: bool
    inflow: int | None  #: fen; None where the material does not cover the day
    outflow: int | None
    bookings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    at: str  #: ISO, as exact as it is known
    direction: str
    amount: str
    fen: int
    party: str
    summary: str
    pair: int | None
    gap: str
    place: Place
    victim: Place | None  #: the victim's transfer that this booking shows


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidShown:
    """A victim's transfer that no booking shows."""

    at: str
    amount: str
    victim: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A fact, what it is made of, and where that stands."""

    title: str
    value: str
    made: str
    places: tuple[Place, ...]
    more: int  #: further places


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    holder_name: str
    holder_id: str
    bank: str
    open_branch: str
    days: tuple[DayShown, ...]
    entries: tuple[EntryShown, ...]
    entries_left_out: int
    unconfirmed: tuple[PaidShown, ...]
    figures: tuple[Figure, ...]


class Storyteller:
    """Puts evidence into words; `files` are the numbers of the files in the import report."""

    def __init__(self, speaker: Speaker, files: Mapping[str, int], transfers: str = "victim_transfers.csv") -> None:
        self._speaker = speaker
        self._files = files
        self._transfers = files.get(transfers, 0)

    def story(self, evidence: Evidence, facts: Facts) -> Story:
        """Return what is shown of one account."""
        return Story(
            holder_name=evidence.holder_name or "",
            holder_id=evidence.holder_id or "",
            bank=evidence.bank or "",
            open_branch=evidence.open_branch or "",
            days=tuple(map(_day, evidence.days)),
            entries=tuple(self._entry(entry) for entry in evidence.entries),
            entries_left_out=evidence.entries_left_out,
            unconfirmed=tuple(self._unconfirmed(paid) for paid in evidence.paid if not paid.shown),
            figures=tuple(self._figures(evidence, facts)),
        )

    def _entry(self, entry: Entry) -> EntryShown:
        return EntryShown(
            at=entry.at.isoformat()[: _SHOWN[entry.precision]],
            direction=entry.direction,
            amount=_yuan(entry.amount),
            fen=entry.amount,
            party=" ".join(filter(None, (entry.counterparty_name, entry.counterparty))),
            summary=entry.summary or "",
            pair=entry.pair,
            gap="" if entry.gap is None else self._speaker.say("report.gap", seconds=entry.gap),
            place=self._place(entry.file, entry.row, entry.row),
            victim=None if entry.transfer_row is None else self._stated([entry.transfer_row])[0],
        )

    def _unconfirmed(self, paid: Paid) -> PaidShown:
        return PaidShown(
            at=paid.at.isoformat()[: _SHOWN[paid.precision]],
            amount=_yuan(paid.amount),
            victim=paid.victim_id or "",
            place=self._stated([paid.row])[0],
        )

    def _figures(self, evidence: Evidence, facts: Facts) -> Iterable[Figure]:
        say = self._speaker.say
        rows = [paid.row for paid in evidence.paid]
        made = say("report.made.transfers", count=len(rows) + evidence.paid_left_out)
        yield self._figure("victim_amount", facts, made, self._stated(rows), evidence.paid_left_out)
        shown = [entry for entry in evidence.entries if entry.transfer_row is not None]
        made = say("report.made.linked", count=len(shown))
        yield self._figure("victim_linked_amount", facts, made, self._stands(shown))
        for span in ("day", "week"):
            ranges = evidence.day_rows if span == "day" else evidence.week_rows
            if facts.get(f"{span}_turnover") is not None and ranges is not None:
                yield self._span(span, ranges, facts)
        paired = [entry for entry in evidence.entries if entry.pair is not None]
        if facts.get("pass_count") is not None:
            made = say("report.made.pairs", amount=self._speaker.fact_value("pass_amount", facts.get("pass_amount")))
            yield self._figure("pass_count", facts, made, self._stands(paired))

    def _span(self, span: str, ranges: Ranges, facts: Facts) -> Figure:
        sums = {name: self._speaker.fact_value(f"{span}_{name}", facts[f"{span}_{name}"]) for name in _SUMS}
        made = self._speaker.say("report.made.span", count=ranges.bookings, **sums)
        places = tuple(self._place(*row) for row in ranges.rows)
        return self._figure(f"{span}_turnover", facts, made, places, ranges.left_out)

    def _figure(self, fact: str, facts: Facts, made: str, places: tuple[Place, ...], more: int = 0) -> Figure:
        value = self._speaker.fact_value(fact, facts.get(fact))
        return Figure(title=self._speaker.fact(fact), value=value, made=made, places=places, more=more)

    def _stated(self, rows: Sequence[int]) -> tuple[Place, ...]:
        return tuple(Place(file=self._transfers, first=first, last=last) for first, last in _runs(rows))

    def _stands(self, entries: Sequence[Entry]) -> tuple[Place, ...]:
        files = dict.fromkeys(entry.file for entry in entries)
        return tuple(
            self._place(file, first, last)
            for file in files
            for first, last in _runs([entry.row for entry in entries if entry.file == file])
        )

    def _place(self, file: str, first: int, last: int) -> Place:
        return Place(file=self._files.get(file, 0), first=first, last=last)


def _day(found: Day) -> DayShown:
    return DayShown(
        day=found.day.isoformat(),
        incident=found.incident,
        inflow=found.inflow,
        outflow=found.outflow,
        bookings=found.bookings,
    )


_SUMS = ("inflow", "outflow")


def _yuan(fen: int) -> str:
    return show_money(fen).removesuffix(" 元")


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of neighbouring `rows`."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
