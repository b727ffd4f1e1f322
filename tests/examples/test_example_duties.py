"""What is due in six cases."""

import json

import pytest

STAGES = {"receive", "record", "stop_payment", "bank_line", "platform_line", "push_freeze", "gate_review",
          "assist_freeze", "return_funds"}  # fmt: skip
REVIEW = {"case_review", "check_prevention", "brief_again", "sign_commitment"}
SQUAD = {"squad", "watch_funds", "watch_information", "watch_network", "watch_people"}
COINS = {"coin_receive", "coin_convert", "coin_return"}
EXPECTED = {
    "YZ-2024-01": REVIEW | SQUAD,
    "YZ-2024-02": REVIEW | {"enterprise_response", "visit_enterprise"},
    "YZ-2024-03": set(),
    "YZ-2024-05": SQUAD | COINS - {"coin_receive"},
    "YZ-2024-06": {"sign_commitment"},
}


@pytest.fixture(scope="module")
def results(rules, examples):
    facts = examples / "duties/facts.jsonl"
    run = rules("eval", "yangzhou_duties", facts, "--as-of", "2024-10-11", "--format", "jsonl")

    assert run.returncode == 0, run.stderr
    return {result["subject"]["case_id"]: result for result in map(json.loads, run.stdout.splitlines())}


def open_duties(result):
    return {duty["id"] for duty in result["duties"] if duty["status"] == "open"}


@pytest.mark.parametrize("case", EXPECTED)
def test_the_open_duties_beside_the_seven_stages_are(case, results):
    assert EXPECTED[case] == open_duties(results[case]) - STAGES


def test_an_unknown_loss_leaves_the_review_undetermined(results):
    result = results["YZ-2024-04"]

    assert result["outcome"]["review_required"] is None
    assert result["undetermined"]["review_required"] == ["loss"]
    assert not REVIEW & open_duties(result)


def test_every_case_goes_through_the_seven_stages(results):
    assert dict.fromkeys(results, STAGES) == {case: open_duties(results[case]) & STAGES for case in results}
