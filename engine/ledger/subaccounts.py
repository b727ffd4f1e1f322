"""Bookings of sub-accounts stand on the main account that the bank names for them; the row keeps its place."""

from engine.ledger.masks import masked
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic, Report
from engine.source.text import Span

# A sub-account of exactly one main account that is no sub-account itself.
_MAIN = f"""
SELECT subaccount, min(account) AS main FROM subaccounts
WHERE account <> subaccount AND NOT {masked("account")} AND NOT {masked("subaccount")}
GROUP BY subaccount HAVING count(DISTINCT account) = 1 AND min(account) NOT IN (SELECT subaccount FROM subaccounts)
"""

_UNCLEAR = f"""
SELECT subaccount, min((file, "row")) FROM subaccounts
WHERE account <> subaccount AND subaccount NOT IN (SELECT subaccount FROM ({_MAIN}))
AND subaccount IN (SELECT account FROM raw_bookings) GROUP BY subaccount ORDER BY subaccount
"""


def book_on_main_accounts(tables: Tables, report: Report) -> int:
    """Move the bookings of sub-accounts to their main accounts; return how many. Warnings: F673."""
    if not tables.count("subaccounts"):
        return 0
    for subaccount, (file, row) in tables.rows(_UNCLEAR):
        span = Span(file=file, line=row)
        report.add(Diagnostic(code="F673", span=span, values={"account": subaccount}))
    ((moved,),) = tables.rows(f"SELECT count(*) FROM raw_bookings JOIN ({_MAIN}) m ON account = m.subaccount")
    tables.connection.execute(
        f"UPDATE raw_bookings SET account = m.main FROM ({_MAIN}) m WHERE raw_bookings.account = m.subaccount"
    )
    return int(moved)
