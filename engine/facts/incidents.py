"""The incident days of each subject: links between transfers and bookings, and the days they name."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from engine.facts.columns import append_numbers, create_numbers, flat
from engine.facts.linking import Arrival, Transfer, link_transfers
from engine.facts.settings import FactSettings
from engine.ledger.tables import Tables

_TRANSFERS = """
CREATE OR REPLACE TABLE transfers AS
SELECT *, epoch_us(paid_at) // 1000000 AS moment
FROM (
    SELECT subject, account, amount, "row", time_precision = 'day' AS by_day,
        CASE time_precision WHEN 'day' THEN date_trunc('day', paid_at)
                            WHEN 'minute' THEN date_trunc('minute', paid_at)
                            ELSE date_trunc('second', paid_at) END AS paid_at
    FROM victim_transfers JOIN subjects USING (case_id, account)
)
"""

# Arrivals (kind 0) come with their place in the order of bookings, transfers (kind 1) with their row.
_CANDIDATES = """
SELECT subject, 0 AS kind, ordinal AS name, moment, time_precision = 'day' AS by_day, amount
FROM bookings JOIN (SELECT DISTINCT subject, account, amount FROM transfers) USING (account, amount)
WHERE fate = 'counted' AND direction = 'in'
UNION ALL
SELECT subject, 1 AS kind, "row" AS name, moment, by_day, amount FROM transfers
ORDER BY subject, kind, CASE kind WHEN 0 THEN name ELSE moment END, name
"""

_LINKS = """
CREATE OR REPLACE TABLE links AS
SELECT t.subject, case_id, t.account, t."row" AS transfer_row, t.amount, t.paid_at, b.ordinal, b.booking_id,
    b.booked_at, b.file, b."row", coalesce(b.day, CAST(t.paid_at AS DATE)) AS incident_day
FROM transfers t JOIN subjects USING (subject)
JOIN linked l ON l.subject = t.subject AND l.transfer_row = t."row"
LEFT JOIN bookings b ON b.ordinal = l.ordinal
ORDER BY t.subject, t.moment, t."row"
"""

_INCIDENTS = "CREATE OR REPLACE TABLE incidents AS SELECT DISTINCT subject, account, incident_day AS day FROM links"


def link(tables: Tables, settings: FactSettings) -> None:
    """Make `links`, one row a victim's transfer with its booking where one is found, and `incidents`, the days `D`."""
    tables.connection.execute(_TRANSFERS)
    create_numbers(tables, "linked", "subject", "transfer_row", "ordinal")
    append_numbers(tables, "linked", _linked(tables, settings))
    tables.connection.execute(_LINKS)
    tables.connection.execute(_INCIDENTS)


def _linked(tables: Tables, settings: FactSettings) -> Iterator[tuple[int, int, int | None]]:
    for subject, rows in groupby(flat(tables.batches(_CANDIDATES)), key=itemgetter(0)):
        arrivals, transfers = _told_apart(rows)
        for transfer, arrival in link_transfers(transfers, arrivals, settings):
            yield subject, transfer.row, arrival.ordinal if arrival else None


def _told_apart(rows: Iterator[tuple[Any, ...]]) -> tuple[list[Arrival], list[Transfer]]:
    arrivals: list[Arrival] = []
    transfers: list[Transfer] = []
    for _, kind, *cells in rows:
        if kind:
            transfers.append(Transfer(*cells))
        else:
            arrivals.append(Arrival(*cells))
    return arrivals, transfers
