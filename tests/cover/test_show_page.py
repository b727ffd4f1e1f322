"""`rules show` as a page: Markdown and HTML say what the prose says, and text stays text."""

import re
from html.parser import HTMLParser

import pytest

RULEBOOK = "after/2022-01-01/rulebook.yaml"


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 (the parser calls it so)
        self.tags.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def read(html):
    parser = Words()
    parser.feed(html)
    return parser


@pytest.fixture
def shown(rules, library):
    return lambda form: rules("show", "after", "--format", form, "--as-of", "2023-01-01", "--rulebooks", library).out


def test_markdown_has_a_table_of_parameters_and_a_list_of_rules(shown):
    text = shown("markdown")

    assert text.startswith("# 涉“两卡”犯罪账户分级（AFTER 数字监督模型）\n\n- 版本：after@2022-01-01\n")
    assert "| 涉案流水下限 | min\\_turnover | 2022-01-01 | 300,000.00 元 | " in text
    assert "\n### 可疑账户分级（Threshold）（tier）\n" in text
    assert "\n- T1 一级可疑账户\n  - 以下全部成立：\n    - “金额异常（Amount）”为“是”\n" in text


def test_every_line_of_the_prose_stands_on_the_page(rules, library, shown):
    prose = rules("show", "after", "--as-of", "2023-01-01", "--rulebooks", library).out
    words = "".join(read(shown("html")).texts)
    decisions = prose[prose.index("\n判断\n") :]

    assert [] == [line for line in map(str.strip, decisions.splitlines()) if line not in words]


def test_the_page_is_one_file_without_script_and_network(shown):
    html = shown("html")

    assert "default-src 'none'" in html
    assert {"script", "link", "img", "iframe"}.isdisjoint(read(html).tags)
    assert not re.search(r"https?://", html)


def test_what_a_rulebook_says_is_text_on_the_page(shown, rewrite):
    rewrite(RULEBOOK, "title: 一级可疑账户\n", "title: '1. <b>一级</b> [甲](x) *乙* | 丙'\n")

    assert "b" not in read(shown("html")).tags
    assert "&lt;b&gt;一级&lt;/b&gt; \\[甲\\](x) \\*乙\\* \\| 丙" in shown("markdown")


def test_a_value_that_ended_and_one_to_come_are_rows_of_their_own(shown, rewrite):
    pilot = "2022-01-01: {value: 30万元, cite: after-article#T-pilot, quote: 流水金额设置为大于等于30万元}"
    rewrite(RULEBOOK, pilot, f"{pilot}\n      2027-01-01: {{ended: true, setting: 不再使用}}")

    assert re.search(r"\| min\\_turnover \| 2022-01-01 \| 300,000.00 元 \|.*\| 是 \|", shown("markdown"))
    assert re.search(r"\| min\\_turnover \| 2027-01-01 \| 不再有值 \| 本地设定：不再使用 \|  \|  \|", shown("markdown"))
