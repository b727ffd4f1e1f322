"""The files of a case run, by the names the contract gives them."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from engine.audit.head import head_path
from engine.audit.records import Run
from engine.clues.store import ATTRIBUTES_FILE, write_attributes
from engine.driver.archive import archive_of
from engine.driver.case_steps import Steps, quietly
from engine.driver.decision_log import DecisionLog, LogAsked
from engine.driver.discharging import DISCHARGE_FILES, carry_over
from engine.driver.lettering import LETTER, Letter
from engine.driver.masking import MASKED_FOLDERS, Masking, write_masked
from engine.driver.opening import Opened
from engine.driver.output_folder import write_file, write_folder, write_pieces
from engine.ledger.tables import Tables
from engine.render.case_csv import handover_csv, overlaps_csv, rejects_csv
from engine.render.case_json import decisions_jsonl, duties_jsonl, import_report_json
from engine.render.case_run import CaseRun, Stamp
from engine.render.handover_xlsx import handover_xlsx
from engine.render.report_file import REPORT, report_json
from engine.render.report_html import report_html
from engine.render.report_view import report_view
from engine.source.report import Report

FACTS = "facts.parquet"
#: What a run writes beside its Parquet files, in the order in which it is listed.
_TEXTS: tuple[tuple[str, Callable[[CaseRun, Stamp], Iterable[str]]], ...] = (
    ("decisions.jsonl", lambda run, _: decisions_jsonl(run.accounts)),
    ("case_decisions.jsonl", lambda run, _: decisions_jsonl(run.cases)),
    ("duties.jsonl", lambda run, _: duties_jsonl(run)),
    ("overlaps.csv", lambda run, _: [overlaps_csv(run)]),
    ("handover.csv", lambda run, _: [handover_csv(run)]),
    ("import_report.json", lambda run, stamp: [import_report_json(run, stamp)]),
    ("rejects.csv", lambda run, _: [rejects_csv(run.rejects)]),
)
LOG = "decision_log.jsonl"
WORKBOOK = "handover.xlsx"
#: The head of the log stands beside it; the rulebooks it needs are a folder.
LOG_HEAD, LOG_RULEBOOKS = head_path(Path(LOG)).name, archive_of(Path(LOG)).name
PAGE = "report.html"
FILES: tuple[str, ...] = (
    PAGE, WORKBOOK, FACTS, *(name for name, _ in _TEXTS), LOG, LOG_HEAD, ATTRIBUTES_FILE, REPORT,
)  # fmt: skip


def written_files(*, masked: Sequence[Masking] = (), letter: Letter | None = None) -> tuple[str, ...]:
    """Return what `write_case` writes, in the order in which it is listed; a folder ends with a slash."""
    return (*FILES, f"{LOG_RULEBOOKS}/", *([LETTER] if letter else []), *(f"{wanted.profile}/" for wanted in masked))


#: What may stand in a folder of results that is to be replaced.
OWN: tuple[str, ...] = (*FILES, LOG_RULEBOOKS, LETTER, *DISCHARGE_FILES, *MASKED_FOLDERS)


def write_case(  # noqa: PLR0913 (a run and all that is asked for beside it)
    run: CaseRun,
    tables: Tables,
    out: Path,
    stamp: Stamp,
    *,
    masked: Sequence[Masking] = (),
    letter: Letter | None = None,
    steps: Steps = quietly,
) -> None:
    """Write all files of `run` to the folder `out`, which is replaced as a whole, and its `masked` copies inside.

    What was recorded there as done stays. `steps` is told what is being written.

    Raises `Rejected`: H802, K822.
    """

    def write(folder: Path) -> None:
        _write_all(run, tables, folder, stamp, steps)
        carry_over(out, folder)
        if letter:
            write_file(folder / LETTER, letter.written(run))
        for wanted in masked:
            steps("copies")
            write_masked(run, tables, folder / wanted.profile, stamp, wanted, letter)

    write_folder(out, write)


def _write_all(run: CaseRun, tables: Tables, folder: Path, stamp: Stamp, steps: Steps) -> None:
    steps("files")
    write_facts(tables, folder / FACTS)
    write_attributes(tables, folder / ATTRIBUTES_FILE)
    for name, content in _TEXTS:
        write_pieces(folder / name, content(run, stamp))
    write_file(folder / WORKBOOK, handover_xlsx(run))
    steps("log")
    _write_log(run, folder / LOG, stamp)
    steps("report")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    view = report_view(run, stamp, [(path.name, digest_of_file(path)) for path in files])
    write_file(folder / REPORT, report_json(view).encode())
    write_file(folder / PAGE, report_html(view).encode())


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_log(run: CaseRun, log: Path, stamp: Stamp) -> None:
    """Log every decision about accounts and cases."""
    log_case(run, LogAsked(path=log, run=Run(stamp.run, stamp.moment, stamp.version, stamp.operator)))


def log_case(run: CaseRun, asked: LogAsked) -> Report:
    """Add every decision of `run` to a log; return its warnings: A123. Raises as `DecisionLog` does."""
    report = Report("integrity")
    with DecisionLog(asked, report) as decisions:
        for judged in (run.accounts, run.cases) if run.cases else (run.accounts,):
            for _ in decisions.logged(judged.results, (Opened(judged.loaded, judged.program),)):
                pass
    return report


def write_facts(tables: Tables, path: Path, table: str = "facts") -> None:
    """Write the facts of all subjects as Parquet, in their order; `table` is that of accounts, persons or cases."""
    target = str(path).replace("'", "''")
    tables.connection.execute(f"COPY (FROM {table}) TO '{target}' (FORMAT parquet)")
