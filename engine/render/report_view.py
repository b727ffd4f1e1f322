"""What the page of a case run shows, section by section, as plain text in tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from engine.clues.hand_over import COLUMNS
from engine.decision.result import Result
from engine.explain.citations import citations
from engine.messages.catalogue import CODES, PHRASES
from engine.render.case_csv import hand_over_cells, hand_over_titles
from engine.render.case_run import CaseRun, Judged
from engine.render.explanation_text import due_words, owner_words
from engine.render.explanation_words import Speaker
from engine.render.report_accounts import Group, account_groups
from engine.render.report_funnel import Picture, picture
from engine.render.report_rules import RuleText, parameter_rows, rule_texts

#: Rows of a table that are shown; the file beside the page has all.
MOST_SHOWN = 200


#: The columns of the hand-over list that the page shows; the workbook has all.
_HANDED = (
    "number", "case_id", "account", "holder_name", "holder_id", "bank", "open_branch", "phone", "victim_amount",
    "first_paid_at", "tier",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0  #: rows that only the file beside the page has


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The text of a rulebook with its sources."""

    title: str
    name: str
    edition: str
    digest: str
    rank: str
    parameters: Sheet
    rules: tuple[RuleText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    folder: str
    as_of: str
    caution: tuple[str, ...]
    picture: Picture
    groups: tuple[Group, ...]
    overlaps: Sheet
    duties: Sheet | None
    hand_over: Sheet
    files: Sheet
    counts: Sheet
    rejects: Sheet
    books: tuple[Book, ...]


def report_view(run: CaseRun) -> View:
    """Return everything the page shows."""
    judged = (run.accounts, run.cases) if run.cases else (run.accounts,)
    return View(
        folder=run.folder,
        as_of=run.as_of.isoformat(),
        caution=tuple(flag.title for flag in run.accounts.program.flags if flag.when is None),
        picture=picture(run.funnel),
        groups=account_groups(run.accounts.results, _speaker(run.accounts)),
        overlaps=_overlaps(run),
        duties=_duties(run.cases) if run.cases else None,
        hand_over=_hand_over(run),
        files=_files(run.import_report),
        counts=_counts(run.import_report),
        rejects=_rejects(run),
        books=tuple(_book(found) for found in judged),
    )


def _speaker(judged: Judged) -> Speaker:
    return Speaker(judged.program, citations(judged.program, judged.sources), "zh")


def _sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Sheet:
    shown = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    return Sheet(head=tuple(head), rows=tuple(shown[:MOST_SHOWN]), left_out=max(len(shown) - MOST_SHOWN, 0))


def _words(*identifiers: str) -> tuple[str, ...]:
    return tuple(PHRASES[identifier].zh for identifier in identifiers)


def _overlaps(run: CaseRun) -> Sheet:
    head = _words("report.attribute", "report.value", "report.accounts", "report.cases", "report.which")
    return _sheet(
        head,
        (
            (
                *_words(f"clues.attribute.{found.attribute}"),
                found.value,
                found.accounts,
                found.cases,
                _list(found.account_list),
            )
            for found in run.overlaps
        ),
    )


def _hand_over(run: CaseRun) -> Sheet:
    places = [COLUMNS.index(column) for column in _HANDED]
    titles = hand_over_titles()
    rows = (hand_over_cells(row) for row in run.hand_over)
    return _sheet((titles[place] for place in places), ([row[place] for place in places] for row in rows))


def _list(items: Iterable[str]) -> str:
    return "、".join(items)


def _duties(cases: Judged) -> Sheet:
    speaker = _speaker(cases)
    head = _words(
        "report.case", "report.stage", "report.duty", "report.status", "report.owner", "report.first", "report.due",
        "report.source",
    )  # fmt: skip
    return _sheet(head, (row for result in cases.results for row in _duty_rows(result, speaker)))


def _duty_rows(result: Result, speaker: Speaker) -> Iterable[tuple[str | None, ...]]:
    rules = {rule.name: rule for rule in result.program.duties}
    for duty in result.duties:
        rule = rules[duty.name]
        status = speaker.say(f"explain.duty.{duty.status}")
        yield (
            "/".join(value for _, value in result.subject.key),
            rule.stage,
            speaker.say("explain.said", what=rule.title, label=_list(rule.what)) if rule.what else rule.title,
            _waiting(status, duty.waits_for, speaker),
            owner_words(rule.owner),
            rule.first,
            due_words(rule.due, duty.due, speaker),
            _list(_article(reference, speaker) for reference in rule.cites),
        )


def _waiting(status: str, facts: tuple[str, ...], speaker: Speaker) -> str:
    return speaker.say("report.waiting", status=status, facts=speaker.facts(facts)) if facts else status


def _article(reference: str, speaker: Speaker) -> str:
    found = speaker.citations.get(reference)
    return found.article if found else reference


def _files(report: Mapping[str, object]) -> Sheet:
    head = _words(
        "report.file", "report.layout", "report.encoding", "report.read", "report.kept", "report.rejected",
        "report.not_recognised",
    )  # fmt: skip
    files = cast("list[dict[str, Any]]", report["files"]) + cast("list[dict[str, Any]]", report["prepared"])
    return _sheet(
        head,
        (
            (
                file["file"], file["profile"], file["encoding"], file["rows_read"], file["rows_kept"],
                file["rows_rejected"], _list(file["columns"]["not_recognised"]),
            )
            for file in files
        ),
    )  # fmt: skip


def _counts(report: Mapping[str, object]) -> Sheet:
    cleaning = cast("dict[str, int]", report["cleaning"])
    rows = [(PHRASES[f"report.cleaning.{name}"].zh, count) for name, count in cleaning.items()]
    return _sheet(_words("report.what", "report.rows"), rows)


def _rejects(run: CaseRun) -> Sheet:
    head = _words("report.file", "report.row", "report.column", "report.reason", "report.raw")
    rows = ((file, row, column, CODES[str(code)].zh, raw) for file, row, column, code, raw in run.rejects.rows)
    return _sheet(head, rows)


def _book(judged: Judged) -> Book:
    program, speaker = judged.program, _speaker(judged)
    head = _words("report.parameter", "report.value", "report.since", "report.basis")
    return Book(
        title=program.title,
        name=program.name,
        edition=program.edition.isoformat(),
        digest=program.digest,
        rank=speaker.say(f"rank.{program.family.rank}"),
        parameters=_sheet(head, parameter_rows(program, speaker)),
        rules=rule_texts(program, speaker),
    )
