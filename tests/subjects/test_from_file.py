"""Fact tables of every form: the same facts, exact, each error at its place."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.driver.opening import open_rulebook
from engine.ledger.tables import open_tables
from engine.source.report import Report
from engine.subjects.from_file import from_bytes, from_file

AFTER = open_rulebook("after", date(2023, 1, 1)).program
DUTIES = open_rulebook("yangzhou_duties", date(2025, 1, 1)).program
KEY = {"case_id": "C1", "account": "0062"}


def read(content, name="facts.jsonl", program=AFTER):
    report = Report("input")
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return from_bytes(text.encode("utf-8", "surrogatepass"), name, program, report), report


def facts(content, name="facts.jsonl", program=AFTER):
    subjects, report = read(content, name, program)
    assert () == report.diagnostics
    return [subject.facts for subject in subjects]


def wrong(content, name="facts.jsonl", program=AFTER):
    """Return line, column and code of each error."""
    _, report = read(content, name, program)
    return [(found.span.line, found.span.column, found.code) for found in report.diagnostics]


# values


def test_money_is_whole_fen_or_text_with_its_unit():
    assert [{"day_turnover": 300_000}] == facts(KEY | {"day_turnover": 300_000})
    assert [{"day_turnover": 300_000}] == facts(KEY | {"day_turnover": "3000元"})
    assert [{"day_turnover": 30_000_001}] == facts(KEY | {"day_turnover": "300000.01 CNY"})
    for value in (3000.5, "3000", "3000分", "3000.001元", True, [], {}, "３０００元"):
        assert [code for *_, code in wrong(KEY | {"day_turnover": value})] in (["E507"], ["E508"])


def test_a_number_with_decimals_is_refused_even_where_they_are_zero():
    assert [(1, 38, "E508")] == wrong('{"case_id": "C1", "account": "0062", "day_turnover": 3000.00}')
    assert ["E508"] == [code for *_, code in wrong('{"case_id": "C1", "account": "2", "day_turnover": 3e5}')]


def test_durations_days_moments_flags_and_choices_are_read_in_the_units_of_the_engine():
    assert [{"pass_min_gap": 180}] == facts(KEY | {"pass_min_gap": "3 minutes"})
    assert [{"incident_day": date(2021, 5, 3).toordinal()}] == facts(KEY | {"incident_day": "2021-05-03"})
    assert [{"in_registry": False}] == facts(KEY | {"in_registry": False})
    stated = {"case_id": "C1", "reported_at": "0001-01-01T00:01", "victim_kind": "person"}
    assert [{"reported_at": 60, "victim_kind": "person"}] == facts(stated, program=DUTIES)


@pytest.mark.parametrize(
    ("code", "fact", "value"),
    [
        ("E507", "in_registry", "true"),
        ("E507", "in_registry", 1),
        ("E507", "incident_day", 20210503),
        ("E507", "incident_day", "2021-02-30"),
        ("E507", "incident_day", "2021-5-3"),
        ("E507", "pass_count", True),
        ("E507", "pass_count", "7"),
        ("E507", "pass_min_gap", "3 months"),
        ("E507", "pass_min_gap", "3000元"),
        ("E514", "pass_count", 2**63),
        ("E514", "day_turnover", -(2**63)),
    ],
)
def test_a_value_of_another_type_or_unit_is_an_error(code, fact, value):
    assert [code] == [found for *_, found in wrong(KEY | {fact: value})]


def test_the_largest_number_is_still_exact():
    assert [{"day_turnover": 2**63 - 1}] == facts(KEY | {"day_turnover": 2**63 - 1})


def test_a_choice_that_is_near_is_proposed():
    _, report = read({"case_id": "C1", "victim_kind": "persno"}, program=DUTIES)
    (found,) = report.diagnostics

    assert ("E509", {"name": "person"}) == (found.code, found.help.values)


def test_null_and_an_absent_fact_are_both_unknown():
    assert [{"pass_count": None}] == facts(KEY | {"pass_count": None})
    assert [{}] == facts(KEY)


# names and keys


def test_a_misspelt_fact_is_an_error_at_its_name_with_the_nearest():
    subjects, report = read('{"case_id": "C1", "account": "2",\n "day_turnovr": 1}')
    (found,) = report.diagnostics

    assert ("E503", 2, 2, 13) == (found.code, found.span.line, found.span.column, found.span.width)
    assert "day_turnover" == found.help.values["name"]
    assert [] == subjects


def test_a_decision_stated_as_a_fact_is_told_from_a_slip():
    _, report = read(KEY | {"tier": "tier_1"})

    assert "eval.help.is_decision" == report.diagnostics[0].help.id


def test_an_account_written_as_a_number_is_refused_because_it_loses_digits():
    assert [(1, 18, "E506")] == wrong('{"case_id":"C1", "account": 6222020000000000001}')
    for value in (None, "", True, 1.5):
        assert ["E506"] == [code for *_, code in wrong(KEY | {"account": value})]


def test_a_subject_without_its_key_is_refused():
    assert [(1, 1, "E505")] == wrong({"case_id": "C1", "pass_count": 1})
    assert ["E505", "E505"] == [code for *_, code in wrong("{}")]


def test_leading_zeros_of_an_account_are_kept():
    assert (("case_id", "C1"), ("account", "0062")) == read(KEY)[0][0].key
    assert "0062" == read("case_id,account\nC1,0062\n", "facts.csv")[0][0].key[1][1]


def test_a_subject_that_stands_twice_is_an_error_that_shows_both():
    _, report = read(f"{json.dumps(KEY)}\n\n{json.dumps(KEY)}\n")
    (found,) = report.diagnostics

    assert ("E510", 3, 1) == (found.code, found.span.line, found.labels[0].span.line)


def test_a_name_that_stands_twice_in_an_object_is_an_error_also_beside_odd_spaces():
    text = '{"case_id": "C1", "account": "2", "pass_count": 1, "pass_count" : 2}'

    assert [(1, text.rindex('"pass_count"') + 1, "E504")] == wrong(text)


def test_subject_and_facts_may_stand_apart():
    parts = {"subject": KEY, "facts": {"pass_count": 2, "incident_day": "2021-05-03"}}

    assert facts(KEY | {"pass_count": 2, "incident_day": "2021-05-03"}) == facts(parts)
    assert ["E517"] == [code for *_, code in wrong({"subject": KEY | {"pass_count": 1}, "facts": {}})]
    assert ["E503"] == [code for *_, code in wrong({"subject": KEY, "facts": {}, "more": {}})]


# forms


def test_all_errors_of_a_table_are_reported_each_at_its_place():
    lines = [
        '{"case_id":"C1","account":"1","pass_count":"x"}',
        "",
        '{"case_id":"C1","account":"2",',
        '{"case_id":"C1","account":"3","in_registry":"no","pas_count":1}',
        "[1]",
        '{"case_id":"C1","account":"4"} x',
        '{"case_id":"C1","account":"5","pass_count":NaN}',
    ]

    assert wrong("\n".join(lines)) == [
        (1, 31, "E507"), (3, 31, "E501"), (4, 31, "E507"), (4, 50, "E503"), (5, 1, "E502"), (6, 32, "E501"),
        (7, 31, "E511"),
    ]  # fmt: skip


def test_an_array_one_object_and_lines_are_told_apart_by_what_they_are():
    rows = [KEY | {"pass_count": 1}, KEY | {"account": "2", "pass_count": 2}]
    lines = "\r\n".join(map(json.dumps, rows))

    assert facts(rows, "facts.json") == facts(lines) == facts(f"\ufeff\n{lines}\n\n") == facts(lines, "facts.json")
    assert facts(json.dumps(rows, indent=2), "-") == facts(rows)
    assert [facts(rows)[0]] == facts(json.dumps(rows[0], indent=2), "-") == facts(rows[0])


def test_a_slip_in_an_array_is_shown_at_its_line():
    text = '[\n {"case_id": "C1", "account": "1"},\n {"case_id": "C1", "account": "2" "pass_count": 1}\n]'

    assert [(3, 35, "E501")] == wrong(text, "facts.json")
    assert ["E501"] == [code for *_, code in wrong("[{}", "facts.json")][-1:]
    assert ["E501"] == [code for *_, code in wrong("[] []", "facts.json")]


def test_an_empty_table_has_no_subjects_but_an_empty_json_file_is_no_table():
    assert [] == facts("") == facts("\n\n") == facts("[]", "facts.json")
    assert [(1, 1, "E501")] == wrong("", "facts.json")
    assert [(1, 1, "E513")] == wrong("", "facts.csv")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"case_id":"1","pass_count":' + "9" * 5000 + "}"])
def test_hostile_json_is_an_error_and_no_accident(text):
    assert {"E501"} == {code for *_, code in wrong(text)}


def test_csv_cells_are_read_as_json_values_are():
    text = 'case_id,account,day_turnover,pass_min_gap,incident_day,in_registry\r\nC1,"00,2",3000,,2021-05-03,TRUE\r\n'
    wanted = {"day_turnover": 3000, "pass_min_gap": None, "incident_day": 737_913, "in_registry": True}

    assert [wanted] == facts(text, "facts.csv")
    assert [{"day_turnover": 300_000, "pass_count": None}] == facts(
        "day_turnover,account,pass_count,case_id\n3000元,1,,C1\n", "facts.csv"
    )


@pytest.mark.parametrize("cell", ["3000.00", "3,000", "1e5", "+5", "007", "３", " 5", "0x1F", "1_000", "nan"])
def test_a_number_in_csv_is_written_in_one_way(cell):
    assert ["E507"] == [code for *_, code in wrong(f'case_id,account,day_turnover\nC1,2,"{cell}"\n', "facts.csv")]


def test_errors_of_csv_stand_at_line_and_column():
    text = "case_id,account,day_turnover,pass_count\nC1,1,5,\nC1,2,x,1\nC1,3,1\nC1,2,1,1\nC1,1,1,1\n"

    assert [(3, 6, "E507"), (4, 1, "E512"), (6, 4, "E510")] == wrong(text, "facts.csv")


def test_a_header_is_held_against_the_facts_before_any_row_is_read():
    text = "case_id,day_turnovr,day_turnover,day_turnover,tier\nC1,x,y,z\n"

    assert [(1, 1, "E505"), (1, 9, "E503"), (1, 21, "E504"), (1, 47, "E503")] == wrong(text, "facts.csv")


def test_text_that_is_not_utf8_is_refused_with_what_it_looks_like():
    report = Report("input")
    from_bytes("案号".encode("gb18030"), "facts.csv", AFTER, report)
    (found,) = report.diagnostics

    assert ("D103", "document.help.gb18030") == (found.code, found.help.id)


def parquet(tmp_path, columns):
    path = tmp_path / "facts.parquet"
    tables = open_tables()
    tables.connection.execute(f"COPY (SELECT {columns}) TO '{path}' (FORMAT parquet)")
    tables.close()
    report = Report("input")
    return from_file(path, AFTER, report), report.diagnostics


def test_parquet_columns_keep_their_types(tmp_path):
    subjects, found = parquet(
        tmp_path,
        "'C1' AS case_id, '0062' AS account, 300000::BIGINT AS day_turnover, DATE '2021-05-03' AS incident_day, "
        "NULL::BIGINT AS pass_min_gap, true AS in_registry, 1::TINYINT AS pass_count",
    )

    assert () == found
    assert [
        {"day_turnover": 300_000, "incident_day": 737_913, "pass_min_gap": None, "in_registry": True, "pass_count": 1}
    ] == [subject.facts for subject in subjects]


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        ("E519", "'C1' AS case_id, '2' AS account, 1.5::DOUBLE AS day_turnover"),
        ("E508", "'C1' AS case_id, '2' AS account, 1.50::DECIMAL(9,2) AS day_turnover"),
        ("E506", "'C1' AS case_id, 2 AS account"),
        ("E505", "'C1' AS case_id"),
        ("E503", "'C1' AS case_id, '2' AS account, 1 AS day_turnovr"),
        ("E507", "'C1' AS case_id, '2' AS account, TIMESTAMP '2021-05-03 10:00:00' AS incident_day"),
    ],
)
def test_parquet_that_says_something_else_is_refused(tmp_path, code, columns):
    _, found = parquet(tmp_path, columns)

    assert [code] == [diagnostic.code for diagnostic in found]


def test_a_file_that_is_not_there_or_of_no_known_form_is_an_error(tmp_path):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 nothing PAR1")
    for code, path in (("D101", tmp_path / "no.json"), ("E516", tmp_path / "a.xlsx"), ("E515", broken)):
        report = Report("input")
        from_file(path, AFTER, report)

        assert [code] == [found.code for found in report.diagnostics]


# properties

VALUES = {
    "CNY": st.integers(-(2**63) + 1, 2**63 - 1),
    "count": st.integers(0, 2**63 - 1),
    "duration": st.integers(0, 10**9),
    "flag": st.booleans(),
    "day": st.dates().map(date.isoformat),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {"case_id": st.text("C0/,\"' 案\n", min_size=1), "account": st.text("0123456789", min_size=1)},
        optional={fact.name: st.none() | VALUES[fact.unit] for fact in AFTER.facts},
    ),
    max_size=6,
    unique_by=lambda row: (row["case_id"], row["account"]),
)


def as_csv(rows):
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["case_id", "account"]

    def cell(value):
        text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        return '"' + text.replace('"', '""') + '"'

    return "\n".join(",".join(cells) for cells in (names, *([cell(row.get(name)) for name in names] for row in rows)))


@settings(max_examples=60)
@given(ROWS)
def test_every_form_states_the_same_subjects(rows):
    def known(found):
        return [(subject.key, {n: v for n, v in subject.facts.items() if v is not None}) for subject in found[0]]

    lines = known(read("\n".join(map(json.dumps, rows))))

    assert [row["account"] for row in rows] == [key[1][1] for key, _ in lines]
    assert lines == known(read(rows, "facts.json"))
    assert lines == known(
        read([{"subject": {n: row[n] for n in KEY}, "facts": {n: row[n] for n in row if n not in KEY}} for row in rows])
    )
    assert lines == known(read(as_csv(rows), "facts.csv"))


@settings(max_examples=150)
@given(st.text() | st.text('{}[]":,0-.aeC1\\ \n', max_size=60))
def test_no_text_whatever_is_an_accident(text):
    for name in ("facts.jsonl", "facts.json", "facts.csv"):
        subjects, report = read(text, name)

        assert report.has_errors or not subjects
