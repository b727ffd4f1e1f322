"""The subjects of a run: who received victims' money, who holds the account, what the material covers."""

from engine.ledger.masks import masked, whole
from engine.ledger.tables import Tables

# A masked account has no bookings and no row in `accounts`; a masked identity number names no holder.
_SUBJECTS = f"""
CREATE OR REPLACE TABLE subjects AS
WITH named AS (
    SELECT case_id, account, min("row") AS first_row,
        sum(amount) AS victim_amount, count(DISTINCT victim_id) AS victim_count
    FROM victim_transfers GROUP BY case_id, account
),
material AS (
    SELECT account, bool_or(fate = 'counted') AS has_counted,
        CASE WHEN count(DISTINCT holder_id) = 1 THEN min(holder_id) END AS only_holder
    FROM bookings SEMI JOIN named USING (account) WHERE fate <> 'masked' GROUP BY account
)
SELECT
    row_number() OVER (ORDER BY first_row) AS subject,
    case_id,
    named.account,
    victim_amount,
    victim_count,
    coalesce({whole("a.holder_id")}, {whole("only_holder")}) AS holder_id,
    a.covered_from,
    a.covered_to,
    CASE WHEN a.covered_from IS NULL OR a.opened_on >= a.covered_from THEN a.opened_on END AS nothing_before,
    coalesce(has_counted, false) OR (a.covered_from IS NOT NULL AND a.covered_to IS NOT NULL) AS knowable
FROM named
LEFT JOIN accounts a ON a.account = named.account AND NOT {masked("named.account")}
LEFT JOIN material ON material.account = named.account
ORDER BY subject
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
    """Make `subjects`: one row a (case_id, account), in the order of first appearance.

    Shape: `subject` from 1; `knowable` is false where no booking counts and the coverage is not stated at both ends;
    `nothing_before` is the opening day where the days before it count as covered.
    """
    tables.connection.execute(_SUBJECTS)


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
