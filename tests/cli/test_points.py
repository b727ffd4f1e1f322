"""A rulebook with points, a decision table and lists of outcomes, from its file to what is printed."""

import json
import re

import pytest

FAMILY = """\
schema: 1
family: points
title: 打分
subject: {kind: account, key: [account]}
rank: practice
time_effect: none
owner: 测试
reviewers: [测试]
"""
FACTS = """\
schema: 1
facts:
  pass_count: {title: 快进快出笔数, unit: count, meaning: 笔数}
  victim_amount: {title: 被害人转入金额, unit: CNY, meaning: 金额}
  in_registry: {title: 是否在册, unit: flag, meaning: 在册}
  kind: {title: 类别, unit: choice, meaning: 类别, choices: {loan: 贷款, shop: 购物}}
"""
RULEBOOK = """\
schema: 1
rulebook: points
edition: 2022-01-01
title: 打分
status: released
parameters:
  min_victim_amount: {title: 起点金额, unit: CNY, values: {2022-01-01: {value: 3000元, setting: 测试}}}
  pass_mark: {title: 及格分, unit: count, values: {2022-01-01: {value: 3, setting: 测试}}}
decisions:
  score:
    title: 风险分
    hit: collect
    aggregate: sum
    rules:
      - {id: S1, when: {fact: pass_count, at_least: 1}, then: 2}
      - {id: S2, when: {fact: victim_amount, at_least: min_victim_amount}, then: 2}
      - {id: S3, when: {fact: in_registry, is: true}, then: -1}
      - {id: S4, when: {fact: kind, is: loan}, then: 1}
  tier:
    title: 分级
    hit: priority
    outcomes: {high: 高, low: 低, none: 无}
    table:
      columns: [victim_amount, {decision: score}, kind]
      rows:
        - id: T1
          title: 高风险
          cells: [{at_least: min_victim_amount, less_than: 50万元}, {at_least: pass_mark}, any]
          then: high
        - {id: T2, cells: [{present: true}, {between: [1, 2]}, [loan, shop]], then: low}
        - {id: T3, cells: ["-", {is_not: 0}, loan], then: low}
    otherwise: none
  signs:
    title: 特征
    hit: output_order
    outcomes: {grave: 重, light: 轻}
    rules:
      - {id: G1, when: {fact: pass_count, at_least: 1}, then: light}
      - {id: G2, when: {decision: score, more_than: 2}, then: grave}
      - {id: G3, when: {fact: in_registry, is: false}, then: light}
flags:
  serious: {title: 有重特征, when: {decision: signs, includes: grave}}
"""
TESTS = """\
schema: 1
rulebook: points
edition: 2022-01-01
tests:
  - name: 高
    given: {pass_count: 1, victim_amount: 3000元, in_registry: false, kind: loan}
    want: {score: 5, tier: high, signs: [grave, light, light]}
    because: {score: [S1, S2, S4], tier: [T1]}
    flags: [serious]
  - {name: 未定, given: {pass_count: 1}, want: {score: null, tier: null}, undetermined: {tier: [victim_amount, kind]}}
"""
ACCOUNTS = (
    {"account": "1", "pass_count": 1, "victim_amount": 300_000, "in_registry": False, "kind": "loan"},
    {"account": "2", "pass_count": 1},
    {"account": "3", "pass_count": 0, "victim_amount": 0, "in_registry": True, "kind": "shop"},
)


@pytest.fixture
def points(tmp_path):
    """Lay out a library with the one rulebook; return its folder."""
    edition = tmp_path / "library/points/2022-01-01"
    edition.mkdir(parents=True)
    texts = {"../family.yaml": FAMILY, "../facts.yaml": FACTS, "rulebook.yaml": RULEBOOK, "tests.yaml": TESTS}
    for name, text in texts.items():
        (edition / name).write_text(text, encoding="utf-8")
    (tmp_path / "accounts.jsonl").write_text("".join(json.dumps(a) + "\n" for a in ACCOUNTS), encoding="utf-8")
    return tmp_path / "library"


@pytest.fixture
def told(points, rules):
    """Run a command on the rulebook; the facts are those of `ACCOUNTS`."""

    def run(command, *options, facts=True):
        files = [points.parent / "accounts.jsonl"] if facts else []
        return rules(command, "points", *files, "--rulebooks", points, "--as-of", "2022-06-01", *options)

    return run


