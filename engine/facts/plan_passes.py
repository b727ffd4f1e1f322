"""Steps: the legs that may pass through, the pairs among them, and how many in-bookings were swept away."""

from functools import partial

from engine.facts.passing import pair_cluster, sweep_mixed
from engine.facts.plan import MINUTE, PAIRED, Dialect, Plan, Step, Walk, cut_to_minute, days_of, whole_days
from engine.facts.settings import FactSettings
from engine.facts.subjects import covered

#: Share of an amount up to which products stay within the wide numbers of every engine.
_SMALL = 2**31

#: Days that an in-booking may reach, up to which they are listed; beyond, those with bookings are looked for.
_LISTED = 7


def passes(settings: FactSettings, dialect: Dialect) -> Plan:
    """Return the steps `traceable`, the subjects whose pairs are known, `paired` and `sweeps`."""
    cluster_columns = ("subject", "came", "went", "gap", "amount")
    pair_walk = partial(pair_cluster, settings=settings)
    small = max(settings.sweep_share.numerator, settings.sweep_share.denominator) < _SMALL
    return (
        Step("named_days", _named_days(settings)),
        Step("moves", _MOVES),
        Step("reaches", _reaches(settings, dialect)),
        Step("traceable", _TRACEABLE),
        Step("legs", _legs(settings)),
        Step("families", _lone("legs", "subject, family")),
        Step("clusters", _clusters(settings)),
        Step("lone_clusters", _lone("clusters", "subject, family, cluster")),
        Walk("paired_in_clusters", _CROWDED, 3, cluster_columns, pair_walk),
        Step(PAIRED, _paired(settings)),
        Step("one_clock", _one_clock(small=small)),
        Walk("swept_by_walk", _MIXED, 1, ("subject", "swept_count"), partial(sweep_mixed, settings=settings)),
        Step("sweeps", _sweeps(settings, dialect) if small else "SELECT subject, swept_count FROM swept_by_walk"),
    )


def _named_days(settings: FactSettings) -> str:
    """Return the days of `D` (own) and those that an in-booking of them might reach."""
    reach = days_of(settings.pass_within)
    if reach <= _LISTED:
        later = "".join(
            f" UNION ALL SELECT subject, account_no, day + {offset}, 0 FROM incidents" for offset in range(1, reach + 1)
        )
    else:
        later = f"""
    UNION ALL
    SELECT i.subject, i.account_no, m.day, 0
    FROM incidents i JOIN (SELECT DISTINCT account_no, day FROM near) m
    ON m.account_no = i.account_no AND m.day > i.day AND m.day <= i.day + {reach}"""
    return f"""
SELECT subject, account_no, day, max(own) AS own FROM (
    SELECT subject, account_no, day, 1 AS own FROM incidents{later}
) days GROUP BY subject, account_no, day
"""


_MOVES = """
SELECT subject, n.day, own, incoming, ordinal, moment, clock, amount
FROM near n JOIN named_days d ON n.account_no = d.account_no AND n.day = d.day WHERE own = 1 OR NOT incoming
"""


# A day of `D`, and the days up to where its last in-booking plus `pass_within` reaches.
def _reaches(settings: FactSettings, dialect: Dialect) -> str:
    last = whole_days(f"max(moment) + {settings.pass_within}", dialect)
    return f"""
SELECT i.subject, i.day AS first_day, coalesce(m.last_day, i.day) AS last_day, coalesce(coarse, 0) AS coarse
FROM incidents i LEFT JOIN (
    SELECT subject, day, {last} AS last_day, max(CASE WHEN clock = 2 THEN 1 ELSE 0 END) AS coarse
    FROM moves WHERE incoming GROUP BY subject, day
) m ON m.subject = i.subject AND m.day = i.day
"""


_TRACEABLE = f"""
SELECT subject FROM (
    SELECT s.subject FROM subject_days s JOIN reaches r ON r.subject = s.subject
    GROUP BY s.subject
    HAVING min(CASE WHEN {covered("first_day", "last_day")} THEN 1 ELSE 0 END) = 1 AND max(coarse) = 0
) fit ANTI JOIN (
    SELECT m.subject FROM moves m JOIN reaches r ON m.subject = r.subject AND m.day BETWEEN r.first_day AND r.last_day
    WHERE NOT incoming AND clock = 2
) blind USING (subject)
"""


