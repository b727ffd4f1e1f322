"""Facts of an imported ledger, read from its files in any order of rows, are the facts of the rows themselves."""

from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest
from crowds import crowded_world
from facts_engine import case_facts_in, derived, facts_in, person_facts_in, settings_of, tables_of
from facts_worlds import random_world
from oracle import World

from engine.facts.cleaning import Cleaning, repeats, reversals
from engine.facts.derive import derive_facts, settle
from engine.ledger.folders import NamedFile
from engine.ledger.import_report import ImportReport
from engine.ledger.settled import read_settled, settled_parts, write_settled
from engine.ledger.tables import Tables
from engine.source.report import Report


def through_files(world: World, folder: Path) -> Tables:
    """Return the tables of the world with its facts, the bookings imported, written and read again."""
    importing = tables_of(World(world.bookings, [], [], None, world.settings))
    write_settled(importing, folder, ImportReport(files=()), asdict(settle(importing, whole=True)))
    files = [NamedFile(path, path.name) for path in sorted(folder.iterdir())]
    tables, report = (
        tables_of(World([], world.transfers, world.accounts, world.registry, world.settings)),
        Report("input"),
    )
    for case_id, (first, last) in world.conduct.items():
        tables.append("cases", [[case_id, str(first or ""), str(last or "")]])
    settled = read_settled(files, settled_parts(files, tables), tables, report)
    assert settled is not None
    known = world.registry is not None
    cleaning = Cleaning(**settled.cleaning)
    derive_facts(tables, settings_of(world), registry_known=known, cleaning=cleaning, rows_at_once=40)
    return tables


@pytest.mark.parametrize("seed", range(12))
def test_an_imported_ledger_has_the_facts_of_its_rows(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 (a reproducible world, not a secret)
    world = crowded_world(rng) if seed % 3 == 0 else random_world(rng, accounts=12)
    straight = tables_of(world)
    derived(world, straight)
    again = through_files(world, tmp_path)

    for told in (facts_in, person_facts_in, case_facts_in):
        assert told(straight) == told(again)
    for rows in (repeats, reversals):
        assert list(rows(straight)) == list(rows(again))
    order = 'file, "row", reason'
    assert straight.rows(f"FROM rejects ORDER BY {order}") == again.rows(f"FROM rejects ORDER BY {order}")
    for evidence in ("links", "pairs"):
        assert sorted(map(repr, straight.rows(f"FROM {evidence}"))) == sorted(map(repr, again.rows(f"FROM {evidence}")))
