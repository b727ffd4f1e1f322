"""Every mistake that the lints promise to find, made once in a library that is otherwise in order."""

from datetime import date

import pytest

from engine.driver.checking import check
from engine.library.library import editions

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TESTS = "after/2022-01-01/tests.yaml"
SOURCE = "sources/after-article.yaml"
T1 = "{fact: window_turnover, at_least: min_turnover}"
VALUE = "2022-01-01: {value: 30万元, cite: after-article#T-pilot, quote: 流水金额设置为大于等于30万元}"
DUE = "due: {setting: 公开报道未载明期限，由使用单位设定}"
TODAY = date(2026, 11, 24)

#: What is wrong: the code that says so, the severity, and the edits that make the mistake.
MISTAKES = {
    "comparator against the boundary word of the quote": (
        "N704",
        [(RULEBOOK, T1, T1.replace("at_least", "more_than"))],
    ),
    "number against the number of the quote": ("N701", [(RULEBOOK, "value: 30万元", "value: 31万元")]),
    "quote that its article does not have": ("N703", [(RULEBOOK, "quote: 近一周", "quote: 近两周")]),
    "rule without a source": ("N706", [(RULEBOOK, "        cite: [after-article#F]\n", "")]),
    "citation of a source that is not there": ("L407", [(RULEBOOK, "[after-article#F]", "[after-artikel#F]")]),
    "citation of an article that is not there": ("L408", [(RULEBOOK, "[after-article#F]", "[after-article#G]")]),
    "source that nothing cites": ("N715", []),
    "draft cited by a released edition": ("L414", [(SOURCE, "grade: S", "grade: S\ndraft: true")]),
    "draft cited by an edition in review": (
        "N711",
        [(SOURCE, "grade: S", "grade: S\ndraft: true"), (RULEBOOK, "status: released", "status: in_review")],
    ),
    "compared parameter without a first value": ("R312", [(RULEBOOK, VALUE, VALUE.replace("-01-", "-03-"))]),
    "parameter of the facts without a value on the first days": (
        "N707",
        [(RULEBOOK, "2022-01-01: {value: 10 minutes", "2022-03-01: {value: 10 minutes")],
    ),
    "value that overlaps with the time of another edition": (
        "N708",
        [
            (RULEBOOK, "status: released", "status: released\nrepealed: 2024-01-01"),
            (RULEBOOK, VALUE, f"{VALUE}\n      2025-01-01: {{value: 40万元, setting: 试}}"),
        ],
    ),
    "two sources that disagree and none prevails": ("N705", []),
    "rule that no test meets": ("N716", []),
    "limit that no test tries": ("N717", [(TESTS, "    boundary: {parameter: min_turnover, side: at}\n", "")]),
    "source that was not read for long": ("N719", [(SOURCE, "checked_on: 2026-11-22", "checked_on: 2010-01-01")]),
    "deadline of another length than its article": (
        "N723",
        [
            (SOURCE, "quote: 将上述可疑银行卡", "quote: 三日内将上述可疑银行卡"),
            (RULEBOOK, DUE, "due: {within: 15 days, from: incident_day, cite: after-article#R}"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_mistake_is_found(library, rewrite, mistake):
    code, edits = MISTAKES[mistake]
    before = codes(library)
    for file, old, new in edits:
        rewrite(file, old, new)
    if code == "N715":
        spare = (library / SOURCE).read_text("utf-8").replace("source: after-article", "source: spare")
        (library / "sources/spare.yaml").write_text(spare, "utf-8")
    if code == "N716":
        (library / TESTS).unlink()

    assert code in codes(library)
    assert code == "N705" or code not in before


def codes(library):
    found = check(editions(library / "after"), today=TODAY, on=TODAY)
    return {one.code for one in (*found.rulebook.diagnostics, *found.lints.diagnostics)}
