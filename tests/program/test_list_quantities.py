"""What a list quantity may name: each fault is told at its place."""

from dataclasses import replace

import pytest
import strategies as world

from engine.program.from_rulebook import from_rulebook
from engine.rulebook import conditions as c
from engine.source.report import Report


def faults(quantity: c.Quantity, at_least: str = "1元") -> list[str]:
    leaf = world.comparing(quantity, "at_least", world.named(at_least))
    stated = world.rulebook((world.decision("a", "first", [(leaf, "high")], "low"),))
    report = Report("rulebook")
    from_rulebook(stated, digest="", as_of=world.AS_OF, report=report)
    return [found.code for found in report.diagnostics]


@pytest.mark.parametrize(
    ("quantity", "wanted"),
    [
        (world.listed("total", "acts.amount"), []),
        (world.listed("total", "acts.day"), ["R323"]),
        (world.listed("total", "acts.amuont"), ["R304"]),
        (world.listed("total", "turnover.amount"), ["R323"]),
        (world.listed("total", "atcs.amount"), ["R304"]),
        (world.listed("largest_total", "acts.amount", "limit"), ["R323"]),
        (world.listed("largest_total", "acts.amount", "3 working_days"), ["R303"]),
        (world.listed("largest_total", "acts.amount", "48 hours"), []),
        (world.listed("largest_total", "acts.amount", "5 minutes"), ["R303"]),
        (replace(world.listed("largest_total", "acts.amount", "1 year"), by=world.named("acts.amount")), ["R323"]),
        (world.listed("count_of", "acts"), ["R308"]),
        (world.named("acts"), ["R310"]),
        (world.combined("sum", world.named("acts"), world.named("turnover")), ["R308"]),
        (world.named("window"), ["R308"]),
    ],
)
def test_a_quantity_names_a_list_and_its_members(quantity, wanted):
    assert wanted == faults(quantity)


@pytest.mark.parametrize(
    ("quantity", "wanted"),
    [
        (world.later("held", "window"), []),
        (world.later("held", "366 days"), []),
        (world.later("hold", "1 year"), ["R304"]),
        (world.later("window", "1 year"), ["R304"]),
        (world.later("turnover", "1 year"), ["R323"]),
        (world.later("held", "limit"), ["R323"]),
        (world.later("held", "3 working_days"), ["R303"]),
        (world.later("held", "5 minutes"), ["R303"]),
        (world.later("held", "gone"), ["R303"]),
        (world.combined("sum", world.later("held", "1 year"), world.named("turnover")), ["R308"]),
    ],
)
def test_a_later_day_names_a_day_and_a_period(quantity, wanted):
    assert wanted == faults(quantity, "2021-02-28")
