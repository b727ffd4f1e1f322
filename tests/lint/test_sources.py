"""Every rule cites something, and everything cited is in force when it is relied on."""

import pytest

RULEBOOK = "after/2022-01-01/rulebook.yaml"
SOURCE = "sources/after-article.yaml"
LAW = "rank: law"
TURNOVER = "2022-01-01: {value: 30万元,"


#: A deadline that is new has no tests yet; tests/lint/test_tests.py is about them.
UNTRIED = "N724"


def codes(findings):
    return sorted({code for code, _ in findings()})


def test_a_rule_without_a_citation_is_found_at_its_id(rewrite, findings):
    rewrite(RULEBOOK, "        then: true\n        cite: [after-article#F]\n", "        then: true\n")

    assert [("N706", "F1")] == findings()


def test_a_draft_need_not_cite_yet(rewrite, findings):
    rewrite(RULEBOOK, "        then: true\n        cite: [after-article#F]\n", "        then: true\n")
    rewrite(RULEBOOK, "status: released", "status: draft")

    assert [] == findings()


def test_a_rule_cites_the_articles_its_numbers_rest_on(rewrite, findings):
    rewrite(
        RULEBOOK,
        "then: tier_1\n        cite: [after-article#T, after-article#T-pilot]",
        "then: tier_1\n        cite: [after-article#T]",
    )

    assert [("N722", "T1")] == findings()


def test_a_parameter_that_begins_after_its_edition_leaves_a_gap(rewrite, findings):
    rewrite(RULEBOOK, "2022-01-01: {value: 0, setting: 报道既写", "2022-01-02: {value: 0, setting: 报道既写")

    assert [("N707", "2022-01-02")] == findings()


def test_a_gap_that_is_said_is_none(rewrite, findings):
    old = "      2022-01-01: {value: 0, setting: 报道既写"
    rewrite(
        RULEBOOK,
        old,
        "      2022-01-01: {ended: true, setting: 当时没有窗口}\n" + old.replace("2022-01-01", "2022-03-01"),
    )

    assert [] == findings()


def test_a_value_that_a_later_one_replaced_before_the_edition_began_is_found(rewrite, findings):
    rewrite(
        RULEBOOK,
        f"      {TURNOVER}",
        "      2020-01-01: {value: 20万元, setting: 旧}\n      2021-01-01: {value: 25万元, setting: 旧}\n      "
        + TURNOVER,
    )

    assert [("N708", "2020-01-01"), ("N708", "2021-01-01")] == findings()


def test_a_value_from_the_day_of_the_repeal_is_found(rewrite, findings):
    rewrite(RULEBOOK, "status: released", "status: released\nrepealed: 2025-01-01")
    rewrite(RULEBOOK, f"      {TURNOVER}", "      2025-01-01: {value: 50万元, setting: 新}\n      " + TURNOVER)

    assert [("N708", "2025-01-01")] == findings()


def test_the_next_edition_ends_the_one_before_it(library, rewrite, findings):
    later = library / "after" / "2025-01-01"
    later.mkdir()
    for name in ("rulebook.yaml", "tests.yaml"):
        text = (library / "after" / "2022-01-01" / name).read_text("utf-8")
        (later / name).write_text(text.replace("edition: 2022-01-01", "edition: 2025-01-01"), "utf-8")
    rewrite(RULEBOOK, f"      {TURNOVER}", "      2025-01-01: {value: 50万元, setting: 新}\n      " + TURNOVER)

    assert [("N708", "2025-01-01")] == findings()

    rewrite("after/2025-01-01/rulebook.yaml", "status: released", "status: draft")

    assert [] == findings()


