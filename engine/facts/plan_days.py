"""Steps: sums by day, the incident day of each subject, and the facts as rows of whole numbers."""

from engine.facts.plan import FACT_ROWS, Plan, Step
from engine.facts.settings import FactSettings
from engine.facts.subjects import covered


def sums(settings: FactSettings) -> Plan:
    """Return the steps `busy`, `moved`, `days_d`, `incident` and `sums`: what moved when; nothing is unknown yet."""
    return (
        Step("busy", _BUSY),
        Step("moved", _MOVED),
        Step("days_d", _D),
        Step("incident", _INCIDENT),
        Step("sums", _sums(settings)),
    )


def fact_rows(settings: FactSettings) -> Plan:
    """Return the step that brings all facts of a subject together; NULL is unknown."""
    return (Step(FACT_ROWS, _fact_rows(settings)),)


# Accounts of which several subjects or days are looked at: their bookings are added up by day once, for all of these.
_BUSY = "SELECT account_no FROM incidents WHERE account_no IS NOT NULL GROUP BY account_no HAVING count(*) > 1"

_MOVED = """
SELECT n.account_no, day, CAST(sum(CASE WHEN incoming THEN amount ELSE 0 END) AS BIGINT) AS inflow,
    CAST(sum(CASE WHEN incoming THEN 0 ELSE amount END) AS BIGINT) AS outflow
FROM near n SEMI JOIN busy ON n.account_no = busy.account_no GROUP BY n.account_no, day
"""

# Of every other account each booking stands for itself: its one subject adds it up.
_FLOWS = """
SELECT account_no, day, inflow, outflow FROM moved
UNION ALL
SELECT n.account_no, day, CASE WHEN incoming THEN amount ELSE 0 END, CASE WHEN incoming THEN 0 ELSE amount END
FROM near n ANTI JOIN busy ON n.account_no = busy.account_no
"""

_D = f"""
SELECT i.subject, count(*) AS incident_days, min(day) AS first_day,
    min(CASE WHEN {covered("day", "day")} THEN 1 ELSE 0 END) AS all_known
FROM incidents i JOIN subject_days s ON s.subject = i.subject GROUP BY i.subject
"""

# The busiest of the days `D`, the earliest of equals; unknown where one of them is. Most subjects have one.
_INCIDENT = """
SELECT subject, incident_days, first_day, CASE WHEN all_known = 1 THEN first_day END AS incident_day
FROM days_d WHERE incident_days = 1
UNION ALL
SELECT subject, incident_days, first_day, CASE WHEN all_known = 1 THEN day END
FROM (
    SELECT i.subject, d.incident_days, d.first_day, d.all_known, i.day,
        row_number() OVER (PARTITION BY i.subject ORDER BY coalesce(inflow + outflow, 0) DESC, i.day) AS place
    FROM incidents i JOIN days_d d ON d.subject = i.subject
    LEFT JOIN moved m ON m.account_no = i.account_no AND m.day = i.day
    WHERE d.incident_days > 1
) ranked WHERE place = 1
"""


def _spans(settings: FactSettings) -> dict[str, tuple[str, str]]:
    """Return the first and the last day of each span, as columns of `subject_days` and `incident`."""
    window = settings.turnover_window_days
    return {
        "day": ("incident_day", "incident_day"),
        "week": (f"first_day - {settings.baseline_days}", "first_day - 1"),
        "window": (f"incident_day - {window}", f"incident_day + {window}"),
        "conduct": ("conduct_from", "conduct_to"),
    }


def _sums(settings: FactSettings) -> str:
    sums_ = ", ".join(
        f"CAST(sum(CASE WHEN day BETWEEN {first} AND {last} THEN {flow} ELSE 0 END) AS BIGINT) AS {span}_{flow}"
        for span, (first, last) in _spans(settings).items()
        for flow in ("inflow", "outflow")
    )
    return f"""
SELECT s.subject, {sums_}
FROM subject_days s JOIN incident i ON i.subject = s.subject
LEFT JOIN ({_FLOWS}) m ON m.account_no = s.account_no GROUP BY s.subject
"""


def _fact_rows(settings: FactSettings) -> str:
    known = ", ".join(
        f"CASE WHEN {first} IS NOT NULL AND {covered(first, last)} THEN {flow} END AS {name}"
        for span, (first, last) in _spans(settings).items()
        for name, flow in (
            (f"{span}_inflow", f"{span}_inflow"),
            (f"{span}_outflow", f"{span}_outflow"),
            (f"{span}_turnover", f"{span}_inflow + {span}_outflow"),
        )
    )
    traced = ", ".join(
        f"CASE WHEN t.subject IS NOT NULL THEN coalesce({name}, 0) END AS {name}"
        for name in ("pass_count", "pass_amount", "victim_pass_count", "victim_pass_amount", "swept_count")
    )
    return f"""
SELECT s.subject, coalesce(victim_linked_amount, 0) AS victim_linked_amount, incident_days, incident_day,
    {known}, {traced}, pass_min_gap
FROM subject_days s
JOIN incident i ON i.subject = s.subject
JOIN sums ON sums.subject = s.subject
LEFT JOIN (
    SELECT l.subject, sum(amount) AS victim_linked_amount
    FROM linked l JOIN transfers t ON t.subject = l.subject AND t.transfer_row = l.transfer_row GROUP BY l.subject
) confirmed ON confirmed.subject = s.subject
LEFT JOIN traceable t ON t.subject = s.subject
LEFT JOIN (
    SELECT p.subject, count(*) AS pass_count, sum(amount) AS pass_amount, min(gap) AS pass_min_gap,
        count(l.subject) AS victim_pass_count,
        sum(CASE WHEN l.subject IS NOT NULL THEN amount END) AS victim_pass_amount
    FROM paired p LEFT JOIN linked l ON l.subject = p.subject AND l.ordinal = p.came GROUP BY p.subject
) passed ON passed.subject = s.subject
LEFT JOIN sweeps ON sweeps.subject = s.subject
"""
