"""The source register: quotes to the letter, doubts on record, drafts and unconfirmed texts kept out of decisions."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.driver.checking import check
from engine.driver.opening import compiled
from engine.explain.citations import Citation
from engine.library.library import load
from engine.library.places import shipped_rulebooks
from engine.library.sources import SourceText, read_register
from engine.render.explanation_words import Speaker
from engine.source.report import Report

LEGAL = Path(__file__).resolve().parents[3] / "shared" / "law" / "legal.md"
researched = pytest.mark.skipif(not LEGAL.is_file(), reason="the research is not part of the project")
#: Instruments whose id is not simply the one of the research in lower case.
IDS = {"CL": "criminal-law", "GA-FUND": "ga-fund-2024"}
#: Registered beside the instruments of the research's table: the press reports, and a rule of reading it quotes.
OTHERS = {"after-article", "yangzhou-article", "civil-code"}
#: Articles of texts that the research read and retells without quoting the words we need: copied from the text itself.
COPIED = {
    *(f"atf#{article}" for article in ("38(1)", "38(2)", "42", "44", "50")),
    *(f"ji-2015-11#{article}" for article in ("1(2021)(1)", "1(2021)(2)", "1(2021)(3)", "1(2021)(4)")),
    *(f"ji-2015-11#3({item})" for item in (1, 2, 3, 4, 5)),
    *("sppr#564", "cpl#105", "cpl#145", "jd-2024#3(2)次数", "jd-2024#3(2)对象"),
    *("ji-2011-7#1", "csl-2016#21(3)", "ji-2019-15#12(2)后果"),
}
RULEBOOK = "after/2022-01-01/rulebook.yaml"
SOURCE = "sources/after-article.yaml"
QUOTE = "    quote: 设定交易资金进出间隔时间的筛选项"


@pytest.fixture(scope="module")
def register() -> dict[str, SourceText]:
    report = Report("rulebook")
    found = read_register(shipped_rulebooks() / "sources", report)
    assert () == report.diagnostics
    return found


def instruments() -> dict[str, str]:
    """Return the rows of the research's source table by our ids."""
    table = LEGAL.read_text("utf-8").partition("## 1. Source register")[2].partition("\n## ")[0]
    rows = (row for row in table.splitlines() if re.match(r"\| [A-Z]", row))
    named = {row.split("|")[1].strip(): row for row in rows}
    return {IDS.get(name, name.lower()): row for name, row in named.items()}


@researched
def test_every_instrument_of_the_research_is_registered_and_nothing_else(register):
    assert set(instruments()) | OTHERS == set(register)


@researched
def test_every_quote_is_one_of_the_research_to_the_letter(register):
    research = LEGAL.read_text("utf-8")
    quotes = {f"{source.id}#{article.id}": article.quote for source in register.values()
              for article in source.articles if article.quote and source.id not in OTHERS - {"civil-code"}}  # fmt: skip

    assert 40 < len(quotes)
    assert COPIED == {cite for cite, quote in quotes.items() if f"「{quote}」" not in research}


@researched
def test_no_quote_of_the_research_is_left_out_but_the_one_that_breaks_off(register):
    registered = {article.quote for source in register.values() for article in source.articles}

    assert {"以两"} == set(re.findall("「([^」]+)」", LEGAL.read_text("utf-8"))) - registered


@researched
def test_every_registered_day_is_one_of_the_research(register):
    for name, row in instruments().items():
        source = register[name]
        days = [source.issued, source.effective, *(source.effective_unclear or ())]
        ends = [source.repealed - timedelta(days=number) for number in (0, 1)] if source.repealed else []
        short = {day.isoformat() for day in days if day} - set(re.findall(r"\d{4}-\d{2}-\d{2}", row))
        assert all(day[:-2] in row and day[-2:] in row for day in short), (name, short)  # `2016-12-19/20`
        assert not ends or any(day.isoformat() in row for day in ends), name


@researched
def test_what_the_research_could_not_confirm_is_flagged_or_said(register):
    doubtful = {name for name, row in instruments().items() if "[K]" in row or "[D]" in row}

    assert [] == sorted(name for name in doubtful if "[K]" not in (register[name].note or "")
                        and "[D]" not in (register[name].note or "") and register[name].grade != "K")  # fmt: skip


