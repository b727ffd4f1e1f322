"""The worked cases 1 to 47 of the research: each has a test beside its rulebook, or one here where it is about all."""

from datetime import date
from pathlib import Path

import pytest

from engine.backends.reference import Reference
from engine.cli.command_line import run as rules
from engine.driver.opening import open_rulebook
from engine.library.library import load
from engine.library.places import shipped_rulebooks
from engine.program.program import Leaf
from engine.source.report import Report

CARDS, CONCEALMENT, LOGS = "card_crime", "concealment", "log_retention"
FRAUD, ATF, LISTED = "telecom_fraud/2016-12-19", "anti_fraud_law/2022-12-01", "joint_punishment/2024-12-01"
POLICE = "supervision/2019-12-30"
RETURNS = "return_of_funds/2016-09-18"
STOPS, YANGZHOU, AFTER = "stop_freeze/2020-09-01", "yangzhou_duties/2024-09-19", "after/2022-01-01"

#: The case, the folder of the tests, and the name of the test.
CASES: tuple[tuple[int, str, str], ...] = (
    (1, CARDS, "一张卡流入二十八万余元、流水五十七万余元，新纪要更有利，未达到"),
    (2, CARDS, "流入恰为三十万元，“超过”不含本数，未达到"),
    (3, CARDS, "流入比三十万元多一分、查证恰为三千元，达到，须由人判断相当性"),
    (4, CARDS, "第 3 例的事实在新意见施行后处理，本人账户不到三个，新规定更有利，未达到"),
    (5, CARDS, "流入三十五万元、说明工资六万元，应当扣除，未达到"),
    (6, CARDS, "一日流入二十五万元、流出二十五万元，法律只看单向流入，未达到"),
    (6, AFTER, "单日流入25万元、流出25万元，流水按进出合计50万元，是一级可疑账户"),
    (7, CARDS, "流入七十万元、查证涉诈二千三百元，不到三千元，未达到"),
    (8, CARDS, "出售本人卡并转账二十一万元，按支付结算达到，同时审查掩隐"),
    (9, CARDS, "支付结算恰为二十万元，“以上”含本数，达到"),
    (9, CARDS, "支付结算差一分不到二十万元，未达到"),
    (10, CARDS, "违法所得恰为一万元，达到"),
    (10, CARDS, "违法所得差一分不到一万元，未达到"),
    (11, CARDS, "帮助三个不同团伙，各自达到犯罪程度，达到"),
    (11, CARDS, "三次帮助同一团伙，只是一个对象，未达到"),
    (12, CARDS, "出售本人五张卡、没有流入，只看张数，达到"),
    (12, CARDS, "出售本人四张卡，未达到"),
    (13, CARDS, "第 12 例流入十二万元，新意见施行后处理，新规定更有利，未达到，须由人判断"),
    (14, CARDS, "本人账户三个、流入合计恰为三十万元，两个条件都含本数，达到"),
    (15, CARDS, "本人账户两个、流入二百万元，个数不到三个，第六条第一项未达到，其他标准照样判断"),
    (16, CARDS, "出租表亲的一个账户、流入三十万元，没有个数要求，达到"),
    (17, CARDS, "一个公司账户、流入差一分不到三十万元，未达到"),
    (18, CARDS, "本人名下二十张电话卡，旧规定只算他人的，新规定更重，从旧，未达到"),
    (19, CARDS, "本人名下二十张电话卡，新意见施行后的行为，达到"),
    (19, CARDS, "本人名下十九张电话卡，未达到"),
    (20, CONCEALMENT, "价值十二万元、一次，旧解释情节严重，新解释基本档，从轻"),
    (21, CONCEALMENT, "新解释施行后价值五十万元、三次、拒不配合追缴，情节严重（候选）"),
    (22, CONCEALMENT, "新解释施行后价值九十万元、一次、全力配合、没有损失，只有数额不够，基本档"),
    (23, CONCEALMENT, "价值十五万元情节严重，2024 年 12 月已经终审，不再变动"),
    (24, CONCEALMENT, "2020 年的行为价值二千五百元、没有其他情形，旧解释有数额标准，未达到；新解释更重，从旧"),
    (25, FRAUD, "两次一千五百元和一千六百元，相隔不到二年，累计三千一百元"),
    (26, FRAUD, "第二次在二年后的次日，不累计，各次都不到三千元"),
    (27, FRAUD, "电信网络诈骗三千元，全国统一标准，数额较大"),
    (27, FRAUD, "普通诈骗五千元，本省标准六千元，未达到"),
    (28, FRAUD, "数额难以查证，信息恰为标准"),
    (28, FRAUD, "数额难以查证，信息差一个标准"),
    (28, FRAUD, "数额难以查证，信息十倍恰为标准"),
    (29, ATF, "2023年3月出借一个账户，违法所得15000元，不构成犯罪，没收并处二十万元以下罚款"),
    (29, ATF, "2023年3月出借一个账户，违法所得恰为2万元，按一倍以上十倍以下罚款"),
    (30, ATF, "2022年11月30日出借一个账户，不适用反电信网络诈骗法"),
    (31, ATF, "帮助电信网络诈骗，不构成犯罪，违法所得恰为1万元，拘留并按一万元至十万元的倍数罚款"),
    (31, ATF, "帮助电信网络诈骗，不构成犯罪，违法所得9999元，拘留并处十万元以下罚款"),
    (32, LISTED, "2025年出租2张卡、2次、给2个人，没有较大影响，不能认定"),
    (32, LISTED, "2025年出租2张卡、2次、给2个人，造成较大影响的，设区的市级不能认定，只能报省级"),
    (33, LISTED, "2025年出租3张卡经认定，2026年又因此被判帮信罪，两项惩戒各有期限"),
    (33, LISTED, "连续执行61个月，超过五年"),
    (34, STOPS, "2025年3月1日10时止付，3月3日10时届满"),
    (34, STOPS, "已经止付一次，再次请求，可以止付"),
    (34, STOPS, "已经止付两次，第三次请求，不得止付"),
    (35, STOPS, "2025年1月10日冻结六个月，7月10日是最后一日"),
    (35, STOPS, "2025年1月10日冻结六个月没有续行冻结，7月11日已过期限，视为自动解除"),
    (36, RETURNS, "甲的六万元已经转出，乙的二万元转入后冻结二万元，时间戳直接溯源到乙，乙得二万元"),
    (37, RETURNS, "甲六万元、乙二万元混同，冻结四万元，不能溯源，公告后按比例，甲三万元、乙一万元"),
    (38, YANGZHOU, "个人被骗恰为100万元，须一案一复盘、落实三个一律"),
    (38, YANGZHOU, "个人被骗差一元不到100万元，不须复盘"),
    (38, YANGZHOU, "企业被骗8000元且已全额挽回，仍须复盘、落实三个一律"),
    (39, YANGZHOU, "个人投资理财案件被骗5万元，须一案一专班、落实四盯，不须三个一律"),
    (40, AFTER, "试点案件中达到两项门槛的账户，是一级可疑账户"),
    (40, AFTER, "试点案件中没有达到流水门槛的账户，是二级可疑账户，同样要移送比对"),
    (41, CARDS, "出售本人两个账户，行为跨越新意见施行日，按行为结束时的规定，未达到，须由人判断"),
    (42, CARDS, "上游无法查证，支付结算恰为一百万元，达到五倍"),
    (42, CARDS, "上游无法查证，支付结算差一分不到一百万元，未达到"),
    (43, CONCEALMENT, "户主明知是电信网络诈骗所得而取现，是第三百一十二条方向，不是洗钱罪"),
    (44, POLICE, "2026年3月2日收到通知立案书，到3月18日公安机关不立案也不回复，应当发出纠正违法通知书"),
    (45, LOGS, "2025年7月1日的日志，2025年12月20日删除，未满六个月，引2016年文本第二十一条"),
    (45, LOGS, "2025年7月1日的日志，2026年1月5日删除，已满六个月，引2025年修正文本第二十三条"),
    (47, AFTER, "被骗资金恰为3000元、流水恰为30万元，是一级可疑账户"),
)  # fmt: skip
#: Cases that are about the library, not about one rulebook: see the test below.
OF_THE_LIBRARY = {46}


