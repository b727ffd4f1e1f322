"""The twenty kinds of dirt that exports are known for: each is sown, and what must become of it is checked."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter  # noqa: TID251 (makes the workbooks that are read)

from engine.clues.hubs import shipped_hubs
from engine.facts.cleaning import repeats, reversals
from engine.facts.derive import settle
from engine.ledger import bulk
from engine.ledger.account_sheets import fill_accounts
from engine.ledger.exports import import_sources
from engine.ledger.import_report import ImportReport
from engine.ledger.masks import is_masked
from engine.ledger.tables import Tables
from engine.ledger.text_file import LINE_LIMIT
from engine.ledger.workbook import workbook_sheets
from engine.render.import_text import import_text as report_text
from engine.render.workbook import Sheet, workbook
from engine.source.report import Report

CARD, OTHER = "6222021234567890123", "6228480000000000017"
USUAL = {
    "交易卡号": CARD, "交易时间": "20210501123045", "交易金额": "100.00", "收付标志": "进", "交易余额": "500.00",
    "交易对手账卡号": OTHER, "对手户名": "李四", "摘要说明": "转账", "交易流水号": "S1", "交易是否成功": "成功",
    "现金标志": "转账", "交易币种": "人民币", "查询反馈结果原因": "",
}  # fmt: skip
STATEMENT = {"本方卡号": CARD, "交易日期": "2021-05-01", "收支方向": "收入", "金额": "1.00", "对方户名": "李四"}

Row = dict[str, str]
Take = Callable[..., tuple[ImportReport, Report]]


def lines(*rows: Row, usual: Row = USUAL, end: str = "\n", behind: str = "") -> str:
    cells = [list(usual), *(list({**usual, **row}.values()) for row in rows)]
    return "".join(f"{behind},".join(line) + behind + end for line in cells)


@pytest.fixture
def take(tmp_path: Path, tables: Tables) -> Take:
    """Import a file and say what was found; the tables hold what was kept."""

    def run(content: str | bytes, name: str = "a.csv") -> tuple[ImportReport, Report]:
        path, report = tmp_path / name, Report("input")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return import_sources([tmp_path], tables, report), report

    return run


def kept(tables: Tables, columns: str) -> list[tuple]:
    return tables.rows(f'SELECT {columns} FROM raw_bookings ORDER BY file, "row"')


def codes(report: Report) -> list[str]:
    return [found.code for found in report.diagnostics]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_dirt_01_encodings_are_proven_and_recorded(take: Take, tables: Tables, encoding: str) -> None:
    found, _ = take(lines({"对手户名": "李㐂"}).encode(encoding))

    assert [("李㐂",)] == kept(tables, "counterparty_name")
    assert encoding.replace("utf-8-sig", "utf-8") == found.files[0].encoding.removesuffix("-sig")


def test_dirt_01_bytes_of_no_encoding_are_refused(take: Take, tables: Tables) -> None:
    _, report = take(lines({}).encode("gb18030") + b"\xff\xff\n")

    assert (["F604"], 0) == (codes(report), tables.count("raw_bookings"))


def test_dirt_02_tabs_wide_blanks_and_line_breaks_in_cells_and_headers(take: Take, tables: Tables) -> None:
    header, row = lines({"对手户名": "\u3000李四\u00a0\ufeff", "摘要说明": '"转\r\n账"'}, behind="\t").split("\n", 1)
    found, _ = take(",".join(f"\t{title}" for title in header.split(",")) + "\n" + row)

    assert [(CARD, "李四", "转 账")] == kept(tables, "account, counterparty_name, summary")
    assert ((), 1) == (found.files[0].not_recognised, found.rows_kept)


def test_dirt_03_formula_quotes_in_text_named_like_a_spreadsheet(take: Take, tables: Tables) -> None:
    quoted = "\n".join("\t".join(f'="{cell}"' for cell in line) for line in (USUAL, [*USUAL.values()]))
    found, _ = take(quoted.encode("gb18030"), "a.xls")

    assert [(CARD, OTHER, 10_000)] == kept(tables, "account, counterparty, amount")
    assert "gb18030" == found.files[0].encoding


@pytest.mark.parametrize("above", [0, 1, 6, 24, 38])
def test_dirt_04_lines_above_the_header_and_below_the_rows(take: Take, tables: Tables, above: int) -> None:
    found, _ = take("说明：,,\n" * above + lines({}, {}, usual=STATEMENT) + "合计,2,200.00,,\n")

    assert 2 == found.rows_read == found.rows_kept == tables.count("raw_bookings")
    assert ({"above": above} if above else {}) | {"below": 1} == found.files[0].beside


def test_dirt_04_a_row_with_a_moment_is_no_footer(take: Take) -> None:
    found, _ = take(lines({"本方卡号": "合计"}, usual=STATEMENT))

    assert ({}, 1) == (found.files[0].beside, found.rows_kept)


@pytest.mark.parametrize("card", ["6.22202123456789E+18", "6222021234567890123.0", "6.22e+18"])
def test_dirt_05_a_rounded_number_is_a_reject_and_never_made_up(take: Take, tables: Tables, card: str) -> None:
    found, _ = take(lines({"交易卡号": card}, {"交易对手账卡号": card}))

    assert {"F632": 1} == found.rejected
    assert {"counterparty": 1} == found.files[0].not_understood
    assert [(CARD, None)] == kept(tables, "account, counterparty")
    assert card in tables.rows("SELECT raw FROM rejects")[0][0]


def test_dirt_05_a_short_number_ending_in_zeros_behind_a_point_is_whole(take: Take, tables: Tables) -> None:
    take(lines({"交易卡号": "62220212345.0"}))

    assert [("62220212345",)] == kept(tables, "account")


def test_dirt_06_our_own_workbooks_keep_each_digit(tmp_path: Path) -> None:
    texts = (CARD, "0010", "1E5", "=1+1", "330782199001010001")
    sheet = Sheet(name="线索", titles=("a", "b", "c", "d", "e"), rows=[texts], footer="")
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook([sheet], title="t", comments="c", day=date(2021, 5, 1)))

    (found,) = workbook_sheets(path)

    assert texts in [tuple(record.cells) for record in found.rows]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"{CARD}_156_1", CARD),
        (f"{CARD}-1", CARD),
        (f"45-{CARD}", CARD),
        (f"CNYO{CARD}", CARD),
        (f"45-00{CARD}-1", f"00{CARD}"),
        (f"{CARD}-2", f"{CARD}-2"),
        (f"46-{CARD}", f"46-{CARD}"),
        (f"{CARD}_840_1", f"{CARD}_840_1"),
        ("010", "010"),
        ("45-6222", "45-6222"),
        ("CNYO6222", "CNYO6222"),
        ("6222_156_1", "6222"),
        ("6222-1", "6222-1"),
        ("mch-1", "mch-1"),
        ("_156_1", "_156_1"),
        ("45-", "45-"),
        ("0045-1-1", "0045-1-1"),
    ],
)
def test_dirt_07_decorations_are_cut_zeros_stay(take: Take, tables: Tables, written: str, read: str) -> None:
    # The amount in thousands goes to the reader of rows, the other row is read in bulk.
    cells = {"交易卡号": written, "交易对手账卡号": written}
    found, _ = take(lines(cells, {**cells, "交易金额": '"1,000.00"'}))

    assert [(read, read)] * 2 == kept(tables, "account, counterparty")
    assert ({"account": 2, "counterparty": 2} if written != read else {}) == found.files[0].decorated


def test_dirt_07_an_identity_number_is_never_cut(take: Take, tables: Tables) -> None:
    take(lines({"开户人证件号码": "45-33"}, usual={**USUAL, "开户人证件号码": ""}))

    assert [("45-33",)] == kept(tables, "holder_id")


def test_dirt_07_masked_numbers_match_nothing(take: Take, tables: Tables) -> None:
    found, _ = take(lines({"交易卡号": "6226******5669"}, {"交易卡号": "6226******5669"}))
    cleaning = settle(tables)

    assert (2, 2, 0) == (found.files[0].masked_accounts, cleaning.masked, cleaning.counted)
    assert is_masked("6226******5669")


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("20210501123045", "2021-05-01 12:30:45", "second"),
        ("2021-05-01-12.30.45.123456", "2021-05-01 12:30:45", "second"),
        ("2021/5/1 12:30", "2021-05-01 12:30:00", "minute"),
        ("2021年5月1日12时30分45秒", "2021-05-01 12:30:45", "second"),
        ("44317.52135", "2021-05-01 12:30:45", "second"),
        ("1619843445", "2021-05-01 12:30:45", "second"),
        ("1619843445000", "2021-05-01 12:30:45", "second"),
        ("20210501", "2021-05-01 00:00:00", "day"),
    ],
)
def test_dirt_08_moments_keep_how_precise_they_are(
    take: Take, tables: Tables, written: str, at: str, precision: str
) -> None:
    take(lines({"交易日期": written}, usual=STATEMENT))

    assert [(at, precision)] == kept(tables, "CAST(booked_at AS VARCHAR), time_precision")


@pytest.mark.parametrize("time", ["123045", "12:30:45", "12时30分45秒"])
def test_dirt_08_a_day_and_a_time_in_two_columns(take: Take, tables: Tables, time: str) -> None:
    take(lines({}, usual={**STATEMENT, "交易日期": "20210501", "交易时间": time}))

    assert [("2021-05-01 12:30:45", "second")] == kept(tables, "CAST(booked_at AS VARCHAR), time_precision")


@pytest.mark.parametrize(
    ("written", "direction"),
    [(text, "in") for text in ("进", "贷", "贷方", "收", "收入", "转入", "存", "入", "入账", "+", "贷 Cr")]
    + [(text, "out") for text in ("出", "借", "借方", "付", "支出", "转出", "取", "出账", "借 Dr")],
)
def test_dirt_09_directions_in_words(take: Take, tables: Tables, written: str, direction: str) -> None:
    take(lines({"收支方向": written}, usual=STATEMENT))

    assert [(direction,)] == kept(tables, "direction")


@pytest.mark.parametrize("written", ["O", "01", "1", "D", "来", "支 出"])
def test_dirt_09_an_unknown_direction_stops_a_statement_and_rejects_a_row_of_many_banks(
    take: Take, tables: Tables, written: str
) -> None:
    _, asked = take(lines({}, {"收支方向": written}, usual=STATEMENT), "statement.csv")

    assert (["F666"], 0) == (codes(asked), tables.count("raw_bookings"))
    found, _ = take(lines({}, {"收付标志": written}), "police.csv")
    assert {"F634": 1} == found.rejected
    assert {"direction": {written: 1}} == found.files[0].unknown_codes


def test_dirt_09_a_blank_direction_is_never_guessed(take: Take) -> None:
    found, _ = take(lines({}, {"收付标志": ""}))

    assert ({"F634": 1}, 1) == (found.rejected, found.rows_kept)


def test_dirt_09_a_dash_is_an_empty_cell_and_no_minus(take: Take) -> None:
    found, _ = take(lines({}, {"收付标志": "-"}))

    assert {"F634": 1} == found.rejected


@pytest.mark.parametrize("code", ["00", "01", "1", "0"])
def test_dirt_10_codes_in_digits_mean_nothing_without_a_table_of_the_layout(
    take: Take, tables: Tables, code: str
) -> None:
    found, _ = take(lines({"交易是否成功": code}, {"现金标志": code}))

    assert ({"F641": 1}, {"cash": 1}) == (found.rejected, found.files[0].not_understood)
    assert [(None,)] == kept(tables, "cash")
    assert "成功" in found.files[0].codes["status"]
    assert "成功=booked" in report_text(found)


def test_dirt_11_a_negative_amount_keeps_its_sign_and_undoes_its_booking(take: Take, tables: Tables) -> None:
    wrong = {"收付标志": "出", "交易流水号": "S9"}
    undone = {**wrong, "交易金额": "-100.00", "摘要说明": "冲正", "交易时间": "20210501123145"}
    take(lines({}, wrong, undone))
    assert [(10_000,), (10_000,), (-10_000,)] == kept(tables, "amount")

    cleaning = settle(tables)

    assert (1, 1) == (cleaning.counted, cleaning.reversal_pairs)
    assert [(4, 3)] == [(found.marked.row, found.undone and found.undone.row) for found in reversals(tables)]
    assert 3 == tables.count("bookings")


def test_dirt_11_a_negative_amount_with_nothing_to_undo_is_a_listed_reject(take: Take, tables: Tables) -> None:
    take(lines({"交易金额": "-100.00"}))

    assert 1 == settle(tables).negative_rejected
    assert 1 == tables.count("rejects")


def test_dirt_12_failed_rows_stay_and_never_count_zero_is_a_reject(take: Take, tables: Tables) -> None:
    found, _ = take(lines({}, {"交易是否成功": "失败"}, {"交易金额": "0.00"}))
    cleaning = settle(tables)

    assert ({"F637": 1}, 2) == (found.rejected, found.rows_kept)
    assert (1, 1) == (cleaning.failed, cleaning.counted)


def test_dirt_13_an_answer_without_a_record_is_coverage_and_no_booking(take: Take, tables: Tables) -> None:
    none = {"交易时间": "", "交易金额": "", "收付标志": "", "交易余额": "", "查询反馈结果原因": "查无此记录"}
    found, _ = take(lines({}, {**none, "交易卡号": "0099"}))

    assert ({"F645": 1}, 1) == (found.rejected, found.rows_kept)
    assert [("0099", "answered")] == tables.rows("SELECT account, answer FROM coverage")


def test_dirt_14_the_same_row_of_two_queries_counts_once_and_cites_both(take: Take, tables: Tables) -> None:
    other = {"交易流水号": "S2", "交易余额": "600.00"}
    take(lines({}, other), "请求1/交易明细.csv")
    tables.connection.execute("DELETE FROM raw_bookings")
    take(lines(other, {"交易流水号": "S3", "交易余额": "700.00"}), "请求2/交易明细.csv")

    cleaning = settle(tables)

    assert (3, 1) == (cleaning.counted, cleaning.repeats)
    (again,) = repeats(tables)
    assert [("请求1/交易明细.csv", 3)] == [(place.file, place.row) for place in again.kept]
    assert [("请求2/交易明细.csv", 2)] == [(place.file, place.row) for place in again.left_out]


def test_dirt_14_two_legs_and_one_serial_at_two_banks_are_two_bookings(take: Take, tables: Tables) -> None:
    leg = {"交易卡号": OTHER, "交易对手账卡号": CARD, "收付标志": "出"}
    take(lines({}, leg, {"交易金额": "7.00"}))

    assert (3, 0) == ((found := settle(tables)).counted, found.repeats)


@pytest.mark.parametrize(
    "null", [r"\N", "-", "--", "----------", "/", "null", "NULL", "<nil>", "nan", "None", "NaT", "无", ""]
)
def test_dirt_15_one_table_of_nulls(take: Take, tables: Tables, null: str) -> None:
    take(lines({"本方卡号": CARD, "对方户名": null}, usual=STATEMENT))
    take(lines({"对手户名": null, "交易对手账卡号": null}), "b.csv")

    assert [(None,)] * 3 == kept(tables, "counterparty_name")


def test_dirt_16_an_unknown_counterparty_is_kept_and_its_share_reported(take: Take, tables: Tables) -> None:
    nobody = {"交易对手账卡号": "", "对手户名": ""}
    found, _ = take(lines(nobody, nobody, {"对手户名": ""}, {"交易对手账卡号": ""}, {}, {}, {}))

    assert (7, 2) == (found.rows_kept, found.files[0].without_counterparty)
    assert [(5,)] == tables.rows("SELECT count(counterparty) FILTER (counterparty IS NOT NULL) + 1 FROM raw_bookings")
    assert "2/7 (28.6 %)" in report_text(found)


@pytest.mark.parametrize("hub", ["财付通", "支付宝", "备付金", "网联", "银联", "待清算", "手续费", "结息"])
def test_dirt_17_hubs_are_a_list_in_yaml(hub: str) -> None:
    hubs = shipped_hubs(Report("input"))

    assert any(part in hub for part in hubs.containing) or hub in hubs.exact


def test_dirt_18_accounts_are_filled_by_number_never_by_name(take: Take, tables: Tables) -> None:
    sheet = {
        "账户开户名称": "张三",
        "开户人证件号码": "H1",
        "交易卡号": CARD,
        "账号开户时间": "20200101",
        "账号开户银行": "某行",
    }
    take(lines({}, usual=sheet), "账户信息.csv")
    take(lines({"账户开户名称": "张三", "交易卡号": "0622"}, usual={**USUAL, "账户开户名称": ""}), "明细.csv")

    fill_accounts(tables, Report("input"))

    assert [(CARD, "H1")] == tables.rows("SELECT account, holder_id FROM accounts")
    assert [("0622", None)] == kept(tables, "account, holder_id")


def test_dirt_19_an_export_of_any_length_is_read_a_chunk_at_a_time(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = bulk._take

    def noted(chunk: str, *rest: object) -> object:
        sizes.append(len(chunk))
        return real(chunk, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "_take", noted)
    monkeypatch.setattr(bulk, "_CHUNK", 2_000)
    found, _ = take(lines(*[{}] * 500))

    assert 500 == found.rows_kept
    assert len(sizes) > 20
    assert max(sizes) < 2_000 + LINE_LIMIT
    assert max(sizes) < 3_000


def test_dirt_20_split_sheets_and_files_are_one_table(tmp_path: Path, tables: Tables) -> None:
    names = ["交易明细1", "账户信息1", "交易明细2", "封面"]
    account = {"账户开户名称": "张三", "交易卡号": CARD, "账号开户时间": "20200101"}
    contents: Sequence[Sequence[Row]] = [[USUAL] * 2, [account], [{**USUAL, "交易流水号": "S2"}] * 3, []]
    with xlsxwriter.Workbook(str(tmp_path / "明细.xlsx")) as book:
        for name, rows in zip(names, contents, strict=True):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([list(rows[0]), *(list(row.values()) for row in rows)] if rows else []):
                sheet.write_row(at, 0, row)
    (tmp_path / "明细2.csv").write_bytes(lines({}, {}, {}, {}).encode("gb18030"))
    report = Report("input")

    found = import_sources([tmp_path], tables, report)

    assert [] == codes(report)
    per_file = Counter(file for (file,) in kept(tables, "file"))
    assert {"明细.xlsx#交易明细1": 2, "明细.xlsx#交易明细2": 3, "明细2.csv": 4} == per_file
    assert 9 == found.rows_read == found.rows_kept
    assert ["明细.xlsx#账户信息1"] == [sheet.file for sheet in found.account_sheets]


def test_dirt_20_a_part_without_a_header_is_asked_about_and_never_lost(take: Take, tables: Tables) -> None:
    without = re.sub("^.*\n", "", lines({}, {}), count=1)
    _, report = take(without)

    assert (["F610"], 0) == (codes(report), tables.count("raw_bookings"))
