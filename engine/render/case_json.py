"""The results of a case run as JSON and JSON lines."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from engine.decision.result import Duty, Result
from engine.program.program import CompiledDuty
from engine.render.case_run import CaseRun, Judged, Stamp
from engine.render.json_text import obj, quoted, scalar, texts
from engine.render.to_json import SCHEMA_VERSION, ResultLines
from engine.render.trace_json import TraceWriter
from engine.rulebook.rulebook import Owner


def decisions_jsonl(judged: Judged | None) -> Iterator[str]:
    """Yield one line a subject, as `rules eval` writes them without trace."""
    if judged:
        lines = ResultLines(judged.program, TraceWriter(judged.program).trace)
        yield from (f"{lines.line(result)}\n" for result in judged.results)


def duties_jsonl(run: CaseRun) -> Iterator[str]:
    """Yield one line for each duty that is owed, or may be, of any account or case."""
    judged = (run.accounts, run.cases) if run.cases else (run.accounts,)
    return (f"{line}\n" for found in judged for result in found.results for line in _duties(result))


def _duties(result: Result) -> Iterator[str]:
    program = result.program
    rules = {rule.name: rule for rule in program.duties}
    for duty in result.duties:
        members = {
            "rulebook": quoted(program.name),
            "edition": quoted(program.edition.isoformat()),
            "subject": obj({column: quoted(value) for column, value in result.subject.key}),
            "as_of": quoted(program.as_of.isoformat()),
            **_stated(duty),
            **ruled(rules[duty.name]),
        }
        yield obj(members)


def _stated(duty: Duty) -> dict[str, str]:
    return {
        "id": quoted(duty.name),
        "due": scalar(duty.due),
        "status": quoted(duty.status),
        "waits_for": texts(duty.waits_for),
    }


def ruled(rule: CompiledDuty) -> dict[str, str]:
    """Return what the rulebook says of a duty, as members of its line."""
    return {
        "title": quoted(rule.title),
        "stage": scalar(rule.stage),
        "what": texts(rule.what),
        "owner": _owner(rule.owner),
        "assisted_by": _owner(rule.assisted_by) if rule.assisted_by else "null",
        "first": scalar(rule.first),
        "due_setting": scalar(rule.due.setting if rule.due else None),
        "evidence": scalar(rule.evidence),
        "cite": texts(rule.cites),
    }


def _owner(owner: Owner) -> str:
    """Return a published role with its citation, or the setting that leaves it to the user unit."""
    if owner.role is None:
        return obj({"setting": scalar(owner.setting)})
    return obj({"role": quoted(owner.role), "cite": scalar(owner.cite.reference if owner.cite else None)})


def import_report_json(run: CaseRun, stamp: Stamp) -> str:
    """Return the import report, stamped with the run."""
    return _pretty({"schema_version": SCHEMA_VERSION, "run": asdict(stamp), **run.import_report})


def case_json(run: CaseRun, files: tuple[str, ...]) -> str:
    """Return the summary that `rules case --format json` prints."""
    cases = run.cases.results if run.cases else ()
    summary = {
        "schema_version": SCHEMA_VERSION,
        "case_folder": run.folder,
        "as_of": run.as_of.isoformat(),
        "rulebooks": [
            {"rulebook": p.name, "edition": p.edition.isoformat(), "digest": p.digest}
            for p in [run.accounts.program, *([run.cases.program] if run.cases else [])]
        ],
        "funnel": run.funnel.as_json(),
        "rows": {name: run.import_report[name] for name in ("rows_read", "rows_kept", "rows_rejected")},
        "overlaps": len(run.overlaps),
        "duties": {"/".join(value for _, value in r.subject.key): [duty.name for duty in r.duties] for r in cases},
        "files": list(files),
    }
    return _pretty(summary)


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
