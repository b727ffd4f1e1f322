"""The engine reaches on the synthetic case what its plan expects."""

import csv
import json

import pytest

CASE = "GE-2021-05"
AS_OF = "2024-10-11"  # both families are in force


@pytest.fixture(scope="module")
def case_run(rules, examples, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ge") / "out"
    run = rules("case", examples / "ge/case", "-o", folder, "--as-of", AS_OF, "--format", "json")

    assert run.returncode == 0, run.stderr
    return folder, json.loads(run.stdout)


@pytest.fixture(scope="module")
def out(case_run):
    return case_run[0]


@pytest.fixture(scope="module")
def summary(case_run):
    return case_run[1]


@pytest.fixture(scope="module")
def plan(examples):
    return json.loads((examples / "ge/expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def decisions(out):
    lines = (out / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines]
    return {result["subject"]["account"]: result for result in results if result["rulebook"] == "after"}


def table(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_every_account_ends_where_the_plan_says(plan, decisions):
    expected = {
        a["account"]: {key: a[key] for key in ("amount_anomaly", "fast_pass", "tier")} for a in plan["accounts"]
    }
    actual = {account: result["outcome"] for account, result in decisions.items()}

    assert expected == actual


def test_nothing_is_undetermined(decisions):
    assert not [account for account, result in decisions.items() if result["undetermined"]]


def test_the_review_flags_are_those_of_the_plan(plan, decisions):
    expected = {a["account"]: {"screening_only", *a["flags"]} for a in plan["accounts"]}
    actual = {account: set(result["flags"]) for account, result in decisions.items()}

    assert expected == actual


def test_the_accounts_to_hand_over_are_those_not_yet_in_the_registry(plan, out, decisions):
    expected = {a["account"] for a in plan["accounts"] if a["tier"] != "excluded" and not a["in_registry"]}
    owed = {
        account for account, result in decisions.items() if "hand_over" in {duty["id"] for duty in result["duties"]}
    }
    listed = (out / "handover.csv").read_text(encoding="utf-8-sig")

    assert len(expected) == plan["funnel"]["to_hand_over"] == 63
    assert expected == owed
    assert expected == {account for account in decisions if account in listed}


def test_enumerate_finds_both_rings_and_the_payee_above_them(out):
    overlaps = {(row["attribute"], row["value"]): int(row["accounts"]) for row in table(out / "overlaps.csv")}

    assert overlaps["open_branch", "青屿银行溪州禾园路支行"] == 6
    assert overlaps["agent", "申某甲"] == 5
    assert overlaps["withdrawal_place", "溪州市汽车南站自助银行"] == 5
    assert overlaps["ip", "203.0.113.77"] == 6
    assert overlaps["withdrawal_place", "潭口县农贸市场自助银行"] == 4
    assert overlaps["counterparty", "6299088800000000134"] == 3


def test_payment_companies_are_no_overlap(out):
    assert not [row for row in table(out / "overlaps.csv") if row["value"].startswith("HUB-")]


def test_only_the_answer_without_records_is_no_booking(out):
    rejects = table(out / "rejects.csv")
    report = json.loads((out / "import_report.json").read_text(encoding="utf-8"))

    assert ["ledger/5104000020210610161500/望汐商业银行股份有限公司交易明细信息.csv"] == [
        row["file"] for row in rejects
    ]
    assert report["rows_read"] == report["rows_kept"] + 1


def test_the_funnel_is_that_of_the_pilot(summary, plan):
    expected = plan["funnel"]

    assert expected == {name: summary["funnel"][name] for name in expected}


def test_the_case_itself_needs_a_review_and_a_squad(summary):
    assert {"case_review", "check_prevention", "brief_again", "sign_commitment", "squad"} <= set(
        summary["duties"][CASE]
    )
