"""A case run with what identifies people masked: the same run, to be shown to somebody else."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from engine.decision.trace import Trace
from engine.decision.verdict import Verdict
from engine.library.sources import SourceText
from engine.program.program import Program
from engine.render.case_run import CaseRun
from engine.render.masking.scrubbing import Scrubber
from engine.render.report_law import Text
from engine.render.report_view import Limit, View
from engine.render.rulebook_page import Page

#: Texts of rulebooks and what was decided by them: nothing of a person stands there.
_NOT_OF_PEOPLE = (Program, SourceText, Verdict, Trace, Page, Text, Limit)


def masked_run(run: CaseRun, scrubber: Scrubber) -> CaseRun:
    """Return `run` with every text of it masked; numbers, days and what was decided stay as they are.

    What was decided of each account and case is left out: masked lists show none of it, and there may be very many.
    """
    accounts = replace(run.accounts, results=())
    found: CaseRun = _masked(replace(run, accounts=accounts, cases=None, shown=(), evidence={}, nearest={}), scrubber)
    return found


def masked_view(view: View, scrubber: Scrubber) -> View:
    """Return what the report says with every text of it masked."""
    found: View = _masked(view, scrubber)
    return found


def _masked(value: Any, scrubber: Scrubber) -> Any:
    if isinstance(value, str):
        return scrubber.text(value)
    if isinstance(value, _NOT_OF_PEOPLE):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: after
            for field in fields(value)
            if (before := getattr(value, field.name)) is not (after := _masked(before, scrubber))
        }
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        parts = [_masked(part, scrubber) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, list):
        return [_masked(part, scrubber) for part in value]
    if isinstance(value, Mapping):
        return {key: _masked(part, scrubber) for key, part in value.items()}
    return value
