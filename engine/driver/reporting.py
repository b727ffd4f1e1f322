"""The report of a finished run, from what the run wrote: neither the case folder nor the bank's data are needed."""

from pathlib import Path

from engine.driver.case_files import digest_of_file
from engine.messages.words import phrase
from engine.render.report_file import REPORT, report_from_json
from engine.render.report_view import View
from engine.render.shapes import MisshapenError
from engine.source.report import Diagnostic, Rejected, Report


def finished_report(folder: Path, warnings: Report) -> View:
    """Return what the report of the run in `folder` says; `warnings` gathers the results that are not there: K854.

    Raises `Rejected` (about: input): K851, K852; (about: integrity): K853 where the data of the report or a result
    beside it is not what the run wrote.
    """
    try:
        text = (folder / REPORT).read_text(encoding="utf-8")
        view, is_whole = report_from_json(text)
    except OSError:
        raise _refused("K851", folder=folder.as_posix(), name=REPORT) from None
    except (UnicodeDecodeError, MisshapenError):
        raise _refused("K852", name=REPORT) from None
    changed = Report("integrity")
    if not is_whole:
        changed.add(Diagnostic(code="K853", span=None, values={"name": REPORT}))
    for name, digest in view.written:
        _compare(folder / Path(name).name, digest, changed, warnings)
    changed.stop_if_errors()
    return view


def _compare(path: Path, digest: str, changed: Report, warnings: Report) -> None:
    values = {"name": path.name}
    try:
        if digest_of_file(path) != digest:
            changed.add(Diagnostic(code="K853", span=None, values=values, help=phrase("report.help.rerun")))
    except OSError:
        warnings.add(Diagnostic(code="K854", span=None, values=values))


def _refused(code: str, **values: object) -> Rejected:
    report = Report("input")
    report.add(Diagnostic(code=code, span=None, values=values, help=phrase("report.help.rerun")))
    return Rejected(report)