@pytest.mark.parametrize(("case", "folder", "name"), CASES)
def test_a_worked_case_has_its_test_beside_its_rulebook(case, folder, name):
    text = Path(shipped_rulebooks() / folder / "tests.yaml").read_text(encoding="utf-8")

    assert f"- name: {name}\n" in text, case


def test_no_worked_case_is_forgotten():
    assert set(range(1, 48)) == {case for case, _, _ in CASES} | OF_THE_LIBRARY


def test_a_draft_law_decides_nothing(library, rewrite):
    """Case 46: an edition that is in force must not rest on a draft."""
    rewrite("sources/after-article.yaml", "grade: S\n", "grade: S\ndraft: true\n")
    report = Report("rulebook")
    load(library / "after" / "2022-01-01", report)

    assert {"L414"} == {found.code for found in report.diagnostics}


def test_the_engine_refuses_to_apply_a_draft(library, rewrite, tmp_path, capsys):
    """Case 46 as a user meets it: no result, exit code 3, and which citation it is."""
    rewrite("sources/after-article.yaml", "grade: S\n", "grade: S\ndraft: true\n")
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"case_id": "C1", "account": "6222"}\n', encoding="utf-8")

    assert 3 == rules(["eval", "after", str(facts), "--as-of", "2026-03-01", "--rulebooks", str(library)])
    printed = capsys.readouterr()
    assert ("", True) == (printed.out, "L414" in printed.err)


