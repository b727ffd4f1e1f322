"""A small rulebook that uses every kind of comparison, for tests of explanations."""

from datetime import date
from pathlib import Path

from engine.library.library import Loaded, load, locate, open_library
from engine.program.from_rulebook import from_rulebook
from engine.program.program import Program
from engine.source.report import Report

FAMILY = """\
schema: 1
family: tried
title: 试用
summary: 只为测试
subject: {kind: account, key: [account]}
rank: practice
time_effect: none
owner: 由使用单位设定
reviewers: []
"""

FACTS = """\
schema: 1
facts:
  a: {title: 甲数, unit: count, meaning: 数}
  b: {title: 乙数, unit: count, meaning: 数}
  c: {title: 丙数, unit: count, meaning: 数}
  paid: {title: 金额, unit: CNY, meaning: 钱}
  since: {title: 起日, unit: day, meaning: 日}
  marked: {title: 标记, unit: flag, meaning: 是否}
  kind: {title: 种类, unit: choice, meaning: 种类, choices: {red: 红, green: 绿, blue: 蓝}}
"""

RULEBOOK = """\
schema: 1
rulebook: tried
edition: 2022-01-01
title: 试用
status: draft
parameters:
  floor:
    title: 下限
    unit: count
    values: {2022-01-01: {value: 5, setting: 试}}
  share:
    title: 比例
    unit: ratio
    values: {2022-01-01: {value: 7/3, setting: 试}}
decisions:
  level:
    title: 等级
    hit: first
    outcomes: {high: 高, middle: 中, low: 低}
    rules:
      - id: H
        when:
          any:
            - all: [{fact: a, at_least: floor}, {product: [b, share], less_than: {sum: [a, c]}}]
            - {product: [a, a, b], more_than: {product: [c, 10]}}
        then: high
      - id: M
        when:
          any:
            - {fact: c, between: [3, 6]}
            - all: [{min: [a, b], at_least: 4}, {fact: kind, one_of: [red, blue]}]
            - all: [{fact: marked, is: true}, {fact: a, is_not: b}]
        then: middle
    otherwise: low
  early:
    title: 早
    type: flag
    rules:
      - {id: E, when: {all: [{fact: since, at_most: 2021-05-03}, {fact: paid, more_than: 12.34元}]}, then: true}
    otherwise: false
  bought:
    title: 集合
    hit: collect
    outcomes: {many: 多, marked: 标}
    rules:
      - {id: C1, when: {max: [a, c], at_least: 9}, then: many}
      - {id: C2, when: {all: [{fact: marked, is: true}, {fact: kind, is_not: green}]}, then: marked}
"""


def write_tried(root: Path) -> Path:
    """Write the family below `root` and return the folder of its edition."""
    edition = root / "tried" / "2022-01-01"
    edition.mkdir(parents=True)
    (edition.parent / "family.yaml").write_text(FAMILY, encoding="utf-8")
    (edition.parent / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (edition / "rulebook.yaml").write_text(RULEBOOK, encoding="utf-8")
    return edition


def program_of(folder: Path, as_of: date = date(2022, 6, 1)) -> tuple[Loaded, Program]:
    """Return the edition in `folder` and its program."""
    report = Report("rulebook")
    loaded = load(folder, report)
    program = loaded and from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=as_of, report=report)

    assert () == tuple(found for found in report.diagnostics if found.severity == "error")
    assert loaded
    assert program
    return loaded, program


def shipped(name: str, as_of: date = date(2024, 10, 1)) -> tuple[Loaded, Program]:
    return program_of(locate(open_library(), name, as_of), as_of)
