"""The hand-over list (线索移送清单): one row a suspect account, with the evidence to look up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from engine.clues.provable import provable_amounts
from engine.ledger.tables import Tables

#: The columns of the list in order; `clues.hand_over.<column>` is the title.
#: `id_type` and the last three are filled in by hand.
COLUMNS = (
    "number",
    "clue_number",
    "case_id",
    "account",
    "holder_name",
    "id_type",
    "holder_id",
    "bank",
    "open_branch",
    "open_place",
    "phone",
    "victims",
    "victim_amount",
    "victim_linked_amount",
    "first_paid_at",
    "incident_day",
    "day_turnover",
    "week_daily_average",
    "multiple",
    "pass_count",
    "pass_min_gap",
    "provable_amount",
    "tier",
    "rules",
    "in_registry",
    "evidence",
    "verified_by",
    "verified_at",
    "remark",
)

_WANTED = "SELECT unnest(?::VARCHAR[]) AS case_id, unnest(?::VARCHAR[]) AS account"

_SUSPECTS = f"""
WITH wanted AS ({_WANTED})
SELECT s.case_id, s.account, s.holder_id, a.bank, a.open_branch, a.open_place, a.phone,
    coalesce(a.holder_name, n.only_name) AS holder_name,
    victims, f.victim_amount, f.victim_linked_amount, first_paid_at, first_precision,
    f.incident_day, f.day_turnover, f.week_turnover, f.pass_count, f.pass_min_gap, f.in_registry
FROM wanted
JOIN subjects s USING (case_id, account)
JOIN facts f USING (case_id, account)
JOIN (
    SELECT case_id, account, list_sort(list(DISTINCT victim_id) FILTER (victim_id IS NOT NULL)) AS victims,
        min(paid_at) AS first_paid_at, first(time_precision ORDER BY paid_at, "row") AS first_precision
    FROM victim_transfers SEMI JOIN wanted USING (case_id, account) GROUP BY case_id, account
) USING (case_id, account)
LEFT JOIN accounts a ON a.account = s.account
LEFT JOIN material n ON n.account = s.account
ORDER BY subject
"""

# The rows behind the facts: linked bookings, both legs of the pairs, and whatever said the same elsewhere.
_EVIDENCE = f"""
WITH wanted AS ({_WANTED}),
shown AS (
    SELECT case_id, account, ordinal FROM links SEMI JOIN wanted USING (case_id, account) WHERE ordinal IS NOT NULL
    UNION SELECT case_id, account, unnest([in_ordinal, out_ordinal])
    FROM pairs SEMI JOIN wanted USING (case_id, account)
),
same AS (
    SELECT k.ordinal, o.ordinal AS other FROM repeats k JOIN repeats o USING (repeat_group)
    WHERE k.kept AND NOT o.kept
),
cited AS (
    FROM shown UNION SELECT case_id, account, other FROM shown JOIN same USING (ordinal)
)
SELECT cited.case_id, cited.account, file, "row" FROM cited JOIN bookings USING (ordinal)
UNION SELECT case_id, account, 'victim_transfers.csv', "row"
FROM victim_transfers SEMI JOIN wanted USING (case_id, account)
ORDER BY case_id, account, file, "row"
"""

_LAYOUTS = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A subject to hand over, and what was decided of it."""

    case_id: str
    account: str
    tier: str
    rules: str  #: the rules that decided, with the edition


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A row of the list, as it is shown; None is unknown. Money in yuan."""

    number: int  #: from 1
    clue_number: str
    case_id: str
    account: str
    holder_name: str | None
    id_type: str = ""
    holder_id: str | None
    bank: str | None
    open_branch: str | None
    open_place: str | None
    phone: str | None
    victims: tuple[str, ...]
    victim_amount: str
    victim_linked_amount: str  #: as far as the ledger confirms it
    first_paid_at: str
    incident_day: str | None
    day_turnover: str | None
    week_daily_average: str | None
    multiple: str | None  #: turnover of the day over that average
    pass_count: int | None
    pass_min_gap: int | None  #: seconds
    provable_amount: str | None  #: of victims' money, that surely left
    tier: str
    rules: str
    in_registry: bool | None
    evidence: tuple[str, ...]  #: `file:row`, `file:row-row` for a run of rows
    verified_by: str = ""
    verified_at: str = ""
    remark: str = ""


def hand_over(tables: Tables, suspects: Sequence[Suspect], *, baseline_days: int) -> tuple[HandOver, ...]:
    """Return the list of `suspects`, in the order of the subjects, whatever order they came in."""
    case_ids, accounts = [own.case_id for own in suspects], [own.account for own in suspects]
    decided = {(own.case_id, own.account): own for own in suspects}
    evidence = _evidence(tables, case_ids, accounts)
    provable = provable_amounts(tables, decided)
    rows = _named(tables, _SUSPECTS, [case_ids, accounts])
    return tuple(
        _row(number, row, decided[key], evidence.get(key, ()), provable.get(key), baseline_days)
        for number, row in enumerate(rows, 1)
        for key in [(row["case_id"], row["account"])]
    )


def yuan(fen: int) -> str:
    """Return `fen` as yuan with two decimals."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{cents:02}"


