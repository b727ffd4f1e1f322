"""What a reader looks up behind the facts of a subject: its days, its bookings, and the rows they stand in.

Only what a person can read is taken: the days around the incident, the bookings of the incident days, up to a number.
Whatever is left out is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from engine.facts.subjects import covered
from engine.ledger.tables import Tables

#: Bookings of one subject, and of all subjects together: beyond, each gets an equal share, the smallest is `FEWEST`.
MOST_OF_ONE, MOST_OF_ALL, FEWEST = 60, 12_000, 12
MOST_TRANSFERS = 20
MOST_RANGES = 6
#: Days before the first incident day, and incident days, that are taken.
MOST_BEFORE, MOST_INCIDENTS = 14, 7

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A civil day of the account; sums in fen, None where the material does not cover the day."""

    day: date
    incident: bool
    inflow: int | None
    outflow: int | None
    bookings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A counted booking of an incident day, or the later leg of a pair."""

    at: datetime
    precision: str
    direction: str  #: `in` or `out`
    amount: int  #: fen
    counterparty: str | None
    counterparty_name: str | None
    summary: str | None
    file: str
    row: int
    pair: int | None  #: number of the pass-through pair, from 1 in the order of the money that came
    gap: int | None  #: seconds; on the leg that went
    transfer_row: int | None  #: row of the victim's transfer that this booking shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """A victim's transfer as the victim states it."""

    row: int
    at: datetime
    precision: str
    amount: int  #: fen
    victim_id: str | None
    shown: bool  #: a booking shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Rows `first` to `last` of files, in which the bookings of a span of days stand."""

    bookings: int
    rows: tuple[tuple[str, int, int], ...]
    left_out: int  #: further ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands behind the facts of one subject."""

    holder_name: str | None
    holder_id: str | None
    bank: str | None
    open_branch: str | None
    days: tuple[Day, ...]
    entries: tuple[Entry, ...]
    entries_left_out: int
    paid: tuple[Paid, ...]
    paid_left_out: int
    day_rows: Ranges | None  #: of the incident day; None where that is unknown
    week_rows: Ranges | None  #: of the days before the first incident day


_OWN = """
CREATE OR REPLACE TEMP TABLE evidence_own AS
SELECT s.*, f.incident_day, first_day
FROM subjects s JOIN facts f USING (case_id, account)
SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS case_id, unnest(?::VARCHAR[]) AS account) wanted USING (case_id, account)
JOIN (SELECT subject, min(links.incident_day) AS first_day FROM links GROUP BY subject) USING (subject)
"""

# What is counted, added up and ranked is read once; of what is shown the rest is looked up.
_COUNTED = """
CREATE OR REPLACE TEMP TABLE evidence_counted AS
SELECT ordinal, account, day, direction, amount FROM bookings SEMI JOIN evidence_own USING (account)
WHERE fate = 'counted'
"""

_HOLDERS = """
SELECT s.case_id, s.account, coalesce(a.holder_name, n.only_name), s.holder_id, a.bank, a.open_branch
FROM evidence_own s LEFT JOIN accounts a ON a.account = s.account LEFT JOIN material n ON n.account = s.account
ORDER BY subject
"""

_DAYS = f"""
WITH listed AS (
    SELECT subject, CAST(unnest(generate_series(first_day - least($before, {MOST_BEFORE})::INTEGER, first_day - 1,
        INTERVAL 1 DAY)) AS DATE) AS day, false AS incident
    FROM evidence_own WHERE $before > 0
    UNION ALL SELECT DISTINCT subject, incident_day, true FROM links SEMI JOIN evidence_own USING (subject)
),
moved AS (
    SELECT account, day, count(*) AS bookings, coalesce(sum(amount) FILTER (direction = 'in'), 0) AS inflow,
        coalesce(sum(amount) FILTER (direction = 'out'), 0) AS outflow
    FROM evidence_counted GROUP BY account, day
)
SELECT case_id, account, listed.day, incident,
    CASE WHEN {covered("listed.day", "listed.day")} THEN CAST(coalesce(inflow, 0) AS BIGINT) END,
    CASE WHEN {covered("listed.day", "listed.day")} THEN CAST(coalesce(outflow, 0) AS BIGINT) END,
    coalesce(bookings, 0)
FROM listed JOIN evidence_own s USING (subject) LEFT JOIN moved USING (account, day)
ORDER BY subject, listed.day
"""

# Pairs and the victims' money come first, then the largest sums.
_ENTRIES = """
WITH numbered AS (
    SELECT subject, gap, in_ordinal, out_ordinal,
        row_number() OVER (PARTITION BY subject ORDER BY in_ordinal) AS pair
    FROM pairs SEMI JOIN evidence_own USING (subject)
),
legs AS (
    SELECT subject, in_ordinal AS ordinal, pair, NULL AS gap FROM numbered
    UNION ALL SELECT subject, out_ordinal, pair, gap FROM numbered
),
shown AS (
    SELECT subject, ordinal FROM legs
    UNION SELECT subject, ordinal FROM links SEMI JOIN evidence_own USING (subject) WHERE ordinal IS NOT NULL
    UNION SELECT subject, ordinal FROM evidence_counted JOIN (
        SELECT DISTINCT subject, links.account, incident_day AS day FROM links SEMI JOIN evidence_own USING (subject)
    ) USING (account, day)
),
ranked AS (
    SELECT subject, ordinal, pair, gap, transfer_row, count(*) OVER (PARTITION BY subject) AS held,
        row_number() OVER (
            PARTITION BY subject ORDER BY transfer_row IS NULL, pair IS NULL, pair, abs(amount) DESC, ordinal) AS nth
    FROM shown JOIN evidence_counted USING (ordinal)
    LEFT JOIN legs USING (subject, ordinal)
    LEFT JOIN (SELECT subject, ordinal, transfer_row FROM links WHERE ordinal IS NOT NULL) USING (subject, ordinal)
)
SELECT s.case_id, s.account, held, booked_at, time_precision, direction, amount, counterparty,
    counterparty_name, summary, file, "row", pair, gap, transfer_row
FROM ranked JOIN evidence_own s USING (subject) JOIN bookings b USING (ordinal) WHERE nth <= ?
ORDER BY subject, ordinal
"""

