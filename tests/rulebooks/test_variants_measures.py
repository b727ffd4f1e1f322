"""Administrative law, terms and practice: a fen, a count and a day to each side of what the texts say.

Sources: ATF articles 38, 40, 42, 44 (from 2022-12-01); JD-2024 article 3; PBC-2016-86, MPS-159 article 243, CPL 145;
RET-2016-41 article 8; SPPR 560 to 565; the seed articles on AFTER and on Yangzhou.
"""

import pytest
from variants import answers, case, differing, parameters

LAW = {
    "actor": "person", "conduct_to": "2023-03-01", "crime": False, "fraud_or_help": False, "device_or_support": False,
    "card_breach": False, "bank_breach": False, "serious": False, "illegal_gain": "0元",
}  # fmt: skip
LISTED = {
    "conduct_from": "2025-01-01", "punished": False, "crime": None, "linked_to_fraud": False, "cards": 0, "times": 0,
    "objects": 0, "false_identity": False, "great_impact": False, "consecutive_months": 24,
}  # fmt: skip
STOPS = {
    "details_match": True,
    "earlier_stops": 0,
    "already_frozen": False,
    "major_case": False,
    "city_approved": False,
}
YANGZHOU = {"fraud_type": "other", "victim_kind": "person", "loss": "0元", "recovered": "0元", "long_running": False,
            "large_workforce": False, "payroll_account_involved": False, "virtual_currency": False}  # fmt: skip
AFTER = {"victim_amount": "3000元", "day_turnover": "300000元", "window_turnover": "300000元", "week_turnover": "0元",
         "pass_count": 1, "in_registry": False, "swept_count": 0, "victim_pass_count": 1,
         "victim_linked_amount": "3000元"}  # fmt: skip
A, B = "甲", "乙"
RETURNS = {"frozen_balance": "40000元", "tracing": "not_possible"}
FIRST, SECOND = {"tier": "tier_1"}, {"tier": "tier_2"}


def victims(*found):
    names = ("victim", "traced_loss", "direct_amount")
    return {"victims": [dict(zip(names, each, strict=True)) for each in found]}


def shares(remainder, *amounts):
    return {"returned": {"shares": [{"name": n, "amount": amount} for n, amount in amounts], "remainder": remainder}}


def fine(article, low, high):
    return {f"fine_{article}_low": low, f"fine_{article}_high": high}


ANTI_FRAUD_LAW = (
    case("lending the day before the law", "2023-06-01", {"card_breach": True, "conduct_to": "2022-11-30"}, {"applicable": False, "art_44": "none"}),
    case("on its first day", "2023-06-01", {"card_breach": True, "conduct_to": "2022-12-01"}, {"applicable": True, "art_44": "capped"}, amounts=fine(44, 0, 20_000_000)),
    case("44: 20,000", "2023-06-01", {"card_breach": True, "illegal_gain": "20000元"}, {"art_44": "multiple", "detention": "none"}, amounts=fine(44, 2_000_000, 20_000_000)),
    case("44: a fen less", "2023-06-01", {"card_breach": True, "illegal_gain": "19999.99元"}, {"art_44": "capped"}, amounts=fine(44, 0, 20_000_000)),
    case("44: a fen more", "2023-06-01", {"card_breach": True, "illegal_gain": "20000.01元"}, {"art_44": "multiple"}, amounts=fine(44, 2_000_001, 20_000_010)),
    case("44: serious", "2023-06-01", {"card_breach": True, "serious": True}, {"detention": "up_to_15"}),
    case("38: 10,000", "2023-06-01", {"fraud_or_help": True, "illegal_gain": "10000元"}, {"art_38": "multiple", "detention": "mandatory"}, amounts=fine(38, 1_000_000, 10_000_000)),
    case("38: a fen less", "2023-06-01", {"fraud_or_help": True, "illegal_gain": "9999.99元"}, {"art_38": "capped", "detention": "mandatory"}, amounts=fine(38, 0, 10_000_000)),
    case("42: 50,000", "2023-06-01", {"device_or_support": True, "illegal_gain": "50000元"}, {"art_42": "multiple", "detention": "none"}, amounts=fine(42, 5_000_000, 50_000_000)),
    case("42: a fen less", "2023-06-01", {"device_or_support": True, "illegal_gain": "49999.99元"}, {"art_42": "capped"}, amounts=fine(42, 0, 50_000_000)),
    case("42: serious", "2023-06-01", {"device_or_support": True, "serious": True}, {"detention": "up_to_15"}),
    case("a crime is not punished here", "2023-06-01", {"card_breach": True, "fraud_or_help": True, "crime": True}, {"art_38": "none", "art_44": "none"}),
    case("a unit is not detained", "2023-06-01", {"fraud_or_help": True, "actor": "unit"}, {"art_38": "capped", "detention": "none"}),
    case("gain not found out", "2023-06-01", {"card_breach": True, "illegal_gain": None}, {"art_44": None}, undetermined={"art_44": ["illegal_gain"]}),
    case("crime or not decides", "2023-06-01", {"card_breach": True, "crime": None}, {"art_44": None}, undetermined={"art_44": ["crime"]}),
    case("40: a bank, serious", "2023-06-01", {"actor": "bank", "bank_breach": True, "serious": True}, {"art_40": "grave"}),
    case("40: a bank, lighter", "2023-06-01", {"actor": "bank", "bank_breach": True}, {"art_40": "light"}),
    case("40: not a bank", "2023-06-01", {"bank_breach": True}, {"art_40": "none"}),
    case("40: serious or not decides", "2023-06-01", {"actor": "bank", "bank_breach": True, "serious": None}, {"art_40": None}, undetermined={"art_40": ["serious"]}),
)  # fmt: skip

