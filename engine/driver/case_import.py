"""The import report of a run: what the readers found, and what became of the rows they kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from engine.facts.cleaning import NOTHING_TO_UNDO, Place, repeats, reversals
from engine.facts.derive import FactsResult
from engine.ledger.case_folder import CaseFolder
from engine.ledger.import_report import FileImport, ImportReport
from engine.ledger.tables import Tables


def import_report(folder: CaseFolder, facts: FactsResult, tables: Tables) -> Mapping[str, object]:
    """Return the whole import report as values that JSON can hold.

    A negative row with nothing to undo was readable and is yet a reject: it is moved from the kept to the rejected.
    """
    undone = Counter(
        dict(tables.rows("SELECT file, count(*) FROM rejects WHERE reason = ? GROUP BY file", [NOTHING_TO_UNDO]))
    )
    files = tuple(_without(file, undone[file.file]) for file in folder.ledger.files)
    prepared = ImportReport(files=folder.prepared).as_json()["files"]
    return {
        **replace(folder.ledger, files=files).as_json(),
        "prepared": prepared,
        "accounts_filled": asdict(folder.accounts_filled),
        "registry_known": folder.registry_known,
        "cleaning": asdict(facts.cleaning),
        "same_row_again": [
            {"kept": _places(repeat.kept), "left_out": _places(repeat.left_out)} for repeat in repeats(tables)
        ],
        "reversals": [
            {
                "marked": _place(found.marked),
                "undone": _place(found.undone) if found.undone else None,
                "by_summary_alone": found.by_summary,
            }
            for found in reversals(tables)
        ],
    }


def _without(file: FileImport, rejected: int) -> FileImport:
    if not rejected:
        return file
    counts = {**file.rejected, NOTHING_TO_UNDO: rejected}
    return replace(file, rows_kept=file.rows_kept - rejected, rejected=counts)


def _place(place: Place) -> str:
    return f"{place.file}:{place.row}"


def _places(places: Iterable[Place]) -> list[str]:
    return [_place(place) for place in places]
