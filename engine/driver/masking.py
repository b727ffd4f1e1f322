"""The files of a case run for somebody else: the same pages and tables with what identifies people masked.

The store (facts, decisions, the log) is never masked; a masked copy stands in a folder named by its profile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.clues.identities import identities
from engine.driver.lettering import LETTER, Letter
from engine.driver.output_folder import write_file
from engine.ledger.tables import Tables
from engine.messages.words import phrase
from engine.render.case_csv import handover_csv, overlaps_csv, rejects_csv
from engine.render.case_run import CaseRun, Stamp
from engine.render.handover_xlsx import handover_xlsx
from engine.render.masking.case import masked_run, masked_view
from engine.render.masking.profiles import PROFILES, Masker, Profile
from engine.render.masking.scrubbing import Scrubber
from engine.render.report_html import report_html
from engine.render.report_view import report_view
from engine.source.report import Diagnostic, Report

#: Names of the folders that masked copies stand in.
MASKED_FOLDERS: tuple[str, ...] = tuple(profile for profile in PROFILES if profile != "full")
SHORTEST_KEY = 16  #: bytes

#: What is handed to others: pages and tables, never the store.
_SHOWN: tuple[tuple[str, Callable[[CaseRun], bytes]], ...] = (
    ("handover.csv", lambda run: handover_csv(run).encode()),
    ("handover.xlsx", handover_xlsx),
    ("overlaps.csv", lambda run: overlaps_csv(run).encode()),
    ("rejects.csv", lambda run: rejects_csv(run.rejects).encode()),
)


@dataclass(frozen=True, slots=True)
class Masking:
    """A masked copy that is asked for; `key` is empty but for `training`."""

    profile: Profile
    key: bytes


def masking(profile: Profile, key: Path | None) -> Masking:
    """Return what a masked copy by `profile` needs. Raises `Rejected` (about: usage): K841, K842."""
    report = Report("usage")
    if profile != "training":
        return Masking(profile, b"")
    if key is None:
        report.add(Diagnostic(code="K841", span=None, help=phrase("case.help.mask_key")))
        report.stop_if_errors()
    try:
        held = b"" if key is None else key.read_bytes()
        reason = phrase("case.reason.short_key", least=SHORTEST_KEY) if len(held) < SHORTEST_KEY else None
    except OSError as refused:
        held, reason = b"", phrase("case.reason.plain", text=refused.strerror or type(refused).__name__)
    if reason:
        values = {"file": key, "reason": reason}
        report.add(Diagnostic(code="K842", span=None, values=values, help=phrase("case.help.mask_key")))
    report.stop_if_errors()
    return Masking(profile, held)


def write_masked(  # noqa: PLR0913, PLR0917 (as `write_case`)
    run: CaseRun, tables: Tables, folder: Path, stamp: Stamp, wanted: Masking, letter: Letter | None
) -> None:
    """Write what may be handed to others into the new folder `folder`."""
    known = identities(tables)
    masker = Masker(wanted.profile, (value for value, kind in known.items() if kind == "name"), wanted.key)
    scrubber = Scrubber(masker, known)
    masked = masked_run(run, scrubber)
    folder.mkdir(mode=0o700)
    for name, content in _SHOWN:
        write_file(folder / name, content(masked))
    # the view, not the run: two accounts that look alike once masked stay two there
    write_file(folder / "report.html", report_html(masked_view(report_view(run, stamp), scrubber)).encode())
    if letter:
        write_file(folder / LETTER, letter.written(masked))
