import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.ledger.exports import import_exports
from engine.ledger.import_report import ImportReport
from engine.ledger.tables import Tables, open_tables
from engine.source.report import Diagnostic, Rejected, Report

Import = Callable[..., ImportReport]
Faults = Callable[..., list[Diagnostic]]

HEADER = "account,booked_at,direction,amount"
ROW = "6222,2021-05-03T10:02:11,in,1.00"

cells = st.sampled_from(
    [
        "0622",
        "",
        " ",
        "6.2E+18",
        "2021-05-03",
        "2021-05-03T10:02",
        "20210503",
        "in",
        "out",
        "1.00",
        "-1",
        "0",
        "1.001",
        '"',
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
rows = st.lists(
    st.tuples(st.just("0622"), st.just("2021-05-03"), st.just("in"), st.just("1.00"))
    | st.lists(cells, min_size=1, max_size=6),
    max_size=12,
)


def quoted(row: tuple[str, ...] | list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row)


@given(rows)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_row_that_was_read_is_a_booking_or_a_reject(tmp_path: Path, rows: list[list[str]]) -> None:
    tables = open_tables(threads=1)
    path = tmp_path / "a.csv"
    path.write_bytes("".join(f"{line}\r\n" for line in [HEADER, *map(quoted, rows)]).encode())
    stated = [row for row in rows if len(row) > 1 or row[0].strip()]

    found = import_exports([path], tables, Report("input"))

    assert len(stated) == found.rows_read
    assert found.rows_read == found.rows_kept + sum(found.rejected.values())
    assert found.rows_kept == tables.count("raw_bookings")
    assert sum(found.rejected.values()) == tables.count("rejects")
    lines = tables.rows('SELECT "row" FROM raw_bookings UNION ALL SELECT "row" FROM rejects')
    assert len(lines) == len(set(lines))
    tables.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_changes_nothing(import_text: Import, encoding: str) -> None:
    assert 1 == import_text(f"{HEADER}\n{ROW}\n".encode(encoding)).rows_kept


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_lines_may_end_in_any_usual_way(import_text: Import, end: str) -> None:
    assert 1 == import_text(f"{HEADER}\r\n{ROW}{end}").rows_kept


def test_columns_go_by_name_in_any_order(import_text: Import, tables: Tables) -> None:
    import_text("amount,note,direction,account,booked_at\n1.00,x,in,0622,2021-05-03\n")

    assert [("0622", 100)] == tables.rows("SELECT account, amount FROM raw_bookings")


def test_the_report_says_which_columns_were_read_and_which_not(import_text: Import) -> None:
    found = import_text(f"{HEADER},booking_id,zzz\n{ROW},1,2\n").files[0]

    assert ("account", "booked_at", "direction", "amount") == found.recognised
    assert ("booking_id",) == found.known_unused
    assert ("zzz",) == found.not_recognised
    assert "balance" in found.missing
    assert 1 == found.filled["account"]
    assert 0 == found.filled["balance"]


def test_a_column_nearly_named_like_a_known_one_is_warned_of(tmp_path: Path, tables: Tables) -> None:
    path, report = tmp_path / "a.csv", Report("input")
    path.write_text(f"{HEADER},balanse\n{ROW},1\n", encoding="utf-8")

    import_exports([path], tables, report)

    assert [("F620", "balance")] == [
        (found.code, found.help.values["name"]) for found in report.diagnostics if found.help is not None
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("张三,李四\n".encode("gb18030")[:-4] + b"\xff\n", "F604"),
        (f"{HEADER}\n{ROW},张三\n".encode("gb18030"), "F605"),
        (f"{HEADER}\n6222\0,2021-05-03,in,1\n", "F606"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), "F611"),
        (f'{HEADER}\n"6222,2021-05-03,in,1\n', "F607"),
        (f'{HEADER}\n"6222"x,2021-05-03,in,1\n', "F607"),
        (f"{HEADER}\n{'6' * ((4 << 20) + 1)},2021-05-03,in,1\n", "F608"),
        (f"{HEADER}\n{'6' * (16 << 20)}", "F608"),
        ("", "F609"),
        ("\n\n", "F609"),
        ("姓名,地址\n张三,义乌\n", "F610"),
        ("Account,Booked_At,Direction,Amount\n", "F610"),
        (b"PK\x03\x04rest", "F662"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "F662"),
        (b"<html>", "F609"),
        (b"%PDF-1.7", "F611"),
        ("account,booked_at,direktion,amount\n", "F612"),
        (f"{HEADER},amount\n", "F613"),
        (b"PAR1 not parquet", "F616"),
    ],
)
def test_a_file_that_cannot_be_taken_is_an_error(faults: Faults, content: str | bytes, code: str) -> None:
    assert [code] == [found.code for found in faults(content)]


