"""Settings that no calendar holds are refused before anything is derived."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest
from facts_engine import settings_of, tables_of
from oracle import Booking, Transfer, World

from engine.facts.derive import derive_facts
from engine.messages.catalogue import speak
from engine.source.report import Rejected

NOON = datetime(2021, 5, 10, 12)  # noqa: DTZ001 (civil time)
SHIPPED = settings_of(World([], []))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("baseline_days", -1),
        ("baseline_days", 10**9),
        ("turnover_window_days", 36_501),
        ("pass_within", 10**18),
        ("pass_within", -1),
        ("pass_tolerance", -1),
        ("pass_tolerance", 2**63),
        ("sweep_share", Fraction(-1, 10)),
        ("link_before", 10**15),
        ("link_after", -60),
    ],
)
def test_a_setting_out_of_range_is_refused(name: str, value: int | Fraction) -> None:
    with pytest.raises(Rejected) as refused:
        derive_facts(tables_of(World([], [])), replace(SHIPPED, **{name: value}), registry_known=True)

    (found,) = refused.value.report.diagnostics
    assert ("F695", name) == (found.code, found.values["name"])
    assert found.help is not None
    assert speak(found.help, "zh") != speak(found.help, "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("baseline_days", 36_500),
        ("turnover_window_days", 36_500),
        ("pass_within", 36_500 * 86_400),
        ("pass_tolerance", 2**63 - 1),
        ("sweep_share", Fraction(0)),
        ("link_before", 36_500 * 86_400),
        ("link_after", 36_500 * 86_400),
    ],
)
def test_the_largest_setting_is_derived_with(name: str, value: int | Fraction) -> None:
    transfer = Transfer("C1", "V1", "1", 5, NOON, "second", 2)
    rows = [Booking("a.csv", 2, "1", NOON, "second", "in", 5), Booking("a.csv", 3, "1", NOON, "second", "out", 5)]
    tables = tables_of(World(rows, [transfer]))

    assert 1 == derive_facts(tables, replace(SHIPPED, **{name: value}), registry_known=True).subjects
