"""Text from ledgers is hostile: it must not run in a spreadsheet, a page, a document, a terminal or a log."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from hostile_case import ACCOUNT, HARM, MARKUP, hostile_folder

from engine.cli.command_line import run as rules

DAY = ("--as-of", "2024-10-11")
#: What a terminal, or a reader of a line, may act on; tabs and line ends are ours.
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
JSON_LINES = ("decisions.jsonl", "case_decisions.jsonl", "duties.jsonl", "decision_log.jsonl")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_folder(tmp_path_factory.mktemp("hostile") / "case")


@pytest.fixture(scope="module")
def out(case: Path) -> Path:
    folder = case.parent / "out"
    assert rules(["case", str(case), "-o", str(folder), *DAY, "--letter", "--mask", "external"]) == 0
    return folder


def files(out: Path, suffix: str) -> list[Path]:
    return sorted(path for path in out.rglob(f"*{suffix}") if path.is_file())


def test_it_is_a_real_case(out: Path) -> None:
    with (out / "handover.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == len(HARM)
    assert {row["分级"] for row in rows} == {"一级可疑账户"}


def test_nothing_is_written_beside_the_output_folder(out: Path) -> None:
    assert {path.name for path in out.parent.iterdir()} == {"case", "out"}
    assert not any(path.is_symlink() for path in out.rglob("*"))


def test_a_cell_of_a_table_is_no_formula_and_hides_nothing(out: Path) -> None:
    csv.field_size_limit(4 << 20)  # the raw text of a rejected row is one cell
    found = files(out, ".csv")
    cells = [cell for path in found for row in csv.reader(io.StringIO(path.read_text("utf-8"))) for cell in row]

    assert len(found) >= 6
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if ACTS.search(cell)] == []


def test_a_cell_of_a_workbook_is_text(out: Path) -> None:
    for path in files(out, ".xlsx"):
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not [cell for cell in cells if ACTS.search(cell.value)]
        assert not [cell for cell in cells if cell.hyperlink]
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if "external" in name or "vba" in name.lower()]


def test_a_document_is_whole_and_holds_text_alone(out: Path) -> None:
    for path in files(out, ".docx"):
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode()
        texts = [cell.text for table in docx.Document(path).tables for row in table.rows for cell in row.cells]
        assert any("{{7*7}}" in text for text in texts) or "external" in path.parts
        assert not ACTS.search(xml)


class _Page(HTMLParser):
    """Collects what a page has that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag in ("iframe", "object", "embed", "form", "link", "base", "img"):
            self.acting.append(tag)
        self.acting += [
            f"{name}={value}"
            for name, value in attrs
            if name.startswith("on") or re.match(r"\s*(javascript|data|https?):", value or "", re.IGNORECASE)
        ]


def test_a_page_has_no_more_that_acts_than_we_put_there(out: Path) -> None:
    for path in files(out, ".html"):
        text = path.read_text("utf-8")
        page = _Page()
        page.feed(text)
        assert page.acting == []
        assert page.scripts <= 2
        assert not ACTS.search(text)
        assert "default-src 'none'" in text


def test_a_line_of_a_log_is_one_record(out: Path) -> None:
    for name in JSON_LINES:
        text = (out / name).read_text("utf-8")
        assert not re.search("[\u2028\u2029\x85]", text)
        for line in text.removesuffix("\n").split("\n"):
            if line:
                json.loads(line)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command",
    [
        ["case", "{case}", "-o", "{out}/../again", *DAY],
        ["case", "{case}", "-o", "{out}/../again", *DAY, "--format", "json"],
        ["facts", "{case}", "-o", "{out}/../facts.parquet"],
        ["duties", "{out}", "--on", "2024-10-11"],
        ["duties", "{out}", "--on", "2024-10-11", "--format", "markdown"],
        ["duties", "{out}", "--on", "2024-10-11", "--format", "csv"],
        ["duties", "{out}", "--on", "2024-10-11", "--format", "jsonl"],
        ["eval", "after", "{out}/facts.parquet", *DAY],
        ["eval", "after", "{out}/facts.parquet", *DAY, "--format", "jsonl", "--trace", "full"],
        ["eval", "after", "{out}/facts.parquet", *DAY, "--format", "csv"],
        ["explain", "after", "{out}/facts.parquet", *DAY, "--subject", ACCOUNT.format(0)],
        ["import", "{case}/ledger", "-o", "{out}/../imported"],
        ["audit", "verify", "{out}/decision_log.jsonl"],
        ["check", "{case}"],
        ["explain", "after", "{out}/facts.parquet", *DAY, "--subject", MARKUP[0] + "\x1b[31m"],
        ["eval", "after", "{case}/registry.csv", *DAY],
        ["discharge", "{out}", "--duty", "\x1b[31m", "--by", "x", "--evidence", "y"],
    ],
    ids=" ".join,
)
def test_nothing_reaches_a_terminal_that_it_would_act_on(
    command: list[str], language: str, case: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules([part.format(case=case, out=out) if "{case}" in part or "{out}" in part else part for part in command]
          + ["--lang", language])  # fmt: skip
    printed = capsys.readouterr()

    assert not ACTS.search(printed.out)
    assert not ACTS.search(printed.err)
    assert "Traceback" not in printed.err
    assert "C912" not in printed.err  # an internal error


@pytest.mark.parametrize(
    ("content", "code"), [(b"account\x00,amount\n", "F606"), (b"account,amount\n1," + b"x" * (1 << 20) + b"\n", "F6")]
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = hostile_folder(tmp_path / "case")
    (folder / "ledger" / "more.csv").write_bytes(content)

    assert rules(["case", str(folder), "-o", str(tmp_path / "out"), *DAY]) == 2
    printed = capsys.readouterr()
    assert code in printed.err
    assert len(printed.err) < 20_000
    assert not (tmp_path / "out").exists()
