"""`rules case`, `facts`, `import` and `explain` as a user runs them."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from case_tools import ROOT, tier_1_folder, written

from engine.cli.command_line import run
from engine.ledger.tables import open_tables

ACCOUNT = "6299000000000000011"
DAY = ("--as-of", "2024-10-01")
NEAR = ROOT / "examples/explain_to_an_auditor/facts.jsonl"


def rules(*arguments: object) -> int:
    return run([str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tier_1_folder(tmp_path / "in", registry="holder_id,account,case_no,status\n")


def test_a_case_is_printed_as_a_funnel(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = rules("case", folder, "-o", tmp_path / "out", *DAY)
    printed = capsys.readouterr()
    numbers = {line.split()[0]: line.split()[-1] for line in printed.out.splitlines() if line.strip()}

    assert code == 0
    assert (numbers["收到被害人转账的账户"], numbers["一级可疑账户"]) == ("1", "1")
    assert "法律日期 2024-10-01" in printed.err
    assert (tmp_path / "out" / "report.html").is_file()


def test_the_summary_as_json_is_all_that_stands_on_standard_output(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = rules("case", folder, "-o", tmp_path / "out", *DAY, "--format", "json")
    summary = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (summary["funnel"]["accounts"], summary["funnel"]["tier_1"]) == (1, 1)


def test_results_go_to_a_folder_named_like_the_case(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert rules("case", folder, *DAY) == 0
    assert (tmp_path / "out" / "in" / "decisions.jsonl").is_file()


@pytest.mark.parametrize(("outcome", "code"), [("tier_1", 1), ("tier_2", 0), ("undetermined", 0)])
def test_fail_on_an_outcome_ends_with_one(folder: Path, tmp_path: Path, outcome: str, code: int) -> None:
    assert code == rules("case", folder, "-o", tmp_path / "out", *DAY, "--fail-on", outcome)


def test_an_undetermined_account_ends_with_four_only_where_asked(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", transfers=[f"C1,V1,{ACCOUNT},5000.00,2021-05-12T10:00:00"])

    assert rules("case", folder, "-o", tmp_path / "out", *DAY) == 0
    assert rules("case", folder, "-o", tmp_path / "out", *DAY, "--fail-on", "undetermined") == 4


def test_a_folder_that_is_no_case_leaves_no_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    code = rules("case", tmp_path / "in", "-o", tmp_path / "out", *DAY)

    assert code == 2
    assert "F601" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_unknown_outcome_is_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    assert rules("case", folder, "-o", tmp_path / "out", *DAY, "--fail-on", "tier_3") == 2
    assert not (tmp_path / "out").exists()


def test_earlier_cases_share_what_their_tier_1_accounts_state(tmp_path: Path) -> None:
    accounts = "account,holder_name,phone\n{},甲,10000000001\n"
    other = ACCOUNT.replace("11", "29")
    early = tier_1_folder(tmp_path / "early", accounts=accounts.format(ACCOUNT))
    late = written(
        tmp_path / "late",
        case={"case_id": "C2"},
        transfers=[f"C2,V2,{other},300000.00,2021-06-12T10:00:00"],
        bookings=[
            f"S1,{other},2021-06-12T10:00:30,in,300000.00,,N7,,",
            f"S2,{other},2021-06-12T10:01:30,out,300000.00,,N8,,",
        ],
        accounts=accounts.format(other),
    )

    assert rules("case", early, "-o", tmp_path / "out1", *DAY) == 0
    assert rules("case", late, "-o", tmp_path / "out2", *DAY, "--earlier", tmp_path / "out1") == 0
    assert (tmp_path / "out2" / "overlaps.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        f"phone,10000000001,2,2,{ACCOUNT};{other},C1;C2"
    ]


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "parquet"])
def test_derived_facts_are_read_again_by_eval(
    folder: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / f"facts.{form}"

    assert rules("facts", folder, "-o", facts, *DAY) == 0
    assert rules("eval", "after", facts, "--format", "jsonl", *DAY) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["subject"], result["outcome"]["tier"]) == ({"case_id": "C1", "account": ACCOUNT}, "tier_1")


def test_facts_without_a_file_are_json_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("facts", folder, *DAY) == 0
    assert json.loads(capsys.readouterr().out)["window_turnover"] == 60_000_000


@pytest.mark.parametrize(
    ("of", "facts"),
    [
        ("person", {"holder_id": "H1", "accounts": 1, "inflow": 30_000_000, "turnover": 60_000_000}),
        ("case", {"case_id": "C1", "accounts": 1, "victims": 1, "victim_linked_amount": 30_000_000}),
    ],
)
def test_facts_of_persons_and_of_cases_are_asked_for_by_name(
    tmp_path: Path, of: str, facts: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tier_1_folder(tmp_path / "in", accounts=f"account,holder_id\n{ACCOUNT},H1\n")

    assert rules("facts", folder, "--of", of, *DAY) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert facts == {name: value for name, value in json.loads(line).items() if name in facts}
    assert rules("facts", folder, "--of", of, "-o", tmp_path / f"{of}.parquet", *DAY) == 0
    with closing(open_tables()) as tables:
        assert set(facts) <= set(tables.parquet_types(tmp_path / f"{of}.parquet"))


def test_an_import_keeps_every_row_and_can_be_imported_again(tmp_path: Path) -> None:
    ledger = tier_1_folder(tmp_path / "in") / "ledger"
    with (ledger / "bank.csv").open("a", encoding="utf-8") as file:
        file.write(f"S3,{ACCOUNT},2021-05-12T10:03:30,out,0.00,,N2,,\n")

    assert rules("import", ledger, "-o", tmp_path / "out") == 0
    report = json.loads((tmp_path / "out" / "import_report.json").read_text(encoding="utf-8"))
    assert (report["rows_read"], report["rows_kept"], report["rows_rejected"]) == (3, 2, 1)
    assert rules("import", tmp_path / "out" / "bookings.parquet", "-o", tmp_path / "again") == 0
    again = json.loads((tmp_path / "again" / "import_report.json").read_text(encoding="utf-8"))
    assert (again["rows_read"], again["rows_kept"]) == (2, 2)


def test_explaining_an_unknown_subject_ends_with_two_and_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code = rules("explain", "after", NEAR, "--subject", "C1/629900000000000002", *DAY)
    said = capsys.readouterr().err

    assert code == 2
    assert "K831" in said
    assert "C1/6299000000000000029" in said


def test_an_explanation_in_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    code = rules("explain", "after", NEAR, "--subject", "6299000000000000029", *DAY, "--format", "json")

    assert code == 0
    assert json.loads(capsys.readouterr().out)["as_of"] == "2024-10-01"