def test_the_draft_of_the_law_on_network_crime_is_registered_and_nothing_rests_on_it(capsys):
    """Case 46: 网络犯罪防治法 is known as a draft, and no rulebook cites it."""
    assert 0 == rules(["law", "draft-nc"])
    printed = capsys.readouterr().out

    assert "征求意见稿" in printed
    assert "没有规则" in printed or "没有" in printed.splitlines()[-1]


AT_THE_LIMIT = {"window_turnover": 30_000_000, "victim_amount": 300_000, "day_turnover": 30_000_000,
                "week_turnover": 0, "pass_count": 1}  # fmt: skip
CARD_FACTS = {"fraud_use": True, "settlement_act": False, "verified_fraud_inflow": 300_000, "lawful_explained": 0,
              "own_lawful": 0, "other_lawful": 0, "other_inflow": 0}  # fmt: skip
OWN = {**CARD_FACTS, "own_inflow": 30_000_000}


@pytest.mark.parametrize(
    ("reference", "decision", "facts", "rule", "met", "quote"),
    [
        ("after@2022-01-01", "tier", AT_THE_LIMIT, "T1", True, "大于等于30万元"),
        ("card_crime@2022-03-22", "routes", {**CARD_FACTS, "inflow": 30_000_000}, None, False, "超过三十万元"),
        ("card_crime@2022-03-22", "routes", {**CARD_FACTS, "inflow": 30_000_001}, None, True, "超过三十万元"),
        ("card_crime@2025-07-22", "routes", OWN | {"own_accounts": 3}, "A1", True, "账户流入资金三十万元以上"),
        ("card_crime@2025-07-22", "routes", OWN | {"own_accounts": 2}, "A1", False, "账户流入资金三十万元以上"),
    ],
)
def test_exactly_three_hundred_thousand_is_read_by_each_text_as_it_says(  # noqa: PLR0913, PLR0917 (the columns of the table)
    reference, decision, facts, rule, met, quote
):
    """Trap 1: 流水 `>=` in practice, 流入 `>` in the minutes of 2022, 流入 `>=` with three accounts in 2025."""
    program = open_rulebook(reference, date(2026, 1, 1)).program
    outcome = Reference(program).verdict(facts).decision(decision)
    outcomes = dict(outcome.rules)

    name = rule or _card_rule(program)
    assert met is outcomes[name]
    limits = _limits(program, decision, name)
    assert [30_000_000] == [limit.value for limit in limits if quote in (limit.basis.quote or "")]


def _limits(program, decision, rule):
    """Return the parameters that the leaves of a rule compare with."""
    (when,) = (
        each.when for found in program.decisions if found.name == decision for each in found.rules if each.id == rule
    )
    return [program.parameter(name) for leaf in _leaves(when) for name in leaf.right.parameters]


def _leaves(condition):
    if isinstance(condition, Leaf):
        return [condition]
    return [leaf for part in getattr(condition, "parts", ()) for leaf in _leaves(part)]


def _card_rule(program):
    decision = next(found for found in program.decisions if found.name == "routes")
    return next(rule.id for rule in decision.rules if rule.then == "card_inflow")
