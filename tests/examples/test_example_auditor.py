"""What an auditor reads about three accounts."""

import json

import pytest

AS_OF = "2022-06-01"
TIERS = {"6299000000000000011": "tier_1", "6299000000000000029": "tier_2", "6299000000000000037": None}


@pytest.fixture(scope="module")
def facts(examples):
    return examples / "explain_to_an_auditor/facts.jsonl"


def test_the_three_accounts_are_tier_1_tier_2_and_undetermined(rules, facts):
    run = rules("eval", "after", facts, "--as-of", AS_OF, "--format", "jsonl")
    results = [json.loads(line) for line in run.stdout.splitlines()]

    assert run.returncode == 0, run.stderr
    assert {result["subject"]["account"]: result["outcome"]["tier"] for result in results} == TIERS
    assert results[2]["undetermined"]["tier"] == ["week_turnover"]


@pytest.mark.parametrize("golden", [f"{account}.{language}.txt" for account in TIERS for language in ("zh", "en")])
def test_the_explanation_reads_the_same_each_time(rules, examples, facts, same_as_golden, golden):
    account, language, _ = golden.split(".")

    run = rules("explain", "after", facts, "--subject", f"C1/{account}", "--as-of", AS_OF, "--lang", language)

    assert run.returncode == 0, run.stderr
    same_as_golden(examples / "explain_to_an_auditor/expected" / golden, run.stdout)


def test_the_near_miss_says_by_how_much(rules, facts):
    run = rules("explain", "after", facts, "--subject", "C1/6299000000000000029", "--as-of", AS_OF)

    assert "120.00 元" in run.stdout
