"""Steps: the bookings near a subject's days, the booking that shows each transfer, the incident days `D`."""

from functools import partial

from engine.facts.linking import link_crowd
from engine.facts.plan import LINKED, Plan, Step, Walk, days_of
from engine.facts.settings import FactSettings


def near_and_links(settings: FactSettings, accounts: tuple[int, int] | None) -> Plan:
    """Return the steps `near` (the only one that reads the ledger), `linked` and `incidents`.

    `accounts` are the first and last `account_no` of the subjects, where the ledger is sorted by it.
    """
    return (
        Step("wanted", _wanted(settings)),
        Step("near", _near(accounts)),
        Step("crowds", _CROWDS),
        Walk(
            "linked_in_crowds",
            _CROWDED,
            2,
            ("subject", "transfer_row", "ordinal", "day"),
            partial(link_crowd, settings=settings),
        ),
        Step(LINKED, _linked(settings)),
        Step("incidents", _INCIDENTS),
    )


def _wanted(settings: FactSettings) -> str:
    before, after = days_of(settings.link_before), days_of(settings.link_after)
    first = before + max(settings.baseline_days, settings.turnover_window_days)
    last = after + max(settings.turnover_window_days, days_of(settings.pass_within))
    return f"""
SELECT account_no, min(first_day) AS first_day, max(last_day) AS last_day FROM (
    SELECT account_no, day - {first} AS first_day, day + {last} AS last_day FROM transfers
    UNION ALL
    SELECT account_no, conduct_from, conduct_to FROM subject_days WHERE conduct_from IS NOT NULL
) spans WHERE account_no IS NOT NULL GROUP BY account_no
"""


def _near(accounts: tuple[int, int] | None) -> str:
    between = f"WHERE c.account_no BETWEEN {accounts[0]} AND {accounts[1]}" if accounts else ""
    return f"""
SELECT c.account_no, ordinal, moment, day, clock, incoming, amount
FROM counted c JOIN wanted w ON c.account_no = w.account_no AND day BETWEEN first_day AND last_day {between}
"""


# Transfers of one sum to one subject may want the same booking; one alone takes the nearest.
_CROWDS = """
SELECT subject, account_no, amount FROM transfers WHERE account_no IS NOT NULL
GROUP BY subject, account_no, amount HAVING count(*) > 1
"""

_CROWDED = """
SELECT subject, n.amount, 0 AS kind, moment, ordinal AS name, day, clock = 2 AS by_day
FROM near n JOIN crowds c ON n.account_no = c.account_no AND n.amount = c.amount WHERE incoming
UNION ALL
SELECT subject, amount, 1 AS kind, moment, transfer_row AS name, day, by_day
FROM transfers SEMI JOIN crowds USING (subject, amount)
"""


def _linked(settings: FactSettings) -> str:
    coarse, late = "(by_day OR clock = 2)", "n.moment - t.moment"
    return f"""
SELECT subject, transfer_row, ordinal, day FROM (
    SELECT t.subject, transfer_row, ordinal, n.day, row_number() OVER (
        PARTITION BY t.subject, transfer_row
        ORDER BY CASE WHEN {coarse} THEN 0 ELSE abs({late}) END, ordinal) AS place
    FROM transfers t ANTI JOIN crowds ON t.subject = crowds.subject AND t.amount = crowds.amount
    JOIN near n ON n.account_no = t.account_no AND n.amount = t.amount
    WHERE incoming AND (({coarse} AND n.day = t.day)
        OR (NOT {coarse} AND {late} BETWEEN {-settings.link_before} AND {settings.link_after}))
) candidates WHERE place = 1
UNION ALL
SELECT subject, transfer_row, ordinal, day FROM linked_in_crowds
"""


_INCIDENTS = """
SELECT DISTINCT t.subject, account_no, coalesce(l.day, t.day) AS day
FROM transfers t LEFT JOIN linked l ON l.subject = t.subject AND l.transfer_row = t.transfer_row
"""
