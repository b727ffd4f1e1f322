"""What `rules eval` prints: the documented object, the other forms, and the trace."""

import csv
import io
import json

from cli_accounts import account

from engine.ledger.tables import open_tables


def test_a_result_has_the_documented_keys_in_the_documented_order(rules, table):
    ran = rules("eval", "after", table(account()), "--format", "jsonl", "--as-of", "2021-05-03")
    assert ran.code == 2, "the edition is not in force before 2022"

    ran = rules("eval", "after", table(account()), "--format", "jsonl", "--as-of", "2022-05-03")
    (result,) = ran.results
    digest = result.pop("digest")

    assert digest.startswith("sha256:")
    assert list(result) == [
        "schema_version", "rulebook", "edition", "subject", "as_of", "outcome", "because", "undetermined", "duties",
        "flags", "trace",
    ]  # fmt: skip
    assert result == {
        "schema_version": 1,
        "rulebook": "after",
        "edition": "2022-01-01",
        "subject": {"case_id": "C1", "account": "001"},
        "as_of": "2022-05-03",
        "outcome": {"amount_anomaly": True, "fast_pass": True, "tier": "tier_1"},
        "because": {"amount_anomaly": ["A1"], "fast_pass": ["F1"], "tier": ["T1"]},
        "undetermined": {},
        "duties": [{"id": "hand_over", "due": None, "status": "open"}],
        "flags": ["screening_only"],
        "trace": {},
    }


def test_an_undetermined_outcome_is_null_with_the_facts_that_decide_it(rules, table):
    ran = rules("eval", "after", table(account(week_turnover=None, victim_linked_amount=None)), "--format", "jsonl")
    (result,) = ran.results

    assert ran.code == 0
    assert result["outcome"] == {"amount_anomaly": None, "fast_pass": True, "tier": None}
    assert result["undetermined"] == {"amount_anomaly": ["week_turnover"], "tier": ["week_turnover"]}
    assert result["because"] == {"fast_pass": ["F1"]}
    assert result["duties"] == [
        {"id": "hand_over", "due": None, "status": "undetermined", "waits_for": ["week_turnover"]}
    ]
    assert result["flags"] == ["screening_only", "unknown:victim_money_unconfirmed"]


def test_results_come_in_the_order_of_the_input(rules, table):
    numbers = ["7", "3", "9", "1"]
    ran = rules("eval", "after", table(*map(account, numbers)), "--format", "jsonl")

    assert [f"00{number}" for number in numbers] == [result["subject"]["account"] for result in ran.results]


def test_the_law_date_is_printed_and_is_today_unless_stated(rules, table):
    path = table(account())

    assert "法律日期 2023-04-05\n" in rules("eval", "after", path, "--as-of", "2023-04-05").err
    assert "（运行当日）" in rules("eval", "after", path).err
    assert "law date 2023-04-05\n" in rules("eval", "after", path, "--as-of", "2023-04-05", "--lang", "en").err


def test_json_is_an_array_of_the_same_objects(rules, table):
    path = table(account("1"), account("2", pass_count=0))
    lines = rules("eval", "after", path, "--format", "jsonl").results

    assert lines == json.loads(rules("eval", "after", path, "--format", "json").out)


def test_csv_keeps_account_numbers_and_disarms_formulas(rules, table):
    hostile = account("2") | {"case_id": "=cmd|' /C calc'!A0"}
    ran = rules("eval", "after", table(account("1"), hostile), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))

    assert ["001", "002"] == [row["account"] for row in rows]
    assert "'=cmd|' /C calc'!A0" == rows[1]["case_id"]
    assert ("tier_1", "T1", "") == (rows[0]["tier"], rows[0]["tier.because"], rows[0]["tier.undetermined"])


def test_parquet_holds_the_same_rows_as_csv(rules, table, tmp_path):
    path = table(account("1"), account("2", week_turnover=None))
    target = tmp_path / "it's.parquet"
    ran = rules("eval", "after", path, "-o", target)
    tables = open_tables()
    found = tables.rows('SELECT account, tier, "tier.undetermined" FROM read_parquet(?)', [str(target)])
    tables.close()

    assert (0, "") == (ran.code, ran.out)
    assert [("001", "tier_1", None), ("002", None, "week_turnover")] == found