@pytest.mark.parametrize("engine", ["reference", "durable", "duckdb"])
def test_points_and_lists_come_out_in_results(told, engine):
    results = told("eval", "--engine", engine, "--format", "jsonl").results

    assert [
        {"score": 5, "tier": "high", "signs": ["grave", "light", "light"]},
        {"score": None, "tier": None, "signs": None},
        {"score": -1, "tier": "none", "signs": []},
    ] == [result["outcome"] for result in results]
    assert ["victim_amount", "kind"] == results[1]["undetermined"]["tier"]
    assert {"score": ["S3"], "tier": ["otherwise"], "signs": []} == results[2]["because"]


def test_points_stand_in_a_cell_of_a_spreadsheet(told):
    rows = [row.split(",") for row in told("eval", "--format", "csv").out.splitlines()]

    assert ["score", "5", "", "-1"] == [row[1] for row in rows]


def test_the_trace_shows_the_points_that_are_possible_and_the_limit(told):
    trace = told("eval", "--format", "jsonl", "--trace", "full").results[1]["trace"]
    (tier,) = [found for found in trace["decisions"] if found["decision"] == "tier"]
    leaf = tier["rules"][0]["condition"]["parts"][1]

    assert (leaf["leaf"], leaf["threshold"]) == ("score at_least 3", 3)
    assert [1, 2, 3, 4, 5] == leaf["observed"]


def test_the_tests_of_the_rulebook_want_points_and_lists(points, rules):
    ran = rules("test", "points", "--rulebooks", points)

    assert (0, True) == (ran.code, "2 条通过" in ran.out + ran.err)


def test_points_that_are_still_possible_are_told_by_their_ends(told):
    text = told("explain", "--subject", "2").out

    assert "风险分：未定：可能是1至5" in text
    assert "风险分：1至5，要求不低于（≥）3" in text


def test_a_table_is_shown_as_a_table(told):
    shown = told("show", facts=False).out.splitlines()
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in shown if line.strip()[:1] == "|"]

    assert [
        ["规则", "被害人转入金额", "风险分", "类别", "结果"],
        ["T1", "不低于（≥）起点金额，且低于（<）50万元", "不低于（≥）3", "不论", "高"],
        ["T2", "已填写", "1至2", "贷款、购物", "低"],
        ["T3", "不论", "不等于（≠）0", "贷款", "低"],
    ] == [rows[0], *rows[2:]]
    assert "    T1　高风险" in shown


def test_pages_show_the_same_table(told):
    markdown = told("show", "--format", "markdown", facts=False).out
    html = told("show", "--format", "html", facts=False).out

    assert "| T2 | 已填写 | 1至2 | 贷款、购物 | 低 |" in markdown
    assert "<td>贷款、购物</td><td>低</td>" in html


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("at_least: pass_mark", "at_least: min_victim_amount", "R321"),
        ("at_least: pass_mark", "at_least: pass_count", "R321"),
        ("at_least: pass_mark", "at_least: 2.5", "R321"),
        ("at_least: pass_mark", "at_least: {sum: [pass_mark, 1]}", "R321"),
        ("{between: [1, 2]}", "{includes: 2}", "R310"),
        ("{between: [1, 2]}", "{present: true}", "R310"),
        ("{decision: score, more_than: 2}", "{decision: tier, more_than: 2}", "R310"),
        ("{decision: signs, includes: grave}", "{decision: signs, is: grave}", "R310"),
        ("[loan, shop]", "[loan, shopp]", "R316"),
        ("cells: [{present: true}, ", "cells: [", "R319"),
        ('["-", {is_not: 0}, loan]', '["-", any, any]', "R320"),
        ("then: -1", "then: -1.5", "D201"),
        ("    hit: collect\n", "", "D202"),
        ("hit: collect\n", "hit: first\n", "D204"),
        ("{is_not: 0}", "{isnot: 0}", "D203"),
        ("{is_not: 0}", "{}", "D206"),
        ("    table:\n", "    rules: []\n    table:\n", "D209"),
        ("columns: [victim_amount, {decision: score}", "columns: [victim_amount, {}", "D208"),
    ],
)
def test_what_a_table_or_points_cannot_mean_is_an_error_of_the_rulebook(points, rules, old, new, code):
    path = points / "points/2022-01-01/rulebook.yaml"
    assert old in RULEBOOK
    path.write_text(RULEBOOK.replace(old, new), encoding="utf-8")
    ran = rules("check", "points", "--rulebooks", points)

    assert 3 == ran.code
    assert f"[{code} " in ran.out + ran.err
    if not code.startswith("D"):
        assert [code] == re.findall(r"error\[(R\d+)", ran.out + ran.err)
