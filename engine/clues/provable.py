"""The least of victims' money that surely left an account, whatever convention money is mixed by (最低可证实金额).

Audit practice: of an inflow, so much certainly went out as the outflows exceed all other money there was, the balance
before it and every other inflow since. That is what comes out if clean money is always spent first, so neither
first-in-first-out nor pro rata can come to less.
"""

from collections.abc import Iterable

from engine.ledger.tables import Tables

# Accounts are numbers here, so that the ledger is searched by them; the balances are found by the bookings.
_MOVES = """
CREATE OR REPLACE TEMP TABLE provable_moves AS
WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS case_id, unnest(?::VARCHAR[]) AS account),
linked AS (
    SELECT s.subject, s.account_no, l.ordinal
    FROM links l JOIN subjects s USING (subject)
    SEMI JOIN wanted ON s.case_id = wanted.case_id AND s.account = wanted.account WHERE l.ordinal IS NOT NULL
),
began AS (SELECT subject, account_no, min(ordinal) AS start FROM linked GROUP BY subject, account_no),
told AS (SELECT subject, account_no, start FROM began JOIN bookings ON ordinal = start WHERE balance IS NOT NULL),
moved AS (
    SELECT subject, ordinal, incoming, amount FROM counted c
    JOIN told b ON c.account_no = b.account_no AND c.ordinal >= b.start
)
SELECT subject, ordinal, incoming, m.amount, balance, l.ordinal IS NOT NULL AS of_victims
FROM moved m JOIN bookings USING (ordinal) LEFT JOIN linked l USING (subject, ordinal)
"""

_SO_FAR = "OVER (PARTITION BY subject ORDER BY ordinal ROWS UNBOUNDED PRECEDING)"

#: `subject, provable` from `provable_moves`: `subject, ordinal, incoming, amount, balance, of_victims`, from the first
#: of victims' money on; where its balance is not stated the subject is left out. A balance that does not follow from
#: the one before ends the reckoning: something is missing there, and behind it nothing is certain. An overdraft counts
#: as nothing to spend. `short` is what clean money, spent first, did not suffice for up to a move; what victims' money
#: did not suffice for either, the largest `short - victims`, is not theirs.
AMOUNTS = f"""
WITH signed AS (
    SELECT *, CASE WHEN incoming THEN amount ELSE -amount END AS effect,
        row_number() OVER in_time = 1 AS starts, lag(balance) OVER in_time AS earlier
    FROM provable_moves WINDOW in_time AS (PARTITION BY subject ORDER BY ordinal)
),
followed AS (
    SELECT *, max(CASE WHEN balance IS NULL OR NOT (starts OR coalesce(balance = earlier + effect, false))
        THEN 1 ELSE 0 END) {_SO_FAR} AS broken FROM signed
),
summed AS (
    SELECT subject, ordinal,
        sum(CASE WHEN starts THEN greatest(balance - effect, 0) ELSE 0 END
            + CASE WHEN of_victims THEN 0 ELSE effect END) {_SO_FAR} AS clean,
        sum(CASE WHEN of_victims THEN amount ELSE 0 END) {_SO_FAR} AS victims
    FROM followed WHERE broken = 0
),
spent AS (SELECT subject, victims, greatest(max(-clean) {_SO_FAR}, 0) AS short FROM summed)
SELECT subject, CAST(max(short) - greatest(max(short - victims), 0) AS BIGINT) AS provable FROM spent GROUP BY subject
"""

_TOLD = f"SELECT case_id, account, provable FROM ({AMOUNTS}) found JOIN subjects USING (subject)"


def provable_amounts(tables: Tables, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the fen of each of `subjects` (case, account) that received linked money of victims.

    Those without a link are left out, and those whose balance at the first one is not stated.
    """
    wanted = list(subjects)
    tables.connection.execute(_MOVES, [[case for case, _ in wanted], [account for _, account in wanted]])
    return {(case_id, account): amount for case_id, account, amount in tables.rows(_TOLD)}
