"""Each command has help; the order is that of the contract; the small commands print what they should."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine import __version__
from engine.cli.app import NAMES

ORDER = (
    "case", "eval", "facts", "import", "explain", "duties", "discharge", "flow", "report",
    "check", "test", "cover", "prove", "diff", "show", "law", "stale", "fmt", "new", "release",
    "audit", "code", "schema", "version",
)  # fmt: skip
ROOT = Path(__file__).parents[2]


def started(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "engine.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def test_commands_stand_in_the_order_of_the_contract(rules):
    shown = rules("--help").out
    places = [shown.index(f"│ {name} ") for name in NAMES]

    assert tuple(name for name in ORDER if name in NAMES) == NAMES
    assert sorted(places) == places


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_help_in_chinese_first(rules, name):
    ran = rules(name, "--help")

    assert 0 == ran.code
    assert any("\u4e00" <= letter <= "\u9fff" for letter in ran.out)


def test_version_names_engine_rulebooks_and_editions(rules):
    lines = rules("version").out.splitlines()

    assert f"after-rules {__version__}" == lines[0]
    assert "after  2022-01-01" in lines


def test_version_answers_within_a_quarter_of_a_second():
    took = []
    for _ in range(5):
        start = time.perf_counter()
        ran = started("version")
        took.append(time.perf_counter() - start)

        assert 0 == ran.returncode

    assert min(took) < 0.25


@pytest.mark.parametrize("kind", ["family", "facts", "rulebook", "tests", "source"])
def test_schema_prints_the_schema_of_a_kind(rules, kind):
    assert kind in json.loads(rules("schema", kind).out)["$id"]


def test_show_reads_as_prose_with_every_number_and_its_source(rules):
    shown = rules("show", "after", "--as-of", "2023-01-01").out

    assert "涉案流水下限（min_turnover）" in shown
    assert "自 2022-01-01 起：300,000.00 元（法律日期当日有效）" in shown
    assert "流水金额设置为大于等于30万元" in shown
    assert "本地设定：公开报道未载明，由使用单位设定" in shown
    assert "涉案日前后流水不低于（≥）涉案流水下限" in shown
    assert "其余：本模型未筛出，不等于排除嫌疑" in shown


def test_show_states_the_same_for_programs(rules):
    shown = json.loads(rules("show", "after", "--format", "json").out)
    turnover = next(found for found in shown["parameters"] if found["name"] == "min_turnover")

    assert [30_000_000] == [dated["value"] for dated in turnover["values"]]
    assert ["amount_anomaly", "fast_pass", "tier"] == [decision["name"] for decision in shown["decisions"]]


def test_check_finds_one_open_question_in_the_shipped_rulebooks(rules):
    ran = rules("check")

    assert 0 == ran.code
    assert (1, 0) == (ran.err.count("warning["), ran.err.count("error["))
    assert "0 个错误，1 个警告" in ran.out


def test_check_says_all_that_is_wrong_at_once(rules, library):
    rulebook = library / "after" / "2022-01-01" / "rulebook.yaml"
    text = rulebook.read_text("utf-8")
    text = text.replace("fact: pass_count, at_least: 1", "fact: pas_count, at_least: 1")
    rulebook.write_text(
        text.replace(
            "{fact: victim_amount, at_least: min_victim_amount}", "{fact: victim_amount, at_least: 3 minutes}"
        ),
        "utf-8",
    )
    ran = rules("check", library)

    assert 3 == ran.code
    assert "R304" in ran.err
    assert "R308" in ran.err


def test_results_of_tests_are_json_too(rules):
    tested = json.loads(rules("test", "after", "--format", "json").out)

    assert 0 == tested["failed"]
    assert tested["count"] == len(tested["tests"]) > 30


def test_an_unknown_command_and_an_unknown_option_are_answered_with_the_nearest(rules):
    assert "`eval`" in rules("evla").err
    assert "`--as-of`" in rules("eval", "after", "-", "--asof", "x").err
    assert "no command" in rules("evla", "--lang", "en").err


def test_output_is_utf8_whatever_the_locale():
    ran = started("show", "after", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert 0 == ran.returncode
    assert "一级可疑账户" in ran.stdout.decode("utf-8")


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    facts = tmp_path / "facts.jsonl"
    rows = ({"case_id": "C", "account": str(number)} for number in range(20_000))
    facts.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "engine.cli", "eval", "after", str(facts), "--format", "jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        told = process.stderr.read().decode()

    assert 0 == process.returncode
    assert 1 == len(told.splitlines()), "the law date alone"