def test_undecodable_text_is_shown_at_its_byte(faults: Faults) -> None:
    fault = faults("张三".encode("gb18030") + b"a" * 3_000_000 + b"\xff")[0]

    assert {"utf8": 0, "gb18030": 3_000_004} == dict(fault.values)


def test_a_character_cut_off_at_the_end_is_undecodable(faults: Faults) -> None:
    assert {"utf8": 0, "gb18030": 2} == dict(faults("张三".encode("gb18030")[:-1])[0].values)


def test_a_bad_quote_is_shown_at_the_line_where_its_record_begins(faults: Faults) -> None:
    fault = faults(f'{HEADER}\n{ROW}\n"open,2021\nand on\n')[0]

    assert fault.span is not None
    assert ("a.csv", 3) == (fault.span.file, fault.span.line)


def test_a_missing_column_is_named_with_the_nearest_header(faults: Faults) -> None:
    fault = faults("account,booked_at,direktion,amount\n")[0]

    assert "direction" == fault.values["column"]
    assert fault.help is not None
    assert "direktion" == fault.help.values["name"]


def test_what_is_wrong_with_all_files_is_said_at_once(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "a.csv").write_text("x,y\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("", encoding="utf-8")

    with pytest.raises(Rejected) as rejected:
        import_exports([tmp_path], tables, Report("input"))

    assert ["F610", "F609"] == [found.code for found in rejected.value.report.diagnostics]


def test_a_source_that_is_not_there_is_an_error(tmp_path: Path, tables: Tables) -> None:
    with pytest.raises(Rejected) as rejected:
        import_exports([tmp_path / "none.csv"], tables, Report("input"))

    assert ["F603"] == [found.code for found in rejected.value.report.diagnostics]


def test_files_are_read_in_byte_order_and_litter_is_listed(tmp_path: Path, tables: Tables) -> None:
    for name in ("b.csv", "B.csv", "é.csv", "sub/a.csv", ".DS_Store", "~$b.csv", "__MACOSX/b.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")

    found = import_exports([tmp_path], tables, Report("input"))

    assert ["B.csv", "b.csv", "sub/a.csv", "é.csv"] == [file.file for file in found.files]
    assert (".DS_Store", "__MACOSX/b.csv", "~$b.csv") == found.ignored


def test_a_file_name_that_is_not_utf8_is_shown_in_hexadecimal(tmp_path: Path, tables: Tables) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xd5\xc5.csv")).write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    assert [r"\xd5\xc5.csv"] == [file.file for file in import_exports([tmp_path], tables, Report("input")).files]


def test_several_sources_are_named_from_their_common_folder(tmp_path: Path, tables: Tables) -> None:
    for name in ("x/a.csv", "y/a.csv"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")

    found = import_exports([tmp_path / "y" / "a.csv", tmp_path / "x", tmp_path / "x"], tables, Report("input"))

    assert ["x/a.csv", "y/a.csv"] == [file.file for file in found.files]


def test_a_link_is_not_followed(tmp_path: Path, tables: Tables) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "a.csv").symlink_to(outside)

    with pytest.raises(Rejected) as rejected:
        import_exports([tmp_path / "ledger"], tables, Report("input"))

    assert ["F617"] == [found.code for found in rejected.value.report.diagnostics]


def test_progress_is_told_the_rows_read_so_far(tmp_path: Path, tables: Tables) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n" + f"{ROW}\n" * 5_001, encoding="utf-8")
    told: list[tuple[str, int]] = []

    import_exports([tmp_path], tables, Report("input"), lambda file, rows: told.append((file, rows)))

    assert ("a.csv", 5_001) == told[-1]
    assert sorted(told) == told
