"""Which rows count: facts.md section 2, in its order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from engine.facts.columns import append_numbers, create_numbers, flat
from engine.facts.reversals import Row, pair_reversals
from engine.ledger.masks import masked
from engine.ledger.tables import Tables

#: The code of a negative amount that undoes nothing, as `rejects` names it.
NOTHING_TO_UNDO = "F690"

#: What `summary` says where a booking undoes another (facts.md section 2, step 3).
MARKS = ("冲正", "抹账", "撤销", "退汇", "冲账", "红字")

_MARKED = f"(amount < 0 OR coalesce({' OR '.join(f'contains(summary, {mark!r})' for mark in MARKS)}, false))"

#: Two rows equal in these are the same row; `booked_at` is compared as exactly as its precision says.
_SAME = "account, booked_at, time_precision, direction, amount, balance, counterparty, serial, status"

# The order `(booked_at, seq)` of facts.md section 1; text sorts by its bytes. The rows are sorted once and numbered as
# they come: numbering in a window of its own would sort them a second time, and take twice the memory. A
# masked account is nobody's: such rows are told apart from all others at once.
_BOOKINGS = f"""
CREATE OR REPLACE TABLE bookings AS
WITH placed AS (
    SELECT * UNREAD REPLACE (
        CASE time_precision WHEN 'day' THEN date_trunc('day', booked_at)
                            WHEN 'minute' THEN date_trunc('minute', booked_at)
                            ELSE date_trunc('second', booked_at) END AS booked_at)
    FROM raw_bookings
)
SELECT
    row_number() OVER () AS ordinal,
    *,
    CAST(booked_at AS DATE) AS day,
    epoch_us(booked_at) // 1000000 AS moment,
    CASE WHEN {masked("account")} THEN 'masked' WHEN status = 'booked' THEN 'counted' ELSE status END AS fate
FROM (FROM placed ORDER BY account, booked_at, seq NULLS LAST, file, "row")
"""

#: Columns that no fact and no clue reads.
_UNREAD = "EXCLUDE (counterparty_id, counterparty_bank, channel, branch)"

# A hash finds the few rows that may repeat; only those are compared cell by cell.
_REPEATS = f"""
CREATE OR REPLACE TABLE repeats AS
WITH hashed AS (SELECT ordinal, hash({_SAME}) AS likeness FROM bookings WHERE fate <> 'masked'),
likely AS (SELECT likeness FROM hashed GROUP BY likeness HAVING count(*) > 1),
suspects AS (SELECT b.* FROM bookings b JOIN hashed USING (ordinal) SEMI JOIN likely USING (likeness)),
held AS (
    SELECT *,
        count(*) OVER (PARTITION BY {_SAME}) AS group_size,
        count(*) OVER (PARTITION BY {_SAME}, file) AS in_file,
        row_number() OVER (PARTITION BY {_SAME}, file ORDER BY "row", ordinal) AS nth_in_file
    FROM suspects
),
judged AS (
    SELECT *, first_value(file) OVER (PARTITION BY {_SAME} ORDER BY in_file DESC, file) AS chosen
    FROM held WHERE group_size > 1
),
told_apart AS (
    SELECT
        min(ordinal) OVER (PARTITION BY {_SAME}) AS repeat_group,
        ordinal,
        file = chosen AND (nth_in_file = 1 OR serial IS NULL OR balance IS NULL) AS kept,
        booking_id,
        file,
        "row"
    FROM judged
)
SELECT * FROM told_apart QUALIFY NOT bool_and(kept) OVER (PARTITION BY repeat_group)
"""

_BOOKED = f"""
SELECT ordinal, account, moment, abs(amount) AS size, serial,
    CASE WHEN (direction = 'in') = (amount > 0) THEN 1 ELSE -1 END AS effect, {_MARKED} AS marked
FROM bookings WHERE fate = 'counted'
"""

# Only amounts that some marked row of the account carries can take part.
_UNDOING = f"""
WITH booked AS ({_BOOKED}), undone AS (SELECT DISTINCT account, size FROM booked WHERE marked)
SELECT account, ordinal, moment, size, effect, serial, marked
FROM booked SEMI JOIN undone USING (account, size) ORDER BY ordinal
"""

_REVERSALS = """
CREATE OR REPLACE TABLE reversals AS
SELECT marked, undone, m.amount > 0 AS by_summary,
    m.booking_id AS marked_id, m.file AS marked_file, m."row" AS marked_row,
    u.booking_id AS undone_id, u.file AS undone_file, u."row" AS undone_row
