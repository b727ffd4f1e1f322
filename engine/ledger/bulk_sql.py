"""The query that reads the usual lines of a chunk: cells by the columns of a profile, anything unusual marked odd."""

from engine.ledger.cells import AROUND, WHOLE
from engine.ledger.profile import ACCOUNTS, Profile
from engine.ledger.sheet import Sheet
from engine.ledger.tables import BOOKING_COLUMNS

#: Layouts that are read here: their form, how DuckDB writes them, how precise they are.
_YEAR, _MONTH, _DAY = "[1-9][0-9]{3}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DAY_FORM = f"{_YEAR}-{_MONTH}-{_DAY}"
_CLOCK = ("([01][0-9]|2[0-3])", "[0-5][0-9]", "[0-5][0-9]")
LAYOUTS = (
    ("yyyyMMddHHmmss", f"{_YEAR}{_MONTH}{_DAY}{''.join(_CLOCK)}", "%Y%m%d%H%M%S", "second"),
    ("yyyy-M-d H:mm:ss", f"{_YEAR}-{_MONTH}-{_DAY} {':'.join(_CLOCK)}", "%Y-%m-%d %H:%M:%S", "second"),
    ("yyyy-MM-ddTHH:mm:ss", f"{_YEAR}-{_MONTH}-{_DAY}T{':'.join(_CLOCK)}", "%Y-%m-%dT%H:%M:%S", "second"),
    ("yyyy-MM-ddTHH:mm", f"{_YEAR}-{_MONTH}-{_DAY}T{':'.join(_CLOCK[:2])}", "%Y-%m-%dT%H:%M", "minute"),
    ("yyyy/M/d H:mm:ss", f"{_YEAR}/{_MONTH}/{_DAY} {':'.join(_CLOCK)}", "%Y/%m/%d %H:%M:%S", "second"),
    ("yyyyMMdd", f"{_YEAR}{_MONTH}{_DAY}", "%Y%m%d", "day"),
    ("yyyy-MM-dd", f"{_YEAR}-{_MONTH}-{_DAY}", "%Y-%m-%d", "day"),
)

_NUMBERS = ("account", "holder_id", "counterparty", "counterparty_id")
_TEXTS = (
    "holder_name", "counterparty_name", "counterparty_bank", "serial", "summary", "channel", "branch", "place", "ip",
    "mac", "terminal",
)  # fmt: skip
_DECIMALS = {"yuan": "([.][0-9]{1,2})?", "fen": ""}

#: What only the reader of rows knows.
_BEYOND = ("booked_time", "amount_in", "amount_out", "payer", "payee")


def fits(sheet: Sheet) -> bool:
    """Decide whether the layout is one of large exports: a line a booking, codes and money in columns of their own."""
    profile, header = sheet.profile, set(sheet.header)
    stated = {name for name, titles in profile.columns.items() if header & set(titles)}
    coded = all(not text.endswith("*") for codes in profile.codes.values() for text in codes)
    return (
        profile.holds == "bookings"
        and profile.unknown_codes == "reject"
        and {"account", "booked_at", "direction", "amount"} <= stated
        and not stated & set(_BEYOND)
        and not (profile.parts or profile.footers or profile.signs)
        and coded
    )


def bulk_query(sheet: Sheet, joined: bool, padded: bool) -> str:
    """Return the query that fills the table `bulk` from one text of lines; `n` counts them from 1.

    Lines may be `joined` by another character than a comma; cells may still be `padded` with blanks.

    The column `odd` marks lines that it does not read, `cash_odd` codes of cash that no table has, `account_cut` and
    `counterparty_cut` numbers that were decorated.
    """
    profile = sheet.profile
    cells = {name: _cell(sheet, name) for name in (*BOOKING_COLUMNS, "currency", "feedback", "time_precision")}
    raw = ", ".join(f"{cell} AS r_{name}" for name, cell in cells.items())
    odd = " OR ".join(f"coalesce({test}, true)" for test in _odd(sheet))
    columns = ", ".join(f"{value} AS {name}" for name, value in _values(profile).items())
    forms = (
        f"WHEN regexp_full_match(r_booked_at, '{form}') THEN {at}" for at, (_, form, *_) in enumerate(_layouts(profile))
    )
    layout = f"CASE {' '.join(forms)} END"
    return f"""CREATE OR REPLACE TEMP TABLE bulk AS
WITH {split_lines(joined=joined)},
raw AS (
    SELECT n, len(c) <> {len(sheet.header)}{padding(padded=padded)} AS odd_line, {raw} FROM split
),
told AS (SELECT *, {layout} AS layout FROM raw),
found AS (SELECT *, {columns} FROM told)
SELECT * EXCLUDE ({", ".join(f"r_{name}" for name in cells)}, odd_line, layout),
    odd_line OR {odd} AS odd, cash IS NULL AND r_cash IS NOT NULL AS cash_odd,
    false AS account_cut, false AS counterparty_cut FROM found"""


