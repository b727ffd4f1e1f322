"""The files of a case run: names, sameness, permissions, and text that means harm."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from case_tools import CASE, STAMP, ran, tier_1_folder, written

from engine.driver.auditing import checked
from engine.driver.case_files import FILES, LOG_RULEBOOKS, OWN
from engine.driver.output_folder import check_output, write_folder
from engine.render.case_run import Stamp
from engine.source.report import Rejected

CONTRACT = {
    "facts.parquet", "decisions.jsonl", "duties.jsonl", "overlaps.csv", "handover.xlsx", "handover.csv", "report.html",
    "import_report.json", "rejects.csv", "decision_log.jsonl",
}  # fmt: skip
STAMPED = {
    "report.html", "report.json", "import_report.json", "decision_log.jsonl", "decision_log.jsonl.head",
}  # fmt: skip
ACCOUNTS = "account,holder_name,holder_id,bank,open_branch,open_place,opened_on,phone,agent,covered_from,covered_to\n"
HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\u202e\x1b[31m{{7*7}}"
ACCOUNT = "6299000000000000011"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    accounts = f'{ACCOUNTS}{ACCOUNT},"{HOSTILE}",@id,+bank,-branch,"\t=place",2020-01-01,=1+1,{HOSTILE},,\n'
    registry = "holder_id,account,case_no,status\n"
    ran(tier_1_folder(tmp_path / "in", accounts=accounts, registry=registry), tmp_path / "out")
    return tmp_path / "out"


def test_every_file_of_the_contract_is_written_and_no_other_than_the_listed_ones(out: Path) -> None:
    assert set(FILES) == {name for name in bytes_of(out) if "/" not in name}
    assert {path.name for path in out.iterdir() if path.is_dir()} == {LOG_RULEBOOKS}
    assert set(FILES) >= CONTRACT


def test_only_the_owner_can_read_the_results(out: Path) -> None:
    assert out.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_dir()} == {0o700}


def test_running_again_writes_the_same_bytes_apart_from_the_stamp(tmp_path: Path) -> None:
    folder = tier_1_folder(tmp_path / "in", registry="holder_id,account,case_no,status\n")
    ran(folder, tmp_path / "one")
    ran(folder, tmp_path / "two", Stamp("f" * 32, "2031-12-31T23:59:59", STAMP.version))
    one, two = bytes_of(tmp_path / "one"), bytes_of(tmp_path / "two")

    assert {name for name in one if one[name] != two[name]} == STAMPED


def test_the_same_stamp_gives_the_same_bytes_throughout(tmp_path: Path) -> None:
    folder = tier_1_folder(tmp_path / "in")
    ran(folder, tmp_path / "one")
    ran(folder, tmp_path / "two")

    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_a_run_replaces_its_own_files(out: Path, tmp_path: Path) -> None:
    (out / "rejects.csv").write_text("old", encoding="utf-8")
    check_output(out, [tmp_path / "in"], OWN)
    ran(tmp_path / "in", out)

    assert b"old" != (out / "rejects.csv").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_a_file_of_somebody_else_is_refused(out: Path, tmp_path: Path) -> None:
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Rejected) as rejected:
        check_output(out, [tmp_path / "in"], OWN)

    assert [found.code for found in rejected.value.report.diagnostics] == ["K821"]


def test_results_do_not_go_into_the_case_folder(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as rejected:
        check_output(tmp_path / "in" / "out", [tmp_path / "in"], FILES)

    assert [found.code for found in rejected.value.report.diagnostics] == ["K823"]


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "facts.parquet").touch()
        raise OSError(28, "No space left on device")

    with pytest.raises(Rejected) as rejected:
        write_folder(tmp_path / "out", fail)

    assert [found.code for found in rejected.value.report.diagnostics] == ["K822"]
    assert list(tmp_path.iterdir()) == []


def test_no_cell_of_a_csv_begins_like_a_formula(out: Path) -> None:
    for name in ("handover.csv", "overlaps.csv", "rejects.csv"):
        cells = [cell for row in csv.reader(io.StringIO((out / name).read_text(encoding="utf-8"))) for cell in row]

        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
        assert not any("\x1b" in cell or "\u202e" in cell for cell in cells)


def test_every_cell_of_the_workbook_is_text(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "handover.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.column == 4][1] == ACCOUNT
    assert sheet.freeze_panes == "D2"
    with zipfile.ZipFile(out / "handover.xlsx") as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_the_page_shows_hostile_text_as_text_and_asks_for_nothing(out: Path) -> None:
    page = (out / "report.html").read_text(encoding="utf-8")

    assert re.findall("<script[^>]*>", page) == ["<script>"]
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" in page
    assert not any(character in page for character in "\x1b\u202e")
    assert "default-src 'none'" in page
    assert not any(word in page for word in ("http://", "https://", "src=", "@import", "url("))


def test_the_import_report_counts_a_negative_row_with_nothing_to_undo_as_a_reject(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "in",
        transfers=[f"C1,V1,{ACCOUNT},10.00,2021-05-12T10:00:00"],
        bookings=[
            f"S1,{ACCOUNT},2021-05-12T10:00:30,in,10.00,,N1,,",
            f"S9,{ACCOUNT},2021-05-12T11:00:30,in,-7.00,,N1,,",
            f"S2,{ACCOUNT},2021-05-12T12:00:30,in,0.00,,N1,,",
        ],
    )
    ran(folder, tmp_path / "out")
    report = json.loads((tmp_path / "out" / "import_report.json").read_text(encoding="utf-8"))
    rejects = list(csv.DictReader((tmp_path / "out" / "rejects.csv").read_text(encoding="utf-8").splitlines()))

    assert (report["rows_read"], report["rows_kept"], report["rows_rejected"]) == (3, 1, 2)
    assert [row["row"] for row in rejects] == ["3", "4"]


def test_the_decision_log_holds_every_subject_and_stands(out: Path) -> None:
    log = out / "decision_log.jsonl"
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    found = checked(log)

    assert [line["rulebook"] for line in lines if line["kind"] == "decision"] == ["after", "yangzhou_duties"]
    assert (found.report.diagnostics, found.rulebooks, found.has_head) == ((), 2, True)
    assert HOSTILE not in log.read_text(encoding="utf-8")


def test_duties_of_accounts_and_cases_stand_in_one_file(out: Path) -> None:
    duties = [json.loads(line) for line in (out / "duties.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {(duty["rulebook"], duty["subject"]["case_id"], duty["id"]) for duty in duties}

    assert ("after", "C1", "hand_over") in found
    assert ("yangzhou_duties", "C1", "squad") in found
    assert CASE["case_id"] == "C1"
