"""The report as data: what the page is made of, written beside it so that the page can be made again."""

import json

from engine.audit.canonical import canonical, digest, digest_of
from engine.render.report_view import View
from engine.render.shapes import MisshapenError, shaped
from engine.render.to_json import SCHEMA_VERSION

REPORT = "report.json"


def report_json(view: View) -> str:
    """Return `view` as canonical JSON under its digest."""
    report = canonical(view)
    return f'{{"digest":"{digest(report)}","report":{report},"schema_version":{SCHEMA_VERSION}}}\n'


def report_from_json(text: str) -> tuple[View, bool]:
    """Return the view that `text` states, and whether it is as it was written. Raises `MisshapenError`."""
    try:
        found = json.loads(text)
        if found["schema_version"] != SCHEMA_VERSION:
            raise MisshapenError
        return shaped(View, found["report"]), found["digest"] == digest_of(found["report"])
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise MisshapenError from wrong
