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
)
SELECT
    row_number() OVER (ORDER BY first_row) AS subject,
    case_id,
    named.account,
    account_no,
    victim_amount,
    victim_count,
    coalesce({whole("a.holder_id")}, {whole("only_holder")}) AS holder_id,
    coalesce(counted, 0) > 0 OR (a.covered_from IS NOT NULL AND a.covered_to IS NOT NULL) AS knowable,
    coalesce(total, 0) AS total,
    a.covered_from,
    a.covered_to,
    CASE WHEN a.covered_from IS NULL OR a.opened_on >= a.covered_from THEN a.opened_on END AS nothing_before
FROM named
LEFT JOIN accounts a ON a.account = named.account AND NOT {masked("named.account")}
LEFT JOIN material m ON m.account = named.account
ORDER BY subject
"""


def _number(day: str) -> str:
    return f"CAST({day} - DATE '1970-01-01' AS INTEGER)"


# The conduct of a case spans civil days, both ends included; where one of them is not stated, no sum over it is known.
# An account stands in one batch with all its subjects; batches follow the order of the ledger.
_SUBJECT_DAYS = f"""
CREATE OR REPLACE TABLE all_subject_days AS
WITH batches AS (
    SELECT account_no, CAST((sum(counted) OVER (ORDER BY account_no) - 1) // $rows AS INTEGER) AS batch
    FROM material SEMI JOIN subjects USING (account_no)
)
SELECT subject, account_no, coalesce(batch, 0) AS batch, knowable,
    {", ".join(f"{_number(day)} AS {day}" for day in ("covered_from", "covered_to", "nothing_before"))},
    CASE WHEN conduct_to IS NOT NULL THEN {_number("conduct_from")} END AS conduct_from,
    CASE WHEN conduct_from IS NOT NULL THEN {_number("conduct_to")} END AS conduct_to
FROM subjects LEFT JOIN cases USING (case_id) LEFT JOIN batches USING (account_no)
"""

_TRANSFERS = f"""
CREATE OR REPLACE TABLE all_transfers AS
SELECT subject, account_no, batch, transfer_row, amount, epoch_us(paid_at) // 1000000 AS moment,
    {_number("CAST(paid_at AS DATE)")} AS day, by_day
FROM (
    SELECT subject, account_no, amount, "row" AS transfer_row, time_precision = 'day' AS by_day,
        CASE time_precision WHEN 'day' THEN date_trunc('day', paid_at)
                            WHEN 'minute' THEN date_trunc('minute', paid_at)
                            ELSE date_trunc('second', paid_at) END AS paid_at
    FROM victim_transfers JOIN subjects USING (case_id, account)
) JOIN (SELECT subject, batch FROM all_subject_days) USING (subject)
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


def list_subjects(tables: Tables, *, rows_at_once: int) -> None:
    """Make `subjects`: one row a (case_id, account), in the order of first appearance; and what a plan starts from.

    Shape: `subject` from 1; `knowable` is false where no booking counts and the coverage is not stated at both ends;
    `nothing_before` is the opening day where the days before it count as covered. `all_subject_days`, `all_transfers`
    are what plans call `subject_days` and `transfers`, with `batch`: accounts that together have about `rows_at_once`
    counted bookings, or a single one with more.
    """
    tables.connection.execute(_SUBJECTS)
    tables.connection.execute(_SUBJECT_DAYS, {"rows": rows_at_once})
    tables.connection.execute(_TRANSFERS)


def batches(tables: Tables) -> list[tuple[int, tuple[int, int] | None]]:
    """Return the batches with the first and the last of their accounts; None where the ledger has none of them."""
    found = tables.rows(
        "SELECT batch, min(account_no), max(account_no) FROM all_subject_days GROUP BY batch ORDER BY batch"
    )
    return [(batch, None if first is None else (first, last)) for batch, first, last in found] or [(0, None)]


def choose_batch(tables: Tables, batch: int) -> None:
    """Show the subjects of one batch as `subject_days` and `transfers`."""
    for name in ("subject_days", "transfers"):
        tables.connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT * EXCLUDE (batch) FROM all_{name} WHERE batch = {batch}"
        )


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
