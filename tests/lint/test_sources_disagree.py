"""Two articles that fix the same quantity differently are one open question until one is said to prevail."""

from datetime import date

import pytest

from engine.driver.checking import check
from engine.library.library import editions
from engine.library.places import shipped_rulebooks
from engine.lint.sources_disagree import difference

RULEBOOK = "after/2022-01-01/rulebook.yaml"
T1 = "then: tier_1\n        cite: [after-article#T, after-article#T-pilot]"


def questions(library):
    checked = check(editions(library / "after"), today=date(2026, 11, 22))
    assert not checked.rulebook.diagnostics
    return [found for found in checked.lints.diagnostics if found.code == "N705"]


def test_the_two_wordings_of_the_shipped_article_are_exactly_one_warning(library):
    (question,) = questions(library)

    assert ("warning", "涉案日", "当日前后") == (question.severity, question.values["one"], question.values["other"])
    assert "after-article#T-pilot" == question.span.excerpt[question.span.column - 1 :][: question.span.width]


def test_it_is_the_one_warning_of_all_shipped_rulebooks():
    families = [path.parent for path in shipped_rulebooks().glob("*/family.yaml")]
    folders = tuple(folder for family in families for folder in editions(family))
    found = check(folders, today=date(2026, 11, 24)).lints.diagnostics

    assert ["N705"] == [one.code for one in found if one.severity == "warning"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (T1, f"{T1}\n        prevails: {{cite: after-article#T, reason: 模型的定义先于个案的设置}}"),
        ("如取当日前后则改为 1}", "如取当日前后则改为 1, prevails: {cite: after-article#T, reason: 按模型的定义}}"),
    ],
    ids=["on_the_rule", "on_a_value"],
)
def test_what_prevails_settles_it(library, rewrite, old, new):
    rewrite(RULEBOOK, old, new)

    assert [] == questions(library)


def test_an_article_that_is_not_one_of_the_two_settles_nothing(library, rewrite):
    rewrite(RULEBOOK, T1, f"{T1}\n        prevails: {{cite: after-article#A, reason: 无关}}")

    assert 1 == len(questions(library))


@pytest.mark.parametrize("prevails", ["{cite: after-article#T}", "{reason: 模型的定义}", "after-article#T"])
def test_what_prevails_needs_its_article_and_a_reason(library, rewrite, prevails):
    rewrite(RULEBOOK, T1, f"{T1}\n        prevails: {prevails}")

    assert check(editions(library / "after"), today=date(2026, 11, 22)).rulebook.has_errors


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("流水金额超过三十万元", "账户流水在30万元以上", ("流水金额超过三十万元", "账户流水在30万元以上")),
        ("被骗三千元以上", "被骗资金不低于五千元", ("三千元", "五千元")),
        ("当日流水在30万元以上", "近一周的流水在30万元以上", ("当日", "近一周")),
        ("信用卡5张以上", "信用卡三张以上", ("5张", "三张")),
    ],
)
def test_a_number_a_boundary_or_a_period_can_differ(first, second, expected):
    assert expected == difference(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("被骗资金数额在3000元以上", "被害人被骗钱款数额设置为大于等于3000元"),
        ("三十万元以上", "30万元以上"),
        ("流水金额超过三十万元", "违法所得一万元以上"),
        ("流水金额超过三十万元", "信用卡五张以上"),
        ("流水30万元以上，被骗3000元以上", "被骗3000元以上"),
        ("没有数字的条文", "流水30万元以上"),
        ("单向流入资金超过三十万元", "账户流入资金超过三十万元"),
        ("流水在三十万元以上", "被骗钱款三十万元以下"),
        ("", ""),
    ],
)
def test_articles_that_agree_or_speak_of_other_things_are_no_question(first, second):
    assert difference(first, second) is None
    assert difference(second, first) is None
