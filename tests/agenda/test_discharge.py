"""Recording duties as done: appended, chained, withdrawn by a further record, never edited, never lost."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from engine.cli.command_line import run as rules

LINES = (
    {"id": "hand_over", "subject": {"case_id": "C1", "account": "6222"}, "status": "open", "due": "2024-10-20"},
    {"id": "hand_over", "subject": {"case_id": "C1", "account": "6333"}, "status": "open", "due": "2024-10-20"},
    {"id": "review", "subject": {"case_id": "C1", "account": "6222"}, "status": "undetermined", "due": None},
)
COMMON = {
    "rulebook": "after", "edition": "2022-01-01", "as_of": "2024-10-11", "waits_for": [], "title": "移送",
    "stage": None, "what": [], "owner": {"setting": "由使用单位设定"}, "assisted_by": None, "first": None,
    "due_setting": None, "evidence": None, "cite": [],
}  # fmt: skip
BY = ("--by", "李某", "--evidence", "回执 1 号")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    text = "".join(json.dumps(COMMON | line, ensure_ascii=False) + "\n" for line in LINES)
    (tmp_path / "duties.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def listed(out: Path, capsys: pytest.CaptureFixture[str], on: str = "2024-10-15") -> dict[str, dict]:
    capsys.readouterr()
    assert rules(["duties", str(out), "--on", on, "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {f"{duty['id']}/{duty['subject']['account']}": duty for duty in found}


def done(out: Path, *options: str) -> int:
    return rules(["discharge", str(out), "--duty", "hand_over", "--on", "2024-10-12", *BY, *options])


def test_what_is_recorded_stands_in_the_agenda_with_its_evidence(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt = out.parent / f"{out.name}-回执.pdf"
    receipt.write_bytes(b"receipt")
    before = (out / "duties.jsonl").read_bytes()

    assert done(out, "--subject", "C1/6222", "--evidence-file", str(receipt)) == 0
    found = listed(out, capsys)
    evidence = {"text": "回执 1 号", "file": receipt.name, "digest": f"sha256:{hashlib.sha256(b'receipt').hexdigest()}"}
    assert found["hand_over/6222"]["status"] == "discharged"
    assert found["hand_over/6222"]["discharge"] == {"record": 1, "on": "2024-10-12", "by": "李某", "evidence": evidence}
    assert found["hand_over/6333"]["status"] == "open"
    assert (out / "duties.jsonl").read_bytes() == before
    assert listed(out, capsys, on="2024-10-11")["hand_over/6222"]["status"] == "open"


def test_a_record_is_withdrawn_by_another_one_and_nothing_is_edited(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert done(out, "--subject", "6222") == 0
    before = (out / "discharges.jsonl").read_bytes()
    assert rules(["discharge", str(out), "--withdraw", "1", "--reason", "记错账户", "--by", "王某"]) == 0

    assert (out / "discharges.jsonl").read_bytes().startswith(before)
    assert listed(out, capsys)["hand_over/6222"]["status"] == "open"
    assert done(out, "--subject", "6222") == 0
    assert listed(out, capsys)["hand_over/6222"]["status"] == "discharged"
    assert rules(["audit", "verify", str(out / "discharges.jsonl")]) == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--duty", "hand_over", *BY], "Y104"),
        (["--duty", "hand_over", "--subject", "9999", *BY], "Y103"),
        (["--duty", "hand_ower", *BY], "Y103"),
        (["--duty", "review", *BY], "Y106"),
        (["--duty", "hand_over", "--subject", "6222", "--on", "2999-01-01", *BY], "Y107"),
        (["--duty", "hand_over", "--subject", "6222", "--evidence-file", "/none", *BY], "Y110"),
        (["--withdraw", "1", "--reason", "x", "--by", "y"], "Y108"),
        (["--withdraw", "1", "--by", "y"], "Y112"),
        (["--duty", "hand_over", "--evidence", "x"], "Y112"),
        (["--duty", "hand_over", "--by", "x"], "Y112"),
        (["--by", "x", "--evidence", "y"], "Y112"),
    ],
)
def test_a_wrong_record_is_refused_and_nothing_is_written(
    out: Path, options: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules(["discharge", str(out), *options]) == 2
    assert code in capsys.readouterr().err
    assert not (out / "discharges.jsonl").exists()


def test_a_duty_is_recorded_once(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert done(out, "--subject", "6222") == 0
    assert done(out, "--subject", "6222") == 2
    assert "Y105" in capsys.readouterr().err


def test_an_altered_record_is_not_used(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert done(out, "--subject", "6222") == 0
    log = out / "discharges.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace("6222", "6333"), encoding="utf-8")
    capsys.readouterr()

    assert rules(["duties", str(out), "--on", "2024-10-15"]) == 5
    assert "Y109" in capsys.readouterr().err


def test_a_record_of_a_duty_that_is_gone_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert done(out, "--subject", "6222") == 0
    kept = json.dumps(COMMON | LINES[1], ensure_ascii=False)
    (out / "duties.jsonl").write_text(f"{kept}\n", encoding="utf-8")
    capsys.readouterr()

    assert rules(["duties", str(out), "--on", "2024-10-15"]) == 0
    assert "Y111" in capsys.readouterr().err


def test_running_the_case_again_keeps_what_was_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = Path(__file__).resolve().parents[2] / "examples" / "ge" / "case"
    asked = ["case", str(case), "-o", str(tmp_path / "out"), "--as-of", "2024-10-11"]
    assert rules(asked) == 0
    (name, subject) = next(
        (line["id"], "/".join(line["subject"].values()))
        for line in map(json.loads, (tmp_path / "out" / "duties.jsonl").read_text(encoding="utf-8").splitlines())
    )
    recorded = ["discharge", str(tmp_path / "out"), "--duty", name, "--subject", subject, "--on", "2024-10-12", *BY]
    assert rules(recorded) == 0
    kept = (tmp_path / "out" / "discharges.jsonl").read_bytes()

    assert rules(asked) == 0
    assert (tmp_path / "out" / "discharges.jsonl").read_bytes() == kept
    capsys.readouterr()
    assert rules(["duties", str(tmp_path / "out"), "--on", str(date(2024, 10, 13)), "--format", "jsonl"]) == 0
    stated = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [duty["id"] for duty in stated if duty["discharge"]] == [name]
