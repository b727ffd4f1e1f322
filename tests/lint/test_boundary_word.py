"""The word beside a number decides whether the number itself is in: 以上 or 超过, 以下 or 不满."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lint.boundary_word import accepted, boundaries
from engine.lint.boundary_words import COMPLEMENT
from engine.rulebook.rulebook import Basis, DatedValue, Parameter
from engine.rulebook.values import literal
from engine.source.text import Span

RULEBOOK = "after/2022-01-01/rulebook.yaml"
NOWHERE = Span(file="")
BOUNDS = ("at_least", "more_than", "at_most", "less_than")

#: The phrase of a legal text, the number meant, its unit, and what the phrase says about that number.
PHRASES = [
    ("支付结算金额二十万元以上的", "20万元", "CNY", "at_least"),
    ("违法所得一万元以上的", "1万元", "CNY", "at_least"),
    ("以投放广告等方式提供资金五万元以上的", "5万元", "CNY", "at_least"),
    ("为三个以上对象提供帮助的", "3", "count", "at_least"),
    ("该信用卡内流水金额超过三十万元", "30万元", "CNY", "more_than"),
    ("单向流入涉案信用卡中的资金超过三十万元，且其中至少三千元经查证系涉诈骗资金", "30万元", "CNY", "more_than"),
    ("单向流入涉案信用卡中的资金超过三十万元，且其中至少三千元经查证系涉诈骗资金", "3000元", "CNY", "at_least"),
    ("三千元以上、三万元以上、五十万元以上", "3万元", "CNY", "at_least"),
    ("5张(个)以上", "5", "count", "at_least"),
    ("５张（个）以上", "5", "count", "at_least"),
    ("20张以上", "20", "count", "at_least"),
    ("电话卡、物联网卡二十张以上", "20", "count", "at_least"),
    ("规定标准五倍以上", "5", "ratio", "at_least"),
    ("本人银行账户、支付账户三个以上，且账户流入资金三十万元以上", "3", "count", "at_least"),
    ("本人银行账户、支付账户三个以上，且账户流入资金三十万元以上", "30万元", "CNY", "at_least"),
    ("将被害人被骗钱款数额设置为大于等于3000元", "3000元", "CNY", "at_least"),
    ("流水金额设置为大于或者等于３０万元", "30万元", "CNY", "at_least"),
    ("案损百万元以上电诈警情", "100万元", "CNY", "at_least"),
    ("数额不低于三千元", "3000元", "CNY", "at_least"),
    ("数额不少于人民币三千元", "3000元", "CNY", "at_least"),
    ("数额不得少于三千元", "3000元", "CNY", "at_least"),
    ("累计达到5万元的", "5万元", "CNY", "at_least"),
    ("达到或者超过三千元的", "3000元", "CNY", "at_least"),
    ("至少有三千元", "3000元", "CNY", "at_least"),
    ("≥3000元", "3000元", "CNY", "at_least"),
    ("已满十六周岁", "16", "count", "at_least"),
    ("人民币叁拾万圆以上", "30万元", "CNY", "at_least"),
    ("300,000元及以上", "30万元", "CNY", "at_least"),
    ("高于1.5亿元", "1.5亿元", "CNY", "more_than"),
    ("多于两张", "2", "count", "more_than"),
    ("大于30万元的", "30万元", "CNY", "more_than"),
    ("三十万元以外", "30万元", "CNY", "more_than"),
    ("三十万元以上（不含三十万元）", "30万元", "CNY", "more_than"),
    ("处三千元以下罚款", "3000元", "CNY", "at_most"),
    ("不超过四十八小时", "48 hours", "duration", "at_most"),
    ("止付不得超过48小时", "48 hours", "duration", "at_most"),
    ("三日以内解除", "3 days", "duration", "at_most"),
    ("应当在三日内解除冻结", "3 days", "duration", "at_most"),
    ("至多两次", "2", "count", "at_most"),
    ("小于等于3000元", "3000元", "CNY", "at_most"),
    ("未超过三十万元", "30万元", "CNY", "at_most"),
    ("占百分之三十以下", "30 %", "ratio", "at_most"),
    ("违法所得不足一万元的，处十万元以下罚款", "10万元", "CNY", "at_most"),
    ("处五万元以上五十万元以下罚款", "5万元", "CNY", "at_least"),
    ("处五万元以上五十万元以下罚款", "50万元", "CNY", "at_most"),
    ("以三千元为起点", "3000元", "CNY", "at_least"),
    ("起点为三千元", "3000元", "CNY", "at_least"),
    ("三张（含）以上", "3", "count", "at_least"),
    ("超过3000元（含3000元）", "3000元", "CNY", "at_least"),
    ("３０万以上", "30万元", "CNY", "at_least"),
    ("3000元≤数额＜30000元", "3000元", "CNY", "at_least"),
    ("3000元≤数额＜30000元", "3万元", "CNY", "less_than"),
    ("壹佰万元整及以上", "100万元", "CNY", "at_least"),
    ("五百人次或者五百人次以上", "500", "count", "at_least"),
    ("超５０％", "50 %", "ratio", "more_than"),
    ("三分之一以上", "1/3", "ratio", "at_least"),
    ("最长不超过四十八小时", "48 hours", "duration", "at_most"),
    ("最长四十八小时", "48 hours", "duration", "at_most"),
    ("不得高于百分之五", "5 %", "ratio", "at_most"),
    ("未低于三千元", "3000元", "CNY", "at_least"),
    ("不满三万元的", "3万元", "CNY", "less_than"),
    ("三千元以上不满三万元的，三万元以上的", "3000元", "CNY", "at_least"),
    ("三千元以上不满三万元的", "3万元", "CNY", "less_than"),
    ("不足二十张", "20", "count", "less_than"),
    ("低于百分之九十", "90 %", "ratio", "less_than"),
    ("少于3人", "3", "count", "less_than"),
    ("未达到三千元的", "3000元", "CNY", "less_than"),
    ("没有达到３０万元", "30万元", "CNY", "less_than"),
    ("不到五千条", "5000", "count", "less_than"),
    ("未满十四周岁", "14", "count", "less_than"),
    ("金额小于一千元", "1000元", "CNY", "less_than"),
]  # fmt: skip

#: Each phrase with the comparator it asks for, and each with one that it does not: the opposite inclusion.
RIGHT = [(text, bound, value, unit) for text, value, unit, bound in PHRASES]
STRICT = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
WRONG = [
    (text, comparator, value, unit)
    for text, value, unit, bound in PHRASES
    for comparator in (STRICT[bound], COMPLEMENT[bound], STRICT[COMPLEMENT[bound]], "is")
]


def passes(text: str, comparator: str, value: str, unit: str) -> bool:
    basis = Basis(cite="a#b", quote=text, setting=None, note=None, cite_span=None, quote_span=None)
    written = literal(int(value) if value.isdigit() else value)
    dated = DatedValue(since=date(2022, 1, 1), written=written, basis=basis, span=NOWHERE, since_span=NOWHERE)
    parameter = Parameter(name="p", title="p", unit=unit, values=(dated,), span=NOWHERE)
    said = boundaries(parameter, dated)
    assert said, f"no boundary word is found in {text}"
    return accepted(comparator, {comparator}, said)


def test_the_table_is_as_large_as_was_agreed():
    assert len(RIGHT) >= 30
    assert len(WRONG) >= 30
    assert len({*RIGHT, *WRONG}) == len(RIGHT) + len(WRONG)


@pytest.mark.parametrize(("text", "comparator", "value", "unit"), RIGHT)
def test_the_comparator_that_the_phrase_means_passes(text, comparator, value, unit):
    assert passes(text, comparator, value, unit)


@pytest.mark.parametrize(("text", "comparator", "value", "unit"), WRONG)
def test_any_other_comparator_is_found(text, comparator, value, unit):
    assert not passes(text, comparator, value, unit)


@pytest.mark.parametrize("text", ["超过三十万元以上", "不满三十万元以下", "至少三十万元以下"])
@pytest.mark.parametrize("comparator", BOUNDS)
def test_a_phrase_that_contradicts_itself_bears_out_no_comparator(text, comparator):
    assert not passes(text, comparator, "30万元", "CNY")


ZERO_TO_TEN = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Return a whole number below a myriad of myriads as legal texts write it."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return f"{in_chinese(high)}万{gap}{in_chinese(low) if low else ''}"
    said, skipped = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if skipped and said else "") + ZERO_TO_TEN[digit] + word
        skipped = not digit
    return said


SPELLINGS = {
    "digits": str,
    "grouped": lambda number: f"{number:,}",
    "wide": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "chinese": in_chinese,
}
WORDS = {
    "at_least": ["{}以上", "{}及以上", "不低于{}", "不少于{}", "达到{}", "至少{}", "大于等于{}", "≥{}"],
    "more_than": ["超过{}", "大于{}", "高于{}", "多于{}", "{}以外"],
    "at_most": ["{}以下", "{}以内", "不超过{}", "至多{}", "小于等于{}", "不高于{}", "不得超过{}"],
    "less_than": ["不满{}", "不足{}", "低于{}", "少于{}", "小于{}", "未达到{}"],
}


@settings(deadline=None, derandomize=True, max_examples=400)
@given(
    number=st.integers(1, 99_999_999),
    spelling=st.sampled_from(sorted(SPELLINGS)),
    bounds=st.tuples(st.sampled_from(BOUNDS), st.sampled_from(BOUNDS)),
    at=st.integers(0, 7),
    around=st.sampled_from(["{}", "将数额{}的", "违法所得一元以上，流水{}，情节严重的", "账户流水在当日{}"]),
)
def test_any_amount_in_any_spelling_is_read_with_its_word(number, spelling, bounds, at, around):
    bound, comparator = bounds
    words = WORDS[bound][at % len(WORDS[bound])]
    text = around.format(words.format(f"{SPELLINGS[spelling](number)}元"))
    if number == 1 and "一元以上" in text:
        return

    assert (bound == comparator) == passes(text, comparator, f"{number}元", "CNY")


@pytest.mark.parametrize(
    "text", ["近一周", "流水30万元+查明3000元", "三千元以上，以下简称起点，三十万元", "在三日内容易"]
)
def test_a_number_without_a_boundary_word_says_nothing(text):
    basis = Basis(cite="a#b", quote=text, setting=None, note=None, cite_span=None, quote_span=None)
    for unit, value in (("count", "7"), ("CNY", "30万元"), ("duration", "3 days")):
        written = literal(int(value) if value.isdigit() else value)
        dated = DatedValue(since=date(2022, 1, 1), written=written, basis=basis, span=NOWHERE, since_span=NOWHERE)

        assert () == boundaries(Parameter(name="p", title="p", unit=unit, values=(dated,), span=NOWHERE), dated)


USED = "{fact: window_turnover, at_least: min_turnover}"


@pytest.mark.parametrize(
    "condition",
    [
        "{fact: window_turnover, more_than: min_turnover}",
        "{fact: window_turnover, at_most: min_turnover}",
        "{fact: window_turnover, less_than: min_turnover}",
        "{not: {fact: window_turnover, at_most: min_turnover}}",
        "{not: {fact: window_turnover, at_least: min_turnover}}",
        "{difference: [window_turnover, min_turnover], more_than: 0元}",
        "{product: [window_turnover, 2], more_than: {product: [min_turnover, 2]}}",
        "{product: [min_turnover, -1], at_most: {product: [window_turnover, -1]}}",
        "{sum: [min_turnover], at_least: window_turnover}",
        "{fact: window_turnover, between: [0元, min_turnover]}",
    ],
)
def test_a_wrong_comparator_is_found_on_either_side_and_under_not(rewrite, findings, condition):
    rewrite(RULEBOOK, USED, condition)

    assert "N704" in [code for code, _ in findings()]


@pytest.mark.parametrize(
    "condition",
    [
        USED,
        "{not: {fact: window_turnover, less_than: min_turnover}}",
        "{not: {not: {fact: window_turnover, at_least: min_turnover}}}",
        "{difference: [window_turnover, min_turnover], at_least: 0元}",
        "{difference: [min_turnover, window_turnover], at_most: 0元}",
        "{sum: [min_turnover], at_most: window_turnover}",
        "{product: [window_turnover, 2], at_least: {product: [min_turnover, 2]}}",
        "{product: [window_turnover, -1], at_most: {product: [min_turnover, -1]}}",
        "{fact: window_turnover, between: [min_turnover, 1000亿元]}",
    ],
)
def test_the_right_comparator_passes_however_it_is_written(rewrite, findings, condition):
    rewrite(RULEBOOK, USED, condition)

    assert "N704" not in [code for code, _ in findings()]


def test_the_other_side_of_a_limit_is_right_beside_a_rule_that_uses_its_word(rewrite, findings):
    flag = "flags:\n  small: {title: 流水没有达到门槛, when: {fact: window_turnover, less_than: min_turnover}}\n"
    rewrite(RULEBOOK, "flags:\n", flag)

    assert [] == findings()


def test_a_wrong_side_beside_a_right_one_is_still_found(rewrite, findings):
    condition = "{fact: window_turnover, at_most: min_turnover}"
    rewrite(RULEBOOK, "flags:\n", f"flags:\n  small: {{title: 流水没有超过门槛, when: {condition}}}\n")

    assert ["N704"] == [code for code, _ in findings()]
