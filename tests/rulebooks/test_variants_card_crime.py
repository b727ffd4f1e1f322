"""card_crime: what the texts say around every edition change, a fen and a count to each side, editions side by side.

Sources: JI-2019-15 articles 11 to 16, the minutes of 2020 (more than 300,000 of turnover) and 2022 (one-way inflow), the
opinions of 2021 (five items, twenty SIM cards of others) and 2025 (three own accounts and 300,000; articles 6(1) to 6(3)).
"""

import pytest
from variants import answers, case, differing, parameters

BASE = {
    "helped_objects": 0, "settlement_act": False, "settlement_amount": "0元", "funds_given": "0元",
    "illegal_gain": "0元", "penalised_before": False, "grave_consequences": False, "upstream_unverifiable": False,
    "fraud_use": True, "turnover": "0元", "inflow": "0元", "lawful_explained": "0元", "verified_fraud_inflow": "0元",
    "account_items": 0, "own_accounts": 0, "own_inflow": "0元", "own_lawful": "0元", "other_accounts": 0,
    "other_inflow": "0元", "other_lawful": "0元", "own_sims": 0, "others_sims": 0,
}  # fmt: skip
MET, NOT, OPEN = {"result": "met"}, {"result": "not_met"}, {"result": None}
E19, E20, E21, E22, E25 = "2019-11-01", "2020-12-21", "2021-06-17", "2022-03-22", "2025-07-22"


def on(first, last=None, **facts):
    return {"conduct_from": first, "conduct_to": last or first, **facts}


def settled(amount, **facts):
    return {"settlement_act": True, "settlement_amount": amount, **facts}


def card(inflow, verified="3000元", **facts):
    return {"inflow": inflow, "verified_fraud_inflow": verified, **facts}


