"""Logs: six months by the text in force when they are deleted; the explanation says the day on which they end."""

import json

import pytest

BREACH, LAST, KEPT = "breach", "last_day", "kept"


def decided(rules, tmp_path, engine="auto", **facts):
    log = {"enterprise_id": "E1", "log_id": "1", "operator_log": True, **facts}
    path = tmp_path / "logs.jsonl"
    path.write_text(json.dumps(log) + "\n", "utf-8")
    ran = rules("eval", "log_retention", path, "--as-of", "2026-03-01", "--format", "jsonl", "--engine", engine)
    found = json.loads(ran.out)
    return found["outcome"]["retention"], found["edition"]


@pytest.mark.parametrize(
    ("deleted", "wanted"),
    [
        ("2025-12-20", (BREACH, "2017-06-01")),
        ("2025-12-31", (BREACH, "2017-06-01")),
        ("2026-01-01", (LAST, "2026-01-01")),
        ("2026-01-02", (KEPT, "2026-01-01")),
        ("2026-01-05", (KEPT, "2026-01-01")),
    ],
)
@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_every_engine_tells_the_days_around_six_months(rules, tmp_path, deleted, wanted, engine):
    assert wanted == decided(rules, tmp_path, engine, logged_on="2025-07-01", deleted_on=deleted)


def test_an_explanation_names_the_day_and_the_nearest_day_that_is_late_enough(rules, tmp_path):
    decided(rules, tmp_path, logged_on="2025-07-01", deleted_on="2025-12-20")
    said = rules("explain", "log_retention", tmp_path / "logs.jsonl", "--as-of", "2026-03-01", "--subject", "E1/1").out

    assert "早于（<）日志记录之日起满 6 个月之日（2026-01-01）" in said
    assert "只要删除之日由 2025-12-20 改为 2026-01-02，其余不变" in said
