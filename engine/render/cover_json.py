"""Coverage → JSON: every point with the tests that show it."""

import json
from collections.abc import Iterable

from engine.cover.points import KINDS, Coverage, Point, Tally, tally
from engine.render.cover_text import Edition
from engine.rulebook.rulebook import Rulebook


def cover_json(editions: Iterable[Edition]) -> str:
    """Return what the tests of `editions` show."""
    found = tuple(editions)
    total = sum((tally(coverage) for _, _, coverage in found), Tally(0, 0))
    shown = {
        "schema_version": 1,
        **_counts(total),
        "editions": [_edition(rulebook, tests, coverage) for rulebook, tests, coverage in found],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _counts(found: Tally) -> dict[str, object]:
    return {"covered": found.covered, "total": found.total, "percent": found.percent}


def _edition(rulebook: Rulebook, tests: int, coverage: Coverage) -> dict[str, object]:
    return {
        "rulebook": rulebook.name,
        "edition": rulebook.edition.isoformat(),
        "tests": tests,
        **{kind: _counts(tally(coverage, kind)) for kind in KINDS},
        "points": [_point(point, names) for point, names in coverage.shown.items()],
    }


def _point(point: Point, tests: tuple[str, ...]) -> dict[str, object]:
    more: dict[str, object] = {"value": point.value} if point.kind == "outcome" else {}
    if point.since and point.compared:
        more = {"since": point.since.isoformat(), "compared": list(point.compared)}
    return {
        "kind": point.kind,
        "name": point.name,
        **({"side": point.side} if point.side != "shown" else {}),
        **more,
        "file": point.span.file,
        "line": point.span.line,
        "tests": list(tests),
    }
