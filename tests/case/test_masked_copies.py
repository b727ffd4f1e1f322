"""Masked copies of a case run: for others, beside the whole results, with nothing in them that identifies people."""

import re
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from case_tools import AS_OF, STAMP, ran, tier_1_folder

from engine.cli.command_line import run as rules
from engine.driver.case import Asked, run_case
from engine.driver.case_files import FILES, write_case
from engine.driver.lettering import letter
from engine.driver.masking import Masking, masking
from engine.ledger.tables import open_tables
from engine.source.report import Rejected, Report

ACCOUNT, ID, PHONE, NAME = "6299000000000000011", "330782199001011234", "13812345678", "欧阳某慧"
ACCOUNTS = (
    "account,holder_name,holder_id,bank,open_branch,open_place,opened_on,phone,agent,covered_from,covered_to\n"
    f"{ACCOUNT},{NAME},{ID},某银行,某银行支行,浙江省金华市义乌市稠城街道,2020-01-01,{PHONE},钱代办,,\n"
)
KEY = b"0123456789abcdef0123456789abcdef"


def content(path: Path) -> str:
    """Return all text of a file, of a workbook that of its parts."""
    if path.suffix not in (".xlsx", ".docx"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tier_1_folder(tmp_path / "in", accounts=ACCOUNTS, registry="holder_id,account,case_no,status\n")
    transfers = folder / "victim_transfers.csv"
    transfers.write_text(transfers.read_text(encoding="utf-8") + f"C1,{NAME} {PHONE},{ACCOUNT},x,y\n", encoding="utf-8")
    with closing(open_tables()) as tables:
        run = run_case(Asked(folder=folder, as_of=AS_OF), tables, Report("input"))
        copies = [Masking("internal", b""), Masking("external", b""), Masking("training", KEY)]
        write_case(run, tables, tmp_path / "out", STAMP, masked=copies, letter=letter(None))
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("profile", "hidden"),
    [
        ("internal", (ACCOUNT, ID, PHONE)),
        ("external", (ACCOUNT, ID, PHONE, NAME, "钱代办", "稠城", ACCOUNT[:6])),
        ("training", (ACCOUNT, ID, PHONE, NAME, "钱代办", "稠城", ACCOUNT[-4:])),
    ],
)
def test_nothing_of_the_people_is_left_in_any_byte(out: Path, profile: str, hidden: tuple[str, ...]) -> None:
    files = sorted((out / profile).iterdir())

    assert {file.name for file in files} == {
        "report.html", "handover.csv", "handover.xlsx", "overlaps.csv", "rejects.csv", "letter.docx",
    }  # fmt: skip
    assert {(file.name, text) for file in files for text in hidden if text in content(file)} == set()


def test_the_whole_results_are_as_without_copies(out: Path, tmp_path: Path) -> None:
    ran(tmp_path / "in", tmp_path / "plain")

    assert {name: (out / name).read_bytes() for name in FILES} == {
        name: (tmp_path / "plain" / name).read_bytes() for name in FILES
    }


def test_copies_are_for_the_owner_alone(out: Path) -> None:
    assert (out / "external").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (out / "external").iterdir()} == {0o600}


def test_pseudonyms_join_across_the_files(out: Path) -> None:
    of_list, of_page = (
        set(re.findall("卡-[A-Z]{12}", content(out / "training" / name))) for name in ("handover.csv", "report.html")
    )

    assert of_list & of_page


def test_training_needs_a_key_that_can_be_used(tmp_path: Path) -> None:
    short = tmp_path / "short.key"
    short.write_bytes(b"123")
    for key, code in ((None, "K841"), (short, "K842"), (tmp_path / "none.key", "K842")):
        with pytest.raises(Rejected) as rejected:
            masking("training", key)
        assert [found.code for found in rejected.value.report.diagnostics] == [code]


def test_the_command_writes_a_copy_and_replaces_it(tmp_path: Path) -> None:
    folder = tier_1_folder(tmp_path / "in", accounts=ACCOUNTS)
    for _ in range(2):
        asked = ["case", str(folder), "-o", str(tmp_path / "out"), "--as-of", "2024-10-01", "--mask", "external"]
        assert rules(asked) == 0

    assert (tmp_path / "out" / "external" / "handover.csv").exists()
