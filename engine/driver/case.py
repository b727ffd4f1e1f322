"""The whole job on one case folder: import, facts, tiers, overlaps, duties, hand-over list."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.backends.reference import Reference
from engine.clues.hand_over import Suspect, hand_over
from engine.clues.hubs import shipped_hubs
from engine.clues.overlaps import find_overlaps
from engine.decision.result import OWED, Result, Subject
from engine.driver.case_facts import account_subjects, case_subjects
from engine.driver.case_import import import_report
from engine.driver.case_reasons import looked_into, nearest
from engine.driver.case_settings import settings_of
from engine.driver.engines import EngineName
from engine.driver.evaluation import Evaluation
from engine.driver.opening import Opened, open_rulebook
from engine.facts.cleaning import Cleaning
from engine.facts.cluster_runner import OnSpark
from engine.facts.derive import FactsResult, derive_facts
from engine.facts.evidence import evidence_of
from engine.facts.settings import FactSettings
from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.cases import Case
from engine.ledger.cluster import open_cluster
from engine.ledger.exports import Progress
from engine.ledger.tables import Tables
from engine.render.case_funnel import funnel
from engine.render.case_names import AFTER, DUTIES, HAND_OVER, TIER, TIER_1
from engine.render.case_run import CaseRun, Judged, Table
from engine.render.explanation_words import Speaker
from engine.render.report_accounts import listed
from engine.source.report import Diagnostic, Rejected, Report

#: The family is there, but no edition of it holds on that day.
_NOT_IN_FORCE = frozenset({"L404", "L405", "L406"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a case run is asked to do."""

    folder: Path
    as_of: date  #: law date
    rulebooks: tuple[Path, ...] = ()  #: libraries in front of the shipped one
    earlier: tuple[Path, ...] = ()  #: `overlap_attributes.parquet` of earlier runs
    progress: Progress | None = None
    engine: EngineName = "auto"
    spark: str | None = None  #: the address of the Spark that makes the facts; None makes them here


def run_case(asked: Asked, tables: Tables, report: Report) -> CaseRun:
    """Return everything the case folder says; `report` gathers the warnings.

    Errors: those of the library, the ledger and the facts, K801 to K804; raises `Rejected` where there is one.
    """
    after = open_rulebook(AFTER, asked.as_of, asked.rulebooks)
    settings, min_accounts = settings_of(after.program, Report("rulebook"))
    folder, facts = derive(asked, settings, tables, report)
    accounts = _judged(after, account_subjects(tables), asked.engine, report)
    tier_1 = [_key(result) for result in accounts.results if result.verdict.decision(TIER).value == TIER_1]
    hubs = shipped_hubs(Report("rulebook"))
    overlaps = find_overlaps(tables, tier_1, hubs, min_accounts=min_accounts, earlier=asked.earlier)
    baseline, reference = settings.baseline_days, Reference(after.program)
    shown = listed(accounts.results)
    handed = hand_over(tables, _suspects(accounts), baseline_days=baseline)
    return CaseRun(
        folder=asked.folder.resolve().name,
        as_of=asked.as_of,
        accounts=accounts,
        cases=_judge_cases(asked, folder.cases, report),
        funnel=funnel(accounts.results),
        overlaps=overlaps,
        hand_over=handed,
        import_report=import_report(folder, facts, tables),
        rejects=rejects(tables),
        evidence=evidence_of(tables, [_key(result) for result in shown if looked_into(result)], baseline_days=baseline),
        nearest={_key(result): nearest(result, reference) for result in shown},
    )


def derive(asked: Asked, settings: FactSettings, tables: Tables, report: Report) -> tuple[CaseFolder, FactsResult]:
    """Read the case folder and derive the facts of its accounts. Warnings: K814 and those of the ledger.

    Errors: those of the ledger and the facts; C918, C919 where Spark is asked for.
    """
    found = read_case_folder(asked.folder, tables, report, asked.progress)
    with _spark(asked.spark, found) as on_spark:
        facts = derive_facts(
            tables,
            settings,
            registry_known=found.registry_known,
            cleaning=Cleaning(**found.settled.cleaning) if found.settled else None,
            on_spark=on_spark,
        )
    if not facts.subjects:
        report.add(Diagnostic(code="K814", span=None))
    return found, facts


@contextmanager
def _spark(master: str | None, found: CaseFolder) -> Iterator[OnSpark | None]:
    """Give where facts are made: an imported ledger is read by Spark where it lies, exports are settled here first."""
    if master is None:
        yield None
        return
    with open_cluster(master) as cluster, TemporaryDirectory(prefix="after-rules-ledger.") as folder:
        yield OnSpark(cluster, found.settled.counted if found.settled else Path(folder) / "counted.parquet")


def _judge_cases(asked: Asked, cases: Sequence[Case], report: Report) -> Judged | None:
    try:
        opened = open_rulebook(DUTIES, asked.as_of, asked.rulebooks)
    except Rejected as rejected:
        if not {found.code for found in rejected.report.diagnostics} <= _NOT_IN_FORCE:
            raise
        values = {"rulebook": DUTIES, "day": asked.as_of}
        report.add(Diagnostic(code="K813", span=None, values=values))
        return None
    return _judged(opened, case_subjects(cases, opened.program, report), asked.engine, report)


def _judged(opened: Opened, subjects: Iterable[Subject], engine: EngineName, report: Report) -> Judged:
    """Return what the rulebook says of each subject; `report` gathers those the engine could not decide: U703, U705.

    Raises `Rejected` where rules contradict each other, or engines do.
    """
    evaluation = Evaluation(opened.program, "full", engine)
    results = tuple(evaluation.results(subjects))
    report.extend(evaluation.engine_troubles())
    contradictions = Report("rulebook")
    contradictions.extend(evaluation.conflicts())
    contradictions.stop_if_errors()
    return Judged(program=opened.program, loaded=opened.loaded, results=results)


def _key(result: Result) -> tuple[str, str]:
    (_, case_id), (_, account) = result.subject.key
    return case_id, account


def _suspects(accounts: Judged) -> list[Suspect]:
    """Return the subjects whose owners are to be handed over for certain."""
    speaker = Speaker(accounts.program, {}, "zh")
    return [
        _suspect(result, speaker)
        for result in accounts.results
        if any(duty.name == HAND_OVER and duty.status in OWED for duty in result.duties)
    ]


def _suspect(result: Result, speaker: Speaker) -> Suspect:
    case_id, account = _key(result)
    tier, program = result.verdict.decision(TIER), speaker.program
    decision = next(found for found in program.decisions if found.name == TIER)
    return Suspect(
        case_id=case_id,
        account=account,
        tier=speaker.joined((speaker.outcome(decision, value) for value in tier.possible), "explain.or"),
        rules=f"{speaker.joined(tier.because)} {program.name}@{program.edition}".strip(),
    )


def rejects(tables: Tables) -> Table:
    """Return every row that was not taken, with its place and reason."""
    columns = ("file", "row", "column", "reason", "raw")
    rows = tables.rows('SELECT file, "row", "column", reason, raw FROM rejects ORDER BY file, "row", "column"')
    return Table(columns, tuple(tuple(row) for row in rows))
