"""The report of a case run: one HTML file that needs no network and runs no script."""

from engine.render.case_run import CaseRun, Stamp
from engine.render.pages import page
from engine.render.report_view import report_view


def report_html(run: CaseRun, stamp: Stamp) -> str:
    """Return the page; whatever stands in the data is shown as text, hidden characters written out."""
    return page("report.html", view=report_view(run), stamp=stamp)
