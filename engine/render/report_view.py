"""What the report of a case run says, section by section: plain text and numbers, no markup."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from engine.clues.hand_over import COLUMNS
from engine.clues.overlaps import Overlap
from engine.explain.citations import citations
from engine.messages.catalogue import CODES, PHRASES
from engine.program.program import ParameterInForce
from engine.render.case_csv import hand_over_cells, hand_over_titles
from engine.render.case_run import CaseRun, Judged, Stamp
from engine.render.explanation_words import Speaker
from engine.render.report_accounts import SHOWN, Account, Accounts, is_flagged
from engine.render.report_agenda import Task, agenda
from engine.render.report_evidence import Storyteller
from engine.render.report_law import Text, texts
from engine.render.rulebook_page import Page, rulebook_page

#: Rows of a table that are shown; the file beside the page has all.
MOST_SHOWN = 200
#: Accounts that share the values shown, each counted as often as it stands there.
MOST_SHARERS = 20_000
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
    """A rulebook as it stood on the law date."""

    name: str
    edition: str
    digest: str
    rank: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A parameter that conditions ask for: its value in words, and what it rests on."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedValue:
    """What several tier-1 accounts have in common."""

    attribute: str
    value: str
    cases: int
    accounts: tuple[int, ...]  #: places among the sharers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharer:
    """A tier-1 account that shares a value, of this case folder or of an earlier one."""

    account: str
    number: int | None  #: in the list of accounts; None where it is of an earlier case


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """An input file; `number` is how rows refer to it."""

    number: int
    file: str
    profile: str
    encoding: str
    rows_read: int
    rows_kept: int
    rows_rejected: int
    not_recognised: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    folder: str
    as_of: str
    stamp: Stamp
    caution: tuple[str, ...]
    funnel: Mapping[str, int]
    heads: tuple[str, ...]  #: titles of the figures of an account
    baseline_days: int
    limits: tuple[Limit, ...]
    accounts: tuple[Account, ...]
    accounts_left_out: int  #: accounts of the last tiers that only the files have
    flagged_left_out: int  #: of them those with flags for review
    overlaps: tuple[SharedValue, ...]
    sharers: tuple[Sharer, ...]
    overlaps_left_out: int
    agenda: tuple[Task, ...] | None  #: None where the duty rulebook is not in force
    agenda_left_out: Mapping[str, int]  #: tasks that only the files have, by their state
    to_hand_over: tuple[int, ...]  #: numbers of the accounts whose holders are to be handed over
    hand_over: Sheet
    files: tuple[FileRead, ...]
    unread: tuple[str, ...]
    counts: Sheet
    rejected: Sheet  #: reasons with their counts
    rejects: Sheet  #: rows
    books: tuple[Book, ...]
    texts: tuple[Text, ...]
    written: tuple[tuple[str, str], ...]  #: files of the run with their digests


def report_view(run: CaseRun, stamp: Stamp, written: Iterable[tuple[str, str]] = ()) -> View:
    """Return everything the page shows; `written` are the files beside it with their digests."""
    judged = (run.accounts, run.cases) if run.cases else (run.accounts,)
    speaker, files = speaker_of(run.accounts), _files(run.import_report)
    storyteller = Storyteller(speaker, {file.file: file.number for file in files})
    accounts = Accounts(speaker, storyteller).told(run.shown, run.evidence, run.nearest)
    overlaps = tuple(fitting(run.overlaps))
    names = tuple(dict.fromkeys(name for found in overlaps for name in found.account_list))
    tasks, tasks_left_out = agenda(run.cases, speaker_of(run.cases)) if run.cases else (None, {})
    numbers = {found.account: found.number for found in reversed(accounts)}
    return View(
        folder=run.folder,
        as_of=run.as_of.isoformat(),
        stamp=stamp,
        caution=tuple(flag.title for flag in run.accounts.program.flags if flag.when is None),
        funnel=run.funnel.as_json(),
        heads=tuple(_head(name, speaker) for name in SHOWN),
        baseline_days=_baseline(run.accounts),
        limits=tuple(_limit(found, speaker) for found in run.accounts.program.parameters),
        accounts=accounts,
        accounts_left_out=len(run.accounts.results) - len(accounts),
        flagged_left_out=sum(map(is_flagged, run.accounts.results)) - sum(bool(found.flags) for found in accounts),
        overlaps=_overlaps(overlaps, names),
        sharers=tuple(Sharer(account=name, number=numbers.get(name)) for name in names),
        overlaps_left_out=len(run.overlaps) - len(overlaps),
        agenda=tasks,
        agenda_left_out=tasks_left_out,
        to_hand_over=_owed(run, accounts),
        hand_over=_hand_over(run),
        files=files,
        unread=_unread(run.import_report),
        counts=_counts(run.import_report),
        rejected=_rejected(run.import_report),
        rejects=_rejects(run),
        books=tuple(_book(found) for found in judged),
        texts=texts(judged),
        written=tuple(written),
    )


def speaker_of(judged: Judged) -> Speaker:
    return Speaker(judged.program, citations(judged.program, judged.sources), "zh")


def _limit(found: ParameterInForce, speaker: Speaker) -> Limit:
    """Return what a limit rests on, short: the article and the words; the title of the text stands in the section."""
    cited = speaker.citations.get(found.basis.cite or "")
    if cited and found.basis.quote:
        basis = speaker.say("report.limit.quoted", article=cited.article, quote=found.basis.quote)
    else:
        basis = speaker.basis(found.basis)
    words = speaker.say("report.limit", title=found.title, since=found.since, basis=basis)
    return Limit(name=found.name, words=words)


def _baseline(judged: Judged) -> int:
    found = next((p.value for p in judged.program.parameters if p.name == "baseline_days"), 0)
    return found if isinstance(found, int) else 0


def _owed(run: CaseRun, accounts: Iterable[Account]) -> tuple[int, ...]:
    owed = {(row.case_id, row.account) for row in run.hand_over}
    return tuple(found.number for found in accounts if (found.case_id, found.account) in owed)


def _head(name: str, speaker: Speaker) -> str:
    title = speaker.fact(name)
    return speaker.say("report.in_yuan", title=title) if speaker.program.fact(name).unit == "CNY" else title


def _sheet(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Sheet:
    shown = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    return Sheet(head=tuple(head), rows=tuple(shown[:MOST_SHOWN]), left_out=max(len(shown) - MOST_SHOWN, 0))


def _words(*identifiers: str) -> tuple[str, ...]:
    return tuple(PHRASES[identifier].zh for identifier in identifiers)


def fitting(overlaps: Iterable[Overlap]) -> Iterator[Overlap]:
    """Yield the overlaps that are shown: as many as there is room for, without those that alone take too much."""
    rows, room = MOST_SHOWN, MOST_SHARERS
    for found in overlaps:
        if rows and found.accounts <= room:
            rows, room = rows - 1, room - found.accounts
            yield found


def _overlaps(shown: Iterable[Overlap], names: tuple[str, ...]) -> tuple[SharedValue, ...]:
    places = {name: place for place, name in enumerate(names)}
    return tuple(
        SharedValue(
            attribute=PHRASES[f"clues.attribute.{found.attribute}"].zh,
            value=found.value,
            cases=found.cases,
            accounts=tuple(places[name] for name in found.account_list),
        )
        for found in shown
    )


def _hand_over(run: CaseRun) -> Sheet:
    places = [COLUMNS.index(column) for column in _HANDED]
    titles = hand_over_titles()
    rows = (hand_over_cells(row) for row in run.hand_over)
    return _sheet((titles[place] for place in places), ([row[place] for place in places] for row in rows))


def _files(report: Mapping[str, object]) -> tuple[FileRead, ...]:
    listed = (cast("list[dict[str, Any]]", report.get(name, [])) for name in ("files", "account_sheets", "prepared"))
    return tuple(
        FileRead(
            number=number,
            file=file["file"],
            profile=file["profile"] or "",
            encoding=file["encoding"] or "",
            rows_read=file["rows_read"],
            rows_kept=file["rows_kept"],
            rows_rejected=file["rows_rejected"],
            not_recognised=tuple(file["columns"]["not_recognised"]),
            digest=file["sha256"] or "",
        )
        for number, file in enumerate((file for files in listed for file in files), 1)
    )


def _unread(report: Mapping[str, object]) -> tuple[str, ...]:
    listed = (cast("list[object]", report[name]) for name in ("not_read", "ignored"))
    return tuple(str(name) for names in listed for name in names)


def _counts(report: Mapping[str, object]) -> Sheet:
    cleaning = cast("dict[str, int]", report["cleaning"])
    rows = [(PHRASES[f"report.cleaning.{name}"].zh, count) for name, count in cleaning.items()]
    return _sheet(_words("report.what", "report.rows"), rows)


def _rejected(report: Mapping[str, object]) -> Sheet:
    files = (cast("list[dict[str, Any]]", report[name]) for name in ("files", "prepared"))
    counts: dict[str, int] = {}
    for rejected in (each for listed in files for file in listed for each in file["rejected"]):
        counts[rejected["code"]] = counts.get(rejected["code"], 0) + rejected["rows"]
    rows = ((code, _reason(code), count) for code, count in counts.items())
    return _sheet(_words("report.code", "report.reason", "report.rows"), rows)


def _reason(code: str) -> str:
    return CODES[code].zh if code in CODES else code


def _rejects(run: CaseRun) -> Sheet:
    head = _words("report.file", "report.row", "report.column", "report.reason", "report.raw")
    rows = ((file, row, column, _reason(str(code)), _cut(raw)) for file, row, column, code, raw in run.rejects.rows)
    return _sheet(head, rows)


#: Characters of a cell that are shown; a broken file may have a cell of a megabyte.
_MOST_CHARACTERS = 300


def _cut(raw: object) -> str:
    text = "" if raw is None else str(raw)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _book(judged: Judged) -> Book:
    program, speaker = judged.program, speaker_of(judged)
    return Book(
        name=program.name,
        edition=program.edition.isoformat(),
        digest=program.digest,
        rank=speaker.say(f"rank.{program.family.rank}"),
        page=rulebook_page(judged.rulebook, program, speaker.citations, "zh"),
    )
