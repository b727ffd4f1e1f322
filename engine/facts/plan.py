"""Where the facts start from, as SQL over whole numbers: the one look at the ledger.

A plan knows no engine: its SQL is what DuckDB and Spark SQL both understand. Days are numbers from 1970-01-01, moments
civil seconds from there, money is fen. Relations a plan starts from:

- `counted`: the bookings that count: `account_no, ordinal, moment, day, clock, incoming, amount`; `ordinal` numbers all
  rows in the order (account, booked_at, seq), `clock` is 0 where the second is known, 1 the minute, 2 the day
- `subjects` and `transfers`, as `subject_columns.py` asks for them

What the plan finds is handed to the kernel (`kernel.py`), which leaves `linked`, `paired` and `fact_rows`.
"""

from engine.facts.settings import FactSettings

DAY = 24 * 3600
MINUTE = 60

#: What `clock` says where the second is not known; it is 0 where it is.
BY_MINUTE, BY_DAY = 1, 2

#: What the kernel leaves behind.
LINKED, PAIRED, FACT_ROWS = "linked", "paired", "fact_rows"

#: The columns of the bookings near the days of subjects.
NEAR_COLUMNS = ("account_no", "ordinal", "moment", "clock", "incoming", "amount")


def wanted(settings: FactSettings, subjects: str, transfers: str) -> str:
    """Return the query of the seconds that are looked at of each account: `account_no, first_second, last_second`."""
    before, after = days_of(settings.link_before), days_of(settings.link_after)
    first = before + max(settings.baseline_days, settings.turnover_window_days)
    last = after + max(settings.turnover_window_days, days_of(settings.pass_within))
    return f"""
SELECT account_no, CAST(min(first_day) AS BIGINT) * {DAY} AS first_second,
    CAST(max(last_day) + 1 AS BIGINT) * {DAY} - 1 AS last_second
FROM (
    SELECT account_no, day - {first} AS first_day, day + {last} AS last_day FROM ({transfers}) t
    UNION ALL
    SELECT account_no, conduct_from, conduct_to FROM ({subjects}) s WHERE conduct_from <= conduct_to
) spans WHERE account_no > 0 GROUP BY account_no
"""


# A condition on moments would make DuckDB compare them while it looks for the account; as a value that is compared,
# they are looked at afterwards, and accounts, which are numbered without gaps, are found by their place.
_INSIDE = "CASE WHEN moment BETWEEN first_second AND last_second THEN 1 ELSE 0 END = 1"


def near(days: str, accounts: tuple[int, int] | None = None, more: str = "") -> str:
    """Return the query of the bookings on the `days` that are looked at.

    `accounts` are the first and last `account_no` of these, where the ledger is sorted by it; `more` is a column of
    `days` that is wanted as well.
    """
    between = f" AND c.account_no BETWEEN {accounts[0]} AND {accounts[1]}" if accounts else ""
    columns = ", ".join([*(f"c.{column}" for column in NEAR_COLUMNS), *([more] if more else [])])
    return f"SELECT {columns} FROM counted c JOIN {days} w ON c.account_no = w.account_no WHERE {_INSIDE}{between}"


def days_of(seconds: int) -> int:
    """Return the most midnights that lie within a span of `seconds`."""
    return -(-seconds // DAY)
