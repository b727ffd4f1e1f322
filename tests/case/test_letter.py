"""The covering letter: made of a Word template, nothing invented, nothing that can act."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from case_tools import ran, tier_1_folder

from engine.cli.command_line import run as rules
from engine.driver.lettering import Letter, letter
from engine.render.case_run import CaseRun
from engine.render.letter import FIELDS, ROW, letter_docx
from engine.source.report import Rejected

ACCOUNT = "6299000000000000011"
HOSTILE = "{{7*7}}{% raw %}<w:p/>&=cmd|' /C calc'!A0\x1b[31m\u202e"
ACCOUNTS = "account,holder_name,holder_id,bank,open_branch,open_place,opened_on,phone,agent,covered_from,covered_to\n"


@pytest.fixture
def run(tmp_path: Path) -> CaseRun:
    accounts = f'{ACCOUNTS}{ACCOUNT},"{HOSTILE}",330782199001011234,某银行,,,2020-01-01,,,,\n'
    return ran(tier_1_folder(tmp_path / "in", accounts=accounts, registry="holder_id,account,case_no,status\n"))[0]


def template(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def texts(content: bytes) -> str:
    """Return what a reader of the file sees, as another program reads it."""
    read = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def test_the_letter_says_what_was_found_and_what_it_is_not(run: CaseRun) -> None:
    said = texts(letter(None).written(run))

    assert "一级可疑账户 1 个、二级可疑账户 0 个" in said
    assert "现移送账户 1 个" in said
    assert "不是对犯罪的认定" in said
    assert "after@2022-01-01" in said
    assert ACCOUNT in said
    assert "由使用单位填写" in said
    assert "{{" not in said.replace("{{7*7}}", "")


def test_text_of_a_ledger_stays_text(run: CaseRun) -> None:
    said = texts(letter(None).written(run))

    assert "{{7*7}}{% raw %}<w:p/>&=cmd|" in said
    assert "\\x1b[31m\\u202e" in said


def test_the_same_letter_has_the_same_bytes(run: CaseRun) -> None:
    assert letter(None).written(run) == letter(None).written(run)


def test_a_template_of_ones_own_may_use_every_field(run: CaseRun) -> None:
    rows = "{% for row in rows %}" + "".join(f"{name}={{{{ row.{name} }}}};" for name in ROW) + "{% endfor %}"
    fields = [f"{name}={{{{ {name} }}}}" for name in FIELDS if name != "rows"]
    said = texts(letter_docx(run, template(*fields, rows)))

    assert {line.partition("=")[0] for line in said.splitlines()} >= set(FIELDS) - {"rows"}
    assert f"account={ACCOUNT};" in said


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing_of_the_kind }}",
        "{{ cases.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{% for %}",
        "{{ rows[9].x }}",
    ],
)
def test_a_template_that_asks_for_anything_else_is_refused(run: CaseRun, text: str) -> None:
    with pytest.raises(Rejected) as rejected:
        Letter("own.docx", template(text)).written(run)

    assert [found.code for found in rejected.value.report.diagnostics] == ["H802"]


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04broken"])
def test_a_file_that_is_no_template_is_refused(run: CaseRun, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(Rejected) as rejected:
        letter(tmp_path / "own.docx").written(run)

    assert [found.code for found in rejected.value.report.diagnostics] == ["H802"]


def test_another_zip_file_is_refused(run: CaseRun, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "own.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(Rejected) as rejected:
        letter(tmp_path / "own.docx").written(run)

    assert [found.code for found in rejected.value.report.diagnostics] == ["H802"]


def test_the_shipped_template_can_be_taken_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, folder = tmp_path / "own.docx", tier_1_folder(tmp_path / "in")

    assert rules(["new", "letter", str(own)]) == 0
    assert rules(["new", "letter", str(own)]) == 2
    asked = ["case", str(folder), "-o", str(tmp_path / "out"), "--as-of", "2024-10-01", "--letter-template", str(own)]
    assert rules(asked) == 0
    assert "letter.docx" in capsys.readouterr().out
    assert "线索" in texts((tmp_path / "out" / "letter.docx").read_bytes())
