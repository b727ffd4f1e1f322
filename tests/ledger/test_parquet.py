from collections.abc import Callable
from pathlib import Path

import pytest

from engine.ledger.exports import import_exports
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables
from engine.source.report import Diagnostic, Rejected, Report

GOOD = {
    "account": "'0622'",
    "booked_at": "TIMESTAMP '2021-05-03 10:02:11'",
    "direction": "'in'",
    "amount": "100::BIGINT",
}


@pytest.fixture
def import_parquet(tmp_path: Path, tables: Tables) -> Callable[..., ImportReport]:
    def run(name: str = "a.parquet", **columns: str) -> ImportReport:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        selected = ", ".join(f'{value} AS "{column}"' for column, value in {**GOOD, **columns}.items())
        tables.connection.execute(f"COPY (SELECT {selected} FROM range(3)) TO '{path}' (FORMAT parquet)")
        return import_exports([path], tables, Report("input"))

    return run


@pytest.fixture
def faults(import_parquet: Callable[..., ImportReport]) -> Callable[..., list[Diagnostic]]:
    def run(**columns: str) -> list[Diagnostic]:
        with pytest.raises(Rejected) as rejected:
            import_parquet(**columns)
        return list(rejected.value.report.diagnostics)

    return run


def test_amounts_are_fen_and_rows_are_numbered_from_one(
    import_parquet: Callable[..., ImportReport], tables: Tables
) -> None:
    found = import_parquet(balance="-5::BIGINT", cash="true")

    assert ("canonical_parquet", 3, 3) == (found.files[0].profile, found.rows_read, found.rows_kept)
    assert [("0622", "2021-05-03 10:02:11", "second", 100, -5, True, row) for row in (1, 2, 3)] == tables.rows(
        'SELECT account, CAST(booked_at AS VARCHAR), time_precision, amount, balance, cash, "row" FROM raw_bookings'
    )


@pytest.mark.parametrize(
    ("value", "moment", "precision"),
    [
        ("DATE '2021-05-03'", "2021-05-03 00:00:00", "day"),
        ("'2021-05-03T10:02'", "2021-05-03 10:02:00", "minute"),
        ("TIMESTAMP '2021-05-03 10:02:11.999'", "2021-05-03 10:02:11", "second"),
    ],
)
def test_a_moment_may_be_text_or_a_day(
    import_parquet: Callable[..., ImportReport], tables: Tables, value: str, moment: str, precision: str
) -> None:
    import_parquet(booked_at=value)

    found = tables.rows("SELECT DISTINCT CAST(booked_at AS VARCHAR), time_precision FROM raw_bookings")
    assert [(moment, precision)] == found


def test_rows_are_rejected_as_in_text(import_parquet: Callable[..., ImportReport], tables: Tables) -> None:
    found = import_parquet(amount="CASE range WHEN 1 THEN 0 ELSE 7 END::BIGINT", direction="if(range = 2, NULL, 'in')")

    assert {"F634": 1, "F637": 1} == found.rejected
    assert [(2, "0622,2021-05-03T10:02:11,in,0"), (3, "0622,2021-05-03T10:02:11,,7")] == tables.rows(
        'SELECT "row", raw FROM rejects ORDER BY "row"'
    )


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("account", "6222021234567890123::DOUBLE", "F615"),
        ("account", "6222021234567890123::BIGINT", "F614"),
        ("amount", "1.0::DOUBLE", "F615"),
        ("amount", "1.00::DECIMAL(18, 2)", "F614"),
        ("amount", "'1.00'", "F614"),
        ("booked_at", "TIMESTAMPTZ '2021-05-03 10:02:11+08'", "F614"),
        ("counterparty", "1::BIGINT", "F614"),
        ("serial", "'a' || chr(0)", "F648"),
    ],
)
def test_a_type_that_may_have_lost_something_is_refused(
    faults: Callable[..., list[Diagnostic]], column: str, value: str, code: str
) -> None:
    assert [code] == [found.code for found in faults(**{column: value})]


@pytest.mark.parametrize("name", ["a*.parquet", "a[1].parquet", "account=9/a.parquet"])
def test_a_path_is_no_pattern(import_parquet: Callable[..., ImportReport], tables: Tables, name: str) -> None:
    import_parquet(name)

    assert [("0622", 3)] == tables.rows("SELECT account, count(*) FROM raw_bookings GROUP BY account")


def test_a_broken_file_is_an_error(import_parquet: Callable[..., ImportReport], tmp_path: Path, tables: Tables) -> None:
    import_parquet()
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(content[: len(content) // 2] + content[-8:])

    with pytest.raises(Rejected) as rejected:
        import_exports([tmp_path / "b.parquet"], tables, Report("input"))

    assert ["F616"] == [found.code for found in rejected.value.report.diagnostics]