def test_a_day_that_is_unclear_keeps_both_ends(register):
    assert (date(2025, 7, 22), date(2025, 7, 28)) == register["op-2025-12"].effective_unclear
    assert date(2025, 7, 22) == register["op-2025-12"].effective
    assert ["op-2016-32", "op-2025-12"] == sorted(name for name, found in register.items() if found.effective_unclear)


def test_an_article_has_the_grade_of_its_source_unless_it_says_its_own(register):
    grades = {name: register["op-2025-12"].article(name).grade for name in ("6(1)", "8")}

    assert {"6(1)": "B", "8": "D"} == grades
    assert "K" == register["op-2021-22"].article("17").grade


def test_the_draft_is_registered_as_one(register):
    assert ["draft-nc"] == [name for name, source in register.items() if source.draft]


def checked(folder):
    return check((folder / "after" / "2022-01-01",), today=date(2026, 11, 22)).rulebook.diagnostics


def faults(folder):
    report = Report("rulebook")
    load(folder / "after" / "2022-01-01", report)
    return {found.code for found in report.diagnostics}


def test_a_released_edition_must_not_cite_a_draft_but_another_edition_may(library, rewrite):
    rewrite(SOURCE, "grade: S\n", "grade: S\ndraft: true\n")
    assert {"L414"} == faults(library)

    rewrite(RULEBOOK, "status: released", "status: in_review")
    assert set() == faults(library)


def test_a_released_edition_must_not_rest_on_an_unconfirmed_article_of_a_good_source(library, rewrite):
    rewrite(SOURCE, QUOTE, f"    grade: K\n{QUOTE}")
    report = Report("rulebook")
    load(library / "after" / "2022-01-01", report)

    assert {("L412", "after-article#F", "K")} == {
        (found.code, found.values["id"], found.values["grade"]) for found in report.diagnostics
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("source: spare", "source: other", "L413"),
        ("effective: null", "effective: null\neffective_unclear: {from: 2025-07-28, to: 2025-07-22}", "L417"),
        ("    quote: 文字", "    quote: 文字\n    summary: 概括", "D209"),
        ("    quote: 文字\n", "", "D208"),
        ("grade: S", "grade: Z", "D204"),
        ("title: 报道", "titel: 报道", "D203"),
    ],
)
def test_check_tells_of_a_broken_source_that_nobody_cites(library, old, new, code):
    good = (
        "schema: 1\nsource: spare\ntitle: 报道\nnumber: null\nissuers: [某报]\nrank: practice\nissued: null\n"
        "effective: null\nrepealed: null\nurl: null\nchecked_on: 2026-11-22\ngrade: S\n"
        "articles:\n  '1':\n    title: 一\n    quote: 文字\n"
    )
    assert old in good
    (library / "sources" / "spare.yaml").write_text(good, "utf-8")
    assert () == checked(library)

    (library / "sources" / "spare.yaml").write_text(good.replace(old, new), "utf-8")
    (found,) = checked(library)

    assert code == found.code
    assert found.span.file.endswith("sources/spare.yaml")


def test_check_tells_of_a_broken_calendar_that_nobody_counts_by(library):
    (library / "calendars").mkdir()
    (library / "calendars" / "cn.yaml").write_text("schema: 1\ncalendar: cn\ntitle: 空\nyears: {}\n", "utf-8")
    (found,) = checked(library)

    assert "D206" == found.code


def test_a_fault_of_a_cited_source_is_told_once(library, rewrite):
    rewrite(SOURCE, "source: after-article", "source: before-article")
    codes = [found.code for found in checked(library)]

    assert 1 == codes.count("L413")


def test_our_summary_of_an_article_is_never_shown_as_its_words(library):
    program = compiled(load(library / "after" / "2022-01-01", Report("rulebook")), date(2022, 6, 1))
    stated = {"reference": "atf#5", "source": "反电信网络诈骗法", "number": None, "article": "保密", "rank": "law"}
    summed_up = Citation(**stated, quote=None, summary="应当保密")
    quoted = Citation(**stated, quote="予以保密", summary=None)
    said = [Speaker(program, {"atf#5": found}, "zh").cited("atf#5") for found in (summed_up, quoted)]

    assert ["《反电信网络诈骗法》保密（概括，非原文）：应当保密", "《反电信网络诈骗法》保密：“予以保密”"] == said
