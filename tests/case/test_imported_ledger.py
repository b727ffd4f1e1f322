"""A case over an imported ledger says the same as over the exports; what is not one whole import is refused."""

import json
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from case_tools import ran, tier_1_folder

from engine.driver.fact_files import write_import
from engine.driver.output_folder import write_folder
from engine.ledger.exports import import_exports
from engine.ledger.tables import open_tables
from engine.source.report import Rejected, Report

ACCOUNT = "6299000000000000011"
RESULTS = (
    "decisions.jsonl", "case_decisions.jsonl", "duties.jsonl", "overlaps.csv", "handover.csv", "rejects.csv",
    "import_report.json", "report.html",
)  # fmt: skip


def imported(folder: Path, target: Path) -> Path:
    """Return a copy of the case folder whose ledger was imported."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("ledger"))
    with closing(open_tables()) as tables:
        found = import_exports([folder / "ledger"], tables, Report("input"))
        write_folder(target / "ledger", lambda out: write_import(out, found, tables))
    return target


def messy(folder: Path) -> Path:
    made = tier_1_folder(folder)
    (made / "ledger" / "more.csv").write_text(
        "serial,account,booked_at,direction,amount,balance,counterparty,summary,status\n"
        f"S1,{ACCOUNT},2021-05-12T10:00:30,in,300000.00,,N1,,\n"  # the same row again
        f"S4,{ACCOUNT},2021-05-12T10:20:00,out,5.00,,N1,,\n"
        f"S4,{ACCOUNT},2021-05-12T10:21:00,out,-5.00,,N1,,\n"  # undone
        f"S5,{ACCOUNT},2021-05-12T10:22:00,in,-7.00,,N1,,\n"  # undoes nothing
        f"S6,{ACCOUNT},2021-05-12T10:23:00,in,0.00,,N1,,\n",
        encoding="utf-8",
    )
    return made


def test_an_imported_ledger_gives_the_files_that_the_exports_give(tmp_path: Path) -> None:
    folder = messy(tmp_path / "a" / "case")
    ran(folder, tmp_path / "exports")
    ran(imported(folder, tmp_path / "b" / "case"), tmp_path / "imported")

    for name in RESULTS:
        exports, settled = ((tmp_path / out / name).read_text(encoding="utf-8") for out in ("exports", "imported"))
        if name == "report.html":  # it names the digests of the other files, in which the ledger's folder is named
            exports, settled = (
                re.sub(r"(rejects|import_report).*?[0-9a-f]{64}", r"\1", page) for page in (exports, settled)
            )
        assert exports.replace("ledger/bank.csv", "bank.csv").replace("ledger/more.csv", "more.csv") == settled, name
    assert (tmp_path / "exports" / "facts.parquet").read_bytes() == (
        tmp_path / "imported" / "facts.parquet"
    ).read_bytes()


def test_the_ledger_is_known_by_what_it_says_not_by_its_names(tmp_path: Path) -> None:
    folder = imported(messy(tmp_path / "a"), tmp_path / "b")
    before, _ = ran(folder)
    for number, path in enumerate(sorted((folder / "ledger").iterdir())):
        path.rename(path.with_name(f"{number}.bin"))

    assert before.accounts.results == ran(folder)[0].accounts.results


def test_an_export_beside_an_imported_ledger_is_refused(tmp_path: Path) -> None:
    folder = imported(messy(tmp_path / "a"), tmp_path / "b")
    shutil.copy(tmp_path / "a" / "ledger" / "bank.csv", folder / "ledger")

    assert ["F656"] == codes(folder)


@pytest.mark.parametrize("part", ["counted", "material", "bookings", "reversals"])
def test_a_missing_part_is_refused(tmp_path: Path, part: str) -> None:
    folder = imported(messy(tmp_path / "a"), tmp_path / "b")
    (folder / "ledger" / f"{part}.parquet").unlink()

    assert ["F655"] == codes(folder)


def test_parts_of_two_imports_are_refused(tmp_path: Path) -> None:
    folder = imported(messy(tmp_path / "a"), tmp_path / "b")
    other = imported(tier_1_folder(tmp_path / "c"), tmp_path / "d")
    shutil.copy(other / "ledger" / "counted.parquet", folder / "ledger")

    assert ["F655"] == codes(folder)


def test_the_evidence_alone_is_an_export_like_any_other(tmp_path: Path) -> None:
    folder = imported(messy(tmp_path / "a"), tmp_path / "b")
    for path in (folder / "ledger").iterdir():
        if path.name != "bookings.parquet":
            path.unlink()

    assert ran(folder)[0].funnel == ran(tmp_path / "a")[0].funnel


def test_the_digest_tells_imports_apart(tmp_path: Path) -> None:
    first = imported(messy(tmp_path / "a"), tmp_path / "b")
    again = imported(tmp_path / "a", tmp_path / "c")

    for path in (first / "ledger").glob("*.parquet"):
        assert path.read_bytes() == (again / "ledger" / path.name).read_bytes()
    assert json.loads((first / "ledger" / "import_report.json").read_text(encoding="utf-8"))["rows_rejected"] == 1


def codes(folder: Path) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        ran(folder)
    return [found.code for found in rejected.value.report.diagnostics]
