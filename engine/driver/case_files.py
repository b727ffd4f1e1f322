"""The files of a case run: written beside their place, then moved there together, readable by their owner alone."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from engine.audit.log import Run, log_lines
from engine.clues.store import ATTRIBUTES_FILE, write_attributes
from engine.ledger.tables import Tables
from engine.messages.words import phrase
from engine.render.case_csv import handover_csv, overlaps_csv, rejects_csv
from engine.render.case_json import decisions_jsonl, duties_jsonl, import_report_json
from engine.render.case_run import CaseRun, Stamp
from engine.render.handover_xlsx import handover_xlsx
from engine.render.report_html import report_html
from engine.source.report import Diagnostic, Report

FACTS = "facts.parquet"


def _log(run: CaseRun, stamp: Stamp) -> str:
    results = (*run.accounts.results, *(run.cases.results if run.cases else ()))
    return "".join(f"{line}\n" for line in log_lines(results, Run(stamp.run, stamp.moment, stamp.version)))


#: What a run writes beside its Parquet files, in the order in which it is listed.
_TEXTS: tuple[tuple[str, Callable[[CaseRun, Stamp], str]], ...] = (
    ("decisions.jsonl", lambda run, _: decisions_jsonl(run.accounts)),
    ("case_decisions.jsonl", lambda run, _: decisions_jsonl(run.cases) if run.cases else ""),
    ("duties.jsonl", lambda run, _: duties_jsonl(run)),
    ("overlaps.csv", lambda run, _: overlaps_csv(run)),
    ("handover.csv", lambda run, _: handover_csv(run)),
    ("report.html", report_html),
    ("import_report.json", import_report_json),
    ("rejects.csv", lambda run, _: rejects_csv(run.rejects)),
    ("decision_log.jsonl", _log),
)
WORKBOOK = "handover.xlsx"
FILES: tuple[str, ...] = (FACTS, *(name for name, _ in _TEXTS), WORKBOOK, ATTRIBUTES_FILE)


def check_output(out: Path, folder: Path, report: Report) -> None:
    """Refuse an output folder that holds what a run did not write, or lies in the case folder. Codes: K821 to K823."""
    help_ = phrase("case.help.other_folder")
    if out.resolve().is_relative_to(folder.resolve()):
        report.add(Diagnostic(code="K823", span=None, values={"folder": out}, help=help_))
    elif out.exists() and not out.is_dir():
        values = {"folder": out, "reason": phrase("case.reason.not_a_folder")}
        report.add(Diagnostic(code="K822", span=None, values=values, help=help_))
    elif foreign := sorted(entry.name for entry in out.iterdir() if entry.name not in FILES) if out.exists() else ():
        values = {"folder": out, "name": foreign[0]}
        report.add(Diagnostic(code="K821", span=None, values=values, help=help_))
    report.stop_if_errors()


def write_case(run: CaseRun, tables: Tables, out: Path, stamp: Stamp) -> tuple[str, ...]:
    """Write all files of `run` to the folder `out`, which is replaced as a whole; return their names.

    Raises `Rejected` with K822 where the system refuses.
    """
    target = out.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            _write_all(run, tables, beside, stamp)
            _move(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as refused:
        report = Report("usage")
        values = {"folder": out, "reason": refused.strerror or type(refused).__name__}
        report.add(Diagnostic(code="K822", span=None, values=values))
        report.stop_if_errors()
    return FILES


def _write_all(run: CaseRun, tables: Tables, folder: Path, stamp: Stamp) -> None:
    write_facts(tables, folder / FACTS)
    write_attributes(tables, folder / ATTRIBUTES_FILE)
    for name, content in _TEXTS:
        _write(folder / name, content(run, stamp).encode())
    _write(folder / WORKBOOK, handover_xlsx(run))
    for path in folder.iterdir():
        path.chmod(0o600)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)


def _move(beside: Path, target: Path) -> None:
    """Put `beside` in the place of `target`; an earlier run's folder is kept until the new one stands."""
    if not target.exists():
        beside.rename(target)
        return
    replaced = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent)) / target.name
    target.rename(replaced)
    beside.rename(target)
    shutil.rmtree(replaced.parent, ignore_errors=True)


def write_facts(tables: Tables, path: Path) -> None:
    """Write the facts of all subjects as Parquet, in their order."""
    target = str(path).replace("'", "''")
    tables.connection.execute(f"COPY (FROM facts) TO '{target}' (FORMAT parquet)")
