"""The whole job on one case folder: import, facts, tiers, overlaps, duties, hand-over list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.backends.reference import Reference
from engine.clues.hand_over import Suspect, hand_over
from engine.clues.hubs import shipped_hubs
from engine.clues.overlaps import find_overlaps
from engine.decision.duties import duties_of
from engine.decision.result import Result, Subject
from engine.driver.case_facts import account_subjects, case_subjects
from engine.driver.case_import import import_report
from engine.driver.case_settings import settings_of
from engine.facts.derive import FactsResult, derive_facts
from engine.facts.settings import FactSettings
from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.cases import Case
from engine.ledger.exports import Progress
from engine.ledger.tables import Tables
from engine.library.library import Library, Loaded, load, locate
from engine.program.from_rulebook import from_rulebook
from engine.program.program import Program
from engine.render.case_funnel import funnel
from engine.render.case_names import AFTER, DUTIES, HAND_OVER, TIER, TIER_1
from engine.render.case_run import CaseRun, Judged, Table
from engine.source.report import Diagnostic, Rejected, Report

#: The family is there, but no edition of it holds on that day.
_NOT_IN_FORCE = frozenset({"L404", "L405", "L406"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a case run is asked to do."""

    folder: Path
    as_of: date  #: law date
    library: Library
    earlier: tuple[Path, ...] = ()  #: `overlap_attributes.parquet` of earlier runs
    progress: Progress | None = None


def run_case(asked: Asked, tables: Tables, report: Report) -> CaseRun:
    """Return everything the case folder says; `report` gathers the warnings.

    Errors: those of the library, the ledger and the facts, K801 to K804; raises `Rejected` where there is one.
    """
    after, program = program_in_force(asked.library, AFTER, asked.as_of)
    settings, min_accounts = settings_of(program, Report("rulebook"))
    folder, facts = derive(asked.folder, settings, tables, report, asked.progress)
    accounts = _judged(after, program, account_subjects(tables))
    tier_1 = [_key(result) for result in accounts.results if result.verdict.decision(TIER).value == TIER_1]
    hubs = shipped_hubs(Report("rulebook"))
    overlaps = find_overlaps(tables, tier_1, hubs, min_accounts=min_accounts, earlier=asked.earlier)
    listed = hand_over(tables, _suspects(accounts), baseline_days=settings.baseline_days)
    return CaseRun(
        folder=asked.folder.resolve().name,
        as_of=asked.as_of,
        accounts=accounts,
        cases=_judge_cases(asked, folder.cases, report),
        funnel=funnel(accounts.results),
        overlaps=overlaps,
        hand_over=listed,
        import_report=import_report(folder, facts, tables),
        rejects=rejects(tables),
    )


def derive(
    folder: Path, settings: FactSettings, tables: Tables, report: Report, progress: Progress | None = None
) -> tuple[CaseFolder, FactsResult]:
    """Read the case folder and derive the facts of its accounts. Warnings: K814 and those of the ledger."""
    found = read_case_folder(folder, tables, report, progress)
    facts = derive_facts(tables, settings, registry_known=found.registry_known)
    if not facts.subjects:
        report.add(Diagnostic(code="K814", span=None))
    return found, facts


def program_in_force(library: Library, reference: str, as_of: date) -> tuple[Loaded, Program]:
    """Return the edition that `reference` means on the day, ready to decide; raises `Rejected`."""
    report = Report("rulebook")
    loaded = load(locate(library, reference, as_of), report)
    report.stop_if_errors()
    assert loaded, "INVARIANT: what cannot be loaded has been reported"  # noqa: S101
    program = from_rulebook(loaded.rulebook, digest=loaded.digest, as_of=as_of, report=report)
    report.stop_if_errors()
    assert program, "INVARIANT: what cannot be compiled has been reported"  # noqa: S101
    return loaded, program


def _judge_cases(asked: Asked, cases: Sequence[Case], report: Report) -> Judged | None:
    try:
        loaded, program = program_in_force(asked.library, DUTIES, asked.as_of)
    except Rejected as rejected:
        if not {found.code for found in rejected.report.diagnostics} <= _NOT_IN_FORCE:
            raise
        values = {"rulebook": DUTIES, "day": asked.as_of}
        report.add(Diagnostic(code="K813", span=None, values=values))
        return None
    return _judged(loaded, program, case_subjects(cases, program, report))


def _judged(loaded: Loaded, program: Program, subjects: Iterable[Subject]) -> Judged:
    reference = Reference(program)
    results = tuple(_result(reference, subject) for subject in subjects)
    return Judged(program=program, sources=loaded.sources, results=results)


def _result(reference: Reference, subject: Subject) -> Result:
    verdict = reference.verdict(subject.facts)
    duties = duties_of(reference.program, verdict, subject.facts)
    return Result(program=reference.program, subject=subject, verdict=verdict, duties=duties, trace=None)


def _key(result: Result) -> tuple[str, str]:
    (_, case_id), (_, account) = result.subject.key
    return case_id, account


def _suspects(accounts: Judged) -> list[Suspect]:
    """Return the subjects whose owners are to be handed over for certain."""
    edition = f"{accounts.program.name}@{accounts.program.edition}"
    return [
        Suspect(
            case_id=_key(result)[0],
            account=_key(result)[1],
            tier=_tier(accounts.program, result),
            rules=f"{'、'.join(result.verdict.decision(TIER).because)} {edition}".strip(),
        )
        for result in accounts.results
        if any(duty.name == HAND_OVER and duty.status in ("open", "overdue") for duty in result.duties)
    ]


def _tier(program: Program, result: Result) -> str:
    titles = dict(next(decision for decision in program.decisions if decision.name == TIER).outcomes)
    return "或".join(titles.get(value, "") for value in result.verdict.decision(TIER).possible if value)


def rejects(tables: Tables) -> Table:
    """Return every row that was not taken, with its place and reason."""
    columns = ("file", "row", "column", "reason", "raw")
    rows = tables.rows('SELECT file, "row", "column", reason, raw FROM rejects ORDER BY file, "row", "column"')
    return Table(columns, tuple(tuple(row) for row in rows))
