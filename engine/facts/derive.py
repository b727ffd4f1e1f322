"""From the tables of a run to the facts of its subjects, of persons and of cases: facts.md sections 2 to 4 and 6."""

from dataclasses import dataclass

from engine.facts.cleaning import Cleaning, clean
from engine.facts.cluster_runner import OnSpark, run_on_cluster
from engine.facts.columns import FACT_COLUMNS
from engine.facts.material import gather
from engine.facts.relations import keep
from engine.facts.runner import found_in_batches
from engine.facts.settings import FactSettings, refuse_out_of_range
from engine.facts.subjects import IN_REGISTRY, list_subjects
from engine.facts.totals import total
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic, Report

#: Counted bookings of the accounts that are looked at together; what lies near their days is held in memory.
ROWS_AT_ONCE = 2_000_000

_LARGEST = 2**63 - 1

# Both tables hold every subject once, in the order of their numbers.
_FACTS = f"""
CREATE OR REPLACE TABLE facts AS
SELECT case_id, account, {", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in FACT_COLUMNS.items())}
FROM (
    SELECT s.*, f.* EXCLUDE (subject) REPLACE (DATE '1970-01-01' + CAST(incident_day AS INTEGER) AS incident_day),
        CASE WHEN $registry_known THEN {IN_REGISTRY} END AS in_registry
    FROM subjects s POSITIONAL JOIN all_fact_rows f
)
"""

# What the facts of a subject rest on; `ordinal` leads to `bookings`.
_LINKS = """
CREATE OR REPLACE VIEW links AS
SELECT t.subject, case_id, account, transfer_row, t.amount, ordinal,
    DATE '1970-01-01' + CAST(coalesce(l.day, t.day) AS INTEGER) AS incident_day
FROM all_transfers t JOIN subjects USING (subject) LEFT JOIN all_linked l USING (subject, transfer_row)
"""

_PAIRS = """
CREATE OR REPLACE VIEW pairs AS
SELECT p.subject, case_id, account, gap, amount, came AS in_ordinal, went AS out_ordinal,
    l.ordinal IS NOT NULL AS from_victim
FROM all_paired p JOIN subjects USING (subject) LEFT JOIN all_linked l ON l.subject = p.subject AND l.ordinal = p.came
"""

_ENDLESS_ACCOUNTS = "SELECT account FROM subjects WHERE greatest(total, victim_amount) > ? ORDER BY account"

_ENDLESS_CASES = """
SELECT case_id FROM subjects GROUP BY case_id HAVING greatest(sum(total), sum(victim_amount)) > ? ORDER BY case_id
"""


@dataclass(frozen=True, slots=True)
class FactsResult:
    """What `derive_facts` made, beside the tables it left."""

    cleaning: Cleaning
    subjects: int


def settle(tables: Tables, *, whole: bool = False) -> Cleaning:
    """Decide which rows of the imported tables count and gather what facts are made of."""
    cleaning = clean(tables, whole=whole)
    gather(tables)
    return cleaning


def derive_facts(  # noqa: PLR0913 (what facts are made of, and where)
    tables: Tables,
    settings: FactSettings,
    *,
    registry_known: bool,
    cleaning: Cleaning | None = None,
    rows_at_once: int = ROWS_AT_ONCE,
    on_spark: OnSpark | None = None,
) -> FactsResult:
    """Derive the facts of every subject from the imported tables.

    Shape: `facts` has one row a (case_id, account), in the order of first appearance, and `FACT_COLUMNS`; NULL is
    unknown. Beside it stand `person_facts` and `case_facts`, and `bookings`, `repeats`, `reversals`, `subjects`,
    `links`, `pairs` as evidence. `cleaning` is what settling the tables said, where they are settled already.
    `rows_at_once` bounds the memory and changes no result; neither does `on_spark`.
    Errors: F691, F694 where sums leave the 64-bit range, F695 for a setting that no calendar allows.
    """
    report = Report(about="rulebook")
    refuse_out_of_range(settings, report)
    report.stop_if_errors()
    cleaning = cleaning or settle(tables)
    list_subjects(tables)
    _refuse_endless_sums(tables)
    if on_spark:
        keep(tables, run_on_cluster(on_spark, tables, settings))
    else:
        keep(tables, found_in_batches(tables, settings, rows_at_once))
    for query in (_LINKS, _PAIRS):
        tables.connection.execute(query)
    tables.connection.execute(_FACTS, {"registry_known": registry_known})
    total(tables)
    return FactsResult(cleaning, tables.count("facts"))


def _refuse_endless_sums(tables: Tables) -> None:
    """Refuse an account, or a case, whose bookings or victims' transfers add up to more than a column holds."""
    report = Report(about="input")
    for (account,) in tables.rows(_ENDLESS_ACCOUNTS, [_LARGEST]):
        report.add(Diagnostic(code="F691", span=None, values={"account": account}))
    report.stop_if_errors()
    # A person's accounts are accounts of the case: no sum of his is larger.
    for (case_id,) in tables.rows(_ENDLESS_CASES, [_LARGEST]):
        report.add(Diagnostic(code="F694", span=None, values={"case_id": case_id}))
    report.stop_if_errors()