def split_lines(*, joined: bool) -> str:
    """Return the SQL that splits one text into lines `l`, numbered `n`, with their cells `c`."""
    cells = "string_split(l, ',')"
    cells = f"CASE WHEN contains(l, chr(31)) THEN string_split(l, chr(31)) ELSE {cells} END" if joined else cells
    return f"""lines AS (
    SELECT unnest(a) AS l, generate_subscripts(a, 1) AS n FROM (SELECT string_split(?, chr(10)) AS a)
),
split AS (SELECT n, l, {cells} AS c FROM lines WHERE l <> '')"""


def padding(*, padded: bool) -> str:
    """Return the SQL that adds to a test whether blanks stand around a cell of the line `l`, where they may."""
    blanks = "".join(f"\\x{{{ord(letter):x}}}" for letter in AROUND)
    return f" OR regexp_matches(l, '[{blanks}](,|$)|(^|,)[{blanks}]')" if padded else ""


def _cell(sheet: Sheet, name: str) -> str:
    """Return the SQL of a cell, cleaned; of several headers the first with something in it."""
    titles = [title for title in sheet.profile.columns.get(name, ()) if title in sheet.header]
    places = [sheet.header.index(title) + 1 for title in titles]
    found = [_cleaned(f"c[{place}]", sheet.profile.blanks) for place in places]
    return f"coalesce({', '.join(found)})" if len(found) > 1 else (found or ["CAST(NULL AS VARCHAR)"])[0]


def _cleaned(cell: str, blanks: frozenset[str]) -> str:
    if not blanks:
        return f"nullif({cell}, '')"
    longest = max(len(blank.encode()) for blank in blanks)
    listed = ", ".join(_text(blank) for blank in sorted(blanks))
    blank = f"lower({cell}) IN ({listed})" + (f" OR rtrim({cell}, '-') = ''" if "-" in blanks else "")
    # told once: an expression that stands twice is worked out for every row, whatever the case
    maybe = f"strlen({cell}) <= {longest}" + (f" OR starts_with({cell}, '-')" if "-" in blanks else "")
    return f"CASE WHEN {cell} = '' THEN NULL WHEN {maybe} THEN CASE WHEN NOT ({blank}) THEN {cell} END ELSE {cell} END"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _values(profile: Profile) -> dict[str, str]:
    layouts = _layouts(profile)
    moments = " ".join(
        f"WHEN layout = {at} THEN try_strptime(r_booked_at, '{written}')"
        for at, (_, _, written, _) in enumerate(layouts)
    )
    precisions = " ".join(f"WHEN layout = {at} THEN '{found[3]}'" for at, found in enumerate(layouts))
    return {
        **{name: f"r_{name}" for name in _TEXTS},
        **{name: f"r_{name}" for name in _NUMBERS},
        "booked_at": f"CASE {moments} END",
        "time_precision": f"CASE {precisions} END",
        "seq": "TRY_CAST(r_seq AS BIGINT)",
        "direction": _meaning("direction", profile),
        "amount": _fen("amount", profile),
        "balance": _fen("balance", profile),
        "cash": f"CAST({_meaning('cash', profile)} AS BOOLEAN)",
        "status": _meaning("status", profile),
    }


def _layouts(profile: Profile) -> list[tuple[str, str, str, str]]:
    return [found for found in LAYOUTS if found[0] in profile.layouts or _loose(found[0]) in profile.layouts]


def _loose(layout: str) -> str:
    return {"yyyy-MM-dd": "yyyy-M-d"}.get(layout, layout)