def _legs(settings: FactSettings) -> str:
    """Return the bookings of traceable subjects; two of different families can never be a pair."""
    legs = """
    SELECT subject, incoming, ordinal, moment, clock = 1 AS by_minute, amount
    FROM moves SEMI JOIN traceable USING (subject)
"""
    if settings.pass_tolerance == 0:
        return f"SELECT *, amount AS family FROM ({legs}) legs"
    return f"""
SELECT subject, incoming, ordinal, moment, by_minute, amount,
    sum(CASE WHEN amount - lower <= {settings.pass_tolerance} THEN 0 ELSE 1 END)
        OVER (PARTITION BY subject ORDER BY amount, ordinal ROWS UNBOUNDED PRECEDING) AS family
FROM (SELECT *, lag(amount) OVER (PARTITION BY subject ORDER BY amount, ordinal) AS lower FROM ({legs}) legs) steps
"""


def _lone(legs: str, key: str) -> str:
    """Return the groups with legs on both sides; where there is one on each, the leg itself."""
    columns = "".join(
        f", max(CASE WHEN {side} THEN {column} END) AS {name}_{label}"
        for side, name in (("incoming", "in"), ("NOT incoming", "out"))
        for column, label in (
            ("ordinal", "ordinal"), ("moment", "moment"), ("amount", "amount"),
            ("CASE WHEN by_minute THEN 1 ELSE 0 END", "by_minute"),
        )
    )  # fmt: skip
    return f"""
SELECT * FROM (
    SELECT {key}, count(CASE WHEN incoming THEN 1 END) AS ins, count(CASE WHEN NOT incoming THEN 1 END) AS outs{columns}
    FROM {legs} GROUP BY {key}
) counted_legs WHERE ins > 0 AND outs > 0
"""


def _clusters(settings: FactSettings) -> str:
    """Return the legs of crowded families, parted where no pair can reach across."""
    # After the cut, an out-booking may stand up to 59 seconds beyond the limit.
    apart = settings.pass_within + MINUTE - 1
    return f"""
SELECT subject, family, incoming, ordinal, moment, by_minute, amount,
    sum(CASE WHEN moment - earlier <= {apart} THEN 0 ELSE 1 END)
        OVER (PARTITION BY subject, family ORDER BY moment, ordinal ROWS UNBOUNDED PRECEDING) AS cluster
FROM (
    SELECT l.*, lag(moment) OVER (PARTITION BY l.subject, l.family ORDER BY moment, ordinal) AS earlier
    FROM legs l SEMI JOIN (SELECT subject, family FROM families WHERE ins + outs > 2) crowded
    ON l.subject = crowded.subject AND l.family = crowded.family
) steps
"""


_CROWDED = """
SELECT subject, family, cluster, incoming, ordinal, moment, by_minute, amount FROM clusters
SEMI JOIN (SELECT subject, family, cluster FROM lone_clusters WHERE ins + outs > 2) crowded
USING (subject, family, cluster)
"""


def _paired(settings: FactSettings) -> str:
    cut = f"{cut_to_minute('out_moment')} - {cut_to_minute('in_moment')}"
    pairs = " UNION ALL ".join(
        f"""
SELECT subject, in_ordinal AS came, out_ordinal AS went, in_amount AS amount, out_amount,
    CASE WHEN in_by_minute + out_by_minute > 0 THEN {cut} ELSE out_moment - in_moment END AS gap
FROM {groups} WHERE ins + outs = 2"""
        for groups in ("families", "lone_clusters")
    )
    return f"""
SELECT subject, came, went, gap, amount FROM ({pairs}) lone
WHERE gap BETWEEN 0 AND {settings.pass_within} AND abs(out_amount - amount) <= {settings.pass_tolerance}
UNION ALL
SELECT subject, came, went, gap, amount FROM paired_in_clusters
"""


def _one_clock(*, small: bool) -> str:
    """Return the subjects of which all legs are as exact as each other, so that gaps are plain differences."""
    kind = "CASE WHEN by_minute THEN 1 ELSE 0 END"
    alike = f"min({kind}) = max({kind})" if small else "1 = 0"
    return f"SELECT subject FROM legs GROUP BY subject HAVING {alike}"


_MIXED = "SELECT subject, incoming, ordinal, moment, by_minute, amount FROM legs ANTI JOIN one_clock USING (subject)"


def _sweeps(settings: FactSettings, dialect: Dialect) -> str:
    share = settings.sweep_share
    reach = f"RANGE BETWEEN CURRENT ROW AND {settings.pass_within} FOLLOWING"
    return f"""
SELECT subject, sum(CASE WHEN incoming AND CAST(coalesce(gone, 0) AS {dialect.wide}) * {share.denominator}
    >= CAST(amount AS {dialect.wide}) * {share.numerator} THEN 1 ELSE 0 END) AS swept_count
FROM (
    SELECT subject, incoming, amount, sum(CASE WHEN incoming THEN 0 ELSE amount END)
        OVER (PARTITION BY subject ORDER BY moment {reach}) AS gone
    FROM legs SEMI JOIN one_clock USING (subject)
) spent GROUP BY subject
UNION ALL
SELECT subject, swept_count FROM swept_by_walk
"""