CASES = (
    # the interpretation of 2019
    case("act before the interpretation, open case", "2020-06-01", on("2019-10-31", **settled("200000元")), MET, edition=E19, applied_by="T3"),
    case("same, a fen less", "2020-06-01", on("2019-10-31", **settled("199999.99元")), NOT, edition=E19, applied_by="T3"),
    case("on its first day", "2020-06-01", on("2019-11-01", **settled("200000元")), MET, edition=E19, applied_by="T1"),
    case("an amount without an own act is no settlement", "2020-06-01", on("2020-01-01", settlement_amount="900000元"), NOT),
    case("gain of 10,000", "2020-06-01", on("2020-01-01", illegal_gain="10000元"), MET),
    case("gain a fen less", "2020-06-01", on("2020-01-01", illegal_gain="9999.99元"), NOT),
    case("funds of 50,000", "2020-06-01", on("2020-01-01", funds_given="50000元"), MET),
    case("funds a fen less", "2020-06-01", on("2020-01-01", funds_given="49999.99元"), NOT),
    case("three objects", "2020-06-01", on("2020-01-01", helped_objects=3), MET),
    case("two objects", "2020-06-01", on("2020-01-01", helped_objects=2), NOT),
    case("punished within two years before", "2020-06-01", on("2020-01-01", penalised_before=True), MET),
    case("grave consequences", "2020-06-01", on("2020-01-01", grave_consequences=True), MET),
    # upstream cannot be verified: five times
    case("five times the gain", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, illegal_gain="50000元"), MET),
    case("five times the gain less a fen", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, illegal_gain="49999.99元"), NOT),
    case("five times the funds", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, funds_given="250000元"), MET),
    case("five times the funds less a fen", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, funds_given="249999.99元"), NOT),
    case("five times settled", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, **settled("1000000元")), MET),
    case("five times settled less a fen", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, **settled("999999.99元")), NOT),
    case("a million through a sold card is not settled", "2020-06-01", on("2020-01-01", upstream_unverifiable=True, settlement_amount="1000000元"), NOT),
    # the minutes of 2020
    case("the day before them", "2020-12-20", on("2020-12-20", turnover="400000元"), NOT, edition=E19, applied_by="T1"),
    case("turnover of exactly 300,000", "2020-12-31", on("2020-12-21", turnover="300000元"), NOT, edition=E20, applied_by="T1"),
    case("a fen more", "2020-12-31", on("2020-12-21", turnover="300000.01元"), MET, edition=E20, applied_by="T1"),
    case("the earlier act is not caught by them", "2020-12-31", on("2020-12-20", turnover="300000.01元"), NOT, edition=E19, applied_by="T4"),
    # the opinion of 2021
    case("five items the day before it", "2021-06-16", on("2021-06-16", account_items=5), NOT, edition=E20, applied_by="T1"),
    case("five items on its day", "2021-07-01", on("2021-06-17", account_items=5), MET, edition=E21, applied_by="T1"),
    case("four items", "2021-07-01", on("2021-06-17", account_items=4), NOT),
    case("five items of the day before, judged later", "2021-07-01", on("2021-06-16", account_items=5), NOT, edition=E20, applied_by="T4"),
    case("twenty SIM cards of others", "2021-08-01", on("2021-07-01", others_sims=20), MET),
    case("nineteen", "2021-08-01", on("2021-07-01", others_sims=19), NOT),
    case("twenty own ones", "2021-08-01", on("2021-07-01", own_sims=20), NOT),
    # the minutes of 2022
    case("turnover the day before them", "2022-03-21", on("2022-03-21", turnover="500000元", **card("250000元", "5000元")), MET, edition=E21, applied_by="T1"),
    case("same act judged a day later", "2022-03-22", on("2022-03-21", turnover="500000元", **card("250000元", "5000元")), NOT, edition=E22, applied_by="T4"),
    case("inflow exactly 300,000", "2022-04-01", on("2022-03-22", **card("300000元")), NOT, edition=E22, applied_by="T1"),
    case("a fen more, 3,000 verified", "2022-04-01", on("2022-03-22", **card("300000.01元")), MET, edition=E22, flags=["equivalence_test", "needs_human"]),
    case("a fen less verified", "2022-04-01", on("2022-03-22", **card("300000.01元", "2999.99元")), NOT),
    case("lawful money leaves a fen over", "2022-04-01", on("2022-03-22", **card("360000.01元", lawful_explained="60000元")), MET),
    case("lawful money leaves exactly 300,000", "2022-04-01", on("2022-03-22", **card("360000.01元", lawful_explained="60000.01元")), NOT),
    case("not used for telecom fraud", "2022-04-01", on("2022-03-22", **card("900000元", fraud_use=False)), NOT),
    case("an own transfer leaves the card route", "2022-04-01", on("2022-03-22", **card("300000.01元"), **settled("199999.99元")), NOT, flags=["concealment_path"]),
    case("and opens the other", "2022-04-01", on("2022-03-22", **card("300000.01元"), **settled("200000元")), MET, flags=["concealment_path"]),
    # the opinion of 2025
    case("five own cards the day before it", "2025-07-21", on("2025-07-21", account_items=5, own_accounts=5), MET, edition=E22, applied_by="T1"),
    case("same act judged under it", "2025-08-01", on("2025-07-21", account_items=5, own_accounts=5), NOT, edition=E25, applied_by="T4"),
    case("between signature and publication both texts are candidates", "2025-08-01", on("2025-07-25", account_items=3, own_accounts=3, own_inflow="300000元"), {}, flags=["effective_date_unclear"]),
    case("after publication three own accounts and 300,000", "2025-08-01", on("2025-07-29", account_items=3, own_accounts=3, own_inflow="300000元"), MET, edition=E25, applied_by="T1", no_flags=["effective_date_unclear"]),
    case("a fen less", "2025-09-01", on("2025-08-01", account_items=3, own_accounts=3, own_inflow="299999.99元"), NOT),
    case("two own accounts", "2025-09-01", on("2025-08-01", account_items=2, own_accounts=2, own_inflow="9000000元"), NOT),
    case("one account of another", "2025-09-01", on("2025-08-01", account_items=1, other_accounts=1, other_inflow="300000元"), MET),
    case("a fen less there", "2025-09-01", on("2025-08-01", account_items=1, other_accounts=1, other_inflow="299999.99元"), NOT),
    case("ten own SIM cards and ten of others", "2025-09-01", on("2025-08-01", own_sims=10, others_sims=10), MET),
    case("nineteen in all", "2025-09-01", on("2025-08-01", own_sims=10, others_sims=9), NOT),
    # editions side by side
    case("both texts met: the older one", "2025-10-01", on("2024-03-01", others_sims=20), MET, edition=E22, applied_by="T4"),
    case("final before the new text stays", "2025-10-01", on("2023-05-01", final_on="2025-06-30", **card("300000.01元", own_accounts=1, own_inflow="300000.01元")), MET, edition=E22, applied_by="T5"),
    case("the same, still open", "2025-10-01", on("2023-05-01", **card("300000.01元", own_accounts=1, own_inflow="300000.01元")), NOT, edition=E25, applied_by="T4"),
    case("conduct across the change: the text at its end", "2025-10-01", on("2025-06-01", "2025-08-15", account_items=3, own_accounts=3, own_inflow="300000元"), MET, edition=E25, applied_by="T9", flags=["straddle", "needs_human"]),
    case("act after the decision date of no text: the newest of its day", "2026-01-05", on("2026-01-01", own_sims=20), MET, edition=E25, applied_by="T1"),
    # unknown facts
    case("unknown number of objects", "2023-12-01", on("2023-05-01", helped_objects=None), OPEN, undetermined={"result": ["helped_objects"]}),
    case("unknown all but three objects", "2023-12-01", {**dict.fromkeys(BASE), **on("2023-05-01", helped_objects=3)}, MET),
    case("unknown verified money matters above the limit", "2023-12-01", on("2023-05-01", **card("300000.01元", None)), OPEN, undetermined={"result": ["verified_fraud_inflow"]}),
    case("and not at it", "2023-12-01", on("2023-05-01", **card("300000元", None)), NOT),
    case("unknown day of an act that no text catches", "2025-10-01", {"conduct_from": None, "conduct_to": None}, NOT, flags=["conduct_date_unknown"]),
    case("unknown day where texts differ", "2025-10-01", {"conduct_from": None, "conduct_to": None, "own_sims": 20}, OPEN, edition=None, undetermined={"result": ["conduct_from", "conduct_to"]}),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return answers("card_crime", BASE, CASES, tmp_path_factory.mktemp("variants"))


@pytest.mark.parametrize("at", parameters(CASES))
def test_card_crime(told, at):
    assert not differing(told[at], CASES[at])
