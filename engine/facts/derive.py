"""From the tables of a run to the facts of its subjects, of persons and of cases: facts.md sections 2 to 4 and 6."""

from dataclasses import dataclass

from engine.facts.cleaning import Cleaning, clean
from engine.facts.columns import FACT_COLUMNS
from engine.facts.incidents import link
from engine.facts.passes import pair
from engine.facts.settings import FactSettings, refuse_out_of_range
from engine.facts.subjects import IN_REGISTRY, covered, list_subjects
from engine.facts.totals import total
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic, Report

_LARGEST = 2**63 - 1

_MOVED = """
CREATE OR REPLACE TABLE moved AS
SELECT account, day, coalesce(sum(amount) FILTER (direction = 'in'), 0) AS inflow,
    coalesce(sum(amount) FILTER (direction = 'out'), 0) AS outflow
FROM bookings SEMI JOIN subjects USING (account) WHERE fate = 'counted' GROUP BY account, day
"""

# The busiest of the days `D`, the earliest of equals; unknown where one of them is.
_INCIDENT = f"""
CREATE OR REPLACE TABLE incident AS
SELECT subject, account, count(*) AS incident_days, min(day) AS first_day,
    CASE WHEN bool_and({covered("day", "day")})
         THEN first(day ORDER BY coalesce(inflow + outflow, 0) DESC, day) END AS incident_day
FROM subjects JOIN incidents USING (subject, account) LEFT JOIN moved USING (account, day)
GROUP BY subject, account
"""

_SUMS = f"""
CREATE OR REPLACE TABLE sums AS
WITH spans AS (
    SELECT subject, account, 'day' AS span, incident_day AS first, incident_day AS last FROM incident
    UNION ALL
    SELECT subject, account, 'week', first_day - $baseline_days::INTEGER, first_day - 1 FROM incident
    UNION ALL
    SELECT subject, account, 'window', incident_day - $window::INTEGER, incident_day + $window::INTEGER FROM incident
)
SELECT subject, span, coalesce(sum(inflow), 0) AS inflow, coalesce(sum(outflow), 0) AS outflow
FROM subjects JOIN spans USING (subject, account)
LEFT JOIN moved ON moved.account = spans.account AND day BETWEEN first AND last
WHERE {covered("first", "last")}
GROUP BY subject, span
"""

_FACTS = f"""
CREATE OR REPLACE TABLE facts AS
WITH linked_sums AS (SELECT subject, sum(amount) AS amount FROM links WHERE ordinal IS NOT NULL GROUP BY subject),
pair_sums AS (
    SELECT subject, count(*) AS pass_count, sum(amount) AS pass_amount, min(gap) AS pass_min_gap,
        count(*) FILTER (from_victim) AS victim_pass_count, sum(amount) FILTER (from_victim) AS victim_pass_amount
    FROM pairs GROUP BY subject
),
traced AS (SELECT * FROM traceable LEFT JOIN pair_sums USING (subject) LEFT JOIN sweeps USING (subject)),
known AS (
    SELECT s.*, coalesce(l.amount, 0) AS victim_linked_amount, incident_days, incident_day,
        d.inflow AS day_inflow, d.outflow AS day_outflow, d.inflow + d.outflow AS day_turnover,
        w.inflow AS week_inflow, w.outflow AS week_outflow, w.inflow + w.outflow AS week_turnover,
        n.inflow AS window_inflow, n.inflow + n.outflow AS window_turnover,
        {
    ", ".join(
        f"CASE WHEN t.subject IS NOT NULL THEN coalesce(t.{name}, 0) END AS {name}"
        for name in ("pass_count", "pass_amount", "victim_pass_count", "victim_pass_amount", "swept_count")
    )
},
        t.pass_min_gap,
        CASE WHEN $registry_known THEN {IN_REGISTRY} END AS in_registry
    FROM subjects s
    JOIN incident USING (subject)
    LEFT JOIN linked_sums l USING (subject)
    LEFT JOIN sums d ON d.subject = s.subject AND d.span = 'day'
    LEFT JOIN sums w ON w.subject = s.subject AND w.span = 'week'
    LEFT JOIN sums n ON n.subject = s.subject AND n.span = 'window'
    LEFT JOIN traced t ON t.subject = s.subject
)
SELECT case_id, account, {", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in FACT_COLUMNS.items())}
FROM known ORDER BY subject
"""


_ENDLESS_ACCOUNTS = """
SELECT account FROM bookings SEMI JOIN subjects USING (account) WHERE fate = 'counted'
GROUP BY account HAVING sum(amount) > ? UNION SELECT account FROM subjects WHERE victim_amount > ? ORDER BY account
"""

_ENDLESS_CASES = """
SELECT case_id FROM bookings JOIN subjects USING (account) WHERE fate = 'counted'
GROUP BY case_id HAVING sum(amount) > ?
UNION SELECT case_id FROM subjects GROUP BY case_id HAVING sum(victim_amount) > ? ORDER BY case_id
"""


@dataclass(frozen=True, slots=True)
class FactsResult:
    """What `derive_facts` made, beside the tables it left."""

    cleaning: Cleaning
    subjects: int


def derive_facts(tables: Tables, settings: FactSettings, *, registry_known: bool) -> FactsResult:
    """Derive the facts of every subject from the imported tables.

    Shape: `facts` has one row a (case_id, account), in the order of first appearance, and `FACT_COLUMNS`; NULL is
    unknown. Beside it stand `person_facts` and `case_facts`, and `bookings`, `repeats`, `reversals`, `subjects`,
    `links`, `pairs` as evidence.
    Errors: F691, F694 where sums leave the 64-bit range, F695 for a setting that no calendar allows.
    """
    report = Report(about="rulebook")
    refuse_out_of_range(settings, report)
    report.stop_if_errors()
    cleaning = clean(tables)
    list_subjects(tables)
    _refuse_endless_sums(tables)
    link(tables, settings)
    pair(tables, settings)
    run = tables.connection.execute
    run(_MOVED)
    run(_INCIDENT)
    run(_SUMS, {"baseline_days": settings.baseline_days, "window": settings.turnover_window_days})
    run(_FACTS, {"registry_known": registry_known})
    total(tables)
    return FactsResult(cleaning, tables.count("facts"))


def _refuse_endless_sums(tables: Tables) -> None:
    """Refuse an account, or a case, whose bookings or victims' transfers add up to more than a column holds."""
    report = Report(about="input")
    for (account,) in tables.rows(_ENDLESS_ACCOUNTS, [_LARGEST, _LARGEST]):
        report.add(Diagnostic(code="F691", span=None, values={"account": account}))
    report.stop_if_errors()
    # A person's accounts are accounts of the case: no sum of his is larger.
    for (case_id,) in tables.rows(_ENDLESS_CASES, [_LARGEST, _LARGEST]):
        report.add(Diagnostic(code="F694", span=None, values={"case_id": case_id}))
    report.stop_if_errors()
