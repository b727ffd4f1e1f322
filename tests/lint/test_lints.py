"""Lints: a number must be the number of its quote, and the quote must stand in its source."""

from fractions import Fraction

import pytest

from engine.library.library import load
from engine.lint.lints import lint
from engine.lint.numerals import numerals
from engine.source.report import Report

RULEBOOK = "after/2022-01-01/rulebook.yaml"


def found(path):
    report = Report("rulebook")
    loaded = load(path.parent, report)
    assert not report.has_errors
    return [diagnostic.code for diagnostic in lint(loaded)]


def test_the_shipped_rulebook_has_no_findings(library):
    assert [] == found(library / RULEBOOK)


@pytest.mark.parametrize("value", ["50万元", "300001元", "30元", "3000元"])
def test_a_number_that_is_not_the_one_in_the_quote_is_found(rewrite, value):
    assert ["N701"] == found(rewrite(RULEBOOK, "value: 30万元", f"value: {value}"))


@pytest.mark.parametrize("value", ["300000元", "30万元", "300000.00 CNY", "300000"])
def test_another_spelling_of_the_same_number_is_not(rewrite, value):
    assert [] == found(rewrite(RULEBOOK, "value: 30万元", f"value: {value}"))


def test_a_quote_without_any_number_is_found(rewrite):
    path = rewrite(RULEBOOK, "quote: 被骗钱款数额设置为大于等于3000元", "quote: 被骗钱款数额设置为")

    assert ["N702"] == found(path)


def test_a_quote_that_its_article_does_not_contain_is_found(rewrite):
    path = rewrite(RULEBOOK, "quote: 流水金额设置为大于等于30万元", "quote: 流水金额不少于30万元")

    assert ["N703"] == found(path)


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
        ("近一周", 1, "周"),
        ("十五日内", 15, "日"),
        ("二十张以上", 20, "张"),
        ("两个月", 2, "个月"),
        ("90%", 90, "%"),
        ("一万零五百元", 10_500, "元"),
        ("五百零五元", 505, "元"),
    ],
)
def test_numbers_are_read_as_legal_texts_write_them(text, value, measure):
    assert [(Fraction(value), measure)] == [(number.value, number.measure) for number in numerals(text)]
