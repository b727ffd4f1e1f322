"""`rules eval`, `explain`, `check` and `test` of a family whose editions reach back: what the outside sees."""

import csv
import io
import json

import pytest

FACTS = {
    "helped_objects": 0, "settlement_act": False, "settlement_amount": 0, "funds_given": 0, "illegal_gain": 0,
    "penalised_before": False, "grave_consequences": False, "upstream_unverifiable": False, "fraud_use": True,
    "turnover": 0, "inflow": 0, "lawful_explained": 0, "verified_fraud_inflow": 300000, "account_items": 0,
    "own_accounts": 1, "own_inflow": 0, "own_lawful": 0, "other_accounts": 0, "other_inflow": 0, "other_lawful": 0,
    "own_sims": 0, "others_sims": 0,
}  # fmt: skip
DATED = "2015-06-01: {value: 10万元,"
AS_OF = ("--as-of", "2025-09-01")


def subject(name, first, last, **facts):
    return {"case_id": "C1", "holder_id": name, "conduct_from": first, "conduct_to": last, **FACTS, **facts}


@pytest.fixture
def facts(tmp_path):
    def written(*subjects):
        path = tmp_path / "facts.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in subjects), "utf-8")
        return path

    return written


MILDER = subject("milder", "2023-05-01", "2023-05-31", inflow=30000001, own_inflow=30000001)
OLD = subject("old", "2024-03-01", "2024-03-20", own_sims=20)
NEW = subject("new", "2025-08-10", "2025-08-20", own_sims=20)
OPEN = subject("open", None, None, account_items=5)


def results(rules, path, *options):
    ran = rules("eval", "card_crime", path, *AS_OF, "--format", "jsonl", *options)
    assert 0 == ran.code, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_subjects_of_one_file_are_judged_by_the_editions_of_their_conduct(rules, facts):
    found = results(rules, facts(MILDER, OLD, NEW, OPEN))

    assert [("2025-07-22", "T4"), ("2022-03-22", "T4"), ("2025-07-22", "T1"), (None, None)] == [
        (one["edition"], one["applied_by"]) for one in found
    ]
    assert ["not_met", "not_met", "met", None] == [one["outcome"]["result"] for one in found]
    assert ["value", "value", "value", "unknown"] == [one["answer"] for one in found]
    assert [None] == [one["digest"] for one in found if one["edition"] is None]


def test_a_result_shows_every_edition_considered_behind_its_flags_and_before_its_trace(rules, facts):
    (found,) = results(rules, facts(MILDER))

    assert ["flags", "considered", "applied_by", "answer", "trace"] == list(found)[-5:]
    assert [
        {"edition": "2022-03-22", "rank": "minutes", "outcome": "met"},
        {"edition": "2025-07-22", "rank": "normative_opinion", "outcome": "not_met"},
    ] == found["considered"]
    assert ["screening_only", "needs_human", "not_released", "analogy"] == found["flags"]


def test_what_is_open_names_the_days_of_the_conduct(rules, facts):
    (found,) = results(rules, facts(OPEN))

    assert ["conduct_from", "conduct_to"] == found["undetermined"]["result"]


@pytest.mark.parametrize("engine", ["durable", "reference", "duckdb"])
def test_every_engine_decides_each_edition(rules, facts, engine):
    found = results(rules, facts(MILDER, OLD, NEW), "--engine", engine, "--trace", "full")

    assert ["not_met", "not_met", "met"] == [one["outcome"]["result"] for one in found]
    assert [engine] * 2 == [each["trace"]["engine"] for each in found[0]["considered"]]


def test_csv_says_which_edition_applies_and_why(rules, facts):
    ran = rules("eval", "card_crime", facts(MILDER, OPEN), *AS_OF, "--format", "csv")
    milder, left_open = csv.DictReader(io.StringIO(ran.out))

    assert ("2025-07-22", "T4", "value") == tuple(milder[name] for name in ("edition", "applied_by", "answer"))
    assert "2022-03-22=met;2025-07-22=not_met" == milder["considered"]
    assert ("", "", "unknown") == tuple(left_open[name] for name in ("edition", "applied_by", "answer"))


def test_one_edition_is_evaluated_alone_where_it_is_asked_for(rules, facts):
    ran = rules("eval", "card_crime@2022-03-22", facts(MILDER), *AS_OF, "--format", "jsonl")
    found = json.loads(ran.out)

    assert ("met", False) == (found["outcome"]["result"], "considered" in found)


