"""The tests beside a rulebook pass, fail for the right reason, and cannot name what is not there."""

import shutil

import pytest

from engine.driver.opening import compiled
from engine.library.library import load
from engine.library.places import shipped_rulebooks
from engine.library.reading import read_checked
from engine.messages.catalogue import speak
from engine.source.report import Report
from engine.suite.from_document import from_document
from engine.suite.run import run_suite

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TESTS = "after/2022-01-01/tests.yaml"


def results(folder):
    report = Report("rulebook")
    loaded = load(folder, report)
    suite = from_document(read_checked(loaded.tests, "tests", report), loaded.rulebook, report)
    report.stop_if_errors()
    return run_suite(suite, lambda day: compiled(loaded, day))


def test_the_shipped_tests_pass(library):
    assert [] == [result.test.name for result in results(library / "after" / "2022-01-01") if not result.passed]


def test_a_changed_threshold_fails_the_boundary_tests_and_says_why(rewrite):
    path = rewrite(RULEBOOK, "value: 30万元", "value: 50万元")
    failed = [result for result in results(path.parent) if not result.passed]
    boundaries = {
        result.test.boundary.side
        for result in failed
        if result.test.boundary and result.test.boundary.parameter == "min_turnover"
    }

    assert {"at", "above"} == boundaries
    for result in failed:
        assert "tier：应为 tier_1，实为 tier_2" in [speak(failure.says, "zh") for failure in result.failures]
        assert result.trace is not None


def test_a_wrong_reason_fails_although_the_outcome_is_right(rewrite):
    before = rewrite(
        TESTS, "    because: {amount_anomaly: [A1], fast_pass: [F1], tier: [T1]}", "    because: {tier: [T2]}"
    )
    (failed,) = [result for result in results(before.parent) if not result.passed]

    assert ["tier 的依据：应为 T2，实为 T1"] == [speak(failure.says, "zh") for failure in failed.failures]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  victim_amount: 5000元", "  victim_amuont: 5000元", "T801"),
        ("  victim_amount: 5000元", "  victim_amount: 3 minutes", "R303"),
        ("  in_registry: false", "  in_registry: 否", "R303"),
        ("    want: {amount_anomaly: true, fast_pass: true, tier: tier_1}", "    want: {teir: tier_1}", "T802"),
        ("    want: {amount_anomaly: true, fast_pass: true, tier: tier_1}", "    want: {tier: tier_9}", "T806"),
        ("rulebook: after", "rulebook: before", "T804"),
    ],
)
def test_a_test_cannot_name_what_the_rulebook_does_not_have(library, rewrite, old, new, code):
    rewrite(TESTS, old, new)
    report = Report("rulebook")
    loaded = load(library / "after" / "2022-01-01", report)
    from_document(read_checked(library / TESTS, "tests", report), loaded.rulebook, report)

    assert code in [found.code for found in report.diagnostics]


SUPERVISION = "supervision/2019-12-30"
GIVEN = """as_of: 2026-03-09
    given: {explanation_notice_on: 2026-03-03}
    want: {reason_review: null}
    """
COUNTED = "自收到说明理由通知之日起 7 日，最后一日是节假日的顺延到其后第一个工作日"
ON_TIME = f"{GIVEN}duties: {{explain: {{due: 2026-03-10, status: open}}}}"


@pytest.fixture
def families(library):
    """Add the families with deadlines to the library of the test."""
    for name in ("supervision", "stop_freeze"):
        shutil.copytree(shipped_rulebooks() / name, library / name)
    shutil.copytree(shipped_rulebooks() / "sources", library / "sources", dirs_exist_ok=True)


def duty_failures(rewrite, old, new, language="zh"):
    path = rewrite(f"{SUPERVISION}/tests.yaml", old, new)
    found = [failure for result in results(path.parent) for failure in result.failures]
    return [speak(failure.says, language) for failure in found]


@pytest.mark.usefixtures("families")
@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (
            "{due: 2026-03-09, status: open}",
            [f"任务 explain 的届满：应为 2026-03-09，实为 2026-03-10（{COUNTED}）"],
        ),
        (
            "{due: null}",
            [f"任务 explain 的届满：应为 未定，实为 2026-03-10（{COUNTED}）"],
        ),
        ("{status: overdue}", ["任务 explain 的状态：应为 已逾期，实为 待办"]),
        ("{status: discharged}", ["任务：应为 无，实为 explain", "任务 explain 的状态：应为 已完成，实为 待办"]),
        ("{due: 2026-03-10}", []),
        ("{status: open}", []),
    ],
)
def test_a_wrong_due_day_or_status_fails_and_says_how_it_is_counted(rewrite, stated, said):
    assert said == duty_failures(rewrite, ON_TIME, f"{GIVEN}duties: {{explain: {stated}}}")


@pytest.mark.usefixtures("families")
@pytest.mark.parametrize("duties", ["[explain]", "[{explain: {status: open}}]", "{explain: {due: 2026-03-10}}"])
def test_duties_are_stated_as_names_or_with_what_is_wanted_of_them(rewrite, duties):
    assert [] == duty_failures(rewrite, ON_TIME, f"{GIVEN}duties: {duties}")


@pytest.mark.usefixtures("families")
def test_a_wanted_duty_that_is_not_owed_is_told_once(rewrite):
    said = duty_failures(rewrite, ON_TIME, f"{GIVEN}duties: {{file_case: {{due: 2026-03-17, status: open}}}}")

    assert ["任务：应为 file_case，实为 explain"] == said


@pytest.mark.usefixtures("families")
def test_a_moment_may_leave_out_its_seconds(rewrite):
    old = "due: 2025-03-03T10:00:00"
    path = rewrite("stop_freeze/2020-09-01/tests.yaml", old, old.replace("10:00:00", "10:00"))

    assert all(result.passed for result in results(path.parent))


@pytest.mark.usefixtures("families")
@pytest.mark.parametrize(
    ("duties", "code"),
    [
        ("{explain: {due: 2026-02-30}}", "T807"),
        ("{explain: {due: 2026-03-10T10:00:00}}", "T807"),
        ("{exlpain: {due: 2026-03-10}}", "T802"),
        ("[explain, {explain: {status: open}}]", "T808"),
        ("{explain: {status: late}}", "D204"),
        ("{explain: {day: 2026-03-09}}", "D203"),
        ("{explain: {}}", "D206"),
        ("{explain: 2026-03-10}", "D201"),
        ("[7]", "D201"),
        ("explain", "D201"),
    ],
)
def test_what_cannot_be_wanted_of_a_duty_is_refused(library, rewrite, duties, code):
    rewrite(f"{SUPERVISION}/tests.yaml", ON_TIME, f"{GIVEN}duties: {duties}")
    report = Report("rulebook")
    loaded = load(library / SUPERVISION, report)
    document = read_checked(loaded.tests, "tests", report)
    if document:
        from_document(document, loaded.rulebook, report)

    assert [code] == [found.code for found in report.diagnostics]
