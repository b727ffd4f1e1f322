"""For which days a bank's answer covers an account: «nothing there» is not «did not answer».

The rule (docs/import.md states it for users). A statement covers the period its lines above the header name. A task
that the bank answered covers the period it asked for, from the sheet or from `answers.yaml`. Neither reaches further
than the day before it was made: that day was not over. A task that failed covers nothing. Where no period is named,
only that last day is known, and nothing where there is none either.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from engine.ledger.answers import Answers
from engine.ledger.bookings import BookingReader
from engine.ledger.masks import masked
from engine.ledger.moments import moment_reader
from engine.ledger.sheet import Sheet
from engine.ledger.tables import TABLES, Tables
from engine.messages.words import phrase
from engine.source.report import Diagnostic, Label, Report
from engine.source.text import Span

_DAY = timedelta(days=1)


def state_period(sheet: Sheet, tables: Tables) -> None:
    """Note the period that the lines above a statement name for the one account it has bookings of."""
    moment = moment_reader(sheet.profile.layouts)
    stated = {
        name: found.at.date()
        for name in ("covered_from", "covered_to", "made_at")
        if (found := moment(sheet.above.get(name, "")))
    }
    begins, ends = stated.get("covered_from"), stated.get("covered_to")
    account = sheet.above.get("account")
    if account is None or not (begins or ends):
        return
    tables.append("stated_accounts", _row(account, begins, _before(ends, stated.get("made_at")), sheet.name, 1))


def note_no_record(reader: BookingReader, tables: Tables) -> None:
    """Note the accounts for which rows of a booking sheet say that the bank has no record."""
    columns = TABLES["coverage"]
    tables.append(
        "coverage",
        [
            [
                {
                    "account": account,
                    "answer": "answered",
                    "reason": reason,
                    "file": reader.sheet.name,
                    "row": str(row),
                }.get(column, "")
                for column in columns
            ]
            for account, reason, row in reader.no_record
        ],
    )


def state_coverage(tables: Tables, answers: Answers) -> None:
    """Note the period of each task that a bank answered."""
    rows = tables.rows(
        "SELECT account, covered_from, covered_to, CAST(answered_at AS DATE), file, row FROM coverage"
        " WHERE answer = 'answered' ORDER BY file, row"
    )
    tables.append(
        "stated_accounts",
        [
            stated
            for account, begins, ends, answered_on, file, row in rows
            if (last := _before(ends or answers.asked_to, answered_on)) is not None
            for stated in _row(account, begins or answers.asked_from, last, file, row)
        ],
    )


def _before(ends: date | None, made_on: date | None) -> date | None:
    """Return the last whole day: the material ends there, or the day before it was made."""
    return min((day for day in (ends, made_on - _DAY if made_on else None) if day), default=None)


def _row(account: str, begins: date | None, ends: date | None, file: str, row: int) -> list[list[str]]:
    """Return what is stated of an account as a row of its table; none where the period ends before it begins."""
    stated = {
        "account": account,
        "covered_from": begins.isoformat() if begins else "",
        "covered_to": ends.isoformat() if ends else "",
        "file": file,
        "row": str(row),
    }
    sound = begins is None or ends is None or begins <= ends
    return [[stated.get(column, "") for column in TABLES["stated_accounts"]]] if sound else []


def cover_accounts(tables: Tables, report: Report) -> int:
    """Give each account of `accounts` that states no coverage the days the material covers; return how many.

    Of several periods those that meet are one; where days between them are not covered, the longest one counts, of
    equals the earliest: fewer days are known, none is taken for covered that is not. Warnings: F672.
    """
    rows = tables.rows(
        f"""SELECT account, s.covered_from, s.covered_to, s.file, s.row
        FROM stated_accounts s JOIN accounts a USING (account)
        WHERE coalesce(s.covered_from, s.covered_to) IS NOT NULL AND a.covered_from IS NULL AND a.covered_to IS NULL
        AND NOT {masked("account")}
        ORDER BY account, s.covered_from NULLS FIRST, s.covered_to NULLS LAST, s.file, s.row"""
    )
    covered = [
        (account, *_longest(account, [row[1:] for row in stated], report))
        for account, stated in groupby(rows, key=lambda row: row[0])
    ]
    if covered:
        tables.connection.execute(
            """UPDATE accounts SET covered_from = c.begins, covered_to = c.ends FROM (
                SELECT unnest(?::VARCHAR[]) AS account, unnest(?::DATE[]) AS begins, unnest(?::DATE[]) AS ends
            ) c WHERE accounts.account = c.account""",
            [list(column) for column in zip(*covered, strict=True)],
        )
    return len(covered)


Stated = tuple[date | None, date | None, str, int]


def _longest(account: str, stated: Sequence[Stated], report: Report) -> tuple[date | None, date | None]:
    periods = list(_joined(stated))
    best = max(periods, key=lambda period: (_length(period), -(period[0] or date.min).toordinal()))
    if len(periods) > 1:
        one, other = (Span(file=row[2], line=row[3]) for row in (stated[0], stated[-1]))
        values = {"account": account, "begins": best[0] or "…", "ends": best[1] or "…"}
        label = Label(other, phrase("ledger.stated_here"))
        report.add(Diagnostic(code="F672", span=one, values=values, labels=(label,)))
    return best


def _joined(stated: Iterable[Stated]) -> Iterable[tuple[date | None, date | None]]:
    """Yield the periods, those that meet or overlap as one; they come in the order of their beginnings."""
    begins: date | None = None
    ends: date | None = None
    started = False
    for first, last, *_ in stated:
        meets = started and (ends is None or first is None or first <= ends + _DAY)
        if meets:
            ends = None if ends is None or last is None else max(ends, last)
        else:
            if started:
                yield begins, ends
            begins, ends, started = first, last, True
    yield begins, ends


def _length(period: tuple[date | None, date | None]) -> int:
    begins, ends = period
    return ((ends or date.max) - (begins or date.min)).days
