"""Where sources disagree, everybody who reads a rulebook sees which of them is followed, and why."""

import json
from datetime import date

import pytest

from engine.driver.opening import open_rulebook
from engine.driver.register import resting_on
from engine.driver.showing import shown
from engine.library.library import Library

RULEBOOK = "after/2022-01-01/rulebook.yaml"
TIER = "        then: tier_1\n"
VALUE = "如取当日前后则改为 1}"
CITE = "prevails: {cite: after-article#A, reason: 模型的定义在先}"


@pytest.fixture(params=["rule", "value"])
def settled(request, library, rewrite):
    if request.param == "rule":
        rewrite(RULEBOOK, TIER, f"{TIER}        {CITE}\n")
    else:
        rewrite(RULEBOOK, VALUE, f"{VALUE[:-1]}, {CITE}}}")
    return library


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_the_prose_says_what_prevails_and_why(settled, form):
    opened = open_rulebook(str(settled / "after"), date(2023, 1, 1))
    text = shown(form, opened, "zh")

    assert "为准：模型的定义在先" in text
    assert 1 == text.count("模型的定义在先")


def test_programs_read_it_too(settled):
    found = json.loads(shown("json", open_rulebook(str(settled / "after"), date(2023, 1, 1)), "zh"))
    parts = [rule for decision in found["decisions"] for rule in decision["rules"]]
    parts += [value for parameter in found["parameters"] for value in parameter["values"]]

    assert [{"cite": "after-article#A", "reason": "模型的定义在先"}] == [
        part["prevails"] for part in parts if "prevails" in part
    ]


def test_the_article_that_prevails_is_found_by_its_name_and_must_exist(settled, rewrite, request):
    (resting,) = resting_on(Library((settled,)), "after-article#A").resting
    names = [thing.name for thing in resting.things]

    assert ("T1" if "rule" in request.node.name else "turnover_window_days") in names
    rewrite(RULEBOOK, CITE, CITE.replace("#A", "#Z"))
    with pytest.raises(Exception, match="1 diagnostics") as caught:
        open_rulebook(str(settled / "after"), date(2023, 1, 1))
    assert ["L408"] == [found.code for found in caught.value.report.diagnostics]
