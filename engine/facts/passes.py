"""The pass-through pairs of each subject whose material can show them."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from engine.facts.columns import append_numbers, create_numbers, flat
from engine.facts.passing import Leg, count_swept, pair_passes
from engine.facts.settings import FactSettings
from engine.facts.subjects import covered
from engine.ledger.tables import Tables

# A day of `D`, and the days up to where its last in-booking plus `pass_within` reaches.
_REACHES = """
CREATE OR REPLACE TABLE reaches AS
SELECT subject, account, i.day AS first,
    coalesce(CAST(max(b.booked_at) + to_seconds(?) AS DATE), i.day) AS last,
    coalesce(bool_or(b.time_precision = 'day'), false) AS by_day
FROM incidents i
LEFT JOIN (SELECT * FROM bookings WHERE fate = 'counted' AND direction = 'in') b USING (account, day)
GROUP BY subject, account, i.day
"""

_GOING = """
SELECT subject, ordinal, moment, time_precision, amount, day
FROM bookings b JOIN reaches r ON b.account = r.account AND b.day BETWEEN r.first AND r.last
WHERE fate = 'counted' AND direction = 'out'
"""

_TRACEABLE = f"""
CREATE OR REPLACE TABLE traceable AS
SELECT subject FROM subjects JOIN reaches USING (subject)
GROUP BY subject HAVING bool_and({covered("first", "last")}) AND NOT bool_or(by_day)
EXCEPT SELECT subject FROM ({_GOING}) WHERE time_precision = 'day'
"""

_LEGS = f"""
SELECT subject, true AS came, ordinal, moment, time_precision = 'minute' AS by_minute, amount
FROM bookings JOIN incidents USING (account, day) SEMI JOIN traceable USING (subject)
WHERE fate = 'counted' AND direction = 'in'
UNION ALL
SELECT DISTINCT subject, false, ordinal, moment, time_precision = 'minute', amount
FROM ({_GOING}) SEMI JOIN traceable USING (subject)
ORDER BY subject, ordinal
"""

_PAIRS = """
CREATE OR REPLACE TABLE pairs AS
SELECT p.subject, case_id, subjects.account, gap, came.amount,
    came.ordinal AS in_ordinal, came.booking_id AS in_booking, came.booked_at AS came_at,
    came.file AS in_file, came."row" AS in_row,
    went.ordinal AS out_ordinal, went.booking_id AS out_booking, went.booked_at AS went_at, went.amount AS out_amount,
    went.file AS out_file, went."row" AS out_row,
    l.ordinal IS NOT NULL AS from_victim
FROM paired p
JOIN subjects ON subjects.subject = p.subject
JOIN bookings came ON came.ordinal = p.came
JOIN bookings went ON went.ordinal = p.went
LEFT JOIN linked l ON l.subject = p.subject AND l.ordinal = p.came
ORDER BY p.subject, in_ordinal
"""


def pair(tables: Tables, settings: FactSettings) -> None:
    """Make `pairs`, one row a pass-through pair, `sweeps`, and `traceable`, the subjects whose pairs are known."""
    tables.connection.execute(_REACHES, [settings.pass_within])
    tables.connection.execute(_TRACEABLE)
    create_numbers(tables, "paired", "subject", "came", "went", "gap")
    create_numbers(tables, "sweeps", "subject", "swept_count")
    for subject, came, went in _legs(tables):
        pairs = pair_passes(came, went, settings)
        append_numbers(tables, "paired", [(subject, p.came.ordinal, p.went.ordinal, p.gap) for p in pairs])
        append_numbers(tables, "sweeps", [(subject, count_swept(came, went, settings))])
    tables.connection.execute(_PAIRS)


def _legs(tables: Tables) -> Iterator[tuple[int, list[Leg], list[Leg]]]:
    for subject, rows in groupby(flat(tables.batches(_LEGS)), key=itemgetter(0)):
        came: list[Leg] = []
        went: list[Leg] = []
        for _, is_in, *cells in rows:
            (came if is_in else went).append(Leg(*cells))
        yield subject, came, went
