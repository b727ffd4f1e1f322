"""Real exports, anonymised by their publishers: counts, sums and signs were added up by hand."""

from pathlib import Path

import pytest

from engine.ledger.answers import Answer, Answers
from engine.ledger.exports import import_sources
from engine.ledger.tables import Tables
from engine.source.report import Report

STATEMENTS = Path("/work/shared/data/cn_statements")

pytestmark = pytest.mark.skipif(not STATEMENTS.exists(), reason="the statements are not on this machine")

#: File, profile, encoding, sheets, rows read, rejects, (rows, fen) in, (rows, fen) out, (rows, fen) failed.
EXPECTED = [
    ("alipay/*.csv", "alipay_personal", "gb18030", 1, 10, {"F670": 4}, (1, 22222850), (4, 16164), (1, 5000)),
    ("ccb/*.xls", "bank_ccb", "workbook", 1, 6, {}, (0, 0), (6, 70326), (0, 0)),
    ("htsec/*.xlsx", "broker_htsec", "workbook", 1, 10, {"F637": 2}, (4, 2207831), (4, 2304300), (0, 0)),
    ("hxsec/*.xls", "broker_hxsec", "gb18030", 1, 13, {"F637": 2}, (6, 40423033), (5, 16979217), (0, 0)),
    ("icbc/credit/*.csv", "bank_icbc", "utf-8-sig", 1, 9, {}, (1, 462101), (8, 36313), (0, 0)),
    ("icbc/debit-v1/*.csv", "bank_icbc", "utf-8-sig", 1, 11, {}, (5, 284174), (6, 424108), (0, 0)),
    ("icbc/debit-v2/*.csv", "bank_icbc", "utf-8-sig", 1, 11, {}, (5, 284174), (6, 424108), (0, 0)),
    ("jd/*.csv", "jd_personal", "utf-8-sig", 1, 26, {"F670": 10}, (0, 0), (16, 227770), (0, 0)),
    ("wechat/*.csv", "wechat_personal", "utf-8-sig", 1, 27, {"F670": 11}, (5, 2849), (11, 290453), (0, 0)),
    ("wechat/*.xlsx", "wechat_personal", "workbook", 2, 54, {"F670": 22}, (10, 5698), (22, 580906), (0, 0)),
]
WECHAT = Answers(answers=(Answer(files=("*wechat*",), account="WX1", columns={}, codes={}),))


def path_of(pattern: str) -> Path:
    (found,) = STATEMENTS.glob(pattern)
    return found


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected[0])
def test_a_statement_is_read_whole(tables: Tables, expected: tuple) -> None:
    pattern, profile, encoding, sheets, read, rejected, came, went, failed = expected
    report = Report("input")

    found = import_sources([path_of(pattern)], tables, report, None, WECHAT)

    assert () == report.diagnostics
    assert [(profile, encoding)] * sheets == [(file.profile, file.encoding) for file in found.files]
    assert (read, rejected) == (found.rows_read, found.rejected)
    totals = {
        (direction, status): (rows, fen)
        for direction, status, rows, fen in tables.rows(
            "SELECT direction, status, count(*), sum(amount) FROM raw_bookings GROUP BY ALL"
        )
    }
    assert came == totals.get(("in", "booked"), (0, 0))
    assert went == totals.get(("out", "booked"), (0, 0))
    assert failed == totals.get(("out", "failed"), (0, 0))


@pytest.mark.parametrize("name", ["wechat/*.csv", "wechat/*.xlsx"])
def test_a_statement_without_an_own_account_is_a_question(tables: Tables, name: str) -> None:
    report = Report("input")

    import_sources([path_of(name)], tables, report)

    assert {"F660"} == {found.code for found in report.diagnostics}
    assert 0 == tables.count("raw_bookings")


def test_a_day_without_a_time_is_no_midnight(tables: Tables) -> None:
    import_sources([path_of("hxsec/*.xls")], tables, Report("input"))

    assert [("day", 7), ("second", 4)] == tables.rows(
        "SELECT time_precision, count(*) FROM raw_bookings GROUP BY ALL ORDER BY ALL"
    )


def test_tokens_are_evidence_and_never_yuan(tables: Tables) -> None:
    found = import_sources([path_of("oklink/*.csv")], tables, Report("input"))

    (sheet,) = found.other_sheets
    assert (1855, 1855, {}) == (sheet.rows_read, sheet.rows_kept, sheet.rejected)
    assert (0, 1855) == (tables.count("raw_bookings"), tables.count("assets"))
    assert [("353.7515", "USDT")] == tables.rows("SELECT amount, asset FROM assets WHERE row = 2")


def test_the_period_of_a_statement_ends_before_the_day_it_was_made(tables: Tables) -> None:
    import_sources([path_of("alipay/*.csv")], tables, Report("input"))

    ((account, begins, ends),) = tables.rows("SELECT account, covered_from, covered_to FROM stated_accounts")
    assert ("xx@gmail.com", "2023-02-10", "2023-02-12") == (account, begins.isoformat(), ends.isoformat())