_PAID = """
WITH told AS (
    SELECT subject, v.*, row_number() OVER (PARTITION BY subject ORDER BY paid_at, v."row") AS nth,
        count(*) OVER (PARTITION BY subject) AS held
    FROM victim_transfers v JOIN evidence_own USING (case_id, account)
)
SELECT t.case_id, t.account, held, t."row", t.paid_at, t.time_precision, t.amount, t.victim_id, l.ordinal IS NOT NULL
FROM told t LEFT JOIN links l ON l.subject = t.subject AND l.transfer_row = t."row"
WHERE nth <= ? ORDER BY t.subject, nth
"""

_RANGES = """
WITH held AS (
    SELECT subject, file, "row", "row" - row_number() OVER (PARTITION BY subject, file ORDER BY "row") AS run
    FROM bookings b JOIN evidence_own s ON b.account = s.account AND b.day BETWEEN {first} AND {last}
    WHERE fate = 'counted'
)
SELECT case_id, account, file, min("row"), max("row"), count(*)
FROM held JOIN evidence_own USING (subject) GROUP BY subject, case_id, account, file, run
ORDER BY subject, file, min("row")
"""


def evidence_of(tables: Tables, subjects: Sequence[Key], *, baseline_days: int) -> Mapping[Key, Evidence]:
    """Return what stands behind the facts of `subjects`, pairs of `case_id` and `account`, after `derive_facts`."""
    tables.connection.execute(_OWN, [[case_id for case_id, _ in subjects], [account for _, account in subjects]])
    tables.connection.execute(_COUNTED)
    most = max(min(MOST_OF_ONE, MOST_OF_ALL // max(len(subjects), 1)), FEWEST)
    days = _by_subject(tables.connection.execute(_DAYS, {"before": baseline_days}).fetchall())
    entries, paid = (_by_subject(tables.rows(*asked)) for asked in ((_ENTRIES, [most]), (_PAID, [MOST_TRANSFERS])))
    day_rows = _by_subject(tables.rows(_RANGES.format(first="s.incident_day", last="s.incident_day")))
    before = f"s.first_day - {int(baseline_days)}"
    week_rows = _by_subject(tables.rows(_RANGES.format(first=before, last="s.first_day - 1")))
    incident_day = {(row[0], row[1]): row[2] for row in tables.rows("SELECT case_id, account, incident_day FROM facts")}
    return {
        key: Evidence(
            holder_name=holder_name,
            holder_id=holder_id,
            bank=bank,
            open_branch=open_branch,
            days=_days(days[key], incident_day[key]),
            entries=tuple(_entry(row[1:]) for row in entries[key]),
            entries_left_out=_rest(entries[key]),
            paid=tuple(_paid(row[1:]) for row in paid[key]),
            paid_left_out=_rest(paid[key]),
            day_rows=_ranges(day_rows[key]) if incident_day[key] else None,
            week_rows=_ranges(week_rows[key]),
        )
        for case_id, account, holder_name, holder_id, bank, open_branch in tables.rows(_HOLDERS)
        for key in [(case_id, account)]
    }


def _by_subject(rows: Iterable[tuple[Any, ...]]) -> Mapping[Key, list[tuple[Any, ...]]]:
    found: dict[Key, list[tuple[Any, ...]]] = defaultdict(list)
    for case_id, account, *cells in rows:
        found[case_id, account].append(tuple(cells))
    return found


def _rest(rows: Sequence[tuple[Any, ...]]) -> int:
    """Return how many rows were left out; the first cell of each says how many there were."""
    return rows[0][0] - len(rows) if rows else 0


def _days(rows: Sequence[tuple[Any, ...]], main: date | None) -> tuple[Day, ...]:
    """Return the days of the baseline and the first incident days, the one that counts always among them."""
    found = [
        Day(day=day, incident=incident, inflow=inflow, outflow=outflow, bookings=bookings)
        for day, incident, inflow, outflow, bookings in rows
    ]
    told = [day for day in found if day.incident]
    kept = sorted(told, key=lambda each: (each.day != main, each.day))[:MOST_INCIDENTS]
    return tuple(day for day in found if not day.incident or day in kept)


def _entry(cells: Sequence[Any]) -> Entry:
    names = (
        "at", "precision", "direction", "amount", "counterparty", "counterparty_name", "summary", "file",
        "row", "pair", "gap", "transfer_row",
    )  # fmt: skip
    return Entry(**dict(zip(names, cells, strict=True)))


def _paid(cells: Sequence[Any]) -> Paid:
    names = ("row", "at", "precision", "amount", "victim_id", "shown")
    return Paid(**dict(zip(names, cells, strict=True)))


def _ranges(rows: Sequence[tuple[Any, ...]]) -> Ranges:
    shown = sorted(rows, key=itemgetter(0, 1))
    return Ranges(
        bookings=sum(count for *_, count in shown),
        rows=tuple((file, first, last) for file, first, last, _ in shown[:MOST_RANGES]),
        left_out=max(len(shown) - MOST_RANGES, 0),
    )
