"""A number must be the number of its quote, and the quote must stand in its source."""

from fractions import Fraction

import pytest

from engine.lint.numerals import numerals

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TESTS = "after/2022-01-01/tests.yaml"


def test_the_shipped_rulebook_has_no_other_findings(findings):
    assert [] == findings()


@pytest.mark.parametrize("value", ["50万元", "300001元", "30元", "3000元"])
def test_a_number_that_is_not_the_one_in_the_quote_is_found(rewrite, findings, value):
    rewrite(RULEBOOK, "value: 30万元", f"value: {value}")

    assert [("N701", value)] == findings()


@pytest.mark.parametrize("value", ["300000元", "30万元", "300000.00 CNY"])
def test_another_spelling_of_the_same_number_is_not(rewrite, findings, value):
    rewrite(RULEBOOK, "value: 30万元", f"value: {value}")

    assert [] == findings()


def test_a_quote_without_any_number_is_found(rewrite, findings):
    rewrite(RULEBOOK, "quote: 被骗钱款数额设置为大于等于3000元", "quote: 被骗钱款数额设置为")

    assert [("N702", "被骗钱款数额设置为")] == findings()


def test_a_quote_that_its_article_does_not_contain_is_found(rewrite, findings):
    rewrite(RULEBOOK, "quote: 流水金额设置为大于等于30万元", "quote: 流水金额不少于30万元")

    assert [("N703", "流水金额不少于30万元")] == findings()


def test_a_quote_of_an_article_of_which_only_a_summary_is_kept_is_found(library, rewrite, findings):
    source = library / "sources" / "after-article.yaml"
    text = source.read_text("utf-8")
    quote = next(line for line in text.splitlines() if "大于等于3000元" in line)
    rewrite("sources/after-article.yaml", quote, "    summary: 试点时的两个门槛")

    assert ["N703", "N703"] == [code for code, _ in findings()]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("大于等于30万元", 300_000, "元"),
        ("三十万元以上", 300_000, "元"),
        ("案损百万元以上", 1_000_000, "元"),
        ("一千二百元", 1200, "元"),
        ("３０００元", 3000, "元"),
        ("1.5亿元", 150_000_000, "元"),
        ("300,000元", 300_000, "元"),
        ("300，000元", 300_000, "元"),
        ("近一周", 1, "周"),
        ("十五日内", 15, "日"),
        ("二十张以上", 20, "张"),
        ("两个月", 2, "个月"),
        ("90%", 90, "%"),
        ("一万零五百元", 10_500, "元"),
        ("五百零五元", 505, "元"),
        ("人民币叁拾万圆", 300_000, "元"),
        ("百分之三十", Fraction(3, 10), "分之"),
        ("三分之二", Fraction(2, 3), "分之"),
        ("五百人次", 500, "人次"),
        ("五千条以上", 5000, "条"),
        ("四十八小时", 48, "小时"),
    ],
)
def test_numbers_are_read_as_legal_texts_write_them(text, value, measure):
    assert [(Fraction(value), measure)] == [(number.value, number.measure) for number in numerals(text)]


def test_a_number_knows_its_place_in_the_text():
    (number,) = numerals("流水在３０万元以上")

    assert "３０万元" == "流水在３０万元以上"[number.start : number.end]