def daily_average(fen: int, days: int) -> str:
    """Return `fen` a day as yuan, for display: rounded half up to the fen, with `≈` where that is not exact."""
    average, rest = divmod(fen, days)
    return f"≈{yuan(average + (2 * rest >= days))}" if rest else yuan(average)


def multiple(day: int, week: int, days: int) -> str:
    """Return how many times the average of `days` days with `week` fen in all `day` is, for display.

    To two decimals, rounded down, with `≈` where that is not exact.
    """
    hundredths, rest = divmod(day * days * 100, week)
    whole, decimals = divmod(hundredths, 100)
    return f"{'≈' if rest else ''}{whole}.{decimals:02}"


def _row(  # noqa: PLR0913, PLR0917 (a row is what is known of a suspect)
    number: int,
    row: Mapping[str, Any],
    decided: Suspect,
    evidence: tuple[str, ...],
    provable: int | None,
    baseline_days: int,
) -> HandOver:
    as_they_stand = ("case_id", "account", "holder_name", "holder_id", "bank", "open_branch", "open_place", "phone")
    counted = ("pass_count", "pass_min_gap", "in_registry")
    day, week = row["day_turnover"], row["week_turnover"]
    return HandOver(
        number=number,
        clue_number=f"{decided.case_id}-{number:04}",
        **{name: row[name] for name in (*as_they_stand, *counted)},
        victims=tuple(row["victims"] or ()),
        victim_amount=yuan(row["victim_amount"]),
        victim_linked_amount=yuan(row["victim_linked_amount"]),
        first_paid_at=_moment(row["first_paid_at"], row["first_precision"]),
        incident_day=None if row["incident_day"] is None else row["incident_day"].isoformat(),
        day_turnover=None if day is None else yuan(day),
        week_daily_average=None if week is None or baseline_days == 0 else daily_average(week, baseline_days),
        multiple=None if day is None or not week else multiple(day, week, baseline_days),
        provable_amount=None if provable is None else yuan(provable),
        tier=decided.tier,
        rules=decided.rules,
        evidence=evidence,
    )


def _moment(moment: datetime, precision: str) -> str:
    return moment.strftime(_LAYOUTS[precision])


def _evidence(
    tables: Tables, case_ids: Sequence[str], accounts: Sequence[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    found = tables.rows(_EVIDENCE, [case_ids, accounts])
    return {
        subject: tuple(
            f"{file}:{first}" if first == last else f"{file}:{first}-{last}"
            for file, held in groupby(rows, key=itemgetter(2))
            for first, last in _runs(row for *_, row in held)
        )
        for subject, rows in groupby(found, key=itemgetter(0, 1))
    }


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return the runs of neighbouring `rows`, which come sorted and no row twice."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _named(tables: Tables, query: str, values: Sequence[object]) -> list[dict[str, Any]]:
    cursor = tables.connection.execute(query, list(values))
    names = [described[0] for described in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
