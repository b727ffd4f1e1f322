"""The bookings that count, and what the material says of each account: what every plan starts from."""

from engine.ledger.tables import Tables

# A masked account is nobody's: it has no row. `accounts.csv` may still name the holder where the bookings do not.
_MATERIAL = """
CREATE OR REPLACE TABLE material AS
SELECT CAST(row_number() OVER (ORDER BY account) AS INTEGER) AS account_no, * FROM (
    SELECT account, count(*) FILTER (WHERE fate = 'counted') AS counted,
        CAST(coalesce(sum(amount) FILTER (WHERE fate = 'counted'), 0) AS DECIMAL(38, 0)) AS total,
        CASE WHEN min(holder_id) = max(holder_id) THEN min(holder_id) END AS only_holder,
        CASE WHEN min(holder_name) = max(holder_name) THEN min(holder_name) END AS only_name
    FROM bookings WHERE fate <> 'masked' GROUP BY account
)
"""

#: The clock of a booking by its precision, as plans have it.
CLOCK = "CAST(CASE time_precision WHEN 'second' THEN 0 WHEN 'minute' THEN 1 ELSE 2 END AS TINYINT)"

COUNTED = f"""
SELECT account_no, ordinal, moment, CAST(day - DATE '1970-01-01' AS INTEGER) AS day, {CLOCK} AS clock,
    direction = 'in' AS incoming, amount
FROM bookings JOIN material USING (account) WHERE fate = 'counted'
"""


def gather(tables: Tables) -> None:
    """Make `material`, one row an account of `bookings`, and the view `counted`, the bookings that count."""
    tables.connection.execute(_MATERIAL)
    tables.connection.execute(f"CREATE OR REPLACE VIEW counted AS {COUNTED}")
