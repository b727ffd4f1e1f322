"""The report of a case run: one HTML file that needs no network and runs no script."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from engine.render.case_run import CaseRun, Stamp
from engine.render.report_view import report_view
from engine.render.terminal_text import safe


def report_html(run: CaseRun, stamp: Stamp) -> str:
    """Return the page; whatever stands in the data is shown as text, hidden characters written out."""
    return _template().render(view=report_view(run), stamp=stamp)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("engine.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.tests["ascii"] = str.isascii
    return environment.get_template("report.html")


def _shown(value: object) -> object:
    """Return what is put in a place of the template: text without hidden characters, nothing for None."""
    return "" if value is None else safe(value) if type(value) is str else value
