from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from engine.ledger.case_folder import CaseFolder, read_case_folder
from engine.ledger.moments import Moment
from engine.ledger.tables import Tables, open_tables
from engine.source.report import Diagnostic, Rejected, Report

ReadCase = Callable[[], CaseFolder]
Faults = Callable[[], list[Diagnostic]]

SHARED = Path(__file__).parents[3] / "shared" / "cases"
TRANSFERS = "case_id,victim_id,account,amount,paid_at\n"


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_sound_folder_fills_all_tables(read_case: ReadCase, tables: Tables) -> None:
    found = read_case()

    assert ["C1"] == [case.case_id for case in found.cases]
    assert found.accounts_known
    assert found.registry_known
    assert [("C1", "V1", "0622", 1050, datetime(2021, 5, 3, 10, 2, 11), "second", 2)] == tables.rows(  # noqa: DTZ001 (civil)
        "SELECT * FROM victim_transfers"
    )
    assert ["ledger/a.csv"] == [file.file for file in found.ledger.files]
    assert [1, 1, 0] == [file.rows_kept for file in found.prepared]


def test_a_case_keeps_all_it_states_with_its_places(case_folder: Path, read_case: ReadCase) -> None:
    write(
        case_folder,
        "case.yaml",
        "case_id: 007\nreported_at: 2021-05-20T09:00\nconduct_from: 2021-05-10\nconduct_to: 2021-05-16\n"
        "fraud_type: investment\nvictim_kind: person\nloss: 13641417.97\nrecovered: 0\nsuspects: 3\n",
    )

    case = read_case().cases[0]

    assert ("007", Moment(datetime(2021, 5, 20, 9), "minute")) == (case.case_id, case.reported_at)  # noqa: DTZ001 (civil)
    assert (date(2021, 5, 10), date(2021, 5, 16)) == (case.conduct_from, case.conduct_to)
    assert ("investment", "person", 1364141797, 0) == (case.fraud_type, case.victim_kind, case.loss, case.recovered)
    assert ["suspects"] == list(case.stated)
    assert 9 == case.places["suspects"].line


@pytest.mark.parametrize("missing", ["case.yaml", "victim_transfers.csv", "ledger"])
def test_a_folder_without_a_required_part_is_an_error(case_folder: Path, case_faults: Faults, missing: str) -> None:
    (case_folder / missing).rename(case_folder / "elsewhere")

    assert [("F601", missing)] == [(found.code, found.values["name"]) for found in case_faults()]


def test_a_missing_registry_is_not_an_empty_one(case_folder: Path, read_case: ReadCase) -> None:
    (case_folder / "registry.csv").unlink()

    assert not read_case().registry_known


def test_accounts_may_be_missing(case_folder: Path, read_case: ReadCase) -> None:
    (case_folder / "accounts.csv").unlink()

    assert not read_case().accounts_known


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",V1,0622,1.00,2021-05-03", "F643"),
        ("C1,V1, ,1.00,2021-05-03", "F631"),
        ("C1,V1,0622,x,2021-05-03", "F635"),
        ("C1,V1,0622,1.001,2021-05-03", "F636"),
        ("C1,V1,0622,0,2021-05-03", "F639"),
        ("C1,V1,0622,-1.00,2021-05-03", "F639"),
        ("C1,V1,0622,1.00,2021-05-32", "F633"),
        ("C1,V1,0622,1.00", "F642"),
    ],
)
def test_a_transfer_that_cannot_be_read_opens_no_subject(
    case_folder: Path, read_case: ReadCase, tables: Tables, row: str, code: str
) -> None:
    write(case_folder, "victim_transfers.csv", f"{TRANSFERS}{row}\n")

    assert {code: 1} == read_case().prepared[0].rejected
    assert 0 == tables.count("victim_transfers")
    assert [("victim_transfers.csv", 2, code, row)] == tables.rows('SELECT file, "row", reason, raw FROM rejects')


def test_a_masked_account_of_a_transfer_is_kept_counted_and_warned_of_once(case_folder: Path, tables: Tables) -> None:
    write(case_folder, "victim_transfers.csv", TRANSFERS + "C1,V1,6226****5669,1.00,2021-05-03\n" * 2)
    report = Report("input")

    found = read_case_folder(case_folder, tables, report)

    assert (2, 2) == (found.prepared[0].rows_kept, found.prepared[0].masked_accounts)
    assert [("F653", 2, 7)] == [
        (said.code, said.span.line, said.span.column) for said in report.diagnostics if said.span
    ]


