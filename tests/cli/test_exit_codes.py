"""Exit codes, whatever the flags; and that nothing is written where something was rejected."""

import pytest
from cli_accounts import account


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ()),
        (0, ("--fail-on", "excluded")),
        (1, ("--fail-on", "tier_1")),
        (1, ("--fail-on", "excluded", "--fail-on", "tier_1")),
        (4, ("--fail-on", "undetermined")),
        (4, ("--fail-on", "undetermined", "--fail-on", "tier_1")),
        (2, ("--fail-on", "tier_9")),
        (2, ("--as-of", "2021-02-30")),
        (2, ("--as-of", "2020-01-01")),
        (0, ("--engine", "durable")),
        (2, ("--engine", "spark")),
        (2, ("--engine", "nonsense")),
        (2, ("--format", "parquet")),
        (2, ("--no-such-option",)),
        (2, ("--rulebooks", "no/such/folder")),
    ],
)
def test_eval_ends_with_the_documented_code(rules, table, code, arguments):
    path = table(account("1"), account("2", week_turnover=None))

    assert code == rules("eval", "after", path, *arguments).code


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ("version",)),
        (0, ("--help",)),
        (0, ()),
        (0, ("schema", "rulebook")),
        (2, ("schema", "rulebok")),
        (2, ("evaluate", "after")),
        (2, ("eval", "after")),
        (2, ("eval", "aftr", "-")),
        (2, ("check", "no_such_rulebook")),
        (0, ("check", "after@2022-01-01")),
        (2, ("check", "after@2022-01-02")),
        (0, ("test", "yangzhou_duties")),
        (0, ("show", "after")),
        (2, ("show", "after@1999-01-01")),
    ],
)
def test_other_commands_end_with_the_documented_code(rules, code, arguments):
    assert code == rules(*arguments).code


def test_an_invalid_rulebook_is_code_three_and_shown_at_its_place(rules, table, library):
    rulebook = library / "after" / "2022-01-01" / "rulebook.yaml"
    rulebook.write_text(
        rulebook.read_text("utf-8").replace("fact: pass_count, at_least: 1", "fact: pas_count, at_least: 1"), "utf-8"
    )
    ran = rules("eval", "after", table(account()), "--rulebooks", library)

    assert (3, "") == (ran.code, ran.out)
    assert "error[R304 unknown-name]" in ran.err
    assert "`pass_count`" in ran.err
    assert 3 == rules("check", library).code
    assert 3 == rules("test", library).code


def test_rules_that_contradict_each_other_are_named_and_end_with_code_three(rules, table, library):
    rulebook = library / "after" / "2022-01-01" / "rulebook.yaml"
    rulebook.write_text(rulebook.read_text("utf-8").replace("hit: first", "hit: unique"), "utf-8")
    ran = rules("eval", "after", table(account()), "--rulebooks", library, "--format", "jsonl")
    (result,) = ran.results

    assert 3 == ran.code
    assert result["outcome"]["tier"] is None
    assert {"tier": ["T1", "T2"]} == result["conflict"]
    assert "conflict" == list(result)[-1]
    assert "error[E518 rules-contradict]" in ran.err
    assert "T1, T2" in ran.err


def test_a_failed_test_is_code_one_and_says_wanted_found_and_why(rules, library):
    rulebook = library / "after" / "2022-01-01" / "rulebook.yaml"
    rulebook.write_text(rulebook.read_text("utf-8").replace("value: 30万元", "value: 50万元"), "utf-8")
    ran = rules("test", library / "after")

    assert 1 == ran.code
    assert "tier：应为 tier_1，实为 tier_2" in ran.out
    assert "500,000.00 元" in ran.out
    assert "<failure message=" in rules("test", library / "after", "--format", "junit").out


def test_nothing_is_written_where_facts_are_rejected(rules, table, tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("earlier results", "utf-8")
    ran = rules("eval", "after", table(account("1"), account("1")), "-o", target)

    assert 2 == ran.code
    assert "earlier results" == target.read_text("utf-8")
    assert ["facts.jsonl", "out.jsonl"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_file_appears_whole_and_for_its_owner_alone(rules, table, tmp_path):
    target = tmp_path / "out.jsonl"
    ran = rules("eval", "after", table(account()), "-o", target)

    assert (0, "") == (ran.code, ran.out)
    assert 1 == len(target.read_text("utf-8").splitlines())
    assert 0o600 == target.stat().st_mode & 0o777


def test_a_folder_that_is_not_there_is_an_error_of_usage(rules, table, tmp_path):
    ran = rules("eval", "after", table(account()), "-o", tmp_path / "no" / "out.jsonl")

    assert 2 == ran.code
    assert "error[C909 unwritable-file]" in ran.err


def test_an_internal_error_is_one_line_and_never_a_traceback(rules, table, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.delenv("RULES_DEBUG", raising=False)
    monkeypatch.setattr("engine.driver.evaluation.duties_of", broken)
    ran = rules("eval", "after", table(account()))

    assert 70 == ran.code
    assert "error[C912 internal-error]" in ran.err
    assert "Traceback" not in ran.err


def test_many_errors_are_counted_not_printed(rules, table):
    ran = rules("eval", "after", table(*(account(str(number), day_turnover="x") for number in range(60))))

    assert 50 == ran.err.count("error[E507 wrong-fact-value]")
    assert "另有 10 条错误没有列出" in ran.err