def test_the_table_shows_titles_and_counts(rules, table):
    ran = rules("eval", "after", table(account("1"), account("2", pass_count=None)))

    assert "一级可疑账户" in ran.out
    assert "快进快出笔数" in ran.out
    assert "共 2 个对象" in ran.out
    assert "可疑账户分级（Threshold）：一级可疑账户 1, 未定 1" in ran.out


def test_no_character_of_the_data_reaches_the_terminal_as_a_control(rules, table):
    hostile = account() | {"case_id": "C\x1b[2J\u202e\u009b"}
    for form in ("table", "jsonl", "csv"):
        ran = rules("eval", "after", table(hostile), "--format", form)

        assert 0 == ran.code
        assert not {"\x1b", "\u202e", "\u009b"} & set(ran.out)


def test_a_lone_surrogate_is_written_out(rules, tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_text(json.dumps(account() | {"case_id": "C\ud800"}) + "\n", "utf-8")

    assert '"case_id": "C\\ud800"' in rules("eval", "after", path, "--format", "jsonl").out
    assert 0 == rules("eval", "after", path, "-o", tmp_path / "r.parquet").code


def test_the_full_trace_states_each_leaf_with_its_numbers(rules, table):
    ran = rules("eval", "after", table(account(window_turnover=29_999_999)), "--format", "jsonl", "--trace", "full")
    trace = ran.results[0]["trace"]
    tier = next(found for found in trace["decisions"] if found["decision"] == "tier")
    leaf = tier["rules"][0]["condition"]["parts"][3]

    assert ["decisions", "flags", "duties", "engine", "firings"] == list(trace)
    assert ["T1", "T2"] == [rule["id"] for rule in tier["rules"]]
    assert ["not_met", "met"] == [rule["outcome"] for rule in tier["rules"]]
    assert leaf.pop("line") > 1
    assert leaf == {
        "leaf": "window_turnover at_least min_turnover",
        "outcome": "not_met",
        "observed": 29_999_999,
        "comparator": "at_least",
        "threshold": 30_000_000,
        "unit": "CNY",
        "margin": -1,
        "parameters": [
            {"name": "min_turnover", "value": 30_000_000, "since": "2022-01-01", "cite": "after-article#T-pilot"}
        ],
    }


def test_the_trace_of_what_fired_holds_the_met_rules_alone(rules, table):
    ran = rules("eval", "after", table(account(window_turnover=1)), "--format", "jsonl", "--trace", "fired")
    trace = ran.results[0]["trace"]
    ids = {found["decision"]: [rule["id"] for rule in found["rules"]] for found in trace["decisions"]}

    assert {"amount_anomaly": ["A1"], "fast_pass": ["F1"], "tier": ["T2"]} == ids
    assert {"met"} == {found["outcome"] for found in (*trace["flags"], *trace["duties"])}


def test_days_choices_and_deadlines_are_written_as_people_write_them(rules, table):
    case = {
        "case_id": "C1",
        "reported_at": "2024-10-01T08:30:00",
        "fraud_type": "romance",
        "victim_kind": "enterprise",
        "loss": "120万元",
        "squad_formed_on": "2024-10-02",
    }
    ran = rules("eval", "yangzhou_duties", table(case), "--format", "jsonl", "--trace", "full", "--as-of", "2024-11-01")
    (result,) = ran.results
    duties = {duty["id"]: duty["status"] for duty in result["duties"]}

    assert ("discharged", "open") == (duties["squad"], duties["case_review"])
    assert '"leaf": "reported_at present true", "outcome": "met", "observed": "2024-10-01T08:30:00"' in ran.out
    assert '"observed": "romance"' in ran.out
    assert '"observed": 120000000, "comparator": "at_least", "threshold": 100000000' in ran.out


def test_two_runs_print_the_same_bytes(rules, table):
    path = table(account("1"), account("2", week_turnover=None))
    first, second = (rules("eval", "after", path, "--format", "jsonl", "--trace", "full") for _ in range(2))

    assert first.out == second.out


def test_standard_input_holds_facts_too(rules, table, monkeypatch):
    content = table(account("1"), account("2")).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    assert ["001", "002"] == [
        result["subject"]["account"] for result in rules("eval", "after", "-", "--format", "jsonl").results
    ]