JOINT_PUNISHMENT = (
    case("three cards", "2025-06-01", {"cards": 3}, {"recognition": "city"}),
    case("two of everything", "2025-06-01", {"cards": 2, "times": 2, "objects": 2}, {"recognition": "none"}),
    case("two with impact", "2025-06-01", {"cards": 2, "great_impact": True}, {"recognition": "province"}),
    case("three times", "2025-06-01", {"times": 3}, {"recognition": "city"}),
    case("three objects", "2025-06-01", {"objects": 3}, {"recognition": "city"}),
    case("false identity has no number", "2025-06-01", {"false_identity": True}, {"recognition": "city"}),
    case("impact without any of the acts", "2025-06-01", {"great_impact": True}, {"recognition": "none"}),
    case("assisting, linked to fraud", "2025-06-01", {"punished": True, "crime": "assisting", "linked_to_fraud": True}, {"criminal_target": True}),
    case("assisting, not linked", "2025-06-01", {"punished": True, "crime": "assisting"}, {"criminal_target": False}),
    case("another crime", "2025-06-01", {"punished": True, "crime": "other", "linked_to_fraud": True}, {"criminal_target": False}),
    case("not yet punished", "2025-06-01", {"crime": "fraud", "linked_to_fraud": True}, {"criminal_target": False}),
    case("sixty months", "2025-06-01", {"consecutive_months": 60}, {"within_cap": True}, no_flags=["over_cap"]),
    case("sixty-one", "2025-06-01", {"consecutive_months": 61}, {"within_cap": False}, flags=["over_cap"]),
    case("conduct the day before the measures", "2025-06-01", {"cards": 3, "conduct_from": "2024-11-30"}, {"recognition": "city"}, flags=["conduct_before"]),
    case("conduct on their first day", "2025-06-01", {"cards": 3, "conduct_from": "2024-12-01"}, {"recognition": "city"}, no_flags=["conduct_before"]),
    case("cards unknown, three times", "2025-06-01", {"cards": None, "times": 3}, {"recognition": "city"}),
    case("cards unknown", "2025-06-01", {"cards": None}, {"recognition": None}, undetermined={"recognition": ["cards"]}),
    case("two years end on the same day", "2027-01-10", {"cards": 3, "recognised_from": "2025-01-10"}, {}, duties={"lift_recognised": ("2027-01-10", "open")}),
    case("and are over the day after", "2027-01-11", {"cards": 3, "recognised_from": "2025-01-10"}, {}, duties={"lift_recognised": ("2027-01-10", "overdue")}),
    case("three years after a sentence, from a leap day", "2027-02-28", {"punished": True, "crime": "fraud", "linked_to_fraud": True, "sentence_from": "2024-02-29"}, {}, duties={"lift_sentence": ("2027-02-28", "open")}),
)  # fmt: skip