def test_equal_transfers_all_count(case_folder: Path, read_case: ReadCase, tables: Tables) -> None:
    write(case_folder, "victim_transfers.csv", TRANSFERS + "C1,,0622,1.00,2021-05-03\n" * 2)
    read_case()

    assert [(None, 2), (None, 3)] == tables.rows('SELECT victim_id, "row" FROM victim_transfers ORDER BY "row"')


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("accounts.csv", "account\n0622\n0622\n", ("F626", 3, 1)),
        ("accounts.csv", "account,opened_on\n0622,2021/05/03\n", ("F627", 2, 6)),
        ("accounts.csv", "account,covered_from\n0622,2021-02-30\n", ("F627", 2, 6)),
        ("accounts.csv", "account,covered_from,covered_to\n0622,2021-05-03,2021-05-02\n", ("F629", 2, 17)),
        ("accounts.csv", "account,phone\n0622\n", ("F628", 2, 1)),
        ("accounts.csv", "account,phone\n,138\n", ("F649", 2, 1)),
        ("accounts.csv", "acount,phone\n", ("F612", 1, 1)),
        ("accounts.csv", "account,account\n", ("F613", 1, 1)),
        ("registry.csv", "account,case_no\n", ("F612", 1, 1)),
        ("registry.csv", "holder_id,account\n1,2,3\n", ("F628", 2, 1)),
        ("registry.csv", "", ("F609", 1, 1)),
        ("victim_transfers.csv", "case_id,account,amount\n", ("F612", 1, 1)),
        ("case.yaml", "cases: []\n", ("F621", 1, 1)),
        ("case.yaml", "case_id: C1\nconduct_from: 2021-05-10\nconduct_to: 2021-05-09\n", ("F651", 3, 13)),
        ("case.yaml", "case:\n  case_id: C1\n", ("F621", 1, 1)),
        ("case.yaml", "cases: [C1]\n", ("F622", 1, 9)),
        ("case.yaml", "cases:\n  - loss: 1\n", ("F623", 2, 5)),
        ("case.yaml", "cases:\n  - case_id: C1\n  - case_id: C1\n", ("F624", 3, 14)),
        ("case.yaml", "case_id: C1\nloss: 1.001\n", ("F625", 2, 7)),
        ("case.yaml", "case_id: C1\nloss: -1\n", ("F625", 2, 7)),
        ("case.yaml", "case_id: C1\nloss: 1e3\n", ("F625", 2, 7)),
        ("case.yaml", "case_id: C1\nconduct_from: 2021-05-03T10:00\n", ("F625", 2, 15)),
        ("case.yaml", "case_id: C1\nreported_at: [1]\n", ("F625", 2, 14)),
        ("case.yaml", "case_id: C1\nvictim_kind: 个人\n", ("F625", 2, 14)),
    ],
)
def test_what_is_wrong_in_a_prepared_file_is_an_error_at_its_place(
    case_folder: Path, case_faults: Faults, name: str, text: str, fault: tuple[str, int, int]
) -> None:
    write(case_folder, name, text)

    found = case_faults()

    assert [(name, *fault)] == [
        (wrong.span.file, wrong.code, wrong.span.line, wrong.span.column) for wrong in found if wrong.span
    ]


def test_the_first_row_of_a_doubled_account_is_shown_too(case_folder: Path, case_faults: Faults) -> None:
    write(case_folder, "accounts.csv", "account\n0622\n0623\n0622\n")

    assert [2] == [label.span.line for label in case_faults()[0].labels]


def test_a_prepared_file_in_gb18030_is_an_error(case_folder: Path, case_faults: Faults) -> None:
    (case_folder / "accounts.csv").write_bytes("account,holder_name\n0622,张三\n".encode("gb18030"))

    assert ["F605"] == [found.code for found in case_faults()]


def test_a_blank_row_is_counted(case_folder: Path, read_case: ReadCase) -> None:
    write(case_folder, "accounts.csv", "account,phone\n0622,138\n , \n")

    found = read_case().prepared[1]

    assert (2, 1, {"F650": 1}) == (found.rows_read, found.rows_kept, found.rejected)


@pytest.mark.parametrize("name", ["case.yaml", "accounts.csv", "ledger"])
def test_a_link_in_the_folder_is_an_error(tmp_path: Path, case_folder: Path, case_faults: Faults, name: str) -> None:
    (case_folder / name).rename(tmp_path / "outside")
    (case_folder / name).symlink_to(tmp_path / "outside")

    assert ["F617"] == [found.code for found in case_faults()][:1]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("victim_transfers.csv", f"{TRANSFERS}C9,,0622,1.00,2021-05-03\n", "F630"),
        ("accounts.csv", "account,covered_form\n0622,\n", "F620"),
    ],
)
def test_what_is_likely_a_slip_is_a_warning(case_folder: Path, tables: Tables, name: str, text: str, code: str) -> None:
    write(case_folder, name, text)
    report = Report("input")

    read_case_folder(case_folder, tables, report)

    assert [code] == [found.code for found in report.diagnostics]


def test_an_empty_ledger_is_warned_of(case_folder: Path, tables: Tables) -> None:
    (case_folder / "ledger" / "a.csv").unlink()
    report = Report("input")

    read_case_folder(case_folder, tables, report)

    assert ["F619"] == [found.code for found in report.diagnostics]


def test_a_folder_that_is_none_is_an_error(tmp_path: Path, tables: Tables) -> None:
    with pytest.raises(Rejected) as rejected:
        read_case_folder(tmp_path / "none", tables, Report("input"))

    assert ["F602"] == [found.code for found in rejected.value.report.diagnostics]


def test_the_import_report_is_the_same_each_time(case_folder: Path) -> None:
    reports = []
    for _ in range(2):
        tables = open_tables(threads=1)
        reports.append(read_case_folder(case_folder, tables, Report("input")).as_json())
        tables.close()

    assert reports[0] == reports[1]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not beside the repository")
@pytest.mark.parametrize(("name", "rows"), [("random_1", [1039, 171, 79, 12, 0]), ("random_2", [978, 165, 78, 22, 0])])
def test_a_shared_case_is_read_without_a_reject(tables: Tables, name: str, rows: list[int]) -> None:
    report = Report("input")

    read_case_folder(SHARED / name, tables, report)

    assert () == report.diagnostics
    assert rows == [
        tables.count(table) for table in ("raw_bookings", "victim_transfers", "accounts", "registry", "rejects")
    ]