@pytest.mark.parametrize(("issued", "effective", "found"), [
    ("2021-12-20", "2022-01-01", []),
    ("2021-12-20", "2022-01-02", ["N709"]),
    ("2021-12-31", "null", ["N711"]),
    ("2022-01-02", "null", ["N709", "N711"]),
])  # fmt: skip
def test_a_value_is_not_older_than_its_law(rewrite, findings, issued, effective, found):
    rewrite(SOURCE, "rank: practice", LAW)
    rewrite(SOURCE, "issued: 2023-02-01\neffective: null", f"issued: {issued}\neffective: {effective}")

    assert found == codes(findings)


def test_a_report_of_practice_may_be_younger_than_the_practice(findings):
    assert [] == findings()


def test_repealed_law_is_found_wherever_it_is_still_relied_on(rewrite, findings):
    rewrite(SOURCE, "repealed: null", "repealed: 2025-08-26")

    assert {"N710"} == {code for code, _ in findings()}
    assert 10 == len(findings())


def test_law_may_be_repealed_on_the_day_the_edition_ends(rewrite, findings):
    rewrite(SOURCE, "repealed: null", "repealed: 2025-08-26")
    rewrite(RULEBOOK, "status: released", "status: released\nrepealed: 2025-08-26")

    assert [] == findings()


@pytest.mark.parametrize(("old", "new"), [("grade: S", "grade: K"), ("grade: S", "grade: S\ndraft: true")])
def test_a_draft_edition_is_told_what_keeps_it_from_release(rewrite, findings, old, new):
    rewrite(RULEBOOK, "status: released", "status: draft")
    assert [] == findings()
    rewrite(SOURCE, old, new)

    assert ["N711"] == codes(findings)


@pytest.mark.parametrize(("old", "new", "mark"), [
    ("value: 30万元", "value: 300000", "300000"),
    ("more_than: 0元", "more_than: 100", "100"),
    ("at_least: {product: [week_turnover, jump_ratio]}", "at_least: {sum: [week_turnover, 5]}", "5"),
])  # fmt: skip
def test_money_without_a_unit_is_found(rewrite, findings, old, new, mark):
    rewrite(RULEBOOK, old, new)

    assert ("N712", mark) in findings()


@pytest.mark.parametrize(("old", "new"), [
    ("more_than: 0元", "more_than: 0"),
    ("at_least: {product: [week_turnover, jump_ratio]}", "at_least: {product: [week_turnover, 3]}"),
])  # fmt: skip
def test_zero_and_factors_need_no_unit(rewrite, findings, old, new):
    rewrite(RULEBOOK, old, new)

    assert "N712" not in codes(findings)


DUE = "due: {setting: 公开报道未载明期限，由使用单位设定}"


@pytest.mark.parametrize(
    ("within", "words", "found"),
    [
        ("48 hours", "止付期限为四十八小时", []),
        ("2 days", "止付期限为四十八小时", ["N723"]),
        ("15 days", "应当在十五日内答复，特殊情况三十日", []),
        ("10 days", "应当在十五日内答复，特殊情况三十日", ["N723"]),
        ("7 days", "一周内答复", []),
        ("6 months", "冻结期限为六个月", []),
        ("1 years", "冻结期限为六个月", ["N723"]),
        ("6 months", "应当及时解除", []),
    ],
)
def test_a_deadline_is_one_that_its_article_names(rewrite, findings, within, words, found):
    rewrite(RULEBOOK, DUE, f"due: {{within: {within}, from: incident_day, cite: after-article#D}}")
    rewrite(SOURCE, "articles:\n", f"articles:\n  D:\n    title: 期限\n    quote: {words}\n")
    if "hours" in within:
        rewrite(RULEBOOK, "from: incident_day", "from: incident_moment")
        rewrite(
            "after/facts.yaml",
            "facts:\n",
            "facts:\n  incident_moment: {title: 时刻, unit: moment, meaning: 到账时刻}\n",
        )

    assert found == [code for code in codes(findings) if code != UNTRIED]


def test_a_parameter_that_a_literal_has_replaced_is_found(rewrite, findings):
    rewrite(RULEBOOK, "at_least: min_turnover", "at_least: 30万元")

    assert ("N713", "min_turnover") in findings()
