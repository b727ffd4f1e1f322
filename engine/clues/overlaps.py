"""What tier-1 accounts share: facts.md section 5, over this case folder and what earlier ones left in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.clues.hubs import Hubs
from engine.clues.store import ATTRIBUTES_TABLE, read_earlier
from engine.ledger.masks import masked
from engine.ledger.tables import Tables

#: Columns of `accounts` that are attributes themselves.
_OF_ACCOUNTS = ("open_branch", "open_place", "phone", "agent")

_TIER_1 = "SELECT DISTINCT unnest(?::VARCHAR[]) AS case_id, unnest(?::VARCHAR[]) AS account"

_IS_HUB = """
(coalesce(list_contains($exact, counterparty) OR list_contains($exact, counterparty_name), false) OR
 len(list_filter($containing, lambda part:
     contains(coalesce(counterparty, ''), part) OR contains(coalesce(counterparty_name, ''), part))) > 0)
"""

#: The attributes of a counted booking, each as SQL.
_OF_BOOKINGS = {
    "ip": "ip",
    "mac": "mac",
    "terminal": "terminal",
    "withdrawal_place": "CASE WHEN cash AND direction = 'out' THEN place END",
    "counterparty": f"CASE WHEN NOT {_IS_HUB} THEN counterparty END",
}

#: All attributes; in the tables a number stands for each, from 1.
_ATTRIBUTE_NAMES = ("holder_id", *_OF_ACCOUNTS, *_OF_BOOKINGS)

_NAMED = f"[{', '.join(map(repr, _ATTRIBUTE_NAMES))}][kind]"

#: Bookings of the accounts that are looked at together; their values are held in memory.
ROWS_AT_ONCE = 2_000_000

# Accounts that together have about so many bookings make a batch.
_HOLDERS = f"""
CREATE OR REPLACE TABLE tier_accounts AS
SELECT CAST(row_number() OVER (ORDER BY account) AS INTEGER) AS number, account, account_no,
    CAST(sum(coalesce(counted, 0)) OVER (ORDER BY account) // $rows AS INTEGER) AS batch
FROM (SELECT DISTINCT account FROM tier_1 WHERE NOT {masked("account")}) LEFT JOIN material USING (account)
"""

_HELD = "CREATE OR REPLACE TABLE held_values (number INTEGER, kind TINYINT, value VARCHAR)"

_BATCHES = """
SELECT batch, min(account), max(account), coalesce(min(account_no), 0), coalesce(max(account_no), 0)
FROM tier_accounts GROUP BY batch ORDER BY batch
"""

# Where the bookings of a batch begin and end: found by numbers, which a ledger on disk is sorted by.
_ORDINALS = "SELECT coalesce(min(ordinal), 0), coalesce(max(ordinal), 0) FROM counted WHERE account_no BETWEEN ? AND ?"

# One pass over the bookings of a batch. Accounts are numbers here: a value may stand for many of them.
_HOLD = f"""
INSERT INTO held_values
SELECT DISTINCT number, kind, value FROM (
    SELECT account, unnest(range(1, {2 + len(_OF_ACCOUNTS)})) AS kind,
        unnest([s.holder_id, {", ".join(f"a.{name}" for name in _OF_ACCOUNTS)}]) AS value
    FROM (SELECT DISTINCT account, holder_id FROM subjects WHERE account BETWEEN $first AND $last) s
    LEFT JOIN accounts a USING (account)
    UNION ALL
    SELECT account, unnest(range({2 + len(_OF_ACCOUNTS)}, {len(_ATTRIBUTE_NAMES) + 1})),
        unnest([{", ".join(_OF_BOOKINGS.values())}])
    FROM bookings WHERE fate = 'counted' AND ordinal BETWEEN $begins AND $ends
        AND account IN (SELECT account FROM tier_accounts WHERE batch = $batch)
) JOIN tier_accounts USING (account)
WHERE value <> '' AND NOT {masked("value")} AND batch = $batch
"""

_ATTRIBUTES = f"""
CREATE OR REPLACE VIEW {ATTRIBUTES_TABLE} AS
SELECT case_id, account, {_NAMED} AS attribute, value
FROM held_values JOIN tier_accounts USING (number) JOIN tier_1 USING (account)
"""

# What one account alone states is left out before its rows are spelled out.
_OVERLAPS = f"""
CREATE OR REPLACE TABLE shared_attributes AS
WITH likely AS (
    SELECT {_NAMED} AS attribute, value FROM held_values GROUP BY kind, value HAVING count(*) >= $least
    UNION SELECT attribute, value FROM earlier_attributes
)
SELECT attribute, value, count(DISTINCT account) AS accounts, count(DISTINCT case_id) AS cases,
    list_sort(list(DISTINCT account)) AS account_list, list_sort(list(DISTINCT case_id)) AS case_list
FROM (FROM {ATTRIBUTES_TABLE} SEMI JOIN likely USING (attribute, value) UNION ALL FROM earlier_attributes)
GROUP BY attribute, value
HAVING count(DISTINCT account) >= $least
ORDER BY cases DESC, accounts DESC, attribute, value
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A value that several tier-1 accounts have in common."""

    attribute: str
    value: str
    accounts: int
    cases: int
    account_list: tuple[str, ...]
    case_list: tuple[str, ...]


def find_overlaps(
    tables: Tables,
    tier_1: Sequence[tuple[str, str]],
    hubs: Hubs,
    *,
    min_accounts: int,
    earlier: Sequence[Path] = (),
) -> tuple[Overlap, ...]:
    """Return what the tier-1 subjects, pairs of `case_id` and `account`, and the earlier ones share.

    `earlier` are files that `store.write_attributes` left; what they say of a case in this folder is out of date and
    left aside. Shape: also the tables `overlap_attributes` (of this folder) and `shared_attributes`.
    Errors: F693 where an earlier file cannot be read
    """
    state_attributes(tables, tier_1, hubs)
    read_earlier(tables, earlier)
    tables.connection.execute(_OVERLAPS, {"least": min_accounts})
    return tuple(
        Overlap(
            attribute=attribute,
            value=value,
            accounts=accounts,
            cases=cases,
            account_list=tuple(account_list),
            case_list=tuple(case_list),
        )
        for attribute, value, accounts, cases, account_list, case_list in tables.rows("FROM shared_attributes")
    )


def state_attributes(tables: Tables, tier_1: Sequence[tuple[str, str]], hubs: Hubs) -> None:
    """Make `overlap_attributes`: what its tier-1 subjects state here, without hubs, empty and masked values."""
    run = tables.connection.execute
    case_ids, accounts = [case_id for case_id, _ in tier_1], [account for _, account in tier_1]
    run(f"CREATE OR REPLACE TABLE tier_1 AS {_TIER_1}", [case_ids, accounts])
    run(_HOLDERS, {"rows": ROWS_AT_ONCE})
    run(_HELD)
    for batch, first, last, *numbers in tables.rows(_BATCHES):
        ((begins, ends),) = tables.rows(_ORDINALS, numbers)
        bounds = {"batch": batch, "first": first, "last": last, "begins": begins, "ends": ends}
        run(_HOLD, {**bounds, "exact": list(hubs.exact), "containing": list(hubs.containing)})
    run(_ATTRIBUTES)