def test_conduct_after_the_decision_date_is_an_error_of_the_facts(rules, facts):
    ran = rules("eval", "card_crime", facts(OLD), "--as-of", "2023-01-01", "--format", "jsonl")

    assert (2, "error") == (ran.code, json.loads(ran.out)["answer"])
    assert "error[M511 conduct-later]" in ran.err


def test_before_the_first_edition_nothing_is_in_force(rules, facts):
    ran = rules("eval", "card_crime", facts(OLD), "--as-of", "2019-10-31")

    assert 2 == ran.code
    assert "error[L404 not-yet-in-force]" in ran.err


def test_an_explanation_says_which_editions_were_considered_and_which_rule_chose(rules, facts):
    told = rules("explain", "card_crime", facts(MILDER), "--subject", "milder", *AS_OF).out

    assert "版本 2022-03-22（会议纪要）" in told
    assert "版本 2025-07-22（规范性意见）《帮信“情节严重”的标准（法发〔2025〕12号）》：适用" in told
    assert "T4 行为时已有规定，但之后的规定对行为人更有利：从轻，依照更有利的规定" in told
    assert "“但适用新的司法解释对犯罪嫌疑人、被告人有利的，适用新的”" in told
    assert "（T8，非明文）" in told


def test_an_explanation_as_json_has_the_members_of_a_result(rules, facts):
    path = facts(MILDER, OPEN)
    options = (*AS_OF, "--format", "json")
    milder, left_open = (
        json.loads(rules("explain", "card_crime", path, "--subject", name, *options).out) for name in ("milder", "open")
    )

    assert ("T4", "2025-07-22") == (milder["applied_by"], milder["edition"])
    assert "why_not" in milder
    assert (None, "unknown") == (left_open["edition"], left_open["answer"])
    assert any("行为开始日" in line for line in left_open["text"])


def faulty(library, rules, file, old, new):
    path = library / "concealment" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return rules("check", library / "concealment").err


@pytest.mark.parametrize(("change", "code"), [
    (("family.yaml", "conduct: {from: conduct_from, to: conduct_to, final: final_on}\n", ""), "M501 no-conduct"),
    (("family.yaml", "severity: {decision: result, order: [not_met, basic, serious]}\n", ""), "M502 no-severity"),
    (("family.yaml", "from: conduct_from", "from: acts"), "M503 conduct-fact"),
    (("family.yaml", "decision: result", "decision: results"), "M504 severity-decision"),
    (("family.yaml", "[not_met, basic, serious]", "[not_met, serious]"), "M506 severity-outcomes"),
    (("family.yaml", "time_effect: milder", "time_effect: none"), "M508 time-effect-none"),
    (("2015-06-01/rulebook.yaml", f"      {DATED}", f"      2016-01-01: {{ended: true}}\n      {DATED}"),
     "M507 value-dated-twice-in-edition"),
    (("tests.yaml", "rulebook: concealment\n", "rulebook: concealment\nedition: 2025-08-26\n"), "D203 unknown-key"),
    (("2021-04-15/tests.yaml", "edition: 2021-04-15\n", ""), "D202 missing-key"),
])  # fmt: skip
def test_what_keeps_editions_from_being_compared_is_an_error(library, rules, change, code):
    assert f"error[{code}]" in faulty(library, rules, *change)


def test_the_editions_of_a_family_decide_the_same_questions(library, rules):
    (library / "concealment" / "2021-04-15" / "tests.yaml").unlink()

    told = faulty(library, rules, "2021-04-15/rulebook.yaml", "  path:\n", "  direction:\n")

    assert "error[M509 editions-differ]: 版本 2021-04-15 的判断是 result, direction" in told


def test_a_decision_of_many_outcomes_has_no_severity(library, rules):
    path = library / "card_crime" / "family.yaml"
    path.write_text(path.read_text("utf-8").replace("decision: result", "decision: routes"), "utf-8")

    assert "error[M505 severity-of-many]" in rules("check", library / "card_crime").err


def test_a_wrong_expectation_across_editions_fails_in_words(library, rules):
    path = library / "concealment" / "tests.yaml"
    text = path.read_text("utf-8")
    wrong = text.replace("applied_by: T5", "applied_by: T4").replace("edition: 2021-04-15", "edition: 2015-06-01")
    path.write_text(wrong, "utf-8")
    ran = rules("test", library / "concealment")

    assert 1 == ran.code
    assert "适用依据：应为 T4，实为 T5" in ran.out
    assert "适用版本：应为 2015-06-01，实为 2021-04-15" in ran.out