FROM undoings JOIN bookings m ON m.ordinal = marked LEFT JOIN bookings u ON u.ordinal = undone ORDER BY marked
"""

_REJECTED = f"""
INSERT INTO rejects (file, "row", "column", reason, raw)
SELECT file, "row", 'amount', '{NOTHING_TO_UNDO}',
    concat_ws(',', account, strftime(booked_at, '%Y-%m-%dT%H:%M:%S'), direction,
        '-' || CAST(-amount // 100 AS VARCHAR) || '.' || lpad(CAST(-amount % 100 AS VARCHAR), 2, '0'), serial, summary)
FROM bookings WHERE fate = 'rejected' ORDER BY file, "row"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """How many rows went where; the tables `bookings`, `repeats` and `reversals` say which."""

    rows: int  #: of `raw_bookings`
    counted: int
    masked: int  #: the account is masked: they belong to no account
    failed: int
    reversed_in_source: int  #: the export said so itself
    repeats: int  #: rows left out because another row says the same
    repeat_groups: int
    reversal_pairs: int  #: two rows each
    pairs_by_summary: int  #: of them, those that only the summary shows
    marked_counted: int  #: marked, positive, nothing to undo: they count
    negative_rejected: int  #: negative, nothing to undo: they are rejects


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the material."""

    booking_id: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Rows that say the same; those kept count for all."""

    kept: tuple[Place, ...]
    left_out: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reversal:
    """A marked row and the row that it undoes, where there is one."""

    marked: Place
    undone: Place | None
    by_summary: bool  #: only the summary says so, the amount is positive


def clean(tables: Tables, *, whole: bool = False) -> Cleaning:
    """Decide the fate of each row of `raw_bookings`.

    Shape: `bookings`, one row a raw row in the order (account, booked_at, seq), with `ordinal`, `day`, `moment` (civil
    seconds) and `fate`: counted, masked, failed, reversed, repeated or rejected. `repeats`, `reversals` name the rows.
    Columns that nobody reads are there where the rows are wanted `whole`.
    """
    run = tables.connection.execute
    run(_BOOKINGS.replace("UNREAD", "" if whole else _UNREAD))
    run(_REPEATS)
    _mark(tables, "repeated", "SELECT ordinal FROM repeats WHERE NOT kept")
    _undo(tables)
    _mark(tables, "reversed", "SELECT unnest([marked, undone]) FROM reversals WHERE undone IS NOT NULL")
    _mark(tables, "rejected", "SELECT marked FROM reversals WHERE undone IS NULL AND NOT by_summary")
    run("DELETE FROM rejects WHERE reason = ?", [NOTHING_TO_UNDO])
    run(_REJECTED)
    return _counts(tables)


def repeats(tables: Tables) -> Iterator[Repeat]:
    """Yield the groups of rows that say the same, with all their sources."""
    found = tables.batches(
        'SELECT repeat_group, kept, booking_id, file, "row" FROM repeats ORDER BY repeat_group, NOT kept, file, "row"'
    )
    for _, group in groupby(flat(found), key=itemgetter(0)):
        rows = list(group)
        yield Repeat(_places(row[2:] for row in rows if row[1]), _places(row[2:] for row in rows if not row[1]))


def reversals(tables: Tables) -> Iterator[Reversal]:
    """Yield each marked row in order, with the row it undoes."""
    found = tables.batches(
        "SELECT marked_id, marked_file, marked_row, undone_id, undone_file, undone_row, by_summary "
        "FROM reversals ORDER BY marked"
    )
    for row in flat(found):
        yield Reversal(Place(*row[:3]), Place(*row[3:6]) if row[4] else None, row[6])


def _undo(tables: Tables) -> None:
    create_numbers(tables, "undoings", "marked", "undone")
    append_numbers(tables, "undoings", _pairs(tables))
    tables.connection.execute(_REVERSALS)


def _pairs(tables: Tables) -> Iterator[tuple[int, int | None]]:
    for _, rows in groupby(flat(tables.batches(_UNDOING)), key=itemgetter(0)):
        for marked, undone in pair_reversals(Row(*row[1:]) for row in rows):
            yield marked.ordinal, undone.ordinal if undone else None


def _mark(tables: Tables, fate: str, ordinals: str) -> None:
    tables.connection.execute(f"UPDATE bookings SET fate = ? WHERE ordinal IN ({ordinals})", [fate])


def _counts(tables: Tables) -> Cleaning:
    fates = dict(tables.rows("SELECT fate, count(*) FROM bookings GROUP BY fate"))
    ((groups,),) = tables.rows("SELECT count(DISTINCT repeat_group) FROM repeats")
    pairs, by_summary, marked_counted = tables.rows(
        "SELECT count(undone), count(undone) FILTER (by_summary), count(*) FILTER (undone IS NULL AND by_summary) "
        "FROM reversals"
    )[0]
    return Cleaning(
        rows=sum(fates.values()),
        counted=fates.get("counted", 0),
        masked=fates.get("masked", 0),
        failed=fates.get("failed", 0),
        reversed_in_source=fates.get("reversed", 0) - 2 * pairs,
        repeats=fates.get("repeated", 0),
        repeat_groups=groups,
        reversal_pairs=pairs,
        pairs_by_summary=by_summary,
        marked_counted=marked_counted,
        negative_rejected=fates.get("rejected", 0),
    )


def _places(rows: Iterable[tuple[Any, ...]]) -> tuple[Place, ...]:
    return tuple(Place(*row) for row in rows)
