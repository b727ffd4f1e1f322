"""Facts of a person and of a case: facts.md section 6, sums over the subjects of a run."""

from collections.abc import Mapping

from engine.ledger.tables import Tables

#: The facts of a person in a case after `case_id` and `holder_id`; money in fen.
PERSON_COLUMNS: Mapping[str, str] = {
    "accounts": "BIGINT",
    "victim_amount": "BIGINT",
    "verified_fraud_inflow": "BIGINT",
    "inflow": "BIGINT",
    "turnover": "BIGINT",
}

#: The facts of a case after `case_id`; money in fen.
CASE_COLUMNS: Mapping[str, str] = {
    "accounts": "BIGINT",
    "victims": "BIGINT",
    "victim_amount": "BIGINT",
    "victim_linked_amount": "BIGINT",
}


def _known(name: str) -> str:
    """Return the SQL of a sum over accounts that is unknown where it is unknown of one of them."""
    return f"CASE WHEN count({name}) = count(*) THEN sum({name}) END AS {name}"


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in columns.items())


_PERSON_FACTS = f"""
CREATE OR REPLACE VIEW person_facts AS
WITH flows AS (
    SELECT subject, victim_linked_amount, conduct_inflow AS inflow, conduct_turnover AS turnover FROM all_fact_rows
),
held AS (
    SELECT case_id, holder_id, min(subject) AS first_subject, count(*) AS accounts,
        sum(victim_amount) AS victim_amount, sum(victim_linked_amount) AS verified_fraud_inflow,
        {_known("inflow")}, {_known("turnover")}
    FROM subjects JOIN flows USING (subject)
    WHERE holder_id IS NOT NULL GROUP BY case_id, holder_id
)
SELECT case_id, holder_id, {_typed(PERSON_COLUMNS)} FROM held ORDER BY first_subject
"""

_CASE_FACTS = f"""
CREATE OR REPLACE VIEW case_facts AS
WITH named AS (SELECT case_id, count(DISTINCT victim_id) AS victims FROM victim_transfers GROUP BY case_id),
summed AS (
    SELECT case_id, min(subject) AS first_subject, count(*) AS accounts,
        sum(victim_amount) AS victim_amount, sum(victim_linked_amount) AS victim_linked_amount
    FROM subjects JOIN all_fact_rows USING (subject) GROUP BY case_id
)
SELECT case_id, {_typed(CASE_COLUMNS)} FROM summed JOIN named USING (case_id) ORDER BY first_subject
"""


def total(tables: Tables) -> None:
    """Show `person_facts`, one row a (case_id, holder_id), and `case_facts`, one row a case_id; NULL is unknown.

    Shape: views, made when they are asked for, in the order in which their subjects first appear; an account whose
    holder is not known is no person's.
    """
    for query in (_PERSON_FACTS, _CASE_FACTS):
        tables.connection.execute(query)