STOP_FREEZE = (
    case("second stop", "2025-03-03", {"earlier_stops": 1}, {"stop": "allowed"}),
    case("third stop", "2025-03-03", {"earlier_stops": 2}, {"stop": "used_up"}),
    case("details that do not match", "2025-03-03", {"details_match": False}, {"stop": "mismatch"}),
    case("earlier stops unknown", "2025-03-03", {"earlier_stops": None}, {"stop": None}, undetermined={"stop": ["earlier_stops"]}),
    case("48 hours over the end of February", "2025-03-02", {"stopped_at": "2025-02-28T23:59:59"}, {}, duties={"end_stop": ("2025-03-02T23:59:59", "open")}),
    case("and a day later", "2025-03-03", {"stopped_at": "2025-02-28T23:59:59"}, {}, duties={"end_stop": ("2025-03-02T23:59:59", "overdue")}),
    case("no second freeze", "2025-03-03", {"already_frozen": True}, {"freeze": "refused"}),
    case("major but not approved", "2025-03-03", {"major_case": True}, {"freeze": "six_months"}, flags=["not_approved"]),
    case("major and approved", "2025-03-03", {"major_case": True, "city_approved": True}, {"freeze": "one_year"}),
    case("six months from 31 August", "2026-02-28", {"frozen_from": "2025-08-31"}, {}, duties={"renew_six_months": ("2026-02-28", "open")}),
    case("and a day later", "2026-03-01", {"frozen_from": "2025-08-31"}, {}, duties={"renew_six_months": ("2026-02-28", "overdue")}),
    case("a freeze that ends on a Saturday ends", "2025-07-13", {"frozen_from": "2025-01-12"}, {}, duties={"renew_six_months": ("2025-07-12", "overdue")}),
    case("one year from a leap day", "2025-02-28", {"major_case": True, "city_approved": True, "frozen_from": "2024-02-29"}, {}, duties={"renew_one_year": ("2025-02-28", "open")}),
    case("released within three days, the last a Saturday", "2025-01-13", {"frozen_from": "2024-12-01", "unrelated_on": "2025-01-08"}, {}, duties={"release": ("2025-01-13", "open")}),
    case("the day after that Monday", "2025-01-14", {"frozen_from": "2024-12-01", "unrelated_on": "2025-01-08"}, {}, duties={"release": ("2025-01-13", "overdue")}),
)  # fmt: skip

RETURN_OF_FUNDS = (
    case("in proportion", "2025-06-01", victims((A, "60000元", "0元"), (B, "20000元", "0元")), {"method": "pro_rata"}, amounts=shares(0, (A, 3_000_000), (B, 1_000_000))),
    case("a fen more is not shared", "2025-06-01", {**victims((A, "60000元", "0元"), (B, "20000元", "0元")), "frozen_balance": "40000.01元"}, {}, amounts=shares(1, (A, 3_000_000), (B, 1_000_000))),
    case("three equal losses", "2025-06-01", {**victims((A, "100元", "0元"), (B, "100元", "0元"), ("丙", "100元", "0元")), "frozen_balance": "100元"}, {}, amounts=shares(1, (A, 3_333), (B, 3_333), ("丙", 3_333))),
    case("nobody gets more than the loss", "2025-06-01", {**victims((A, "60000元", "0元"), (B, "20000元", "0元")), "frozen_balance": "100000元"}, {}, flags=["surplus"], amounts=shares(2_000_000, (A, 6_000_000), (B, 2_000_000))),
    case("time stamps show whose it is", "2025-06-01", {**victims((A, "60000元", "0元"), (B, "20000元", "20000元")), "frozen_balance": "20000元", "tracing": "time_stamps"}, {"method": "direct"}, amounts=shares(0, (A, 0), (B, 2_000_000))),
    case("partly traced: the rest in proportion", "2025-06-01", {**victims((A, "60000元", "0元"), (B, "20000元", "20000元")), "tracing": "partly"}, {"method": "direct_then_pro_rata"}, amounts=shares(0, (A, 2_000_000), (B, 2_000_000))),
    case("not yet traced", "2025-06-01", {**victims((A, "60000元", "0元")), "tracing": None}, {"method": None}, undetermined={"method": ["tracing"]}),
    case("thirty days of notice", "2025-07-01", {**victims((A, "60000元", "0元")), "notice_from": "2025-06-01"}, {}, duties={"notice": ("2025-07-01", "open")}),
    case("three working days of the bank over a weekend", "2025-06-11", {**victims((A, "60000元", "0元")), "received_on": "2025-06-06"}, {}, duties={"bank_return": ("2025-06-11", "open")}),
)  # fmt: skip

