"""The subjects of a run: who received victims' money, who holds the account, what the material covers."""

from engine.ledger.masks import masked, whole
from engine.ledger.tables import Tables

# A masked account has no bookings and no row in `accounts`; a masked identity number names no holder.
_SUBJECTS = f"""
CREATE OR REPLACE TABLE subjects AS
WITH named AS (
    SELECT case_id, account, min("row") AS first_row, sum(amount) AS victim_amount,
        min(victim_id) AS one, max(victim_id) AS other
    FROM victim_transfers GROUP BY case_id, account
),
several AS (
    SELECT case_id, account, count(DISTINCT victim_id) AS victim_count
    FROM victim_transfers SEMI JOIN (SELECT case_id, account FROM named WHERE one <> other) USING (case_id, account)
    GROUP BY case_id, account
)
SELECT
    row_number() OVER (ORDER BY first_row) AS subject,
    case_id,
    named.account,
    account_no,
    victim_amount,
    coalesce(victim_count, CASE WHEN one IS NULL THEN 0 ELSE 1 END) AS victim_count,
    coalesce({whole("a.holder_id")}, {whole("only_holder")}) AS holder_id,
    coalesce(counted, 0) > 0 OR (a.covered_from IS NOT NULL AND a.covered_to IS NOT NULL) AS knowable,
    coalesce(total, 0) AS total,
    a.covered_from,
    a.covered_to,
    CASE WHEN a.covered_from IS NULL OR a.opened_on >= a.covered_from THEN a.opened_on END AS nothing_before
FROM named
LEFT JOIN several USING (case_id, account)
LEFT JOIN accounts a ON a.account = named.account AND NOT {masked("named.account")}
LEFT JOIN material m ON m.account = named.account
ORDER BY subject
"""


def number_of(day: str) -> str:
    """Return the SQL of the number of a civil day."""
    return f"CAST({day} - DATE '1970-01-01' AS INTEGER)"


_TRANSFERS = f"""
CREATE OR REPLACE TABLE all_transfers AS
SELECT subject, account_no, transfer_row, amount, epoch_us(paid_at) // 1000000 AS moment,
    {number_of("CAST(paid_at AS DATE)")} AS day, by_day
FROM (
    SELECT subject, account_no, amount, "row" AS transfer_row, time_precision = 'day' AS by_day,
        CASE time_precision WHEN 'day' THEN date_trunc('day', paid_at)
                            WHEN 'minute' THEN date_trunc('minute', paid_at)
                            ELSE date_trunc('second', paid_at) END AS paid_at
    FROM victim_transfers JOIN subjects USING (case_id, account)
)
"""

#: Whether the subject `s` stands in the registry; NULL where the holder is not known and the account is not in it, or
#: where the account is masked and the holder is not in it.
IN_REGISTRY = f"""
CASE
    WHEN (NOT {masked("s.account")} AND s.account IN (SELECT account FROM registry WHERE account IS NOT NULL))
      OR s.holder_id IN (SELECT holder_id FROM registry WHERE holder_id IS NOT NULL) THEN true
    WHEN s.holder_id IS NOT NULL AND NOT {masked("s.account")} THEN false
END
"""


def list_subjects(tables: Tables) -> None:
    """Make `subjects`, one row a (case_id, account) in the order of first appearance, and `all_transfers`.

    Shape: `subject` from 1; `knowable` is false where no booking counts and the coverage is not stated at both ends;
    `nothing_before` is the opening day where the days before it count as covered. `all_transfers` are the victims'
    transfers in whole numbers.
    """
    for query in (_SUBJECTS, _TRANSFERS):
        tables.connection.execute(query)


def covered(first: str, last: str) -> str:
    """Return the SQL that decides whether all days from `first` to `last` of a row of `subjects` are covered.

    The covered days are `covered_from` to `covered_to` and all before `nothing_before`, so a span is covered where what
    is left of it after the opening day lies between the two ends. An empty span is covered.
    """
    start = f"greatest({first}, coalesce(nothing_before, {first}))"
    return (
        "(knowable AND ((covered_from IS NULL AND covered_to IS NULL) "
        f"OR {start} > {last} "
        f"OR ({start} >= coalesce(covered_from, {start}) AND {last} <= coalesce(covered_to, {last}))))"
    )
