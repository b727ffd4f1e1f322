"""The decision log: what a line holds, and that lines hang together."""

import json
from datetime import date

from engine.audit.log import FIRST, Run, canonical, digest_of, log_lines
from engine.decision.result import Result, Subject
from engine.driver.evaluation import Evaluation
from engine.driver.opening import open_rulebook

PROGRAM = open_rulebook("after", date(2024, 10, 1)).program
RUN = Run("7" * 32, "2024-10-01T09:00:00", "0.1.0")


def results(*accounts: str) -> list[Result]:
    day = date(2021, 5, 3).toordinal()
    subjects = [
        Subject(key=(("case_id", "C1"), ("account", account)), facts={"pass_count": 1, "incident_day": day})
        for account in accounts
    ]
    return list(Evaluation(PROGRAM, "none").results(subjects))


def entries(*accounts: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in log_lines(results(*accounts), RUN)]


def test_each_line_holds_the_hash_of_the_one_before() -> None:
    one, two, three = entries("a", "b", "c")

    assert [one["previous"], two["previous"], three["previous"]] == [FIRST, one["hash"], two["hash"]]
    assert [one["sequence"], two["sequence"], three["sequence"]] == [1, 2, 3]


def test_a_hash_is_that_of_the_line_without_it() -> None:
    for entry in entries("a", "b"):
        claimed = entry.pop("hash")

        assert claimed == digest_of(entry)


def test_changing_one_decision_changes_every_hash_behind_it() -> None:
    first, second = entries("a", "b", "c"), entries("x", "b", "c")

    assert [one["hash"] == other["hash"] for one, other in zip(first, second, strict=True)] == [False, False, False]


def test_a_line_states_facts_as_result_files_do_and_their_digest() -> None:
    (entry,) = entries("a")
    facts = entry["facts"]

    assert isinstance(facts, dict)
    assert (facts["incident_day"], facts["pass_count"], facts["week_turnover"]) == ("2021-05-03", 1, None)
    assert entry["facts_digest"] == digest_of(facts)


def test_a_line_names_text_engine_day_and_verdict() -> None:
    (entry,) = entries("a")

    assert (entry["rulebook"], entry["edition"], entry["digest"]) == ("after", "2022-01-01", PROGRAM.digest)
    assert (entry["engine"], entry["as_of"], entry["run"]) == (
        "0.1.0",
        "2024-10-01",
        {"id": RUN.id, "moment": RUN.moment},
    )
    assert entry["verdict"]["outcome"] == {"amount_anomaly": None, "fast_pass": True, "tier": None}  # type: ignore[index]


def test_canonical_json_is_one_text_for_equal_values() -> None:
    assert canonical({"b": [1, None], "a": "元"}) == '{"a":"元","b":[1,null]}' == canonical({"a": "元", "b": [1, None]})