SUPERVISION = (
    case("the fifteenth day", "2026-03-17", {"filing_notice_on": "2026-03-02", "checked_on": "2026-03-17"}, {"correction_due": False}, duties={"file_case": ("2026-03-17", "open")}),
    case("the sixteenth", "2026-03-18", {"filing_notice_on": "2026-03-02", "checked_on": "2026-03-18"}, {"correction_due": True}, duties={"file_case": ("2026-03-17", "overdue")}),
    case("filed in time", "2026-03-18", {"filing_notice_on": "2026-03-02", "checked_on": "2026-03-18", "filed_on": "2026-03-17"}, {"correction_due": False}, no_flags=["filed_late"]),
    case("filed a day late", "2026-03-19", {"filing_notice_on": "2026-03-02", "checked_on": "2026-03-19", "filed_on": "2026-03-18"}, {"correction_due": False}, flags=["filed_late"]),
    case("not checked yet", "2026-03-18", {"filing_notice_on": "2026-03-02"}, {"correction_due": None}, undetermined={"correction_due": ["checked_on"]}),
    case("seven days to explain", "2026-03-09", {"explanation_notice_on": "2026-03-02"}, {}, duties={"explain": ("2026-03-09", "open")}),
    case("seven days that end on a Sunday", "2026-03-09", {"explanation_notice_on": "2026-03-01"}, {}, duties={"explain": ("2026-03-09", "open")}),
    case("ten days to tell the victim", "2026-03-13", {"reason_upheld": True, "reason_upheld_on": "2026-03-02"}, {"reason_review": "tell_victim"}, duties={"tell_victim": ("2026-03-12", "overdue")}),
    case("the reason does not hold", "2026-03-13", {"reason_upheld": False}, {"reason_review": "notify_filing"}),
)  # fmt: skip

YANGZHOU_DUTIES = (
    case("a million", "2024-10-01", {"loss": "1000000元"}, {"review_required": True}),
    case("a fen less", "2024-10-01", {"loss": "999999.99元"}, {"review_required": False}, flags=["loss_below_review"]),
    case("an enterprise that lost a fen", "2024-10-01", {"loss": "0.01元", "victim_kind": "enterprise"}, {"review_required": True, "enterprise_urgent": True}),
    case("an enterprise that got all back", "2024-10-01", {"loss": "8000元", "recovered": "8000元", "victim_kind": "enterprise"}, {"review_required": True}, flags=["enterprise_recovered_in_full"]),
    case("all but a fen", "2024-10-01", {"loss": "8000元", "recovered": "7999.99元", "victim_kind": "enterprise"}, {"review_required": True}, no_flags=["enterprise_recovered_in_full"]),
    case("romance", "2024-10-01", {"fraud_type": "romance"}, {"squad_required": True, "review_required": False}),
    case("a fake loan", "2024-10-01", {"fraud_type": "fake_loan"}, {"squad_required": False}),
    case("loss unknown, an enterprise", "2024-10-01", {"loss": None, "victim_kind": "enterprise"}, {"review_required": True}),
    case("loss unknown, a person", "2024-10-01", {"loss": None}, {"review_required": None}, undetermined={"review_required": ["loss"]}),
    case("victim unknown below a million", "2024-10-01", {"loss": "999999元", "victim_kind": None}, {"review_required": None}, undetermined={"review_required": ["victim_kind"]}),
    case("victim unknown at a million", "2024-10-01", {"loss": "1000000元", "victim_kind": None}, {"review_required": True}),
)  # fmt: skip

AFTER_TIERS = (
    case("both limits exactly", "2022-06-01", {}, FIRST),
    case("victim money a fen less", "2022-06-01", {"victim_amount": "2999.99元"}, SECOND),
    case("turnover a fen less", "2022-06-01", {"window_turnover": "299999.99元"}, SECOND),
    case("no quick pass", "2022-06-01", {"pass_count": 0}, {"tier": "excluded"}),
    case("no turnover on the day", "2022-06-01", {"day_turnover": "0元"}, {"tier": "excluded"}),
    case("victim money unknown", "2022-06-01", {"victim_amount": None}, {"tier": None}, undetermined={"tier": ["victim_amount"]}),
    case("victim money unknown below the turnover", "2022-06-01", {"victim_amount": None, "window_turnover": "299999.99元"}, SECOND),
    case("turnover unknown below the victim money", "2022-06-01", {"victim_amount": "2999.99元", "window_turnover": None}, SECOND),
    case("in the registry already: nothing to hand over", "2022-06-01", {"in_registry": True}, FIRST, duties={"hand_over": None}),
)  # fmt: skip

TABLES = {
    "anti_fraud_law": (LAW, ANTI_FRAUD_LAW),
    "joint_punishment": (LISTED, JOINT_PUNISHMENT),
    "stop_freeze": (STOPS, STOP_FREEZE),
    "return_of_funds": (RETURNS, RETURN_OF_FUNDS),
    "supervision": ({}, SUPERVISION),
    "yangzhou_duties": (YANGZHOU, YANGZHOU_DUTIES),
    "after": (AFTER, AFTER_TIERS),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("variants")
    return {family: answers(family, base, cases, folder) for family, (base, cases) in TABLES.items()}


@pytest.mark.parametrize(
    ("family", "at"),
    [
        pytest.param(name, at.values[0], id=f"{name}-{at.id}")
        for name, (_, cases) in TABLES.items()
        for at in parameters(cases)
    ],
)
def test_a_measure(told, family, at):
    assert not differing(told[family][at], TABLES[family][1][at])