def bare_numbers(profile: Profile) -> list[str]:
    """Return the statements that cut from the account numbers in `bulk` what their exporter set around them."""
    tests = [f"ends_with(NUMBER, {_text(end)})" for end in (*profile.account_suffixes, *profile.account_endings)]
    tests += [f"starts_with(NUMBER, {_text(begin)})" for begin in profile.account_prefixes]
    return [
        _baring(name, " OR ".join(tests).replace("NUMBER", name), profile)
        for name in _NUMBERS
        if name in ACCOUNTS and tests
    ]


def _baring(name: str, decorated: str, profile: Profile) -> str:
    """Return one such statement: a step for each thing to cut; nested in one another they take long to plan."""
    steps = [f"cut0 AS (SELECT n AS m, {name} AS ends, {name} AS bare FROM bulk WHERE {decorated})"]
    values = [
        f"CASE WHEN ends_with(ends, {_text(end)}) AND ends <> {_text(end)} THEN {_left('ends', end)} ELSE ends END"
        " AS ends"
        for end in profile.account_suffixes
    ]
    values += ["ends AS bare"]
    values += [
        f"CASE WHEN ends_with(bare, {_text(end)}) THEN {_left('bare', end)} ELSE bare END AS bare"
        for end in profile.account_endings
    ]
    values += [
        f"CASE WHEN starts_with(bare, {_text(begin)}) THEN substr(bare, {len(begin) + 1}) ELSE bare END AS bare"
        for begin in profile.account_prefixes
    ]
    values += [f"CASE WHEN regexp_full_match(bare, '{WHOLE}') THEN bare ELSE ends END AS bare"]
    for at, value in enumerate(values, 1):
        steps.append(f"cut{at} AS (SELECT * REPLACE ({value}) FROM cut{at - 1})")
    return (
        f"WITH {', '.join(steps)} UPDATE bulk SET {name} = bare, {name}_cut = bare <> {name}"
        f" FROM cut{len(values)} WHERE n = m"
    )


def _left(value: str, end: str) -> str:
    return f"left({value}, length({value}) - {len(end)})"


def _meaning(name: str, profile: Profile) -> str:
    codes = profile.codes.get(name, {})
    if not codes:
        return "CAST(NULL AS VARCHAR)"
    cases = " ".join(f"WHEN {_text(text)} THEN {_text(value)}" for text, value in codes.items())
    return f"CASE coalesce(r_{name}, '') {cases} END"


def _fen(name: str, profile: Profile) -> str:
    def whole(text: str) -> str:
        yuan = f"CAST(TRY_CAST({text} AS DECIMAL(18,2)) * 100 AS BIGINT)"
        return yuan if profile.unit == "yuan" else f"TRY_CAST({text} AS BIGINT)"

    cases = f"WHEN regexp_full_match(r_{name}, '-?[0-9]{{1,14}}{_DECIMALS[profile.unit]}') THEN {whole(f'r_{name}')}"
    if "thousands" in profile.forms:
        grouped = f"'-?[0-9]{{1,3}}(,[0-9]{{3}}){{1,3}}{_DECIMALS[profile.unit]}'"
        bare = f"replace(r_{name}, ',', '')"
        cases += f" WHEN contains(r_{name}, ',') AND regexp_full_match(r_{name}, {grouped}) THEN {whole(bare)}"
    return f"CASE {cases} END"


def _odd(sheet: Sheet) -> list[str]:
    """Return the tests of lines that are left to the reader of rows; an unknown answer is one too."""
    profile, header = sheet.profile, set(sheet.header)
    tests = ["account IS NULL", "booked_at IS NULL", "status IS NULL", "amount IS NULL OR amount = 0"]
    tests += ["direction IS NULL OR direction NOT IN ('in', 'out')", "r_time_precision IS NOT NULL"]
    tests += ["balance IS NULL AND r_balance IS NOT NULL"]
    tests += ["r_seq IS NOT NULL AND NOT regexp_full_match(r_seq, '-?[0-9]{1,18}')"]
    tests += [f"r_{name} IS NOT NULL AND regexp_matches(r_{name}, '[.eE]')" for name in _NUMBERS]
    for name, usual in (("currency", "CNY"), ("feedback", "transaction")):
        if header & set(profile.columns.get(name, ())):
            tests.append(f"coalesce({_meaning(name, profile)}, '') <> '{usual}'")
    return [f"({test})" for test in tests]
